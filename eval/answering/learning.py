"""Learning confidence: logistic regression over the evidence, bent to what came out right, and thresholds.

Nothing is judged by what it learned from: log-odds are bent by those of stories left out, and a source is judged by
what was learned from the others (Varma and Simon, Bias in Error Estimation when Using Cross-validation for Model
Selection, 2006).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.answering.asking import ANSWERABLE, UNANSWERABLE, Outcome
from eval.answers import abstention
from eval.folds import split
from qa.answering.confidence import Calibration
from qa.answering.evidence import AGAINST, EITHER, NAMES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FOLDS = 5
RARE = 3.0
"""What a question that nothing answers counts beside others: they are few beside those whose release is taken out,
and harder, as what they ask about is there. Log-odds are bent afterwards with each counting once."""

AGAIN = 0.5
"""What any question counts that is asked of a few releases: it was asked of the whole archive before."""

STRENGTH = 0.03
"""Inverse of the penalty on squared weights of evidence scaled to equal spread: chosen on training questions."""

LEAST = 40
"""Answers in each step of what log-odds are bent to: fewer would follow chance."""

PRECISE = 0.87
"""Share of the answers given that should be right, by their own confidence, at the cautious threshold. It comes out
.01 to .02 better on sources left out; counted by what came out right it would hang on a few answers."""

ALIKE = 0.005
"""F1 of silence that two thresholds may differ by and be equally good: around the best it hardly changes, and of
those the least sure is taken, which keeps silent about fewer questions that something answers."""

KEPT = 0.95
"""Share of the right answers that are given, at the eager threshold."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Log-odds of evidence, shape (features,) and a bias."""

    weights: Floats
    bias: float

    def log_odds(self, values: Floats) -> Floats:
        """Give log-odds, shape (answers,)."""
        return np.asarray(values @ self.weights + self.bias)


def learn(outcomes: Sequence[Outcome]) -> Calibration:
    """Learn from outcomes of one effort.

    Raises:
        ValueError: none of them is right, or all are.
    """
    values, right, counts = table(outcomes)
    apart = held_out(outcomes)
    linear = fit(values, right, counts)
    odds, chances = bend(apart, right)
    sure = np.interp(apart, odds, chances)
    return Calibration(
        dict(zip(NAMES, linear.weights.tolist(), strict=True)),
        linear.bias,
        tuple(odds.tolist()),
        tuple(chances.tolist()),
        thresholds(sure, right, np.array([one.sort == ANSWERABLE for one in outcomes])),
    )


def table(outcomes: Sequence[Outcome]) -> tuple[Floats, Bools, Floats]:
    """Give the evidence, shape (answers, features), which answers are right, and what each of them counts."""
    counts = [AGAIN if one.releases else RARE if one.sort == UNANSWERABLE else 1.0 for one in outcomes]
    return np.array([one.values for one in outcomes]), np.array([one.right for one in outcomes]), np.array(counts)


def fit(values: Floats, right: Bools, counts: Floats) -> Linear:
    """Fit log-odds that an answer is right, each feature counting only the way in which it can speak.

    Without these bounds features that say nearly the same are played off against each other: less of a good thing
    then speaks for an answer, which another corpus bears badly.
    """
    from scipy.optimize import minimize  # half a second to import, and every command line imports this package

    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    scaled, sign = (values - mean) / spread, np.where(right, 1.0, -1.0)

    def loss(point: Floats) -> tuple[float, Floats]:
        weights, margin = point[:-1], sign * (scaled @ point[:-1] + point[-1])
        pull = counts * sign * np.exp(-np.logaddexp(0.0, margin))
        slope = np.append(weights / STRENGTH - scaled.T @ pull, -pull.sum())
        return float(counts @ np.logaddexp(0.0, -margin) + weights @ weights / (2 * STRENGTH)), slope

    bounds = [*map(_bound, NAMES), (None, None)]
    found = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, bounds=bounds, options={"maxiter": 1_000}).x
    weights = found[:-1] / spread
    return Linear(weights, float(found[-1] - weights @ mean))


def _bound(name: str) -> tuple[float | None, float | None]:
    if name in EITHER:
        return None, None
    return (None, 0.0) if name in AGAINST else (0.0, None)


def held_out(outcomes: Sequence[Outcome]) -> Floats:
    """Give every answer log-odds that its story had no part in, shape (answers,)."""
    values, right, counts = table(outcomes)
    folds = split({one.id: one.story for one in outcomes}, FOLDS)
    of = np.array([folds[one.id] for one in outcomes])
    odds = np.zeros(len(outcomes))
    for fold in range(FOLDS):
        rest, own = of != fold, of == fold
        odds[own] = fit(values[rest], right[rest], counts[rest]).log_odds(values[own])
    return odds


def bend(log_odds: Floats, right: Bools) -> tuple[Floats, Floats]:
    """Learn how often answers of some log-odds are right: isotonic, in steps of `LEAST` answers or more.

    Returns:
        Log-odds, rising, and the share that is right at each.
    """
    from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped]

    order = np.argsort(log_odds, kind="stable")
    steps = np.array_split(order, max(len(order) // LEAST, 1))
    odds = np.array([log_odds[step].mean() for step in steps])
    sizes = np.array([len(step) for step in steps])
    # Laplace's rule of succession: nothing is impossible or sure after a few dozen answers.
    shares = np.array([(right[step].sum() + 1) / (len(step) + 2) for step in steps])
    risen = IsotonicRegression().fit(odds, shares, sample_weight=sizes).predict(odds)
    odds, first = np.unique(odds, return_index=True)
    return odds, np.clip(risen[first], 0.0, 1.0)


def thresholds(sure: Floats, right: Bools, answerable: Bools) -> Mapping[str, float]:
    """Choose how sure an answer has to be.

    Args:
        sure: probability of each answer, that it had no part in.
        right: whether it is right.
        answerable: whether something answers its question.
    """
    steps = np.unique(sure)
    silence = [abstention((sure >= step).tolist(), answerable.tolist()).f1 for step in steps]
    precise = [step for step in steps if sure[sure >= step].mean() >= PRECISE]
    kept = [step for step in steps if (sure[right] >= step).mean() >= KEPT]
    balanced = float(steps[np.flatnonzero(np.array(silence) >= max(silence) - ALIKE)[0]])
    return {
        "cautious": max(float(precise[0]) if precise else float(steps[-1]), balanced),
        "balanced": balanced,
        "eager": min(float(kept[-1]) if kept else 0.0, balanced),
    }
