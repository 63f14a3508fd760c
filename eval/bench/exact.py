"""The oracle of recall: inner products of a question with every vector there is, and filters of a wanted width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.article import Filters
from corpus.store import ArticleStore
from index.encoding.embedding import Floats

BLOCK = 65_536
"""Vectors multiplied at once."""

UNDATED = 0


@dataclass(frozen=True, slots=True)
class Exact:
    """Every passage of a store in columns of one length.

    Attributes:
        numbers: of the passages, int64, rising.
        days: of their publication, ordinals, int32; 0 where it is not known.
        sources: numbers of `names`, int16.
        vectors: shape (passages, dimensions), float16, mapped from a file.
    """

    numbers: NDArray[np.int64]
    days: NDArray[np.int32]
    sources: NDArray[np.int16]
    names: tuple[str, ...]
    vectors: NDArray[np.float16]

    @classmethod
    def of(cls, store: ArticleStore, model: str, dimensions: int) -> Exact:
        """Read a store, or what an earlier call wrote beside it for as many passages."""
        count = store.count_passages()
        folder = store.folder / "exact"
        kept, matrix = folder / f"{count}.npz", folder / f"{count}.vectors"
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            _write(store, model, dimensions, count, kept, matrix)
        with np.load(kept) as file:
            names = tuple(map(str, file["names"]))
            vectors = np.memmap(matrix, np.float16, "r", shape=(count, dimensions))
            return cls(file["numbers"], file["days"], file["sources"], names, vectors)

    def allowed(self, filters: Filters) -> NDArray[np.bool_]:
        """Tell for each passage whether filters by day and source allow it."""
        fits = np.ones(len(self.numbers), np.bool_)
        if filters.source is not None:
            fits &= self.sources == (self.names.index(filters.source) if filters.source in self.names else -1)
        if filters.published_from is not None:
            fits &= self.days >= max(filters.published_from.toordinal(), UNDATED + 1)
        if filters.published_to is not None:
            fits &= (self.days != UNDATED) & (self.days <= filters.published_to.toordinal())
        return fits

    def scores(self, vector: Floats) -> Floats:
        """Inner products of a vector with every passage, shape (passages,), float32."""
        return np.concatenate(list(self._blocks(vector))) if len(self.numbers) else np.empty(0, np.float32)

    def _blocks(self, vector: Floats) -> Iterator[Floats]:
        for at in range(0, len(self.numbers), BLOCK):
            yield self.vectors[at : at + BLOCK].astype(np.float32) @ vector

    def dates(self, share: float, random: np.random.Generator) -> Filters:
        """Give a range of days that holds about a share of all passages, beginning anywhere."""
        days = np.sort(self.days[self.days != UNDATED])
        wanted = min(max(1, round(share * len(self.numbers))), len(days))
        if not wanted:
            return Filters()
        first = int(random.integers(len(days) - wanted + 1))
        start, end = (dt.date.fromordinal(int(days[at])) for at in (first, first + wanted - 1))
        return Filters(published_from=start, published_to=end)

    def source(self, share: float) -> Filters:
        """Give the source whose share of the passages is nearest to one, by its logarithm."""
        counts = np.bincount(self.sources, minlength=len(self.names)) / max(1, len(self.sources))
        off = np.abs(np.log(np.maximum(counts, 1e-9) / share))
        return Filters(source=self.names[int(off.argmin())])


def _write(store: ArticleStore, model: str, dimensions: int, count: int, kept: Path, matrix: Path) -> None:
    vectors = np.memmap(matrix, np.float16, "w+", shape=(count, dimensions))
    numbers, days, held = np.empty(count, np.int64), np.empty(count, np.int32), np.empty(count, np.int16)
    names: dict[str, int] = {}
    at = 0
    with store.snapshot(model) as (_, rows):
        for row in rows:
            end = at + len(row.passages)
            vectors[at:end] = row.vectors
            numbers[at:end] = [passage.number for passage in row.passages]
            days[at:end] = row.article.published.toordinal() if row.article.published else UNDATED
            held[at:end] = names.setdefault(row.article.source, len(names))
            at = end
    vectors.flush()
    np.savez(kept, numbers=numbers, days=days, sources=held, names=np.array(list(names)))


def recall(exact: Exact, vector: Floats, filters: Filters, found: list[int], k: int = 10) -> float:
    """Give the share of the k best passages that were found; one that is as good as the k-th counts as one of them.

    Args:
        exact: all passages.
        vector: of the question.
        filters: inside which the best are sought.
        found: passage numbers, best first.
    """
    scores = np.where(exact.allowed(filters), exact.scores(vector), -np.inf)
    wanted = min(k, int(np.isfinite(scores).sum()))
    if not wanted:
        return 1.0
    least = np.partition(scores, -wanted)[-wanted]
    rows = np.searchsorted(exact.numbers, found[:k])
    return min(1.0, float(np.count_nonzero(scores[rows] >= least - 1e-6)) / wanted)
