from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from eval.errors import FolderInvalid
from eval.facts import reading


def test_a_file_is_read_as_ingesting_its_folder_would(data: Path) -> None:
    document = reading.document(data, "wire/2024/0314/port.md")
    assert (document.source, document.path, document.format) == ("wire", "2024/0314/port.md", "markdown")
    draft = reading.draft(data, "wire/2024/0314/port.md")
    assert draft is not None
    assert draft.published == dt.date(2024, 3, 14)


def test_a_hidden_path_says_no_date(data: Path) -> None:
    (data / "wire/2024/0315").mkdir()
    (data / "wire/2024/0315/fair.md").write_bytes((data / "room/fair.txt").read_bytes())
    dated = reading.draft(data, "wire/2024/0315/fair.md")
    undated = reading.draft(data, "wire/2024/0315/fair.md", path_hidden=True)
    assert dated is not None
    assert undated is not None
    assert (dated.published, undated.published) == (dt.date(2024, 3, 15), None)
    assert dated.text == undated.text


@pytest.mark.parametrize(("name", "raw"), [("empty.txt", b""), ("image.png", b"\x89PNG"), ("gone.txt", None)])
def test_a_refused_file_gives_nothing(data: Path, name: str, raw: bytes | None) -> None:
    if raw is not None:
        (data / "room" / name).write_bytes(raw)
    assert reading.draft(data, f"room/{name}") is None


def test_a_folder_that_is_not_there_is_told(data: Path) -> None:
    with pytest.raises(FolderInvalid, match="no such folder"):
        reading.draft(data, "elsewhere/a.txt")


def test_documents_are_those_of_known_formats_in_path_order(data: Path) -> None:
    (data / "room/notes.xyz").write_bytes(b"x")
    paths = [document.path for document in reading.documents(reading.folder(data, "room"))]
    assert paths == ["fair.txt", "ferry.txt", "library.txt"]
