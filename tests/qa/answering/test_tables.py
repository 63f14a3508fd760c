"""The head of a table is found for each of its rows, and for nothing else."""

from __future__ import annotations

import pytest

from corpus.article import Span
from qa.answering.leaning import context
from qa.answering.tables import head
from tests.qa.answering.making import article

TABLE = (
    "Two towns were compared.\n\nMeasure | Elsen | Halvern\n\nMass | 62 kg | 118 kg\n\nBerths | 2 | 5\n\n"
    "The port grew | so they say.\n\nA | B\n\nlone | 1 | 2 | 3"
)


def place(words: str, text: str = TABLE) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize("row", ["Mass | 62 kg | 118 kg", "Berths | 2 | 5"])
def test_a_row_stands_below_its_head(row: str) -> None:
    found = head(TABLE, place(row), 0)
    assert found is not None
    assert found.of(TABLE) == "Measure | Elsen | Halvern"


def test_a_head_may_have_an_empty_corner() -> None:
    text = "Elsen | Halvern\n\nMass | 62 kg | 118 kg"
    found = head(text, place("Mass | 62 kg | 118 kg", text), 0)
    assert found is not None
    assert found.of(text) == "Elsen | Halvern"


@pytest.mark.parametrize(
    ("first", "is_head"),
    [
        ("Measure | 2023 | 2024", True),
        ("Mass | 62 kg | 118", False),
        ("Cost | $3.5 | (12)", False),
        ("a | b | 2,024", False),
    ],
)
def test_a_head_has_no_figures_but_years(first: str, is_head: bool) -> None:
    text = f"{first}\n\nBerths | 2 | 5"
    assert (head(text, place("Berths | 2 | 5", text), 0) is not None) == is_head


@pytest.mark.parametrize("words", ["Measure | Elsen | Halvern", "Two towns were compared.", "lone | 1 | 2 | 3"])
def test_what_has_no_head_has_none(words: str) -> None:
    assert head(TABLE, place(words), 0) is None


def test_a_table_that_may_begin_before_what_is_looked_at_has_no_head_either() -> None:
    row = place("Berths | 2 | 5")
    assert head(TABLE, row, TABLE.index("Elsen |")) is None
    assert head(TABLE, row, TABLE.index("Measure")) is not None, "begins there, at a paragraph"


def test_the_head_is_what_is_shown_before_a_row() -> None:
    told = article(TABLE)
    found = context(told, place("Berths | 2 | 5"))
    assert found is not None
    assert found.text == "Measure | Elsen | Halvern"
    assert TABLE[found.span.start : found.span.end] == found.text
