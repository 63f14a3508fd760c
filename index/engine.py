"""The engine: the index in memory, kept in step with the store, answering from inside a scope."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.article import Filters, Passage, Scope
from corpus.records import Indexable
from corpus.store import ArticleStore
from index import fusion
from index.analysis import terms
from index.catalogue import Catalogue
from index.dense.flat import FlatIndex, Floats
from index.errors import VectorsMissing
from index.lexical.growing import PostingIndex

Bools = NDArray[np.bool_]

REBUILD_SHARE = 0.25
"""Deleted rows, as a share of all, above which the index is built anew instead of carrying them along."""

APPLY_MOST = 10_000
"""Changed articles above which the index is built anew; SQLite takes some 32,000 ids in one query."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the engine takes it.

    Attributes:
        terms: of `index.analysis`.
        vector: shape (dimensions,), unit length; or None where meaning is not asked for.
    """

    terms: tuple[str, ...]
    vector: Floats | None


@dataclass(frozen=True, slots=True)
class Blend:
    """How words and meaning are joined.

    Attributes:
        method: min-max or reciprocal ranks.
        words: share of words, 0 to 1; at either end the other side is not asked at all.
        title: what a title's BM25 score counts beside the body's.
        depth: candidates that each side may name.
        low_cosine: cosine of texts that have nothing in common.
        aside: what the score of a passage outside the news counts ("About us", contacts, legal notices), 0 to 1.

    The defaults were chosen on training questions over two sources; `docs/ranking.md` has the figures.
    """

    method: fusion.Method = fusion.Method.MINMAX
    words: float = 0.3
    title: float = 0.25
    depth: int = 100
    low_cosine: float = 0.0
    aside: float = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        score: fused; comparable within one question only.
        words, meaning: what each side gave to it, lowered alike for a passage outside the news; they sum to `score`.
        bm25, cosine: the scores as they were.
    """

    passage: Passage
    score: float
    words: float
    meaning: float
    bm25: float
    cosine: float


class SearchEngine(Protocol):
    """Finds candidate passages. Every implementation passes the conformance suite."""

    @property
    def sequence(self) -> int:
        """Number of the last change of the store that it has applied."""

    def refresh(self) -> None:
        """Apply what the store has committed since.

        Raises:
            VectorsMissing: some articles are not encoded by this engine's model; the rest is applied. It is
                raised at every refresh for as long as that is so: an answer without them would be incomplete.
        """

    def search(self, query: Query, scope: Scope, filters: Filters, blend: Blend) -> list[Candidate]:
        """Find candidates inside a scope, best first, equal ones by passage number."""


