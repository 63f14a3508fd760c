"""Groups of questions about releases: what answers is marked, what may answer is left out, the rest is wrong."""

from __future__ import annotations

import random

import pytest

from eval.reader.pools import Pool
from eval.reader.press import WORDS, evidence_in, groups
from qa.reader.windows import Window
from tests.eval.reader.making import corpus, found, gold

QUOTE = "The mayor opened the “harbour” bridge on Monday morning, in the rain, before a large crowd"
STRAIGHT = QUOTE.translate(str.maketrans("“”", '""'))
ANSWER = f"Ten years of work are over. {STRAIGHT}. A band played."
OTHER = "The mayor of another town closed its bridge on Tuesday. Nobody came to see it, and the band stayed at home."


def test_what_answers_is_right_and_the_rest_wrong() -> None:
    pool = Pool(
        gold("Who opened it?", ("a.txt", QUOTE)), (found(1, "b.txt", OTHER, 0.9), found(2, "a.txt", ANSWER, 0.8))
    )
    made = groups(corpus([pool]), random.Random(0))
    assert len(made) == len(WORDS)
    for group in made:
        assert all("harbour" in one.text and one.evidence for one in group.right)
        assert {one.text[-len(OTHER) :] for one in group.wrong} == {OTHER}


def test_the_release_that_answers_is_read_even_if_it_was_not_found() -> None:
    there = Pool(gold("x", name="q-2"), (found(2, "a.txt", ANSWER, 0.8),))
    missed = Pool(gold("Who opened it?", ("a.txt", QUOTE)), (found(1, "b.txt", OTHER, 0.9),))
    made = groups(corpus([there, missed]), random.Random(0))
    assert any(group.question == "Who opened it?" and group.right for group in made)


def test_a_question_that_nothing_answers_has_wrong_windows_only() -> None:
    made = groups(corpus([Pool(gold("Who sank it?"), (found(1, "b.txt", OTHER, 0.9),))]), random.Random(0))
    assert made
    assert all(not group.right and group.wrong for group in made)


def test_a_question_whose_quote_is_nowhere_is_left_out() -> None:
    pool = Pool(
        gold("Who opened it?", ("a.txt", "words that stand nowhere at all")), (found(1, "b.txt", OTHER, 0.9),)
    )
    assert groups(corpus([pool]), random.Random(0)) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"Before. {QUOTE}. After.", QUOTE),
        (f"Before. {QUOTE[:70]}", QUOTE[:70]),
        (f"Before. {QUOTE[:40]}", QUOTE[:40]),
        ("Before and after.", None),
        (QUOTE[30:], None),
    ],
)
def test_evidence_is_as_much_of_the_quote_as_stands_there(text: str, marked: str | None) -> None:
    window = Window(text, "Harbour news")
    runs = evidence_in(window, [STRAIGHT])
    assert [str(window)[start:end] for start, end in runs] == ([marked] if marked else [])


def test_a_window_with_the_end_of_a_quote_is_neither() -> None:
    tail = f"{QUOTE[40:]}. Nothing else happened on that day in the town."
    pool = Pool(
        gold("Who opened it?", ("a.txt", QUOTE)),
        (found(1, "c.txt", tail, 0.9), found(2, "a.txt", ANSWER, 0.8), found(3, "b.txt", OTHER, 0.7)),
    )
    for group in groups(corpus([pool]), random.Random(0)):
        assert not any(tail in one.text for one in (*group.right, *group.wrong))
