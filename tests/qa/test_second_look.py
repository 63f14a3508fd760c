"""The second look: the first passages, read window by window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from corpus.article import Passage
from corpus.records import Telling
from index.engine import Candidate
from qa.reader.look import PASSAGES, WINDOWS
from qa.reader.reading import Reading, Scores
from qa.reader.windows import WINDOW_WORDS, Window
from qa.second_look import second_look

LONG = " ".join(
    f"The council named harbour pilot number {at} on a cold grey morning of the year." for at in range(20)
)
TEXT = f"{LONG} The bridge opened."


class Counting:
    """Scores a window by the number of times it says what is asked."""

    id = "counting"

    def __init__(self) -> None:
        self.seen: list[Window] = []

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        self.seen += windows
        return np.array([window.text.count(question) for window in windows], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return [Reading(score) for score in self.score(question, windows).tolist()]


def candidate(number: int, article: str = "a", start: int = 0, end: int = len(TEXT)) -> Candidate:
    return Candidate(Passage(number, article, 1, start, end), 1.0, 0.5, 0.5, 1.0, 0.5)


def tellings(*ids: str) -> dict[str, Telling]:
    return {name: Telling(1, "Bridge", TEXT, "en", dt.date(2024, 3, 1)) for name in ids}


def scores(reader: Counting, found: Sequence[Candidate], article: str) -> dict[int, float]:
    return {number: one.score for number, one in second_look(reader, "bridge", found, tellings(article)).items()}


def test_a_passage_counts_as_its_best_window() -> None:
    reader = Counting()
    assert scores(reader, [candidate(7)], "a") == {7: 1.0}
    assert len(reader.seen) > 1
    assert all(len(window.text.split()) <= WINDOW_WORDS for window in reader.seen)


def test_a_window_is_read_with_what_its_release_says_of_itself() -> None:
    reader = Counting()
    second_look(reader, "x", [candidate(7)], tellings("a"))
    assert {(window.title, window.published) for window in reader.seen} == {("Bridge", dt.date(2024, 3, 1))}
    assert all(window.text in TEXT for window in reader.seen)


def test_only_the_first_passages_are_read() -> None:
    start = len(LONG) + 1
    found = [candidate(number, f"a{number}", start) for number in range(PASSAGES + 5)]
    reader = Counting()
    read = second_look(reader, "bridge", found, tellings(*(one.passage.article_id for one in found)))
    assert set(read) <= set(range(PASSAGES))
    assert 0 < len(reader.seen) <= WINDOWS


def test_a_passage_is_read_within_its_own_bounds() -> None:
    found = [candidate(1, end=len(LONG)), candidate(2, start=len(LONG) + 1)]
    assert scores(Counting(), found, "a") == {1: 0.0, 2: 1.0}


def test_where_nothing_was_found_nothing_is_read() -> None:
    assert second_look(Counting(), "bridge", [], {}) == {}


def test_a_reader_that_leaves_windows_out_is_not_believed() -> None:
    class Short(Counting):
        def score(self, question: str, windows: Sequence[Window]) -> Scores:
            return super().score(question, windows)[:-1]

    with pytest.raises(ValueError, match="zip"):
        second_look(Short(), "bridge", [candidate(1)], tellings("a"))
