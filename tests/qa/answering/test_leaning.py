"""What leans on the sentence before, and which sentence is shown with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Part, Span
from qa.answering.leaning import LONGEST, context, leans
from tests.conftest import examples
from tests.qa.answering.making import article


@pytest.mark.parametrize(
    "text",
    [
        "He signed it on Monday.",
        "The agreement, which covers five years, names several projects.",
        "The two sides will meet again.",
        "This will help the harbour.",
        "“It was time,” the mayor said.",
        "Its members come from nine countries.",
        "Il a signé le texte lundi.",
        "Cet accord porte sur cinq ans.",
        "L’accord porte sur cinq ans.",
        "وأضاف أن المشروع يمتد خمس سنوات.",
        "هذا المشروع جديد.",
        "كما يهدف إلى دعم التعليم.",
    ],
)
def test_a_sentence_about_something_unnamed_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm signed it on Monday.",
        "The agreement with the Port of Halvern covers five years.",
        "The harbour bridge opened in March.",
        "Hereford has a new bridge.",
        "Items may be returned.",
        "It was agreed at the end to form a working group.",
        "There are nine berths in the new harbour.",
        "Il a été convenu de former un groupe de travail.",
        "Il y a neuf quais dans le nouveau port.",
        "Ilona Varga a signé le texte.",
        "وأضاف المدير العام أن المشروع يمتد خمس سنوات.",
        "وقعت المدينة اتفاقية جديدة.",
        "",
    ],
)
def test_a_sentence_that_names_its_subject_stands_alone(text: str) -> None:
    assert not leans(text)


FIRST, SECOND = "Elsen signed an agreement with Halvern.", "The agreement covers five years."


def test_the_sentence_before_is_shown_word_for_word() -> None:
    text = f"The port grew. {FIRST} {SECOND}"
    found = context(article(text), Span(text.index(SECOND), len(text)))
    assert found is not None
    assert found.text == found.span.of(text) == FIRST


def test_the_paragraph_before_counts_too() -> None:
    text = f"{FIRST}\n\n{SECOND}"
    found = context(article(text), Span(len(FIRST) + 2, len(text)))
    assert found is not None
    assert found.text == FIRST


def test_the_first_sentence_has_none_before_it() -> None:
    assert context(article(SECOND), Span(0, len(SECOND))) is None


def test_another_part_of_the_release_is_no_context() -> None:
    text = f"{FIRST}\n\n{SECOND}"
    about = Part("about", 0, len(FIRST))
    assert context(article(text, parts=[about]), Span(len(FIRST) + 2, len(text))) is None


def test_a_sentence_longer_than_the_look_back_is_not_cut() -> None:
    text = f"{'It went on and on ' * 200}until it ended. {SECOND}"
    assert context(article(text), Span(text.index(SECOND), len(text))) is None


def test_a_long_sentence_before_is_not_shown() -> None:
    for words, shown in ((LONGEST, True), (LONGEST + 1, False)):
        before = f"{'word ' * (words - 1)}end."
        text = f"{before} {SECOND}"
        assert (context(article(text), Span(len(before) + 1, len(text))) is not None) == shown


@given(st.text(alphabet="aT he.\n«هذا ", max_size=300))
def test_hostile_text_is_looked_at_in_peace(text: str) -> None:
    assert leans(text) in (True, False)
    if text:
        found = context(article(text), Span(len(text) // 2, len(text)))
        assert found is None or 0 <= found.span.start < found.span.end <= len(text) // 2


def test_long_text_takes_no_long_time() -> None:
    assert not leans("x" * examples(200_000))
    assert not leans("«" * 200_000)
