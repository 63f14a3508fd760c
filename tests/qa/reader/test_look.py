"""The second look: the first passages, the windows chosen, the best of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Span
from qa.reader.look import Seen, look
from qa.reader.reading import Scores
from qa.reader.windows import Window
from tests.eval.reader.making import WordReader

QUESTION = "who opened the harbour bridge?"
LONG = " ".join(["Rain fell for days and nobody came to see any of it at all."] * 8)
TEXT = f"{LONG} The mayor opened the harbour bridge on Monday. {LONG}"


class Counting(WordReader):
    """Notes what it is asked to read."""

    def __init__(self) -> None:
        self.windows: list[Window] = []

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        self.windows += windows
        return super().score(question, windows)


def seen(text: str, title: str | None = None) -> Seen:
    return Seen(text, title, dt.date(2024, 3, 7), Span(0, len(text)), 1.0)


def test_the_window_that_answers_is_named() -> None:
    found = look(WordReader(), QUESTION, [seen(TEXT)])
    assert "The mayor opened the harbour bridge" in found[0].window.of(TEXT)


def test_title_and_day_are_read_with_it() -> None:
    reader = Counting()
    look(reader, QUESTION, [seen("The mayor came.", "Bridge")])
    assert [str(one) for one in reader.windows] == ["Bridge. 7 March 2024. The mayor came."]


def test_only_the_first_passages_are_read() -> None:
    found = look(WordReader(), QUESTION, [seen(TEXT)] * 15, passages=4)
    assert set(found) <= {0, 1, 2, 3}


def test_nothing_found_nothing_read() -> None:
    assert look(WordReader(), QUESTION, []) == {}


@given(st.lists(st.sampled_from([TEXT, LONG, "The harbour.", " "]), max_size=6), st.integers(1, 12))
def test_no_more_windows_than_asked_and_each_inside_its_passage(texts: list[str], most: int) -> None:
    reader = Counting()
    found = look(reader, QUESTION, list(map(seen, texts)), windows=most)
    assert len(reader.windows) <= most
    assert all(0 <= one.window.start <= one.window.end <= len(texts[at]) for at, one in found.items())
    assert all(np.isfinite(one.score) for one in found.values())


def test_all_windows_may_be_read() -> None:
    reader = Counting()
    found = look(reader, QUESTION, [seen(TEXT), seen(LONG)], windows=None)
    assert set(found) == {0, 1}
    assert " ".join(one.text for one in reader.windows) == f"{TEXT} {LONG}"
