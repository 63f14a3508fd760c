"""Folders of the cache: made once, whole or not at all, and damage known by name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoding.kept import damaged, discard, keep, whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models" / "small-1"


def writing(told: list[Path]) -> Callable[[Path], None]:
    def make(part: Path) -> None:
        told.append(part)
        (part / "inner").mkdir()
        (part / "weights.bin").write_bytes(b"0123456789")
        (part / "inner" / "about.json").write_text("{}")
        (part / "weights.bin").chmod(0o600)

    return make


def test_a_folder_is_made_once(folder: Path) -> None:
    made: list[Path] = []
    keep(folder, writing(made), "making")
    keep(folder, writing(made), "making")
    assert len(made) == 1
    assert whole(folder)
    assert damaged(folder) == ()
    assert (folder / "weights.bin").read_bytes() == b"0123456789"


def test_others_may_read_it(folder: Path) -> None:
    keep(folder, writing([]), "making")
    assert folder.stat().st_mode & 0o777 == 0o755
    assert (folder / "weights.bin").stat().st_mode & 0o777 == 0o644


def test_what_is_being_made_stands_elsewhere_until_it_is_whole(folder: Path) -> None:
    def make(part: Path) -> None:
        assert not folder.exists()
        assert part.parent == folder.parent
        writing([])(part)

    keep(folder, make, "making")
    assert whole(folder)


def test_several_at_once_make_one(folder: Path) -> None:
    made: list[Path] = []
    threads = [threading.Thread(target=keep, args=(folder, writing(made), "making")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert whole(folder)


def test_a_failure_leaves_nothing_and_the_next_one_makes_it(folder: Path) -> None:
    def fail(part: Path) -> None:
        (part / "weights.bin").write_bytes(b"01")
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        keep(folder, fail, "making")
    assert [path.name for path in folder.parent.iterdir()] == [f"{folder.name}.lock"]
    keep(folder, writing([]), "making")
    assert whole(folder)


def test_what_a_killed_process_left_is_swept_away(folder: Path) -> None:
    left = folder.parent / f"{folder.name}.part-killed"
    left.mkdir(parents=True)
    (left / "weights.bin").write_bytes(b"0")
    other = folder.parent / "smaller-1.part-busy"
    other.mkdir()
    keep(folder, writing([]), "making")
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize("content", [b"", b"012345678", b"0123456789a"])
def test_a_file_of_another_length_is_made_again(folder: Path, content: bytes) -> None:
    keep(folder, writing([]), "making")
    (folder / "weights.bin").write_bytes(content)
    assert not whole(folder)
    assert damaged(folder) == ("weights.bin",)
    made: list[Path] = []
    keep(folder, writing(made), "making")
    assert len(made) == 1
    assert (folder / "weights.bin").read_bytes() == b"0123456789"


def test_a_file_that_is_gone_is_made_again(folder: Path) -> None:
    keep(folder, writing([]), "making")
    (folder / "inner" / "about.json").unlink()
    assert not whole(folder)
    assert damaged(folder) == ("inner/about.json",)


def test_a_changed_byte_is_named_by_who_looks_closely(folder: Path) -> None:
    keep(folder, writing([]), "making")
    (folder / "weights.bin").write_bytes(b"0123456780")
    assert whole(folder)
    assert damaged(folder) == ("weights.bin",)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"weights.bin": 3}', '{"weights.bin": [1]}', "{}"])
def test_without_its_list_a_folder_is_not_whole(folder: Path, content: str) -> None:
    keep(folder, writing([]), "making")
    (folder / "files.json").write_text(content)
    assert not whole(folder)
    assert damaged(folder) == ("files.json",)


def test_a_discarded_folder_is_made_again_and_readable_until_then(folder: Path) -> None:
    made: list[Path] = []
    keep(folder, writing(made), "making")
    discard(folder)
    assert (folder / "weights.bin").is_file()
    keep(folder, writing(made), "making")
    assert len(made) == 2
    assert whole(folder)
    discard(folder.parent / "nowhere")
