"""What to mark in a sentence: the figure, date, person or place that was asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import numpy as np

from corpus.article import Span
from index.analysis import terms
from qa.question import Understood
from qa.ranking.kinds import LOOKS
from qa.reader.look import Weighed
from qa.understanding import row as rows
from qa.understanding.asking import Kind
from qa.understanding.mentions import mentions
from qa.understanding.naming import named

Runs = tuple[tuple[int, int], ...]

PEAK = 0.1
"""Share of the window's weight from which a word may be part of what answers."""

CLEAR = 0.35
"""Share that the marked words must hold together, where the kind of thing does not tell."""

MOST = 3
"""Things of the kind asked for that are marked in one sentence."""

LONGEST = 8
"""Words of the longest mark that the reader's weights alone may make."""

SENTENCES_KEPT = 10_000
"""Sentences of which is kept where their things stand, some 2 MB; with more it begins anew."""

_WORD = re.compile(r"[$€£¥]?[^\W_]+(?:[-.,'’/:٫٬][^\W_]+)*[%٪€]?")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
"""A number whose thousands stand apart, as French prints it: 2 522 019."""

_CELL = "|"
"""Parts the cells of a table's row."""

_EPOCH = dt.date(2000, 1, 1)
"""Which year "in March" means does not matter here."""


def marks(asked: Understood, text: str, start: int, window: Weighed | None) -> Runs:
    """Find what answers inside a sentence.

    Things of the kind asked for are marked where the reader's weight lies, and words that have much of it besides;
    without a reader, the one thing of that kind that the question does not hold itself, if it is one.

    Args:
        asked: the question.
        text: the sentence.
        start: where it stands in the article.
        window: what the reader said of the window around it; null where nothing was read.

    Returns:
        Runs of `text`, code points, in order, none overlapping; often none.
    """
    return marked(new_things(asked, text), text, start, window)


def marked(things: Sequence[tuple[int, int]], text: str, start: int, window: Weighed | None) -> Runs:
    """Find what answers inside a sentence, given the things of the kind asked for; see `marks`."""
    if window is None or not len(window.starts):
        return tuple(things) if len(things) == 1 else ()
    heavy = _heavy(text, start, window)
    met = [run for run in things if any(_overlap(run, word) for word in heavy)][:MOST]
    rest = [word for word in heavy if not any(_overlap(run, word) for run in met)]
    return tuple(_apart(_whole(text, [*met, *_clear(text, rest)])))


def new_things(asked: Understood, text: str) -> list[tuple[int, int]]:
    """Find the things of the kind asked for that the question does not hold itself; `marks` has what runs are."""
    things = _kept(asked.asking, text)
    if not things:
        return []
    known = frozenset(terms(asked.text))
    return [run for run in things if not known.issuperset(terms(text[slice(*run)]))]


_found: dict[tuple[Kind | None, int, int], Runs] = {}


def _kept(kind: Kind | None, text: str) -> Runs:
    """Find the things of a kind in a sentence, once for as long as it is the same; of its text a hash is kept."""
    key = (kind, hash(text), len(text))
    found = _found.get(key)
    if found is None:
        found = tuple(_apart(_whole(text, _things(kind, text))))
        if len(_found) >= SENTENCES_KEPT:
            _found.clear()
        _found[key] = found
    return found


def _overlap(run: tuple[int, int], word: tuple[int, int, float]) -> bool:
    return run[0] < word[1] and word[0] < run[1]


def _heavy(text: str, start: int, window: Weighed) -> list[tuple[int, int, float]]:
    """Give the words of a sentence that hold much of the reader's weight, with it."""
    words = [word.span() for word in _WORD.finditer(text)]
    places = np.array(words, np.int64).reshape(-1, 2) + start
    sums = np.concatenate(([0.0], np.cumsum(window.weights)))
    first = np.searchsorted(window.ends, places[:, 0], side="right")
    last = np.searchsorted(window.starts, places[:, 1], side="left")
    weights = (sums[last] - sums[first]).tolist()
    return [(*word, weight) for word, weight in zip(words, weights, strict=True) if weight >= PEAK]


def _clear(text: str, heavy: list[tuple[int, int, float]]) -> Runs:
    """Join heavy words that stand together, or with one word between them, where they say enough and are few."""
    if len(heavy) > LONGEST or sum(weight for _, _, weight in heavy) < CLEAR:
        return ()
    runs: list[tuple[int, int]] = []
    for start, end, _ in heavy:
        between = text[runs[-1][1] : start] if runs else _CELL
        if _CELL not in between and len(between.split()) <= 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(run for run in runs if terms(text[slice(*run)]))


def _things(kind: Kind | None, text: str) -> list[tuple[int, int]]:
    """List what in a sentence is of the kind that is asked for."""
    match kind:
        case "when":
            return _dates(text)
        case "how much" | "how many":
            return _places(text, named(text, _dates(text)).numbers)
        case "how long":
            return sorted({_bare(found) for look in LOOKS["how long"] for found in look.finditer(text)})
        case "who" | "where":
            return _places(text, named(text).names)
    return []


def _dates(text: str) -> list[tuple[int, int]]:
    row = rows.read(text, day_first=False)
    found = mentions(row, "".join(token.word.letter for token in row), _EPOCH) if row else []
    return [(row[one.first].start, row[one.last].end) for one in found]


def _bare(found: re.Match[str]) -> tuple[int, int]:
    """Give a match without the sign before its first word, which a look begins with."""
    words = found.group()
    return found.end() - len(words.lstrip(" \t\n\"'“‘(«[—–-")), found.end()


def _places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    return [found.span() for one in words for found in re.finditer(re.escape(one), text)]


def _whole(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give runs that begin or end inside a number with all of it."""
    numbers = [found.span() for found in _GROUPED.finditer(text)]
    widened = []
    for start, end in runs:
        met = [number for number in numbers if start < number[1] and number[0] < end]
        widened.append((min([start, *(one for one, _ in met)]), max([end, *(one for _, one in met)])))
    return widened


def _apart(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give runs in order; of those that overlap the first, and the longest of those that begin together."""
    kept: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda one: (one[0], -one[1])):
        if not kept or run[0] >= kept[-1][1]:
            kept.append(run)
    return kept


def window_of(span: Span, windows: Iterable[Weighed]) -> Weighed | None:
    """Give the window that a sentence was read in, or null."""
    return next((one for one in windows if one.span.start <= span.start and span.end <= one.span.end), None)
