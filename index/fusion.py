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


NOTHING = 1e-9
"""Scores above their floor by no more than this are rounding: a term that stands in every other passage weighs
nothing, and what is left of that after sums is not to be stretched to a whole."""


@dataclass(frozen=True, slots=True)
class Fused:
    """One score a candidate, and what each side gave to it, all of shape (candidates,)."""

    score: Scores
    words: Scores
    meaning: Scores


def minmax(scores: Scores, low: float = 0.0) -> Scores:
    """Stretch scores over [0, 1] from `low`, the score of what has nothing to do with the question, to the best.

    The least score among the candidates is no such floor: among a handful of candidates it says little, and
    nothing below the floor counts less than nothing. Bruch, Gai and Ingber, An Analysis of Fusion Functions for
    Hybrid Retrieval, ACM TOIS 2023, section 4 (theoretical minimum); after Lee, SIGIR 1997, equation 1.

    Args:
        scores: shape (candidates,).
        low: the floor.

    Returns:
        Shape (candidates,), all zero where no score is above the floor.
    """
    if not len(scores) or scores.max() <= low + NOTHING:
        return np.zeros_like(scores)
    return np.asarray(np.maximum(scores - low, 0) / (scores.max() - low))


def reciprocal_rank(scores: Scores) -> Scores:
    """Give each candidate 1 / (60 + its rank); equal scores keep their order."""
    ranks = np.empty(len(scores), np.float64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1.0 / (RANK_CONSTANT + ranks)


def fuse(words: Scores, meaning: Scores, method: Method, weight: float, low_cosine: float = 0.0) -> Fused:
    """Join the scores of words (BM25) and meaning (cosine) over the same candidates.

    Args:
        words, meaning: shape (candidates,); every candidate has both scores.
        method: min-max (weighted) or reciprocal ranks (weighted likewise).
        weight: share of words, from 0 (meaning alone) to 1 (words alone).
        low_cosine: cosine of texts that have nothing in common, a trait of the embedding model.
    """
    if method is Method.MINMAX:
        word_part, meaning_part = minmax(words), minmax(meaning, low_cosine)
    else:
        word_part, meaning_part = reciprocal_rank(words), reciprocal_rank(meaning)
    word_part, meaning_part = weight * word_part, (1 - weight) * meaning_part
    return Fused(word_part + meaning_part, word_part, meaning_part)
