"""What fuzzing found stays mended, and every target runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.fuzz.__main__ import FINDS, fuzz
from tests.corpus.fuzz.targets import TARGETS

FOUND = sorted(FINDS.glob("*/*.bin"))


@pytest.mark.parametrize("find", FOUND, ids=[f"{find.parent.name}-{find.stem}" for find in FOUND])
def test_a_find_stays_mended(find: Path) -> None:
    TARGETS[find.parent.name].check(find.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_a_target_are_read(name: str) -> None:
    for raw in TARGETS[name].seeds:
        TARGETS[name].check(raw)


def test_finds_belong_to_targets() -> None:
    assert {find.parent.name for find in FOUND} <= set(TARGETS)


def test_a_find_is_kept_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.corpus.fuzz import __main__ as runner
    from tests.corpus.fuzz.targets import Target

    def check(raw: bytes) -> None:
        assert b"bad" not in raw

    monkeypatch.setattr(runner, "FINDS", tmp_path)
    found = fuzz("trial", Target(check, (b"good",), (b"bad",)), 10)
    assert found is not None
    assert found.parent == tmp_path / "trial"
    assert b"bad" in found.read_bytes()
    assert len(found.read_bytes()) <= len(b"goodbad")
    assert fuzz("trial", Target(lambda raw: None, (b"good",)), 0.1) is None
