"""What a reader says of every window of the first passages found: read once, weighed in many ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span
from eval.reader.pools import Found, Pool
from qa.reader.reader import Reader
from qa.reader.windows import WINDOW_WORDS, Window, cut


@dataclass(frozen=True, slots=True)
class Read:
    """Windows of the passages found for questions, and their scores; a row a window.

    Attributes:
        question: place of the question, shape (windows,), int64.
        rank: of the passage among those found, 0 the first; likewise.
        start, end: of the window, code points of the article; likewise.
        score: shape (windows,), float32.
    """

    question: NDArray[np.int64]
    rank: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    score: NDArray[np.float32]


def spans(found: Found, words: int = WINDOW_WORDS) -> list[Span]:
    """Cut a passage that was found into windows."""
    return cut(found.article.text, Span(found.passage.start, found.passage.end), words)


def read(pools: Sequence[Pool], reader: Reader, depth: int, words: int, progress: Callable[[int, int], None]) -> Read:
    """Have every window of the first `depth` passages of every question read."""
    rows: list[tuple[int, int, int, int]] = []
    scores: list[NDArray[np.float32]] = []
    for at, pool in enumerate(pools):
        own: list[tuple[int, int, int, int]] = []
        windows: list[Window] = []
        for rank, found in enumerate(pool.found[:depth]):
            for span in spans(found, words):
                own.append((at, rank, span.start, span.end))
                windows.append(found.window(span.start, span.end))
        rows += own
        scores.append(reader.score(pool.gold.question, windows))
        progress(at + 1, len(pools))
    table = np.array(rows, np.int64).reshape(-1, 4)
    every = np.concatenate([np.empty(0, np.float32), *scores])
    return Read(table[:, 0], table[:, 1], table[:, 2], table[:, 3], every)


def save(read: Read, path: Path) -> None:
    """Write what was read."""
    np.savez_compressed(path, **{name: getattr(read, name) for name in Read.__slots__})


def load(path: Path) -> Read:
    """Read what was written."""
    with np.load(path) as held:
        return Read(**{name: held[name] for name in Read.__slots__})
