"""A segment's vectors on disk: few are searched whole, many by their codes; what is found is scored exactly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense import quantised, rowfile, surely
from index.dense.exact import ExactScan
from index.dense.flat import Floats, Rows
from index.dense.quantised import QuantisedIndex
from index.dense.rowfile import Halves, RowFile

FEW = 512
"""Allowed rows that are all read and scored rather than searched for; it costs some 3 ms."""

CANDIDATES = 2.5
"""Candidates read and scored exactly for each row asked for; recall at 100: .94 with 2, .97 with this, .98 with 3."""


class PackedVectors:
    """Unit vectors that never change, in rows numbered from 0, in a folder that `index.dense.packing` wrote.

    Safe for threads: searches may run side by side. One search uses one thread and lets others run meanwhile; running
    several segments in several threads is the caller's choice. Scores are those of `FlatIndex.scores`, to the bit.

    Measured at 1,000,000 rows of 384 dimensions, the best 100 of real questions, one thread's processor time beside
    other programs (p95; recall at 10, at 100): no filter 5.5 ms (1.00, .986); half the rows allowed 9.2 (1.00, .989);
    a tenth 11.5 (1.00, .991); a tenth, of one subject 10.1 (.999, .980); a hundredth 10.2 (1.00, .993); a thousandth
    6.3 (1.00, .999). 21 MB of memory are the process's own, 123 MB are mapped.

    Args:
        folder: holds `vectors.npy`, and `vectors.faiss` if they are many.

    Raises:
        IndexDamaged: a file is missing, cut short, or of another make.
    """

    def __init__(self, folder: Path) -> None:
        self._file = RowFile(folder / rowfile.FILE)
        self._codes: QuantisedIndex | None = None
        self._scan: ExactScan | None = None
        codes = folder / quantised.FILE
        if codes.exists():
            self._codes = QuantisedIndex(codes, self.rows, self.dimensions)
        else:
            self._scan = ExactScan(self._file.blocks(), self.dimensions)

    @property
    def rows(self) -> int:
        """Count the rows."""
        return self._file.rows

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._file.dimensions

    @property
    def quantised(self) -> bool:
        """Whether a search may miss rows: there are codes, and the filter allows more than `FEW` rows."""
        return self._codes is not None

    def __len__(self) -> int:
        """Count the rows."""
        return self.rows

    def close(self) -> None:
        """Close the file. What is mapped is let go of with the object."""
        self._file.close()

    def blocks(self) -> Iterator[Halves]:
        """Read everything in order, some thousand rows at a time, each shape (n, dimensions), float16."""
        return self._file.blocks()

    def scores(self, question: Floats, rows: Rows) -> Floats:
        """Inner products of a question with some rows in any order, shape (len(rows),), float32."""
        wanted, places = np.unique(np.asarray(rows, np.int64), return_inverse=True)
        scores: Floats = self._exact(question, wanted)[places]
        return scores

    def search(self, question: Floats, depth: int, allowed: NDArray[np.bool_] | None = None) -> tuple[Rows, Floats]:
        """Find the rows nearest to a question: exactly, or if `quantised` with the recall that its module reports.

        Args:
            question: shape (dimensions,), float32.
            depth: at most so many rows.
            allowed: shape (rows,); only rows that are true are searched.

        Returns:
            Rows and their inner products, best first, equal ones by row.

        Raises:
            ValueError: another shape, or a value that is no number.
            IndexDamaged: the file has been cut short since it was opened.
        """
        possible = surely.possible(question, self.dimensions, allowed, self.rows)
        wanted = min(depth, possible)
        if wanted <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        rows = self._candidates(question, wanted, possible, allowed)
        scores = self._exact(question, rows)
        order = np.lexsort((rows, -scores))[:wanted]
        return rows[order], scores[order]

    def _candidates(self, question: Floats, wanted: int, possible: int, allowed: NDArray[np.bool_] | None) -> Rows:
        """Give rows, rising, that hold the best."""
        if self._scan:
            return self._scan.candidates(question, wanted, allowed)
        read = max(FEW // 4, round(wanted * CANDIDATES))
        if possible <= max(FEW, read) or not self._codes:
            return np.arange(self.rows) if allowed is None else np.flatnonzero(allowed)
        return self._codes.candidates(question, read, allowed)

    def _exact(self, question: Floats, rows: Rows) -> Floats:
        """Score rows, rising."""
        if not len(rows):
            return np.empty(0, np.float32)
        vectors = self._scan.vectors(rows) if self._scan else self._file.read(rows)
        # As `FlatIndex.scores`, and for its reason: equal rows score equal, in whichever index they are.
        return np.asarray(np.einsum("ij,j->i", vectors, question), dtype=np.float32)
