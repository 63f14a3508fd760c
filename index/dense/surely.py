"""The best rows of a faiss index that holds every vector, with room for rounding; filters as faiss takes them."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

SLACK = 16
"""Rows asked for beyond the wanted ones: they show whether scores at the cut are too near to tell apart."""

ROUNDING = 1e-5
"""More than two ways of adding up the same products differ, for unit rows and unit question; measured: 1e-7."""


def possible(question: NDArray[np.float32], dimensions: int, allowed: NDArray[np.bool_] | None, rows: int) -> int:
    """Count the rows that a search may find.

    Args:
        question: to have shape (dimensions,).
        allowed: to have shape (rows,), or None for all.

    Raises:
        ValueError: another shape, or a value that is no number.
    """
    if question.shape != (dimensions,) or not np.isfinite(question).all():
        raise ValueError(f"no question vector of {dimensions} numbers: shape {question.shape}")
    if allowed is None:
        return rows
    if allowed.shape != (rows,):
        raise ValueError(f"a mask of shape {allowed.shape} for {rows} rows")
    return int(np.count_nonzero(allowed))


def usable(vectors: NDArray[np.float32], dimensions: int) -> None:
    """Refuse vectors that no index can take.

    Raises:
        ValueError: not of shape (n, dimensions), or a value that is no number.
    """
    if vectors.ndim != 2 or vectors.shape[1] != dimensions:
        raise ValueError(f"vectors of shape {vectors.shape}, wanted (n, {dimensions})")
    if not np.isfinite(vectors).all():
        raise ValueError("a vector holds a value that is no number")


def only(allowed: NDArray[np.bool_], options: Any = None) -> Any:
    """Make search parameters admit only the rows that are true.

    Args:
        allowed: shape (rows,).
        options: parameters to complete; plain ones if None.
    """
    untyped: Any = faiss  # the package's types describe its C++ signatures, not its Python ones
    made = untyped.SearchParameters() if options is None else options
    # Least significant bit first, as faiss counts; the parameters keep the selector alive, and it the bits.
    made.sel = untyped.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
    return made


def among(
    index: Any, question: NDArray[np.float32], wanted: int, possible: int, allowed: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """Give rows, rising, among which the best surely are, however their scores are added up.

    Which of equals faiss keeps at a cut is chance, and so is its rounding; whoever needs an order scores these rows.

    Args:
        index: a faiss index of unit vectors and inner products.
        question: shape (dimensions,).
        wanted: at least 1, at most `possible`.
        possible: rows that are allowed.
        allowed: shape (rows,), or None for all.
    """
    options = None if allowed is None else only(allowed)
    # As seen from this thread. For one question faiss still wakes a thread a core, and all but one of them spin.
    faiss.omp_set_num_threads(1)
    asked = np.ascontiguousarray(question.reshape(1, -1), np.float32)
    found = min(wanted + SLACK, possible)
    scores, rows = (one[0] for one in index.search(asked, found, params=options))
    cut = scores[wanted - 1] - np.float32(ROUNDING * np.linalg.norm(question))
    if found < possible and scores[-1] >= cut:
        below = float(np.nextafter(cut, np.float32(-np.inf)))  # faiss leaves out what equals its bound
        _, _, rows = index.range_search(asked, below, params=options)
    return np.sort(rows)
