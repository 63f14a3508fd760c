from __future__ import annotations

from pathlib import Path

import pytest

from corpus import reading
from corpus.article import Document, Draft, Part
from eval.errors import FolderInvalid
from eval.facts import folders
from eval.facts.folders import Outcome, survey

AGREEING = 0.97
"""Share of newswire releases whose own day is that of their path, give or take one."""


def one(data: Path, name: str) -> Outcome:
    (outcome,) = survey(data, [name])
    return outcome


def test_fields_are_counted(data: Path) -> None:
    outcome = one(data, "room")
    assert outcome.files == 3
    assert outcome.found["title"] == 3
    assert outcome.found["updated"] == 0
    assert (outcome.crashed, outcome.refused, outcome.empty) == ({}, {}, [])


@pytest.mark.parametrize(
    ("day", "dated", "agree", "near"),
    [("March 14, 2024", 1, 1, 1), ("March 13, 2024", 1, 0, 1), ("March 9, 2024", 1, 0, 0), ("soon", 0, 0, 0)],
)
def test_days_of_text_and_path_are_compared(data: Path, day: str, dated: int, agree: int, near: int) -> None:
    port = data / "wire/2024/0314/port.md"
    port.write_text(port.read_text(encoding="utf-8").replace("March 14, 2024", day), encoding="utf-8")
    outcome = one(data, "wire")
    assert (outcome.dated, outcome.agree, outcome.near) == (dated, agree, near)
    assert outcome.disagreeing == (["2024/0314/port.md"] if dated > agree else [])


def test_a_path_without_a_day_is_not_compared(data: Path) -> None:
    assert one(data, "room").dated == 0


def test_an_empty_file_is_refused_and_none_of_its_body_is_lost(data: Path) -> None:
    (data / "room/empty.txt").write_bytes(b" \n")
    outcome = one(data, "room")
    assert list(outcome.refused) == ["empty.txt"]
    assert outcome.empty == []


def test_a_body_that_is_refused_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "room/fair.txt").write_text("word " * 60, encoding="utf-8")
    refusing(monkeypatch, "fair.txt")
    outcome = one(data, "room")
    assert list(outcome.refused) == ["fair.txt"]
    assert outcome.empty == ["fair.txt"]


def refusing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    whole = reading.read

    def read(document: Document) -> Draft:
        if document.path == name:
            return whole(Document(document.source, document.path, b"", document.format))
        return whole(document)

    monkeypatch.setattr(reading, "read", read)


def test_a_body_that_was_all_taken_for_a_part_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "word " * 60
    (data / "room/fair.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(reading, "read", lambda _document: Draft(text=text, parts=(Part("about", 0, len(text)),)))
    assert one(data, "room").empty == ["fair.txt"]  # the others are too short to have lost one


def test_a_crash_is_told_and_the_rest_goes_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading.read

    def read(document: Document) -> Draft:
        if document.path == "ferry.txt":
            raise ZeroDivisionError("no banks")
        return whole(document)

    monkeypatch.setattr(reading, "read", read)
    outcome = one(data, "room")
    assert outcome.crashed == {"ferry.txt": "ZeroDivisionError: no banks"}
    assert outcome.found["title"] == 2


def test_shares_in_json_are_of_what_was_read(data: Path) -> None:
    (data / "room/empty.txt").write_bytes(b"")
    record = one(data, "room").record()
    assert record["files"] == 4
    assert record["fields"]["title"]["total"] == 3
    assert set(record["fields"]) == set(folders.FIELDS)
    assert record["text_and_path_agree"] == {"held": 0, "total": 0, "share": None}


def test_a_folder_that_is_not_there_is_told(data: Path) -> None:
    with pytest.raises(FolderInvalid, match="no such folder"):
        survey(data, ["elsewhere"])


@pytest.mark.shared
@pytest.mark.slow
def test_the_shared_folders_are_read_without_a_crash_or_a_lost_body(shared: Path) -> None:
    for outcome in survey(shared):
        assert outcome.crashed == {}
        assert outcome.empty == []
        if outcome.name == "newswire":
            assert outcome.near >= AGREEING * outcome.dated > 0
