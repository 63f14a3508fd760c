"""What networks were compiled to: kept beside them, and as if it were not there if anything is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding import compiled
from index.encoding.kept import keep


@pytest.fixture
def network(tmp_path: Path) -> Path:
    def make(part: Path) -> None:
        (part / "model.xml").write_text("<net/>")
        (part / "model.bin").write_bytes(b"weights")

    keep(tmp_path / "small-1", make, "making")
    return tmp_path / "small-1" / "model.xml"


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.blob"
    assert compiled.read(file) is None
    compiled.write(file, b"blob")
    compiled.write(file, b"another blob")
    assert compiled.read(file) == b"another blob"
    assert [path.name for path in file.parent.iterdir()] == ["a.blob"]
    assert file.stat().st_mode & 0o777 == 0o644


@given(st.integers(0, 40), st.integers(1, 255))
def test_a_changed_byte_makes_it_none(tmp_path_factory: pytest.TempPathFactory, at: int, change: int) -> None:
    file = tmp_path_factory.getbasetemp() / "changed.blob"
    compiled.write(file, b"a blob, ten")
    content = bytearray(file.read_bytes())
    content[at] ^= change
    file.write_bytes(content)
    assert compiled.read(file) is None
    file.write_bytes(content[:at])
    assert compiled.read(file) is None


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    compiled.write(tmp_path / "taken" / "a.blob", b"blob")
    assert compiled.read(tmp_path / "taken" / "a.blob") is None


def test_each_network_and_each_setting_has_a_place_of_its_own(network: Path) -> None:
    first = compiled.place(network, ["version 1", "bf16"])
    assert first is not None
    assert first.parent == network.parent.with_name("small-1-compiled")
    assert compiled.place(network, ["version 1", "bf16"]) == first
    assert compiled.place(network, ["version 2", "bf16"]) != first

    def other(part: Path) -> None:
        (part / "model.xml").write_text("<net/>")
        (part / "model.bin").write_bytes(b"others!")

    (network.parent / "files.json").unlink()
    assert compiled.place(network, ["version 1", "bf16"]) is None
    keep(network.parent, other, "making")
    assert compiled.place(network, ["version 1", "bf16"]) not in (first, None)
