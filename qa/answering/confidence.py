"""Confidence: the probability that an answer is right, and how sure is sure enough to give it.

A linear model over the evidence gives log-odds (logistic regression), which are then bent to what came out right
among answers that it had not learned from (isotonic regression: Zadrozny and Elkan, Transforming Classifier Scores
into Accurate Multiclass Probability Estimates, 2002). What is learned is kept as numbers, with the record of how.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from qa.answering.evidence import NAMES, Evidence
from qa.errors import WeightsInvalid
from qa.question import CAUTIONS, Caution

FILE = "confidence.json"

BALANCED: Caution = "balanced"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Evidence to a probability.

    Attributes:
        weights: feature -> what it counts; those that are not named count nothing.
        bias: the log-odds where every feature is zero.
        odds, chances: log-odds, rising, and the probability at each; between them on a straight line.
        thresholds: caution -> the least probability of an answer that is given.

    Raises:
        ValueError: unknown features, or numbers that are no probabilities or do not rise.
    """

    weights: Mapping[str, float]
    bias: float
    odds: tuple[float, ...]
    chances: tuple[float, ...]
    thresholds: Mapping[str, float]

    def __post_init__(self) -> None:
        if odd := set(self.weights) - set(NAMES):
            raise ValueError(f"weights of features that are not read: {', '.join(sorted(odd))}")
        if set(self.thresholds) != set(CAUTIONS):
            raise ValueError(f"thresholds are wanted for {', '.join(CAUTIONS)}")
        if not all(map(math.isfinite, (*self.weights.values(), self.bias, *self.odds))):
            raise ValueError("a number is not finite")
        if not self.odds or len(self.odds) != len(self.chances):
            raise ValueError("odds and chances do not go together")
        if list(self.odds) != sorted(set(self.odds)) or list(self.chances) != sorted(self.chances):
            raise ValueError("odds or chances do not rise")
        if not all(0 <= chance <= 1 for chance in (*self.chances, *self.thresholds.values())):
            raise ValueError("a probability is not between 0 and 1")

    def log_odds(self, evidence: Evidence) -> float:
        """Add the evidence up."""
        counted = (self.weights.get(name, 0.0) * value for name, value in zip(NAMES, evidence.values, strict=True))
        return self.bias + math.fsum(counted)

    def probability(self, evidence: Evidence) -> float:
        """Give the probability that the answer is right, 0 to 1; 0 where there is nothing to answer with."""
        return float(np.interp(self.log_odds(evidence), self.odds, self.chances)) if evidence.found else 0.0


@dataclass(frozen=True, slots=True)
class Confidence:
    """Calibrations with a reader's look and without one: what is told apart differs too much for one of them."""

    read: Calibration
    unread: Calibration

    def probability(self, evidence: Evidence) -> float:
        """Give the probability that an answer is right, 0 to 1."""
        return self._of(evidence).probability(evidence)

    def threshold(self, evidence: Evidence, caution: Caution = BALANCED) -> float:
        """Give the least probability of an answer that is given."""
        return self._of(evidence).thresholds[caution]

    def _of(self, evidence: Evidence) -> Calibration:
        return self.read if evidence.read else self.unread


def load(path: Path | None = None) -> Confidence:
    """Read what was learned: a file's, or what is shipped.

    Raises:
        WeightsInvalid: the file cannot be read, or holds none of it.
    """
    try:
        text = (
            path.read_text(encoding="utf-8")
            if path
            else resources.files("qa.answering").joinpath(FILE).read_text("utf-8")
        )
        return confidence(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsInvalid(f"{path or FILE}: no confidence in it ({error!r}); learn it again") from error


@cache
def shipped() -> Confidence:
    """Read what is shipped, once.

    Raises:
        WeightsInvalid: it cannot be read.
    """
    return load()


def confidence(written: Mapping[str, Any]) -> Confidence:
    """Give the confidence of a file.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it holds none.
    """
    return Confidence(_calibration(written["read"]), _calibration(written["unread"]))


def _calibration(written: Mapping[str, Any]) -> Calibration:
    return Calibration(
        {name: float(value) for name, value in written["weights"].items()},
        float(written["bias"]),
        tuple(float(value) for value in written["odds"]),
        tuple(float(value) for value in written["chances"]),
        {name: float(value) for name, value in written["thresholds"].items()},
    )


def written(calibration: Calibration) -> dict[str, Any]:
    """Give a calibration in the shape of the file."""
    return {
        "weights": {name: round(value, 5) for name, value in calibration.weights.items()},
        "bias": round(calibration.bias, 5),
        "odds": [round(value, 5) for value in calibration.odds],
        "chances": [round(value, 5) for value in calibration.chances],
        # Downwards: a threshold at the highest chance of all could not be reached otherwise.
        "thresholds": {name: math.floor(value * 1e4) / 1e4 for name, value in calibration.thresholds.items()},
    }
