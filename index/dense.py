"""Vectors in FAISS, behind types. Nothing else imports faiss."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

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
            ValueError: another shape, or a value that is no number.
        """
        if vectors.ndim != 2 or vectors.shape[1] != self.dimensions:
            raise ValueError(f"vectors of shape {vectors.shape}, wanted (n, {self.dimensions})")
        if not np.isfinite(vectors).all():
            raise ValueError("a vector holds a value that is no number")
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def search(self, question: Floats, depth: int, allowed: NDArray[np.bool_] | None = None) -> tuple[Rows, Floats]:
        """Find the rows nearest to a question.

        Args:
            question: shape (dimensions,), float32.
            depth: at most so many rows.
            allowed: shape (rows,); only rows that are true are searched.

        Returns:
            Rows and their inner products, best first, equal ones by row.
        """
        if allowed is not None and not allowed.any():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        options = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            options = _only(bits)
        wanted = min(depth, len(self))
        if wanted == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores, rows = self._index.search(question.reshape(1, -1), wanted, params=options)
        found = rows[0] >= 0
        rows, scores = rows[0][found], scores[0][found]
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def scores(self, question: Floats, rows: Rows) -> Floats:
        """Inner products of a question with some rows, shape (len(rows),), float32."""
        if not len(rows):
            return np.empty(0, np.float32)
        vectors: Floats = self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
        return np.asarray(vectors @ question, dtype=np.float32)


def _only(bits: NDArray[np.uint8]) -> Any:
    """Search parameters that admit the rows whose bit is set, least significant bit first."""
    untyped: Any = faiss  # the package's types describe its C++ signatures, not its Python ones
    return untyped.SearchParameters(sel=untyped.IDSelectorBitmap(bits))
