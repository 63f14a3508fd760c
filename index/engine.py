"""The engine: segments and a tail, kept in step with the store, answering from inside a scope."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.article import Filters, Passage, Scope
from corpus.store import ArticleStore
from index import fusion
from index.collection import Asked, Collection, View
from index.encoding.foreign import Foreign
from index.errors import VectorsMissing
from index.lexical.vocabulary import Vocabulary
from index.segments.manifest import Manifest
from index.segments.part import Part
from index.segments.segment import Segment
from index.segments.shelf import Shelf, folder_of

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the engine takes it.

    Attributes:
        terms: of `index.analysis`.
        vector: shape (dimensions,), unit length; or None where meaning is not asked for.
        also, share: other terms that stand for some of these, and what each of them counts beside 1 for a term.
        foreign: how it is compared with releases in languages that the vector is not made for; null: as with all.
    """

    terms: tuple[str, ...]
    vector: Floats | None
    also: tuple[str, ...] = ()
    share: float = 0.0
    foreign: Foreign | None = None


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


@dataclass(frozen=True, slots=True)
class Limits:
    """When an engine writes its index to the disk.

    Attributes:
        articles: changed articles above which they are written at once, not remembered.
        passages: length of the tail, dead ones included, above which it is written as a segment.
        background: whether that is done by another process at low priority, while questions go on.
    """

    articles: int = 500
    passages: int = 4_096
    background: bool = False


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

    def vocabulary(self) -> Vocabulary:
        """Give the terms of all it holds, whatever their scope."""

    def close(self) -> None:
        """Let go of what works in the background. The engine can go on being asked."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What questions are answered from until a newer one takes its place.

    Attributes:
        sequence: number of the store's last change in it.
        missing: articles that it lacks for want of vectors.
    """

    view: View
    sequence: int
    missing: frozenset[str]


