"""Ranks and scores in, one ranking out. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Rows = NDArray[np.int64]

RANK_CONSTANT = 60
"""Cormack, Clarke and Buettcher, Reciprocal Rank Fusion, SIGIR 2009."""


class Method(StrEnum):
    """How two scores become one."""

    MINMAX = "minmax"
    RECIPROCAL_RANK = "rrf"


@dataclass(frozen=True, slots=True)
class Fused:
    """One score a candidate, and what each side gave to it, all of shape (candidates,)."""

    score: Scores
    words: Scores
    meaning: Scores


def minmax(scores: Scores) -> Scores:
    """Stretch scores over [0, 1]; all equal ones become 0, as they tell nothing apart.

    Shaw and Fox, Combination of Multiple Searches, TREC-2, 1994; Lee, SIGIR 1997, equation 1.
    """
    if not len(scores):
        return scores
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def reciprocal_rank(scores: Scores) -> Scores:
    """Give each candidate 1 / (60 + its rank); equal scores keep their order."""
    ranks = np.empty(len(scores), np.float64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1.0 / (RANK_CONSTANT + ranks)


def fuse(words: Scores, meaning: Scores, method: Method, weight: float) -> Fused:
    """Join the scores of words (BM25) and meaning (cosine) over the same candidates.

    Args:
        words, meaning: shape (candidates,); every candidate has both scores.
        method: min-max (weighted) or reciprocal ranks (weighted likewise).
        weight: share of words, from 0 (meaning alone) to 1 (words alone).

    """
    scale = minmax if method is Method.MINMAX else reciprocal_rank
    word_part, meaning_part = weight * scale(words), (1 - weight) * scale(meaning)
    return Fused(word_part + meaning_part, word_part, meaning_part)
