"""What a reader says of a window: whether it answers, and where in it the answer may stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.passages.sentences import sentences
from qa.reader.windows import Window

Scores = NDArray[np.float32]
Places = NDArray[np.int64]

MOST_SENTENCES = 16
"""Sentences that a reader without weights of its own is asked about: as much again as its windows took."""


def _nowhere() -> Places:
    return np.empty(0, np.int64)


def _nothing() -> Scores:
    return np.empty(0, np.float32)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of a window.

    Attributes:
        score: how likely it answers, as `Reader.score` gives it.
        starts, ends: of runs of `Window.text`, code points, in order; shape (runs,), int64. Tokens of a network, or
            sentences; none where the reader says only whether.
        weights: how likely the answer stands in each run, shape (runs,), float32; together at most 1.
    """

    score: float
    starts: Places = field(default_factory=_nowhere)
    ends: Places = field(default_factory=_nowhere)
    weights: Scores = field(default_factory=_nothing)


def by_sentence(
    score: Callable[[str, Sequence[Window]], Scores],
    question: str,
    windows: Sequence[Window],
    most: int = MOST_SENTENCES,
) -> list[Reading]:
    """Read with a reader that only scores: the sentences of the best windows are scored as windows of their own.

    Args:
        score: as `Reader.score`.
        question, windows: as `Reader.read` takes them.
        most: sentences that are scored. Windows beyond them are read without weights.
    """
    scores = score(question, windows)
    parts = {
        at: [(span.start, span.end) for span in sentences(windows[at].text)]
        for at in np.argsort(-scores, kind="stable").tolist()
    }
    asked = list(islice(((at, part) for at, own in parts.items() for part in own), most))
    whole = {at for at, own in parts.items() if own and asked.count((at, own[-1]))}
    told = score(question, [replace(windows[at], text=windows[at].text[slice(*part)]) for at, part in asked])
    readings = []
    for at, value in enumerate(scores.tolist()):
        rows = [row for row, (window, _) in enumerate(asked) if window == at]
        if at not in whole:
            readings.append(Reading(value))
            continue
        raised = np.exp(told[rows] - told[rows].max())
        places = np.array(parts[at], np.int64)
        readings.append(Reading(value, places[:, 0], places[:, 1], raised / raised.sum()))
    return readings
