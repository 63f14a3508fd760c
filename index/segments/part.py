"""A part of the index: the facts, words and vectors of some articles, on disk or in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.records import Indexable
from index.analysis import terms
from index.dense.growing import GrowingVectors
from index.lexical.postings import Change, MutablePostings, Postings
from index.lexical.tail import GrowingPostings
from index.segments.catalogue import Catalogue
from index.segments.columns import Gathering

Told = Callable[[Change], None]
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class Vectors(Protocol):
    """Unit vectors, one a row, searched by inner product."""

    def search(self, question: Floats, depth: int, allowed: NDArray[np.bool_] | None = None) -> tuple[Rows, Floats]:
        """Find the allowed rows nearest to a question: rows and inner products, best first, equal ones by row."""

    def scores(self, question: Floats, rows: Rows) -> Floats:
        """Inner products of a question with some rows."""


class Part(Protocol):
    """What a question is put to; slot i is title i, row j is passage j in every one of the four."""

    @property
    def catalogue(self) -> Catalogue:
        """Facts of the articles."""

    @property
    def body(self) -> Postings:
        """Words of the passages."""

    @property
    def titles(self) -> Postings:
        """Words of the titles."""

    @property
    def vectors(self) -> Vectors:
        """Vectors of the passages."""


@dataclass(frozen=True, slots=True)
class Still:
    """A part as it was at one moment, to be read in any thread. See `Part`."""

    catalogue: Catalogue
    body: Postings
    titles: Postings
    vectors: Vectors


class MutablePart(Protocol):
    """A part of which articles die; one thread changes it, others read what `still` gave them."""

    catalogue: Catalogue

    @property
    def body(self) -> MutablePostings:
        """Words of the passages."""

    @property
    def titles(self) -> MutablePostings:
        """Words of the titles."""

    def still(self) -> Still:
        """Give the part as it is now."""


def bury(part: MutablePart, slots: Sequence[int]) -> tuple[Change, Change]:
    """Mark articles as dead; returns what that changed of body and titles."""
    rows = [part.catalogue.rows_of(slot) for slot in slots]
    part.catalogue = part.catalogue.without(slots)
    return part.body.delete(np.concatenate([np.empty(0, np.int64), *rows])), part.titles.delete(slots)


class Tail:
    """The newest articles, in memory until they are written as a segment.

    Args:
        dimensions: length of a vector.
    """

    def __init__(self, dimensions: int) -> None:
        self.body, self.titles, self.vectors = GrowingPostings(), GrowingPostings(), GrowingVectors(dimensions)
        self._gathered = Gathering()
        self.catalogue = Catalogue(self._gathered.columns())

    def add(self, rows: Sequence[Indexable], body: Told, titles: Told) -> None:
        """Append articles with passages and vectors.

        Args:
            rows: the articles.
            body, titles: told every change of the words, each before the next is made.

        Raises:
            ValueError: an article has no vectors, or some of another model's length; those before it are added.
        """
        try:
            for row in rows:
                if row.vectors is None:
                    raise ValueError(f"{row.article.id} has no vectors of this model")
                self.vectors.add(row.vectors)  # first: it may refuse them, and rows of all four must stay in step
                article = row.article
                titles(self.titles.add(terms(article.title or "")))
                for cut in row.passages:
                    body(self.body.add(terms(article.text[cut.start : cut.end])))
                self._gathered.add(row)
        finally:
            self.catalogue = Catalogue(self._gathered.columns(), self.catalogue.dead)

    def still(self) -> Still:
        """Give the tail as it is now."""
        return Still(self.catalogue, self.body.still(), self.titles.still(), self.vectors.still())
