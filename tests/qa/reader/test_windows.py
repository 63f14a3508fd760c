"""Windows: whole sentences, each in one, and what is put before them."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Span
from corpus.passages.sentences import sentences
from qa.reader.windows import Window, cut, texts

TEXT = "The bridge opened. The mayor spoke of ten years of work. Nobody listened. It rained. A band played on."
PIECES = st.lists(
    st.sampled_from(
        ["The bridge opened.", "Le pont est ouvert !", "افتتح الجسر.", "It rained", "\n\n", "Nobody, of ten, spoke."]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(PIECES, st.integers(1, 30))
def test_every_sentence_stands_in_exactly_one_window(text: str, words: int) -> None:
    windows = cut(text, words=words)
    for one in sentences(text):
        assert sum(window.start <= one.start and one.end <= window.end for window in windows) == 1


@given(PIECES, st.integers(1, 30))
def test_windows_are_in_order_and_none_is_longer_unless_one_sentence_is(text: str, words: int) -> None:
    windows = cut(text, words=words)
    assert all(one.end <= other.start for one, other in itertools.pairwise(windows))
    for window in windows:
        held = list(sentences(text, window))
        assert len(held) <= 1 or len(window.of(text).split()) <= words


def test_windows_are_of_about_equal_length() -> None:
    text = "One two three four five. " * 8
    assert [len(span.of(text).split()) for span in cut(text, words=30)] == [20, 20]


def test_a_short_passage_is_one_window() -> None:
    assert texts(TEXT, cut(TEXT, words=75)) == [TEXT]


def test_only_the_passage_is_cut() -> None:
    start = TEXT.index("The mayor")
    assert texts(TEXT, cut(TEXT, Span(start, start + 37), words=75)) == [TEXT[start : start + 37]]


def test_a_passage_without_a_sentence_is_itself() -> None:
    assert cut("   ") == [Span(0, 3)]


@pytest.mark.parametrize(
    ("title", "published", "head"),
    [
        (None, None, ""),
        ("Bridge opens", None, "Bridge opens. "),
        ("Bridge opens.", None, "Bridge opens. "),
        (None, dt.date(2024, 3, 7), "7 March 2024. "),
        ("Bridge opens", dt.date(2024, 3, 7), "Bridge opens. 7 March 2024. "),
        (" ", None, ""),
    ],
)
def test_what_stands_before_the_sentences(title: str | None, published: dt.date | None, head: str) -> None:
    window = Window("It rained.", title, published)
    assert window.head == head
    assert str(window) == head + "It rained."
