"""Search by meaning in one part; releases in languages that a vector is not made for have a vector of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.encoding.foreign import Foreign
from index.segments.part import Part

Floats = NDArray[np.float32]
Scores = NDArray[np.float64]
Rows = NDArray[np.int64]
Bools = NDArray[np.bool_]
Ranking = tuple[Rows, Scores]


def nearest(part: Part, allowed: Bools | None, vector: Floats, foreign: Foreign | None, depth: int) -> Ranking:
    """Find the allowed rows nearest to a question, best first, equal ones by row.

    Args:
        part: what is searched.
        allowed: shape (rows,); None: all of them.
        vector: shape (dimensions,).
        foreign: for rows in other languages; null: there is no difference.
        depth: rows at most.

    Returns:
        Rows and their cosines.
    """
    other = _other(part, foreign)
    if foreign is None or other is None:
        rows, scores = part.vectors.search(vector, depth, allowed)
        return rows, scores.astype(np.float64)
    theirs = other if allowed is None else allowed & other
    first, one = _own(part, allowed, vector, other, depth)
    second, two = part.vectors.search(foreign.vector, depth, theirs)
    rows = np.concatenate([first, second])
    cosine = np.concatenate([one.astype(np.float64), two.astype(np.float64) + foreign.offset])
    order = np.lexsort((rows, -cosine))[:depth]
    return rows[order], cosine[order]


def _own(part: Part, allowed: Bools | None, vector: Floats, other: Bools, depth: int) -> tuple[Rows, Floats]:
    """Find the nearest of the rows that are not in other languages."""
    rows, scores = part.vectors.search(vector, depth, allowed)
    kept = ~other[rows]
    if kept.all() or len(rows) < depth:
        return rows[kept], scores[kept]
    # Those in other languages took places of these. That is rare, and a search of half the rows takes longer.
    return part.vectors.search(vector, depth, ~other if allowed is None else allowed & ~other)


def cosines(part: Part, rows: Rows, vector: Floats, foreign: Foreign | None) -> Scores:
    """Give the cosines of some rows, shape (len(rows),), as `nearest` reckons them."""
    found = part.vectors.scores(vector, rows).astype(np.float64)
    other = _other(part, foreign)
    if foreign is not None and other is not None and (theirs := other[rows]).any():
        found[theirs] = part.vectors.scores(foreign.vector, rows[theirs]).astype(np.float64) + foreign.offset
    return found


def _other(part: Part, foreign: Foreign | None) -> Bools | None:
    return part.catalogue.speaking_none_of(foreign.understood) if foreign else None
