"""The second look itself: the first passages found, a few windows of them read, the best of each told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from corpus.article import Span
from qa.reader.choosing import choose
from qa.reader.reader import Reader
from qa.reader.reading import Places, Reading, Scores
from qa.reader.windows import Window, cut, texts

PASSAGES = 10
"""Passages that are looked at; `docs/reader.md` has the figures for others."""

WINDOWS = 8
"""Windows that are read of them: what 100 milliseconds on two cores allow."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage that was found.

    Attributes:
        text, title, published: of its release.
        span: where it stands in `text`.
        score: it was ranked with, on any scale.
    """

    text: str
    title: str | None
    published: dt.date | None
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a reader says of a window, placed in its article.

    Attributes:
        span: where the window stands, code points of the article's text.
        score: as `Reader.score` gives it.
        starts, ends: of runs of the article's text, in order; shape (runs,), int64.
        weights: how likely the answer stands in each run, shape (runs,), float32; together at most 1.
    """

    span: Span
    score: float
    starts: Places
    ends: Places
    weights: Scores


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says of a passage.

    Attributes:
        windows: of the passage that were read, in order, at least one.
    """

    windows: tuple[Weighed, ...]

    @property
    def best(self) -> Weighed:
        """The window that answers likeliest."""
        return max(self.windows, key=lambda one: one.score)

    @property
    def score(self) -> float:
        """Of the best window."""
        return self.best.score

    @property
    def window(self) -> Span:
        """Where the best window stands in the article."""
        return self.best.span


def look(
    reader: Reader, question: str, found: Sequence[Seen], passages: int = PASSAGES, windows: int | None = WINDOWS
) -> dict[int, Read]:
    """Have the first passages that were found read.

    Args:
        reader: who reads.
        question: as it was asked.
        found: best first.
        passages: that are looked at.
        windows: that are read of them; None: all.

    Returns:
        Place in `found` -> what was read. A passage is missing if none of its windows was chosen.
    """
    first = found[:passages]
    spans = [cut(one.text, one.span) for one in first]
    told = [texts(one.text, own) for one, own in zip(first, spans, strict=True)]
    most = sum(map(len, spans)) if windows is None else windows
    chosen = choose(question, [one.score for one in first], told, most)
    asked = [Window(told[at][place], first[at].title, first[at].published) for at, place in chosen]
    read: dict[int, list[Weighed]] = {}
    for (at, place), reading in zip(chosen, reader.read(question, asked), strict=True):
        read.setdefault(at, []).append(_placed(reading, first[at].text, spans[at][place]))
    return {at: Read(tuple(own)) for at, own in read.items()}


def _placed(reading: Reading, text: str, span: Span) -> Weighed:
    """Turn places in a window, where white space is one blank, into places in its article."""
    starts, ends = reading.starts, reading.ends
    if len(starts):
        words = [range(word.start(), word.end() + 1) for word in _WORD.finditer(text, span.start, span.end)]
        place = np.fromiter(chain.from_iterable(words), np.int64)
        starts, ends = place[starts], place[ends - 1] + 1
    return Weighed(span, reading.score, starts, ends, reading.weights)
