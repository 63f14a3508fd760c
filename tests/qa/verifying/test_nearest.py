"""The nearest wording: the right run, by whole words, with what differs marked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Span, content_hash
from qa.verifying.nearest import Nearest, nearest
from tests.conftest import examples

TEXT = (
    "HALVERN - The port of Halvern reopened to all ships on Thursday after a winter of work, the mayor said.\n\n"
    "It cost 15 million euros, twice what was planned, and the quay is now forty metres longer than before."
)


def article(text: str) -> Article:
    facts = dict.fromkeys(("url", "title", "published", "updated", "place", "issuer", "language"))
    first = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    hashed = content_hash(text)
    return Article(
        "a" * 16, "room", "a.txt", text=text, raw_hash="", content_hash=hashed, cleaner_version="1", first_seen=first,
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


HOME = article(TEXT)
OTHER = article("The spring fair of Orlington opens with forty stalls on the market square, rain or shine.")


def near(quote: str) -> Nearest | None:
    return nearest(quote, [(one, Span(0, len(one.text))) for one in (OTHER, HOME)])


def told(quote: str) -> tuple[str, list[tuple[str, str, str]]]:
    found = near(quote)
    assert found is not None
    return found.span.of(TEXT), [
        (one.kind, one.quote.of(quote) if one.quote else "", one.text.of(TEXT) if one.text else "")
        for one in found.differences
    ]


def test_a_changed_word_is_marked() -> None:
    assert told("the port of Halvern reopened to all trains on Thursday") == (
        "The port of Halvern reopened to all ships on Thursday",
        [
            ("changed", "the", "The"),
            ("equal", "port of Halvern reopened to all", "port of Halvern reopened to all"),
            ("changed", "trains", "ships"),
            ("equal", "on Thursday", "on Thursday"),
        ],
    )


def test_words_that_the_quote_lacks_and_words_that_it_adds_are_told_apart() -> None:
    words, steps = told("reopened to all ships after a hard winter of work")
    assert words == "reopened to all ships on Thursday after a winter of work,"[:-1] or words.endswith("work,")
    assert ("missing", "", "on Thursday") in steps
    assert ("added", "hard", "") in steps


def test_a_changed_figure_is_marked() -> None:
    words, steps = told("It cost 16 million euros, twice what was planned")
    assert words == "It cost 15 million euros, twice what was planned,"[: len(words)]
    assert ("changed", "16", "15") in steps


def test_what_is_like_nothing_has_no_nearest() -> None:
    assert near("quarterly revenue rose sharply owing to strong demand for cloud services") is None
    assert nearest("anything", []) is None


def test_a_quote_longer_than_the_text_finds_the_text() -> None:
    short = article("The quay is now forty metres longer.")
    found = nearest("The quay is now forty metres longer. So it is.", [(short, Span(0, len(short.text)))])
    assert found is not None
    assert found.span == Span(0, len(short.text))


WORDS = [*TEXT.split()]


@given(st.integers(0, len(WORDS) - 8), st.integers(6, 20), st.data())
@settings(deadline=None, max_examples=examples(60))
def test_differences_cover_both_wordings_in_order(first: int, count: int, data: st.DataObject) -> None:
    said = WORDS[first : first + count]
    at = data.draw(st.integers(0, len(said) - 1))
    said[at] = data.draw(st.sampled_from(["something", "x"]))
    quote = " ".join(said)
    found = near(quote)
    if found is None:
        return
    assert 0.6 <= found.similarity < 1
    ours = " ".join(one.quote.of(quote) for one in found.differences if one.quote)
    theirs = " ".join(one.text.of(TEXT) for one in found.differences if one.text)
    assert ours.split() == quote.split()
    assert theirs.split() == found.span.of(TEXT).split()


@pytest.mark.parametrize("quote", ["x", "€ € €", "ا" * 500])
def test_odd_quotes_do_no_harm(quote: str) -> None:
    assert near(quote) is None
