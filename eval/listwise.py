"""Learning a linear ranking from questions whose right passages are known.

The candidates of a question share a softmax; what is right should hold as much of it as can be. Cao, Qin, Liu, Tsai
and Li, Learning to Rank: From Pairwise Approach to Listwise Approach, ICML 2007 (top-one probabilities), with several
right candidates summed, once for passages and once for releases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Grades = NDArray[np.int8]
Bools = NDArray[np.bool_]

RELEASE, PASSAGE = 1, 2
"""Grades: a passage of a right release; one that holds the wanted words."""

OF_RELEASE = 0.5
"""What finding the release counts beside finding the passage. From .2 to 2 it made no difference to speak of."""

NOTHING = 1e-9
"""Spread of a feature that is the same for all candidates of each question, but for rounding."""

PENALTY = 0.02
"""Of squared weights, of features scaled to one standard deviation. From .005 to .05 it made none either."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question's candidates.

    Attributes:
        question: id.
        values: shape (candidates, features).
        grades: shape (candidates,): 0, `RELEASE` or `PASSAGE`.
        articles: id of each candidate's article.
        present: shape (candidates,): scores of the hybrid's order, which is also the order in which they come.
    """

    question: str
    values: Floats
    grades: Grades
    articles: tuple[str, ...]
    present: Floats


def learn(lessons: Sequence[Lesson], penalty: float = PENALTY) -> Floats:
    """Learn what each feature counts; shape (features,), of features as they are.

    Questions whose candidates hold no right release teach nothing. Without any that teach, all weights are zero.
    """
    teaching = [one for one in lessons if one.grades.any()]
    width = lessons[0].values.shape[1] if lessons else 0
    if not teaching:
        return np.zeros(width)
    from scipy.optimize import minimize  # half a second to import

    values = np.concatenate([one.values - one.values.mean(axis=0) for one in teaching])
    scale = values.std(axis=0)
    scale[scale < NOTHING] = 1.0
    loss = _loss(values / scale, teaching, penalty)
    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x / scale, np.float64)


def beside(lessons: Sequence[Lesson], scores: Sequence[Floats], penalty: float = PENALTY) -> Floats:
    """Learn what features count beside scores that stay as they are; shape (features,).

    Args:
        lessons: of the features that are new.
        scores: of each lesson, shape (candidates,), on any scale; what is learned is on the same.
        penalty: as in `learn`.
    """
    joined = [
        replace(one, values=np.column_stack([score, one.values])) for one, score in zip(lessons, scores, strict=True)
    ]
    weights = learn(joined, penalty)
    own = weights[:1]
    return weights[1:] / own if (own > 0).all() else np.zeros_like(weights[1:])


def _loss(values: Floats, lessons: Sequence[Lesson], penalty: float) -> Callable[[Floats], tuple[float, Floats]]:
    """Give the mean loss of weights over lessons, with its gradient."""
    sizes = np.array([len(one.grades) for one in lessons])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    of = np.repeat(np.arange(len(sizes)), sizes)
    grades = np.concatenate([one.grades for one in lessons])
    wanted = ((grades >= RELEASE, OF_RELEASE), (grades == PASSAGE, 1.0))

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = values @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        shares = raised / np.add.reduceat(raised, starts)[of]
        total, slope = 0.0, np.zeros(len(shares))
        for right, weight in wanted:
            held = np.add.reduceat(shares * right, starts)
            asked = np.logical_or.reduceat(right, starts)
            held = np.where(asked, np.maximum(held, 1e-300), 1.0)
            total -= weight * float(np.log(held).sum())
            slope += weight * (shares * asked[of] - shares * right / held[of])
        return (
            total / len(sizes) + penalty * float(weights @ weights) / 2,
            values.T @ slope / len(sizes) + penalty * weights,
        )

    return loss


def value(lesson: Lesson, scores: Floats, depth: int) -> float:
    """Judge an order: the mean of the reciprocal ranks of the first right release and the first right passage.

    Args:
        lesson: whose candidates are ordered.
        scores: shape (candidates,); of equal ones the earlier candidate stands first.
        depth: what stands further down counts nothing.
    """
    order = np.argsort(-scores, kind="stable")
    grades = lesson.grades[order]
    right = np.flatnonzero(grades == PASSAGE)
    by_passage = 1 / (1 + right[0]) if len(right) and right[0] < depth else 0.0
    best: dict[str, bool] = {}
    for at, grade in zip(order, grades, strict=True):
        best[lesson.articles[at]] = best.get(lesson.articles[at], False) or grade >= RELEASE
    place = next((rank for rank, found in enumerate(best.values(), start=1) if found), depth + 1)
    return (by_passage + (1 / place if place <= depth else 0.0)) / 2
