"""What was asked, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Filters
from corpus.fields.asked import language
from qa.errors import QuestionEmpty, QuestionRefused, QuestionTooLong
from qa.question import LONGEST, Question, Understood, narrowed, understand
from qa.understanding.naming import Named
from qa.understanding.periods import Period
from tests.conftest import examples

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0", "?", "¿…?", "—!؟", "\u200b\ufeff", "\x00", "🎉", "\ud800"])
def test_a_question_without_a_letter_or_digit_is_empty(text: str) -> None:
    with pytest.raises(QuestionEmpty, match="ask in words"):
        understand(Question(text))


@pytest.mark.parametrize("text", ["a", "7", "؟ من", "東京", "٢٠٢٤"])
def test_one_letter_or_digit_is_enough(text: str) -> None:
    assert understand(Question(text)).text == text


def test_a_question_longer_than_the_longest_is_refused() -> None:
    assert understand(Question("x" * LONGEST)).text == "x" * LONGEST
    with pytest.raises(QuestionTooLong, match="2,001"):
        understand(Question("x" * (LONGEST + 1)))
    assert issubclass(QuestionTooLong, QuestionRefused)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  what\n\n did\tNeLC  agree? ", "what did NeLC agree?"),
        ("Re\u0301ouverture", "Réouverture"),
        ("por\u00adt\u200b", "port"),
        ("caf\udce9 opened", "caf opened"),
    ],
)
def test_white_space_and_invisible_characters_are_tidied(text: str, tidied: str) -> None:
    assert understand(Question(text)).text == tidied


@given(st.text(st.characters(), max_size=80))
@settings(deadline=None, max_examples=examples(150))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        understood = understand(Question(text))
    except QuestionEmpty:
        return
    understood.text.encode()  # whatever comes back can be sent
    assert any(map(str.isalnum, understood.text))


def test_everything_that_is_read_stands_in_what_is_understood() -> None:
    understood = understand(Question('  who of NeLC said "the quay is open" to 40 pilots in  March 2025?'), TODAY)
    start = understood.text.index("in March")
    march = Period(dt.date(2025, 3, 1), dt.date(2025, 3, 31), False, (start, start + 13), "in month")
    assert understood == Understood(
        'who of NeLC said "the quay is open" to 40 pilots in March 2025?',
        "en",
        march,
        ("the quay is open",),
        Named(("NeLC",), ("40",)),
        "who",
    )


def test_a_row_of_keywords_says_no_more_than_its_words() -> None:
    assert understand(Question("harbour fees"), TODAY) == Understood("harbour fees", language("harbour fees"))


def test_today_is_this_day_unless_another_is_given() -> None:
    yesterday = understand(Question("What opened yesterday?"), dt.date(2024, 3, 1)).period
    assert yesterday is not None
    assert yesterday.start == dt.date(2024, 2, 29)
    now = understand(Question("What opened today?")).period
    assert now is not None
    assert abs((now.start - dt.datetime.now(dt.UTC).date()).days) <= 1


def test_words_that_bound_narrow_filters_that_the_asker_left_open() -> None:
    bound = understand(Question("news published since March 2025"), TODAY).period
    hint = understand(Question("What opened in March 2025?"), TODAY).period
    march, july = dt.date(2025, 3, 1), dt.date(2025, 7, 1)
    assert narrowed(Filters(source="room"), bound) == Filters(published_from=march, source="room")
    assert narrowed(Filters(published_to=july), bound) == Filters(published_to=july)
    assert narrowed(Filters(published_from=july), bound) == Filters(published_from=july)
    assert narrowed(Filters(), hint) == narrowed(Filters(), None) == Filters()
