"""What each feature counts: a linear model, so that what it does can be read, and told of every passage."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.ranking.features import GROUPS, NAMES

Floats = NDArray[np.float64]

READER = ("reader", "reader_article")
"""The reader's score of a passage, and the best of its release's passages that were read."""

DEFAULT_READER: Mapping[str, float] = {"reader": 0.5, "reader_article": 0.0}
"""Before any is learned: a score of even odds more is worth half a unit of the ranking's own log odds."""

OF_GROUP = {name: group for group, names in GROUPS.items() for name in names} | dict.fromkeys(READER, "reader")
"""Feature -> the group under which `why` tells it."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of ranking.

    Attributes:
        weights: feature -> weight; every one of `NAMES`.
        reader: what each of `READER` counts beside them.

    Raises:
        ValueError: features are missing or unknown, or a weight is no number.
    """

    weights: Mapping[str, float]
    reader: Mapping[str, float]

    def __post_init__(self) -> None:
        for given, wanted in ((self.weights, NAMES), (self.reader, READER)):
            if set(given) != set(wanted):
                odd = ", ".join(sorted(set(given) ^ set(wanted)))
                raise ValueError(f"weights of other features than are read: {odd}")
            if not all(math.isfinite(value) and abs(value) <= 1e6 for value in given.values()):
                raise ValueError("a weight is no finite number")

    def contributions(self, values: Floats, reader: Floats | None = None) -> Floats:
        """Give what each feature adds to the score of each candidate, beside what it adds on average.

        Args:
            values: shape (candidates, len(NAMES)).
            reader: shape (candidates, len(READER)), zero where nothing was read; null without a reader.

        Returns:
            Shape (candidates, len(NAMES) + len(READER)); a row's sum is the candidate's score.
        """
        counted = np.zeros((len(values), len(NAMES) + len(READER)))
        if len(values):
            counted[:, : len(NAMES)] = (values - values.mean(axis=0)) * [self.weights[name] for name in NAMES]
        if reader is not None:
            counted[:, len(NAMES) :] = reader * [self.reader[name] for name in READER]
        return counted
