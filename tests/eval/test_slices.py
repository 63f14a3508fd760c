from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from eval.gold import Gold, Relevant
from eval.slices import LONGER, NOTHING, length, shared_words, slices

GOLD = Gold(
    "q1",
    "when did the port of Halvern reopen?",
    "en",
    "date",
    (Relevant("port/reopens.txt", "The port of Halvern reopened on Thursday."),),
    "on Thursday",
)
NAMES = ["kind", "language", "source", "year", "question length", "shared words"]


def test_a_question_has_a_value_in_every_slice() -> None:
    told = slices(GOLD, {"port/reopens.txt": dt.date(2024, 3, 14)}, "room")
    assert list(told) == NAMES
    assert list(told.values()) == ["date", "en", "port", "2024", "7-10 words", "half or more"]


def test_a_question_that_nothing_answers_has_no_source_year_or_shared_words() -> None:
    told = slices(replace(GOLD, kind="unanswerable", relevant=()), {}, "room")
    assert list(told) == NAMES
    assert told["source"] == told["year"] == told["shared words"] == NOTHING


def test_what_a_question_does_not_say_is_marked() -> None:
    told = slices(replace(GOLD, kind="", lang=""), {}, "room")
    assert told["kind"] == told["language"] == "?"


def test_an_article_in_no_folder_has_the_corpus_as_its_source() -> None:
    assert slices(replace(GOLD, relevant=(Relevant("fair.md", "x"),)), {}, "room")["source"] == "room"


@pytest.mark.parametrize("published", [{}, {"port/reopens.txt": None}, {"fair.md": dt.date(2020, 1, 1)}])
def test_an_article_without_a_date_is_undated(published: dict[str, dt.date | None]) -> None:
    assert slices(GOLD, published, "room")["year"] == "undated"


@pytest.mark.parametrize(
    ("words", "name"),
    [(1, "1-6 words"), (6, "1-6 words"), (7, "7-10 words"), (10, "7-10 words"), (11, "11-15 words"),
     (15, "11-15 words"), (16, LONGER), (90, LONGER)],
)  # fmt: skip
def test_lengths_end_where_their_names_say(words: int, name: str) -> None:
    assert length(" ".join(["word"] * words)) == name


@pytest.mark.parametrize(
    ("quote", "share"),
    [
        ("A ferry works.", "none"),
        ("Halvern is big.", "less than half"),
        ("Halvern harbour opened.", "half or more"),
        ("Halvern harbour dredging finished", "half or more"),
    ],
)
def test_shared_words_are_counted_among_the_questions_terms(quote: str, share: str) -> None:
    asked = "Halvern harbour dredging finished" if "opened" not in quote else "Halvern harbour dredging Tuesday"
    assert shared_words(replace(GOLD, question=asked, relevant=(Relevant("a", quote),))) == share


def test_of_several_answers_the_nearest_counts() -> None:
    far, near = Relevant("a", "A dredger works."), Relevant("b", "The port of Halvern did reopen")
    assert shared_words(replace(GOLD, relevant=(far, near))) == "half or more"


def test_a_question_without_terms_shares_none() -> None:
    assert shared_words(replace(GOLD, question="??")) == "none"
