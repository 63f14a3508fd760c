"""Every vector in full in FAISS, behind types: what other ways of searching are held against."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.dense import surely

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class FlatIndex:
    """Exact inner-product search over unit vectors, in rows numbered from 0.

    Args:
        dimensions: length of every vector.
    """

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._index: Any = faiss.IndexFlatIP(dimensions)

    def __len__(self) -> int:
        """Count the rows."""
        return int(self._index.ntotal)

    def add(self, vectors: Floats) -> None:
        """Append rows.

        Args:
            vectors: shape (n, dimensions), float32.

        Raises:
            ValueError: another shape, or a value that is no number; nothing is appended.
        """
        surely.usable(vectors, self.dimensions)
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def search(self, question: Floats, depth: int, allowed: NDArray[np.bool_] | None = None) -> tuple[Rows, Floats]:
        """Find the rows nearest to a question.

        Args:
            question: shape (dimensions,), float32.
            depth: at most so many rows.
            allowed: shape (rows,); only rows that are true are searched.

        Returns:
            Rows and their inner products, best first, equal ones by row.

        Raises:
            ValueError: another shape, or a value that is no number.
        """
        possible = surely.possible(question, self.dimensions, allowed, len(self))
        wanted = min(depth, possible)
        if wanted <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        rows = surely.among(self._index, question, wanted, possible, allowed)
        scores = self.scores(question, rows)  # not faiss's: a score does not depend on which index a row is in
        order = np.lexsort((rows, -scores))[:wanted]
        return rows[order], scores[order]

    def scores(self, question: Floats, rows: Rows) -> Floats:
        """Inner products of a question with some rows, shape (len(rows),), float32; equal rows score equal."""
        if not len(rows):
            return np.empty(0, np.float32)
        vectors: Floats = self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
        # Not `@`: BLAS rounds a row differently by its place among the others, and equals would no longer be equal.
        return np.asarray(np.einsum("ij,j->i", vectors, question), dtype=np.float32)
