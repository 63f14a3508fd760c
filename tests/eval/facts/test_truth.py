from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from eval.errors import FactsInvalid
from eval.facts import truth
from tests.eval.facts.conftest import Place, Write

FAIR = "room/fair.txt"


def test_places_become_the_words_that_stand_there(data: Path, port: dict[str, Any], write: Write) -> None:
    (facts,) = truth.pages(data, write([port]))
    assert facts.title == ("Port of Halvern reopens & grows",)  # entities of Markdown are decoded
    assert facts.day == dt.date(2024, 3, 14)
    assert facts.place == ("HALVERN",)
    assert facts.first == ("The port of Halvern reopened to ships on Thursday.",)
    assert facts.furniture == ("Original Notice",)
    assert facts.end == ()


def test_null_says_that_the_file_does_not_say(data: Path, place: Place, write: Write) -> None:
    sentence = [place(FAIR, "forty stalls this weekend.")]
    row = {"article": FAIR, "title": None, "day": None, "place": None, "first": sentence, "last": sentence}
    (facts,) = truth.pages(data, write([row]))
    assert (facts.title, facts.day, facts.place) == (None, None, None)


def test_a_web_page_is_not_decoded_twice(data: Path, place: Place, write: Write) -> None:
    (data / "room/page.html").write_text("<p>Use &amp;amp; for an ampersand.</p>", encoding="utf-8")
    words = [place("room/page.html", "Use &amp; for an ampersand.")]
    row = {"article": "room/page.html", "title": None, "day": None, "place": None, "first": words, "last": words}
    (facts,) = truth.pages(data, write([row]))
    assert facts.first == ("Use &amp; for an ampersand.",)


def test_a_day_that_is_left_out_is_not_the_same_as_none(data: Path, place: Place, write: Write) -> None:
    rows: list[dict[str, Any]] = [
        {"article": "room/ferry.txt", "place": [place("room/ferry.txt", "VERNON")], "day": "2024-05-03"},
        {"article": "room/library.txt", "place": None, "day": None},
        {"article": FAIR, "place": None},
    ]
    ferry, library, fair = truth.datelines(data, write(rows))
    assert (ferry.place, ferry.day, ferry.decided) == (("VERNON",), dt.date(2024, 5, 3), True)
    assert (library.day, library.decided) == (None, True)
    assert (fair.day, fair.decided) == (None, False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"article": None}, "'article' is missing"),
        ({"article": "room/gone.txt"}, "is no file in"),
        ({"article": "../secret.txt"}, "is no file in"),
        ({"article": "/etc/passwd"}, "is no file in"),
        ({"first": None}, "need a place each"),
        ({"first": []}, "neither null nor a list"),
        ({"title": "Port of Halvern"}, "neither null nor a list"),
        ({"title": [{"at": [3, 3], "sha1": ""}]}, "holds no place"),
        ({"title": [{"at": [-2, 3], "sha1": ""}]}, "holds no place"),
        ({"title": [{"at": [True, 3], "sha1": ""}]}, "holds no place"),
        ({"title": ["x"]}, "holds no place"),
        ({"title": [{"at": [0, 4], "sha1": "0" * 40}]}, "do not have this sha1"),
        ({"day": "14 March"}, "Invalid isoformat"),
        ({"day": 20240314}, "is no ISO date"),
        ({"place_": None}, "unknown: place_"),
    ],
)
def test_a_line_that_nothing_can_be_held_against_is_named(
    data: Path, port: dict[str, Any], write: Write, change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(FactsInvalid, match=reason) as raised:
        truth.pages(data, write([port | change]))
    assert "line 1" in str(raised.value)


@pytest.mark.parametrize("name", ["title", "day", "place", "first", "last"])
def test_a_fact_that_is_missing_is_not_taken_for_null(
    data: Path, port: dict[str, Any], write: Write, name: str
) -> None:
    del port[name]
    with pytest.raises(FactsInvalid, match=f"{name} missing"):
        truth.pages(data, write([port]))


def test_a_dateline_needs_a_place_or_null_and_nothing_else(data: Path, write: Write) -> None:
    with pytest.raises(FactsInvalid, match="place missing"):
        truth.datelines(data, write([{"article": FAIR, "day": None}]))
    with pytest.raises(FactsInvalid, match="unknown: title"):
        truth.datelines(data, write([{"article": FAIR, "place": None, "title": None}]))


def test_no_file_is_checked_twice(data: Path, write: Write) -> None:
    with pytest.raises(FactsInvalid, match=r"line 2: room/fair\.txt stands"):
        truth.datelines(data, write([{"article": FAIR, "place": None}] * 2))


def test_every_wrong_line_is_told_at_once(data: Path, write: Write) -> None:
    with pytest.raises(FactsInvalid, match=r"2 line\(s\)[\s\S]*line 1[\s\S]*line 3"):
        truth.datelines(data, write([{"article": "x"}, {"article": FAIR, "place": None}, {"article": "y"}]))


def test_a_file_without_facts_is_refused(data: Path, tmp_path: Path, write: Write) -> None:
    with pytest.raises(FactsInvalid, match="no facts"):
        truth.pages(data, write([]))
    with pytest.raises(FactsInvalid, match="cannot be read"):
        truth.pages(data, tmp_path)
