"""What a cut before each sentence would cost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.passages import cohesion
from corpus.passages.cohesion import ENDLESS_UNIT, LONGEST_UNIT, units

PROSE = "The harbour reopened after two years of work."


def costs(*paragraphs: str, words: int = 150) -> list[float]:
    text = "\n\n".join(paragraphs)
    return [round(unit.before, 2) for unit in units(text, Span(0, len(text)), words)]


@pytest.mark.parametrize(
    ("above", "below", "cost"),
    [
        (PROSE, PROSE, 0.0),
        ("Opening hours", PROSE, cohesion.FROM_HEADING),
        (PROSE, f"Opening hours\n\n{PROSE}", cohesion.BEFORE_HEADING),
        ("We open:", "- at nine", cohesion.FROM_INTRODUCTION),
        ("We open:", PROSE, cohesion.FROM_INTRODUCTION),
        (PROSE, "- at nine", cohesion.BEFORE_LIST),
        ("- at nine", "- at ten", cohesion.INSIDE_LIST),
        ("- at nine", PROSE, 0.0),
        ("Year | Ships", "2024 | 12", cohesion.FROM_TABLE_HEAD),
        ("“We won,” said Roe.", "“It was hard.”", cohesion.STATEMENT),
        ("Ada Roe", "Head of press", cohesion.INSIDE_LONG_LIST),
    ],
)
def test_between_paragraphs(above: str, below: str, cost: float) -> None:
    assert costs(above, below)[1] == cost


def test_inside_paragraphs() -> None:
    assert costs(f"{PROSE} {PROSE}") == [0, cohesion.INSIDE_PARAGRAPH]
    assert costs(f"- {PROSE} {PROSE}") == [0, cohesion.INSIDE_ITEM]
    assert costs("“We won,” said Roe. “It was hard.”")[1] == cohesion.INSIDE_PARAGRAPH + cohesion.STATEMENT


def test_a_list_that_fills_a_passage_may_be_cut() -> None:
    assert costs(*["- at nine"] * 4, words=12)[1:] == [cohesion.INSIDE_LIST] * 3
    assert costs(*["- at nine"] * 4, words=11)[1:] == [cohesion.INSIDE_LONG_LIST] * 3
    assert costs(*["9 | 10 | 11"] * 4, words=11)[1:] == [cohesion.FROM_TABLE_HEAD] + [cohesion.INSIDE_LONG_LIST] * 2


def test_a_long_sentence_is_cut_at_a_price_and_an_endless_run_cheaply() -> None:
    assert costs("word " * LONGEST_UNIT) == [0]
    assert costs("word " * (LONGEST_UNIT + 1)) == [0, cohesion.INSIDE_SENTENCE]
    assert set(costs("word " * 1_000)[1:]) == {cohesion.INSIDE_PARAGRAPH}


@settings(deadline=None)
@given(st.text(st.sampled_from([*"aB1.!? \n\t“”-é،|:;•"])), st.integers(1, 100))
def test_units_hold_every_visible_character_once_and_in_order(text: str, words: int) -> None:
    found = units(text, Span(0, len(text)), words)
    assert "".join("".join(unit.span.of(text).split()) for unit in found) == "".join(text.split())
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert [unit.words for unit in found] == [len(unit.span.of(text).split()) for unit in found]


@given(st.lists(st.sampled_from(["word", "word;", "word,"]), min_size=1, max_size=400))
def test_no_piece_is_longer_than_it_may_be(words: list[str]) -> None:
    text = " ".join(words)
    sizes = [unit.words for unit in units(text, Span(0, len(text)), 150)]
    most = LONGEST_UNIT if len(words) <= cohesion.ENDLESS else ENDLESS_UNIT
    assert max(sizes) <= most
    assert sum(sizes) == len(words)
