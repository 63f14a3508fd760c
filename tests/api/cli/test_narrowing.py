"""The options by which commands narrow what they look at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import typer

from api.cli.narrowing import day, narrowed
from corpus.article import Filters
from tests.api.conftest import Run

FIRST, LAST = dt.date(2024, 3, 1), dt.date(2024, 3, 14)


def test_days_source_and_language_become_filters() -> None:
    assert narrowed(FIRST, LAST, "port", "en") == Filters(dt.date(2024, 3, 1), dt.date(2024, 3, 14), "port", "en")
    assert narrowed(None, None, None, None) == Filters()


def test_one_day_is_a_period() -> None:
    assert narrowed(FIRST, FIRST, None, None) == Filters(dt.date(2024, 3, 1), dt.date(2024, 3, 1))


def test_days_the_wrong_way_round_are_no_period() -> None:
    with pytest.raises(typer.BadParameter, match="2024-03-01 is before --from"):
        narrowed(LAST, FIRST, None, None)


@pytest.mark.parametrize("words", [("ask", "who signed?"), ("verify", "words"), ("articles",)])
def test_every_command_that_takes_days_says_so(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words, "--from", "2024-03-14", "--to", "2024-03-01")
    assert told.code == 2
    assert "is before --from" in told.err


def test_a_day_is_read_as_it_is_written_everywhere() -> None:
    assert day(" 2024-03-14 ") == dt.date(2024, 3, 14)


@pytest.mark.parametrize("text", ["01/02/2023", "2023-13-01", "2024-02-30", "yesterday", ""])
def test_what_is_no_day_is_told_with_one_that_is(text: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"is no day; write one like 2024-03-14$"):
        day(text)


def test_a_wrong_day_is_told_with_its_option(run: Run) -> None:
    for option in ("--from", "--to", "--as-of"):
        told = run("ask", "who signed?", option, "01/02/2023")
        assert told.code == 2
        assert f"Invalid value for '{option}': '01/02/2023' is no day" in told.err


@pytest.mark.parametrize("words", [("ask", "who?"), ("verify", "words"), ("articles",), ("export",), ("names",)])
def test_a_source_that_is_not_there_is_told_with_those_that_are(run: Run, room: Path, words: tuple[str, ...]) -> None:
    assert "registered: none yet" in run(*words, "--source", "rom").err
    run("ingest", room)
    told = run(*words, "--source", "rom")
    assert (told.code, told.out) == (2, "")
    assert "there is no source 'rom'; registered: room" in told.err


def test_a_source_whose_releases_were_all_removed_is_there(run: Run, room: Path) -> None:
    run("ingest", room)
    held = run("articles", "--json").json["articles"]
    run("remove", *(article["id"] for article in held))
    assert run("articles", "--source", "room", "--json").json["total"] == 0