class LocalEngine:
    """Everything in this process's memory, built from the store at the first refresh.

    Args:
        store: what it is kept in step with.
        model: id of the vectors it reads.
        dimensions: their length.
    """

    def __init__(self, store: ArticleStore, model: str, dimensions: int) -> None:
        self._store, self._model, self._dimensions = store, model, dimensions
        self._lock = threading.RLock()
        self._reset()

    def _reset(self) -> None:
        self.sequence = 0  # nothing is applied any more; should the load that follows fail, the next one is whole
        self._missing: set[str] = set()
        self._body = PostingIndex()
        self._titles = PostingIndex()
        self._vectors = FlatIndex(self._dimensions)
        self._catalogue = Catalogue()

    def refresh(self) -> None:
        """Apply what the store has committed since, deletions first. See `SearchEngine`."""
        if self._store.sequence() == self.sequence and not self._missing:
            return
        with self._lock:
            if changes := self._store.changes(self.sequence):
                self._apply({change.article_id for change in changes}, changes[-1].sequence)
            if self._missing:
                raise VectorsMissing(tuple(sorted(self._missing)))

    def _apply(self, touched: set[str], through: int) -> None:
        for article_id in touched:
            self._drop(article_id)
        dead = 1 - self._catalogue.passages / max(1, len(self._vectors))
        if self.sequence == 0 or dead > REBUILD_SHARE or len(touched) > APPLY_MOST:
            self._reset()
            self.sequence = self._load(None)
        else:
            # Not the snapshot's number: what was committed since the changes were listed is in it, but not loaded.
            self._load(sorted(touched))
            self.sequence = through

    def _load(self, ids: Sequence[str] | None) -> int:
        """Load articles, all or some; returns the number of the last change that the snapshot knows."""
        with self._store.snapshot(self._model, ids) as (sequence, rows):
            for row in rows:
                self._drop(row.article.id)
                self._add(row)
        # Changes after the snapshot are applied by the next refresh; applying one twice does no harm.
        return sequence

    def _add(self, row: Indexable) -> None:
        if not row.passages:
            return
        if row.vectors is None:
            self._missing.add(row.article.id)
            return
        self._vectors.add(row.vectors)  # first: it may refuse them, and rows of all four must stay in step
        title_row = self._titles.add(terms(row.article.title or ""))
        for passage in row.passages:
            self._body.add(terms(row.article.text[passage.start : passage.end]))
        self._catalogue.add(row.article, row.passages, title_row)

    def _drop(self, article_id: str) -> None:
        self._missing.discard(article_id)
        if dropped := self._catalogue.drop(article_id):
            title_row, rows = dropped
            self._titles.delete(title_row)
            for row in rows:
                self._body.delete(row)

    def search(self, query: Query, scope: Scope, filters: Filters, blend: Blend) -> list[Candidate]:
        """Find candidates inside a scope. See `SearchEngine`."""
        with self._lock:
            allowed = self._catalogue.allowed(scope, filters)
            if not allowed.any():
                return []
            bm25, by_words = self._lexical(query.terms, allowed, blend)
            by_meaning = self._nearest(query.vector, allowed, blend)
            rows = np.union1d(by_words, by_meaning)
            if query.vector is not None and blend.words < 1:
                cosine = self._vectors.scores(query.vector, rows).astype(np.float64)
            else:
                cosine = np.zeros(len(rows))
            found = [self._catalogue.passage(int(row)) for row in rows]
        return ranked(found, bm25[rows], cosine, blend)

    def _lexical(self, query: Sequence[str], allowed: Bools, blend: Blend) -> tuple[NDArray[np.float64], fusion.Rows]:
        """BM25 of every row, body and title, and the best allowed ones that match."""
        scores, matched = self._body.scores(query)
        if blend.title and blend.words:
            title_scores, title_matched = self._titles.scores(query)
            title_rows = self._catalogue.title_rows
            scores = scores + blend.title * title_scores[title_rows]
            matched = matched | title_matched[title_rows]
        if not blend.words:
            return scores, np.empty(0, np.int64)
        rows = np.flatnonzero(matched & allowed)
        return scores, rows[np.lexsort((rows, -scores[rows]))[: blend.depth]]

    def _nearest(self, vector: Floats | None, allowed: Bools, blend: Blend) -> fusion.Rows:
        if vector is None or blend.words >= 1:
            return np.empty(0, np.int64)
        return self._vectors.search(vector, blend.depth, allowed)[0]


def ranked(
    found: Iterable[Passage], bm25: NDArray[np.float64], cosine: NDArray[np.float64], blend: Blend
) -> list[Candidate]:
    """Fuse and sort candidates: best first, equal ones by passage number."""
    passages = list(found)
    fused = fusion.fuse(bm25, cosine, blend.method, blend.words, blend.low_cosine)
    weight = np.array([1.0 if passage.part is None else blend.aside for passage in passages])
    shown = (fused.score * weight, fused.words * weight, fused.meaning * weight)
    candidates = [
        Candidate(passage, *(float(value) for value in values))
        for passage, *values in zip(passages, *shown, bm25, cosine, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.passage.number))


def pure(blend: Blend, mode: str) -> Blend:
    """Give the blend of a mode: `bm25` (words alone), `dense` (meaning alone) or `hybrid` (as it is).

    Raises:
        ValueError: no such mode.
    """
    match mode:
        case "bm25":
            return replace(blend, words=1.0)
        case "dense":
            return replace(blend, words=0.0)
        case "hybrid":
            return blend
    raise ValueError(f"no mode {mode!r}; known: bm25, dense, hybrid")