class LocalEngine:
    """Segments mapped from disk and a tail in memory, brought up to the store before each question.

    Safe for several threads: questions are answered side by side, each from a view that never changes. Whoever finds
    the store ahead of the newest view brings the collection up to it, one thread at a time, and shows a new view;
    others wait for that only if the store was ahead when they began. Several processes share the mapped files. Where
    the index cannot be written, it answers from memory alone.

    Args:
        store: what it is kept in step with.
        model: id of the vectors it reads.
        dimensions: their length.
        limits: when it writes to the disk.
    """

    def __init__(self, store: ArticleStore, model: str, dimensions: int, limits: Limits = Limits()) -> None:
        self._store, self._model, self._dimensions, self._limits = store, model, dimensions, limits
        self._lock = threading.Lock()  # of all that follows but what is shown
        self.folder = folder_of(store.folder, model)
        self._shelf = Shelf(store, self.folder, model, dimensions)
        self._collection = Collection((), dimensions)
        self._through = 0
        self._missing: set[str] = set()
        self._shown = _Shown(self._collection.view(), 0, frozenset())
        self._vocabulary: tuple[tuple[Part, ...], Vocabulary] | None = None

    @property
    def sequence(self) -> int:
        """Number of the last change of the store that it has applied."""
        return self._shown.sequence

    def close(self) -> None:
        """Stop writing in the background."""
        self._shelf.close()

    def refresh(self) -> None:
        """Apply what the store has committed since, deletions first. See `SearchEngine`."""
        if not self._behind():
            return
        with self._lock:
            if self._behind():  # if not, another thread has done it meanwhile
                self._bring_up()
            if self._missing:
                raise VectorsMissing(tuple(sorted(self._missing)))

    def _behind(self) -> bool:
        shown = self._shown
        return self._store.sequence() != shown.sequence or bool(shown.missing) or self._shelf.changed()

    def _bring_up(self) -> None:
        """Bring the collection up to the store and show it; a failure leaves what is shown as it is."""
        self._adopt()
        changes = self._store.changes(self._through)
        if len({change.article_id for change in changes}) > self._limits.articles and self._shelf.write():
            self._adopt()
        self._catch_up()
        self._tidy()
        self._shown = _Shown(self._collection.view(), self._through, frozenset(self._missing))

    def _adopt(self) -> None:
        """Stand on the newest segments, if there are newer ones; what came after them is applied again."""
        if (opened := self._shelf.newest()) is not None:
            self._stand(opened.segments, opened.manifest)

    def _stand(self, segments: Sequence[Segment], base: Manifest) -> None:
        self._collection = Collection(segments, self._dimensions)
        self._through, self._missing = base.through, set(base.lacking)

    def _catch_up(self) -> None:
        """Apply what the store has committed since, so that the collection is as the store was at one number."""
        changes = self._store.changes(self._through)
        while changes:
            self._apply([change.article_id for change in changes])
            self._through = changes[-1].sequence
            # Articles are read after their changes were listed. If one has changed in between, it is ahead of the
            # others: all are brought to where it is.
            loaded = {change.article_id for change in changes}
            later = self._store.changes(self._through)
            changes = later if any(change.article_id in loaded for change in later) else []

    def _apply(self, touched: Sequence[str]) -> None:
        """Drop changed articles and load those of them that live."""
        ids = list(dict.fromkeys(reversed(touched)))[::-1]  # in the order of their last change, as their passages are
        self._collection.drop(ids)
        self._missing.difference_update(ids)
        rows = [row for row in self._store.indexables(self._model, ids) if row.passages]
        self._missing.update(row.article.id for row in rows if row.vectors is None)
        self._collection.add(row for row in rows if row.vectors is not None)

    def _tidy(self) -> None:
        """Have a long tail written as a segment; one that is mostly dead is loaded anew."""
        tail = self._collection.tail.catalogue
        if tail.columns.rows <= self._limits.passages:
            return
        if self._limits.background:
            self._shelf.write_beside()
        elif self._shelf.write(merge=True):
            self._adopt()
            self._catch_up()
        tail = self._collection.tail.catalogue
        if tail.columns.rows > 2 * max(self._limits.passages, tail.passages):
            self._stand(self._collection.segments, self._shelf.manifest)
            self._catch_up()

    def search(self, query: Query, scope: Scope, filters: Filters, blend: Blend) -> list[Candidate]:
        """Find candidates inside a scope. See `SearchEngine`."""
        asked = Asked(
            query.terms,
            blend.words > 0,
            query.vector if blend.words < 1 else None,
            blend.title if blend.words else 0.0,
            blend.depth,
            query.also,
            query.share,
            query.foreign,
        )
        found = self._shown.view.find(asked, scope, filters)
        return ranked(found.passages, found.bm25, found.cosine, blend)

    def vocabulary(self) -> Vocabulary:
        """Give the terms of all it holds. See `SearchEngine`."""
        parts, kept = self._shown.view.parts, self._vocabulary
        if kept is None or kept[0] is not parts:
            words = [postings for part in parts for postings in (part.body, part.titles)]
            kept = self._vocabulary = parts, Vocabulary(words, kept[1] if kept else None)
        return kept[1]


def ranked(
    found: Iterable[Passage], bm25: NDArray[np.float64], cosine: NDArray[np.float64], blend: Blend
) -> list[Candidate]:
    """Fuse and sort candidates: best first, equal ones by passage number."""
    passages = list(found)
    fused = fusion.fuse(bm25, cosine, blend.method, blend.words, blend.low_cosine)
    weight = np.array([1.0 if passage.part is None else blend.aside for passage in passages])
    score = fused.score * weight
    numbers = np.fromiter((passage.number for passage in passages), np.int64, len(passages))
    order = np.lexsort((numbers, -score))
    columns = (score, fused.words * weight, fused.meaning * weight, bm25, cosine)
    shown = [column[order].tolist() for column in columns]
    return list(map(Candidate, (passages[place] for place in order.tolist()), *shown))


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
