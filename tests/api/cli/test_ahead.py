"""Which networks are begun before a command is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import ahead
from index.encoding import conversion, runtime
from index.encoding.kept import keep
from index.encoding.models import MINILM, resolve
from index.encoding.padding import USUAL
from index.errors import ModelDamaged
from qa.reader import conversion as reading
from qa.reader import weights

Begun = list[tuple[str, bool, int | None]]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Begun:
    found: Begun = []
    monkeypatch.setattr(runtime, "precision", lambda: "f32")

    def note(path: Path, _precision: str, many: bool, width: int | None) -> None:
        found.append((path.parent.name, many, width))

    monkeypatch.setattr(runtime, "begin", note)
    return found


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    def make(part: Path) -> None:
        (part / "model.xml").write_text("<net/>")

    for folder in (conversion.folder_of(resolve(MINILM), tmp_path), reading.folder_of(weights.card(), tmp_path)):
        keep(folder, make, "making")
    return tmp_path


def names(cache: Path) -> Begun:
    model, reader = conversion.folder_of(resolve(MINILM), cache), reading.folder_of(weights.card(), cache)
    return [(model.name, False, USUAL), (reader.name, True, None)]


def begin(cache: Path, *arguments: str, **settings: str) -> None:
    told = {"DATELINE_CACHE": str(cache), "DATELINE_MODEL": MINILM}
    ahead.begin(arguments, told | {f"DATELINE_{name}": value for name, value in settings.items()})


def test_model_and_reader_are_begun_the_model_first(cache: Path, begun: Begun) -> None:
    begin(cache, "ask", "Who opened the port?")
    assert begun == names(cache)


def test_both_models_of_a_pair_are_begun(cache: Path, begun: Begun) -> None:
    begin(cache, "ask", "x", MODEL=f"{MINILM}+{MINILM}")
    model, reader = names(cache)
    assert begun == [model, model, reader]


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (("ask", "x", "--effort", "quick"), {}),
        (("ask", "x", "--effort=quick"), {}),
        (("ask", "x"), {"EFFORT": "quick"}),
        (("ask", "x"), {"READER": "none"}),
        (("ask", "x"), {"READER": "/models/own"}),
    ],
)
def test_a_reader_that_will_not_read_is_not_begun(
    cache: Path, begun: Begun, arguments: tuple[str, ...], settings: dict[str, str]
) -> None:
    begin(cache, *arguments, **settings)
    assert begun == names(cache)[:1]


@pytest.mark.parametrize("option", ["--help", "--mode", "--mode=bm25", "--workers=2"])
def test_what_may_want_other_networks_or_none_begins_none(cache: Path, begun: Begun, option: str) -> None:
    begin(cache, "ask", "x", option)
    assert begun == []


def test_a_model_that_was_not_converted_is_not_begun(tmp_path: Path, begun: Begun) -> None:
    begin(tmp_path, "ask", "x")
    assert begun == []


def test_a_folder_of_ones_own_is_left_for_later(cache: Path, begun: Begun) -> None:
    begin(cache, "ask", "x", MODEL=str(cache))
    assert begun == names(cache)[1:]


def test_what_is_damaged_is_not_told_here(cache: Path, begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> weights.Card:
        raise ModelDamaged("the card cannot be read")

    monkeypatch.setattr(weights, "card", unreadable)
    begin(cache, "ask", "x")
    assert [many for _, many, _ in begun] == [False]
