"""The collection that questions are put to: segments and a tail, and what words are worth over all of them.

One thread changes a collection; questions are put to views of it, which never change, side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.article import Filters, Passage, Scope
from corpus.records import Indexable
from index.encoding.foreign import Foreign
from index.lexical import search
from index.lexical.lists import Part as Words
from index.lexical.lists import Weighing
from index.lexical.statistics import Statistics
from index.meaning import Ranking, cosines, nearest
from index.segments.part import MutablePart, Part, Tail, bury
from index.segments.segment import Segment

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]
Bools = NDArray[np.bool_]
Vector = NDArray[np.float32]

PARALLEL_FROM = 20_000
"""Passages above which words and meaning are searched side by side; below it that takes longer than it saves."""

_NOTHING: Ranking = (np.empty(0, np.int64), np.empty(0, np.float64))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a collection takes it.

    Attributes:
        terms: of the question.
        by_words: whether words name candidates; their scores are given all the same.
        vector: shape (dimensions,); None: meaning is not asked.
        title_weight: what a title's BM25 counts beside the passage's.
        depth: candidates that each side may name.
        also, share: other terms that stand for some of these, and what each of them counts.
        foreign: how meaning is compared in languages that the vector is not made for.
    """

    terms: tuple[str, ...]
    by_words: bool
    vector: Vector | None
    title_weight: float
    depth: int
    also: tuple[str, ...] = ()
    share: float = 0.0
    foreign: Foreign | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates in the order of their passage numbers.

    Attributes:
        passages: of the candidates.
        bm25, cosine: shape (candidates,), float64; cosine is zero where meaning is not asked.
    """

    passages: list[Passage]
    bm25: Scores
    cosine: Scores


@dataclass(frozen=True, slots=True)
class View:
    """A collection as it was at one moment. Safe for several threads.

    Attributes:
        parts: in the order of their passages.
        body, titles: what is known of the words of all parts together.
    """

    parts: tuple[Part, ...]
    body: Statistics
    titles: Statistics

    @property
    def passages(self) -> int:
        """Living passages."""
        return sum(part.catalogue.passages for part in self.parts)

    def find(self, asked: Asked, scope: Scope, filters: Filters) -> Found:
        """Find the best passages by words and by meaning, each with both scores; equal ones by passage number."""
        masks = [(part, part.catalogue.allowed(scope, filters)) for part in self.parts if part.catalogue.passages]
        open_ = [(part, mask) for part, mask in masks if mask is None or mask.any()]
        words = (asked.terms, asked.also, asked.share)
        in_titles = self.titles.weights(*(words if asked.title_weight else ((),)))
        weighing = Weighing(self.body.weights(*words), in_titles, asked.title_weight)
        near = self._beside(lambda: [_by_meaning(part, mask, asked) for part, mask in open_], asked)
        named = [_by_words(part, mask, weighing, asked) for part, mask in open_]
        parts = [part for part, _ in open_]
        chosen = zip(_best(parts, named, asked.depth), _best(parts, near(), asked.depth), strict=True)
        scored = [
            _scored(part, words, meaning, weighing, asked)
            for part, (words, meaning) in zip(parts, chosen, strict=True)
        ]
        return _in_order(scored)

    def _beside(self, search: Callable[[], list[Ranking]], asked: Asked) -> Callable[[], list[Ranking]]:
        """Begin a search in a thread of its own where it is worth one: both sides leave the interpreter to others."""
        if asked.by_words and asked.vector is not None and self.passages > PARALLEL_FROM:
            return _pool().submit(search).result
        return search


class Collection:
    """Segments, and a tail of what came after them. Not safe for several threads; its views are.

    Args:
        segments: in the order of their passages.
        dimensions: length of a vector.
    """

    def __init__(self, segments: Sequence[Segment], dimensions: int) -> None:
        self.segments = tuple(segments)
        self.tail = Tail(dimensions)
        self._parts: tuple[MutablePart, ...] = (*self.segments, self.tail)
        self._body = Statistics([part.body for part in self._parts])
        self._titles = Statistics([part.titles for part in self._parts])

    def view(self) -> View:
        """Give the collection as it is now; what is added or dropped later does not show in it."""
        parts = tuple(part.still() for part in self._parts)
        body = self._body.still([part.body for part in parts])
        return View(parts, body, self._titles.still([part.titles for part in parts]))

    def add(self, rows: Iterable[Indexable]) -> None:
        """Append articles with their passages and vectors to the tail."""
        self.tail.add(list(rows), self._body.apply, self._titles.apply)

    def drop(self, ids: Iterable[str]) -> None:
        """Forget articles, wherever they stand."""
        names = list(ids)
        for part in self._parts:
            slots = [int(slot) for name in names for slot in part.catalogue.slots_of(name)]
            if living := [slot for slot in slots if part.catalogue.alive[slot]]:
                body, titles = bury(part, living)
                self._body.apply(body)
                self._titles.apply(titles)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="meaning")


os.register_at_fork(after_in_child=_pool.cache_clear)  # a forked process has none of its parent's threads


def _by_words(part: Part, allowed: Bools | None, weighing: Weighing, asked: Asked) -> Ranking:
    return search.best(_words(part), weighing, allowed, _depth(part, asked)) if asked.by_words else _NOTHING


def _by_meaning(part: Part, allowed: Bools | None, asked: Asked) -> Ranking:
    if asked.vector is None:
        return _NOTHING
    return nearest(part, allowed, asked.vector, asked.foreign, _depth(part, asked))


def _depth(part: Part, asked: Asked) -> int:
    """Give how many rows a part names: all where rows are not in passage order, so that `_best` can choose of equals.

    Only a tail can be so, after articles whose vectors came late.
    """
    return asked.depth if part.catalogue.ordered else part.catalogue.columns.rows


def _scored(part: Part, words: Ranking, meaning: Ranking, weighing: Weighing, asked: Asked) -> Found:
    """Give the rows that either side names with both scores, each computed only where it is not known yet."""
    rows = np.union1d(words[0], meaning[0])
    bm25 = _filled(rows, words, lambda others: search.scores_at(_words(part), weighing, others))
    cosine = np.zeros(len(rows))
    if (vector := asked.vector) is not None:
        cosine = _filled(rows, meaning, lambda others: cosines(part, others, vector, asked.foreign))
    return Found(part.catalogue.passages_of(rows), bm25, cosine)


def _filled(rows: Rows, known: Ranking, score: Callable[[Rows], Scores]) -> Scores:
    """Score rows, rising, of which some are known already."""
    scores = np.empty(len(rows))
    missing = np.ones(len(rows), np.bool_)
    at = np.searchsorted(rows, known[0])
    scores[at], missing[at] = known[1], False
    if missing.any():
        scores[missing] = score(rows[missing])
    return scores


def _words(part: Part) -> Words:
    return Words(part.body, part.titles, part.catalogue.columns.first)


def _best(parts: Sequence[Part], rankings: Sequence[Ranking], depth: int) -> list[Ranking]:
    """Keep the best rows over all parts, equal ones by passage number; returns those of each part."""
    owners = np.repeat(np.arange(len(parts)), [len(rows) for rows, _ in rankings])
    rows = np.concatenate([_NOTHING[0], *(rows for rows, _ in rankings)])
    scores = np.concatenate([_NOTHING[1], *(scores for _, scores in rankings)])
    numbers = [part.catalogue.columns.numbers[found] for part, (found, _) in zip(parts, rankings, strict=True)]
    order = np.lexsort((np.concatenate([_NOTHING[0], *numbers]), -scores))[:depth]
    mine = [order[owners[order] == owner] for owner in range(len(parts))]
    return [(rows[kept], scores[kept]) for kept in mine]


def _in_order(parts: Sequence[Found]) -> Found:
    """Join what each part found, by passage number."""
    passages = [passage for part in parts for passage in part.passages]
    order = sorted(range(len(passages)), key=lambda place: passages[place].number)
    bm25 = np.concatenate([_NOTHING[1], *(part.bm25 for part in parts)])
    cosine = np.concatenate([_NOTHING[1], *(part.cosine for part in parts)])
    return Found([passages[place] for place in order], bm25[order], cosine[order])
