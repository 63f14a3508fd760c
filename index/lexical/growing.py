"""BM25 over postings, equal to `rank_bm25.BM25Okapi` after any sequence of adds and deletes.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.3, with the
arithmetic of rank-bm25: idf = ln((N - n + .5) / (n + .5)), and a negative idf is replaced by `epsilon` times
the mean idf over all terms of the corpus. No idf is stored: df counts and their histogram are, so that a change
costs what the changed text has in terms, and every score is as if the index had been built anew.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
EPSILON = 0.25


@dataclass(slots=True)
class _Postings:
    """Rows that hold a term and how often, in row order; `df` counts the living ones among them."""

    rows: array[int]
    counts: array[int]
    df: int = 0


class PostingIndex:
    """Documents as rows of terms, numbered from 0 in the order they were added.

    Args:
        k1: how fast repeats of a term stop counting.
        b: how much a document's length counts.
        epsilon: share of the mean idf that very common terms get.
    """

    def __init__(self, k1: float = K1, b: float = B, epsilon: float = EPSILON) -> None:
        self.k1, self.b, self.epsilon = k1, b, epsilon
        self._postings: dict[str, _Postings] = {}
        self._forward: list[dict[str, int] | None] = []  # row -> its terms; None once deleted
        self._lengths = array("q")
        self._documents = 0
        self._length = 0
        self._histogram: Counter[int] = Counter()  # df -> number of terms with it
        self._mean_idf: float | None = None

    def __len__(self) -> int:
        """Count the living documents."""
        return self._documents

    @property
    def rows(self) -> int:
        """Rows ever given, deleted ones included."""
        return len(self._forward)

    def add(self, terms: Iterable[str]) -> int:
        """Add a document; returns its row."""
        row = len(self._forward)
        counts = Counter(terms)
        for term, count in counts.items():
            postings = self._postings.get(term)
            if postings is None:
                postings = self._postings[term] = _Postings(array("q"), array("q"))
            postings.rows.append(row)
            postings.counts.append(count)
            self._recount(postings, +1)
        length = counts.total()
        self._forward.append(dict(counts))
        self._lengths.append(length)
        self._count(+1, length)
        return row

    def delete(self, row: int) -> None:
        """Delete a document. Its row is never used again.

        Raises:
            KeyError: there is no such document, or no longer.
        """
        terms = self._forward[row] if 0 <= row < len(self._forward) else None
        if terms is None:
            raise KeyError(row)
        for term in terms:
            postings = self._postings[term]
            self._recount(postings, -1)
            if postings.df == 0:
                del self._postings[term]
        self._forward[row] = None
        self._count(-1, -self._lengths[row])

    def _count(self, documents: int, length: int) -> None:
        self._documents += documents
        self._length += length
        self._mean_idf = None  # a document without terms changes it too

    def _recount(self, postings: _Postings, by: int) -> None:
        if postings.df:
            self._histogram[postings.df] -= 1
            if not self._histogram[postings.df]:
                del self._histogram[postings.df]
        postings.df += by
        if postings.df:
            self._histogram[postings.df] += 1

    def idf(self, term: str) -> float:
        """Inverse document frequency as rank-bm25 counts it; 0 for a term that no document holds."""
        postings = self._postings.get(term)
        if postings is None:
            return 0.0
        idf = self._raw_idf(postings.df)
        return idf if idf >= 0 else self.epsilon * self._mean()

    def _raw_idf(self, df: int) -> float:
        return math.log(self._documents - df + 0.5) - math.log(df + 0.5)

    def _mean(self) -> float:
        """Mean idf over all terms, from the histogram of document frequencies."""
        if self._mean_idf is None:
            terms = self._histogram.total()
            self._mean_idf = (
                sum(count * self._raw_idf(df) for df, count in self._histogram.items()) / terms if terms else 0.0
            )
        return self._mean_idf

    def scores(self, query: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Score every row against a query; a term that stands twice in it counts twice.

        Returns:
            Scores, shape (rows,), float64, 0 where nothing matches; and whether the row is alive and
            holds any term of the query. A score can be 0 or below with a match (very common terms).
        """
        scores = np.zeros(self.rows, np.float64)
        matched = np.zeros(self.rows, np.bool_)
        if not self._documents:
            return scores, matched
        lengths = np.frombuffer(self._lengths, np.int64)
        mean_length = self._length / self._documents
        for term, times in Counter(query).items():
            postings = self._postings.get(term)
            if postings is None:
                continue
            rows = np.frombuffer(postings.rows, np.int64)
            counts = np.frombuffer(postings.counts, np.int64)
            norm = self.k1 * (1 - self.b + self.b * lengths[rows] / mean_length)
            scores[rows] += times * self.idf(term) * (counts * (self.k1 + 1) / (counts + norm))
            matched[rows] = True
        if self._documents < self.rows:
            alive = np.fromiter((terms is not None for terms in self._forward), np.bool_, self.rows)
            matched &= alive
            scores[~alive] = 0
        return scores, matched
