"""The second look: the first passages, read window by window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from corpus.article import Passage, Span
from corpus.records import Telling
from index.engine import Candidate
from qa.reader.look import PASSAGES, WINDOWS, Seen, look
from qa.reader.reading import Reading, Scores
from qa.reader.windows import WINDOW_WORDS, Window
from qa.second_look import FURTHER_PASSAGES, FURTHER_WINDOWS, UNSURE, second_look

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


def rooms(count: int) -> list[Candidate]:
    """As many releases, in each of which one short passage is found."""
    return [candidate(number, f"a{number}", len(LONG) + 1) for number in range(count)]


def test_where_something_answers_only_the_first_passages_are_read() -> None:
    found = rooms(PASSAGES + 5)
    reader = Counting()
    read = second_look(reader, "bridge", found, tellings(*(one.passage.article_id for one in found)))
    assert set(read) <= set(range(PASSAGES))
    assert 0 < len(reader.seen) <= WINDOWS


class Doubting(Counting):
    """Holds every window for equally likely."""

    def __init__(self, least: float) -> None:
        super().__init__()
        self.least = least

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        super().score(question, windows)
        return np.full(len(windows), self.least, np.float32)


def test_where_nothing_seems_to_answer_more_passages_are_read_none_of_them_twice() -> None:
    found = rooms(FURTHER_PASSAGES + 5)
    reader = Doubting(UNSURE - 0.5)
    told = {
        name: Telling(1, f"Bridge {name}", TEXT, "en", None) for name in (one.passage.article_id for one in found)
    }
    read = second_look(reader, "bridge", found, told)
    assert len(read) == len(reader.seen) == len(set(reader.seen)) == FURTHER_WINDOWS
    assert max(read) >= PASSAGES
    assert set(read) <= set(range(FURTHER_PASSAGES))


def test_what_is_as_likely_as_the_least_that_counts_is_enough() -> None:
    found = rooms(FURTHER_PASSAGES)
    reader = Doubting(UNSURE)
    second_look(reader, "bridge", found, tellings(*(one.passage.article_id for one in found)))
    assert len(reader.seen) <= WINDOWS


def test_reading_on_gives_what_reading_as_much_at_once_gives() -> None:
    class Lengths(Counting):
        def score(self, question: str, windows: Sequence[Window]) -> Scores:
            return np.array([UNSURE - 1 - len(window.text) / 100 for window in windows], np.float32)

    found = [candidate(number, f"a{number}") for number in range(FURTHER_PASSAGES + 2)]
    told = tellings(*(one.passage.article_id for one in found))
    seen = [Seen(TEXT, "Bridge", dt.date(2024, 3, 1), Span(0, len(TEXT)), one.score) for one in found]
    at_once = look(Lengths(), "bridge", seen, FURTHER_PASSAGES, FURTHER_WINDOWS)
    read = second_look(Lengths(), "bridge", found, told)
    assert {number: one.score for number, one in read.items()} == {at: one.score for at, one in at_once.items()}


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
