"""The options by which commands narrow what they look at."""

from __future__ import annotations

import datetime as dt

import pytest
import typer

from api.cli.narrowing import narrowed
from corpus.article import Filters
from tests.api.conftest import Run

FIRST, LAST = dt.datetime(2024, 3, 1), dt.datetime(2024, 3, 14)


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
