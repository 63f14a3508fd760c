"""What a figure is worth: intervals, paired tests, and the smallest difference that could have been seen.

Smucker, Allan and Carterette, A Comparison of Statistical Significance Tests for Information Retrieval Evaluation,
CIKM 2007 (paired randomisation); Efron, Better Bootstrap Confidence Intervals, JASA 1987 (BCa); Holm, A Simple
Sequentially Rejective Multiple Test Procedure, 1979.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

CONFIDENCE = 0.95
LEVEL = 0.05
POWER = 0.80
RESAMPLES = 2_000
"""Resamples of an interval: its ends move by less than a tenth of its width from seed to seed."""

PERMUTATIONS = 10_000
"""Random sign flips of a test: a p-value near .05 is known to ± .004."""

ROUNDING = 1e-12
"""Values nearer than this are the same: .8 - .5 and .7 - .4 differ by rounding alone."""

SEED = 20_240_229
"""Fixed, so that the same outcomes give the same report."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over questions with its 95 % interval."""

    value: float
    low: float
    high: float

    def record(self) -> dict[str, float]:
        """Give the shape of every figure with an interval in JSON."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rankings on the same questions, second minus first.

    Attributes:
        difference: mean difference with its interval.
        p: two-sided p-value of the paired randomisation test; `adjusted` after Holm over its family.
        detectable: the smallest true difference that this many questions would show four times in five.
        wins, losses: questions on which the second is better, worse.
    """

    difference: Interval
    p: float
    adjusted: float
    detectable: float
    wins: int
    losses: int
    n: int

    @property
    def significant(self) -> bool:
        """Whether the difference stands after correction."""
        return self.adjusted < LEVEL

    def words(self, first: str, second: str) -> str:
        """Say it in a sentence."""
        size = f"{abs(self.difference.value) * 100:.1f} points"
        if self.significant:
            better = "better" if self.difference.value > 0 else "worse"
            return f"{second} is {better} than {first} by {size} (p = {self.adjusted:.3f}, {self.n} questions)"
        if not math.isfinite(self.detectable):
            return f"not significant: {second} and {first} differ by {size}; {self.n} question(s) could show nothing"
        return (
            f"not significant: {second} and {first} differ by {size} (p = {self.adjusted:.3f}); {self.n} questions "
            f"could show a difference of {self.detectable * 100:.1f} points or more"
        )


def interval(values: Sequence[float] | Values) -> Interval:
    """Mean of per-question values with its bootstrap interval (BCa), no wider than the values' range.

    Raises:
        ValueError: no values.
    """
    sample = np.asarray(values, np.float64)
    if not len(sample):
        raise ValueError("no interval without values")
    mean = float(sample.mean())
    if _alike(sample):
        return _constant(mean, len(sample))
    low, high = _bootstrap(sample, "BCa")
    if math.isnan(low) or math.isnan(high):
        low, high = _bootstrap(sample, "percentile")
    return Interval(mean, low, high)


def _bootstrap(sample: Values, method: Literal["BCa", "percentile"]) -> tuple[float, float]:
    from scipy import stats  # half a second to import, and every command line imports this package

    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        # BCa is undefined for samples that are nearly all alike; it says so and gives NaN.
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.bootstrap(
            (sample,),
            np.mean,
            confidence_level=CONFIDENCE,
            n_resamples=RESAMPLES,
            method=method,
            rng=np.random.default_rng(SEED),
        ).confidence_interval
    return float(found.low), float(found.high)


def _constant(mean: float, n: int) -> Interval:
    """Interval of values that are all alike: resampling sees no spread, so for 0 and 1 the rule of three speaks.

    Hanley and Lippman-Hand, If Nothing Goes Wrong, Is Everything All Right?, JAMA 1983.
    """
    unseen = _unseen(n)
    if mean == 1.0:
        return Interval(mean, 1 - unseen, 1.0)
    if mean == 0.0:
        return Interval(mean, 0.0, unseen)
    return Interval(mean, mean, mean)


def _alike(values: Values) -> bool:
    """Tell whether all values are one, but for what subtracting floats leaves behind."""
    return bool(np.ptp(values) < ROUNDING)


def _unseen(n: int) -> float:
    """Largest share that n questions can miss seeing at all, with 95 % confidence."""
    return float(1 - (1 - CONFIDENCE) ** (1 / n))


def randomisation_p(first: Values, second: Values) -> float:
    """Two-sided p-value of a paired randomisation test on the mean difference: signs flipped at random.

    Exact where there are few enough questions to flip them in every way.
    """
    from scipy import stats

    differences = second - first
    moved = differences[differences != 0]  # flipping a zero changes nothing
    if len(moved) < 2:  # a single difference is as large whichever its sign
        return 1.0
    result = stats.permutation_test(
        (moved,), np.sum, permutation_type="samples", n_resamples=PERMUTATIONS, alternative="two-sided",
        rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return float(result.pvalue)


def detectable(differences: Values) -> float:
    """Smallest true mean difference that a two-sided test at .05 shows with power .8, given this spread.

    n = ((z(.975) + z(.8)) s / d)^2 solved for d; Sakai, Laboratory Experiments in Information Retrieval, 2018,
    chapter 6. Where nothing differs there is no spread: then it is the share that could have gone unseen.
    """
    from scipy import stats

    if len(differences) < 2:
        return math.inf
    spread = float(differences.std(ddof=1))
    if _alike(differences):
        return _unseen(len(differences))
    z = float(stats.norm.ppf(1 - LEVEL / 2) + stats.norm.ppf(POWER))
    return z * spread / math.sqrt(len(differences))


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values of one family so that any false finding among them has probability .05 at most."""
    adjusted = [0.0] * len(p_values)
    running = 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = running
    return adjusted


def _difference(values: Values) -> Interval:
    """Interval of a mean difference, which can fall to either side of a constant."""
    if not _alike(values):
        return interval(values)
    mean, unseen = float(values.mean()), _unseen(len(values))
    return Interval(mean, max(-1.0, mean - unseen), min(1.0, mean + unseen))


def compare(pairs: Mapping[str, tuple[Sequence[float] | Values, Sequence[float] | Values]]) -> dict[str, Comparison]:
    """Compare a family of pairs of rankings, each on its own questions, with Holm's correction over all.

    Args:
        pairs: name -> per-question values of the first and of the second, in the same order.

    Raises:
        ValueError: a pair of unequal lengths, or an empty one.
    """
    arrays = {
        name: (np.asarray(first, np.float64), np.asarray(second, np.float64))
        for name, (first, second) in pairs.items()
    }
    for name, (first, second) in arrays.items():
        if first.shape != second.shape or not len(first):
            raise ValueError(f"{name}: {len(first)} against {len(second)} questions; compare the same ones")
    raw = {name: randomisation_p(*both) for name, both in arrays.items()}
    adjusted = dict(zip(raw, holm(list(raw.values())), strict=True))
    return {
        name: Comparison(
            _difference(second - first),
            raw[name],
            adjusted[name],
            detectable(second - first),
            int((second > first).sum()),
            int((second < first).sum()),
            len(first),
        )
        for name, (first, second) in arrays.items()
    }
