"""Many vectors, two bits a number: candidates found in a mapped file, to be scored exactly afterwards.

Inverted lists of RaBitQ codes (Gao, Long: RaBitQ, SIGMOD 2024; more bits: Gao et al., SIGMOD 2025) as faiss has
them, 130 bytes a row at 384 dimensions, mapped and so shared by all processes. Measured over a million vectors of
MiniLM: one thread's milliseconds to look at the codes, and recall after exact scoring of the candidates:

                                      lists: all, looked at   bytes a row    ms     @10    @100   candidates
    2 bits                                     4,096    256           130   3.3   1.000    .988          250
    2 bits                                     1,024    128           124   4.6    .989    .961          250
    1 bit, fast scan (cannot be mapped)        1,024    256            64   5.4    .990    .962        1,000
    2 bits, fast scan (cannot be mapped)       1,024    128           124   4.4    .990    .845          120

and over 100,000, where 3 and 4 bits take twice to three times as long as 2, and looking at all rows takes 9.0 ms by
8-bit scalars. Flat fast scan, of PQ too, takes no filters.

Candidates cost more than looking: 6 microseconds to read one from its file. A filter leaves fewer rows to score but
as many to test, and those it leaves lie apart; so the nearest lists are looked at until that has cost enough.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.dense.flat import Floats, Rows
from index.dense.surely import only
from index.errors import IndexDamaged

FILE = "vectors.faiss"

QUERY_BITS = 4
"""Bits a number of the question is rounded to; 8 find the same and take a tenth longer."""

PART = 1 / 14
"""Share of the rows whose codes an unfiltered question looks at."""

LEAST = 40_000
"""Rows it looks at where that share is less."""

FILTERED = 2.0
"""How much more a filtered question may cost: its best rows can lie in lists far from it."""

TEST = 0.25
"""Cost of testing whether a row is allowed, beside that of scoring its code among all others: 33 ns."""

APART = 4.0
"""What scoring a code costs more where hardly any row is allowed: each is then fetched from memory for itself."""

COUNTED = 65_536
"""Allowed rows above which those of each list are estimated from a sample of so many."""


class QuantisedIndex:
    """Candidates from two-bit codes in a mapped file. Safe for threads: a search changes nothing.

    Args:
        path: what `index.dense.quantising` wrote.
        rows, dimensions: of the vectors it was made of.

    Raises:
        IndexDamaged: the file is missing, cut short, or of other vectors.
    """

    def __init__(self, path: Path, rows: int, dimensions: int) -> None:
        untyped: Any = faiss
        try:
            index: Any = untyped.read_index(str(path), int(untyped.IO_FLAG_MMAP) | int(untyped.IO_FLAG_READ_ONLY))
        except (RuntimeError, MemoryError) as error:
            raise IndexDamaged(path, f"faiss cannot read it: {str(error).splitlines()[0][:200]}") from error
        if not isinstance(index, untyped.IndexIVFRaBitQ) or (index.ntotal, index.d) != (rows, dimensions):
            raise IndexDamaged(path, f"no codes of {rows} rows of {dimensions}")
        self._index = index
        self._centroids: Floats = index.quantizer.reconstruct_n(0, index.nlist)
        self._list_of = _lists(path, index, rows)
        self._sizes = np.bincount(self._list_of, minlength=index.nlist)

    def candidates(self, question: Floats, wanted: int, allowed: NDArray[np.bool_] | None) -> Rows:
        """Give the `wanted` rows whose codes are nearest, or nearly so, rising.

        Args:
            question: shape (dimensions,), float32.
            wanted: at least 1, at most the rows allowed.
            allowed: shape (rows,), or None for all.
        """
        nearness = np.einsum("ij,j->i", self._centroids, question)
        probed = self._probed(np.argsort(-nearness, kind="stable"), allowed)
        rows = self._scan(question, wanted, probed, nearness, allowed)
        if len(rows) < wanted:
            every = np.arange(len(nearness))
            rows = self._scan(question, wanted, every, nearness, allowed)
        return rows

    def _probed(self, order: Rows, allowed: NDArray[np.bool_] | None) -> Rows:
        """Choose lists to look at, nearest first, for as long as their cost is within bounds."""
        bound = max(len(self._list_of) * PART, LEAST)
        if allowed is None:
            cost: NDArray[np.float64] = self._sizes.astype(np.float64)
        else:
            within, exact = self._allowed_in_lists(allowed)
            apart = 1 - within.sum() / len(self._list_of)
            cost = self._sizes * TEST + within * (1 + APART * apart)
            order = order[within[order] > 0] if exact else order
            bound *= FILTERED
        return order[: int(np.searchsorted(np.cumsum(cost[order]), bound)) + 1]

    def _allowed_in_lists(self, allowed: NDArray[np.bool_]) -> tuple[NDArray[np.float64], bool]:
        """Count the allowed rows of each list; says also whether that is a count or an estimate."""
        rows = np.flatnonzero(allowed)
        step = len(rows) // COUNTED + 1
        counts = np.bincount(self._list_of[rows[::step]], minlength=len(self._sizes))
        return counts.astype(np.float64) * step, step == 1

    def _scan(
        self, question: Floats, wanted: int, probed: Rows, nearness: Floats, allowed: NDArray[np.bool_] | None
    ) -> Rows:
        """Look at some lists; returns the best rows in them, rising."""
        untyped: Any = faiss
        options = untyped.IVFRaBitQSearchParameters()
        options.nprobe, options.qb = len(probed), QUERY_BITS
        if allowed is not None:
            only(allowed, options)
        asked = np.ascontiguousarray(question, np.float32)
        lists = np.ascontiguousarray(probed, np.int64)
        near = np.ascontiguousarray(nearness[probed], np.float32)
        scores, rows = np.empty(wanted, np.float32), np.empty(wanted, np.int64)
        # The wrapper of this call takes no parameters; `search` would choose the lists by itself, and start threads.
        pointers = [untyped.swig_ptr(array) for array in (asked, lists, near, scores, rows)]
        self._index.search_preassigned_c(1, pointers[0], wanted, *pointers[1:], False, options)
        return np.sort(rows[rows >= 0])


def _lists(path: Path, index: Any, rows: int) -> NDArray[np.uint16]:
    """Give each row's list, shape (rows,), and so check that each row is in one."""
    found, named = np.zeros(rows, np.uint16), np.zeros(rows, np.bool_)
    seen = 0
    for one in range(index.nlist):
        size = index.invlists.list_size(one)
        if not size:
            continue
        ids = faiss.rev_swig_ptr(index.invlists.get_ids(one), size)
        if ids.min() < 0 or ids.max() >= rows:
            raise IndexDamaged(path, f"it speaks of rows beyond {rows}")
        found[ids], named[ids] = one, True
        seen += size
    if seen != rows or not named.all():
        raise IndexDamaged(path, f"{seen} codes for {rows} rows, of which {np.count_nonzero(named)} are named")
    return found
