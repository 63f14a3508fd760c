"""What BM25 knows of the whole corpus, whatever parts it lies in: documents, their length, how common each term is.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.3, with the
arithmetic of rank-bm25: idf = ln(N - n + .5) - ln(n + .5), and a negative idf is replaced by `epsilon` times the
mean idf over all terms of the corpus. That mean comes from a histogram of document frequencies: some 1,500 distinct
values however many the terms, and a change moves only the terms it touches.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical.postings import Change, Keys, Postings, Whole, keys_of

K1 = 1.2
B = 0.75
EPSILON = 0.25


@dataclass(frozen=True, slots=True)
class Weights:
    """The terms of one question and what each is worth; enough to score any part by itself.

    Attributes:
        keys: distinct terms that some living document holds, shape (n,), uint64.
        df: living documents that hold each, int64.
        idf: inverse document frequency times how often the question says the term, float64.
        documents: living documents.
        mean_length: terms of a living document.
        k1, b: BM25's parameters.
    """

    keys: Keys
    df: Whole
    idf: NDArray[np.float64]
    documents: int
    mean_length: float
    k1: float
    b: float


class Statistics:
    """The sums over all parts of one index, kept in step with their changes.

    Args:
        parts: packed ones and the growing one. Every change of one of them must be told to `apply` before the next
            change or question.
        k1: how fast repeats of a term stop counting.
        b: how much a document's length counts.
        epsilon: share of the mean idf that very common terms get.
    """

    def __init__(self, parts: Sequence[Postings], k1: float = K1, b: float = B, epsilon: float = EPSILON) -> None:
        self.k1, self.b, self.epsilon = k1, b, epsilon
        self._parts = tuple(parts)
        self.documents = sum(part.documents for part in parts)
        self.length = sum(part.length for part in parts)
        counts = np.bincount(_summed(parts))
        self._histogram = Counter({df: int(counts[df]) for df in np.flatnonzero(counts).tolist()})
        self._mean_idf: float | None = None

    def still(self, parts: Sequence[Postings]) -> Statistics:
        """Give these sums as they are now, to be read in any thread while these ones change.

        Args:
            parts: the same ones, as `Postings.still` gives them.
        """
        made = copy.copy(self)
        made._parts, made._histogram, made._mean_idf = tuple(parts), self._histogram.copy(), self.mean_idf
        return made

    @property
    def terms(self) -> int:
        """Count the distinct terms of living documents."""
        return self._histogram.total()

    def apply(self, change: Change) -> None:
        """Take in what a part has just changed; the cost is that of the change's terms."""
        after = self.df(change.keys)
        for df in (after - change.by).tolist():
            self._move(df, -1)
        for df in after.tolist():
            self._move(df, +1)
        self.documents += change.documents
        self.length += change.length
        self._mean_idf = None  # a document without terms changes it too

    def _move(self, df: int, by: int) -> None:
        if df:
            self._histogram[df] += by
            if not self._histogram[df]:
                del self._histogram[df]

    def df(self, keys: Keys) -> Whole:
        """Count the living documents that hold each term, shape (len(keys),)."""
        df = np.zeros(len(keys), np.int64)
        for part in self._parts:
            df += part.df(keys)
        return df

    @property
    def mean_idf(self) -> float:
        """Mean idf over all terms, before any floor; 0 where there is none."""
        if self._mean_idf is None:
            df = np.fromiter(self._histogram.keys(), np.int64)
            terms = np.fromiter(self._histogram.values(), np.int64)
            self._mean_idf = float(terms @ self._raw_idf(df) / terms.sum()) if len(df) else 0.0
        return self._mean_idf

    def _raw_idf(self, df: Whole) -> NDArray[np.float64]:
        return np.asarray(np.log(self.documents - df + 0.5) - np.log(df + 0.5), np.float64)

    def weights(self, query: Iterable[str], also: Iterable[str] = (), share: float = 0.0) -> Weights:
        """Weigh a question's terms; one that no living document holds is left out.

        Args:
            query: terms, repeats counted.
            also: terms that stand for some of the question's; those that are its own are not counted again.
            share: what each of these counts, beside 1 for a term of the question.
        """
        times: dict[str, float] = dict(Counter(query))
        for term in also:
            times.setdefault(term, share)
        keys = keys_of(times)
        df = self.df(keys)
        idf = self._raw_idf(df)
        idf = np.where(idf < 0, self.epsilon * self.mean_idf, idf) * np.fromiter(times.values(), np.float64)
        held = df > 0
        mean_length = self.length / self.documents if self.documents else 0.0
        return Weights(keys[held], df[held], idf[held], self.documents, mean_length, self.k1, self.b)


def _summed(parts: Sequence[Postings]) -> Whole:
    """Give the document frequency of every distinct term over all parts, in the order of the keys."""
    found = [part.frequencies() for part in parts]
    keys = np.concatenate([keys for keys, _ in found] or [np.empty(0, np.uint64)])
    df = np.concatenate([df for _, df in found] or [np.empty(0, np.int64)])
    order = np.argsort(keys)
    keys, df = keys[order], df[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    return np.add.reduceat(df, first) if len(first) else df
