"""What each feature of a sentence counts, and when a further one is worth its words: learned, and kept as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.answering.features import NAMES
from qa.errors import WeightsInvalid

Floats = NDArray[np.float64]

FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of sentences.

    Attributes:
        weights: feature -> weight; every one of `NAMES`.
        gain: least probability of a further sentence, for each twenty words that it has.

    Raises:
        ValueError: features are missing or unknown, or a number is none.
    """

    weights: Mapping[str, float]
    gain: float

    def __post_init__(self) -> None:
        if set(self.weights) != set(NAMES):
            odd = ", ".join(sorted(set(self.weights) ^ set(NAMES)))
            raise ValueError(f"weights of other features than are read: {odd}")
        if not all(math.isfinite(value) for value in (*self.weights.values(), self.gain)):
            raise ValueError("a weight is no finite number")

    def scores(self, values: Floats) -> Floats:
        """Give the score of each row of features, shape (sentences,)."""
        return np.asarray(values @ np.array([self.weights[name] for name in NAMES]))


@dataclass(frozen=True, slots=True)
class Models:
    """What is gone by with a reader's look (`read`), and without one (`unread`)."""

    read: Model
    unread: Model


@cache
def shipped() -> Models:
    """Read the weights that are shipped.

    Raises:
        WeightsInvalid: they cannot be read.
    """
    try:
        return models(json.loads(resources.files("qa.answering").joinpath(FILE).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsInvalid(f"qa/answering/{FILE}: no weights in it ({error!r}); install Dateline again") from error


def models(written: Mapping[str, Any]) -> Models:
    """Give the models of a file.

    Raises:
        ValueError, KeyError, TypeError: it holds none.
    """
    read, unread = (
        Model({name: float(value) for name, value in one["features"].items()}, float(one["gain"]))
        for one in (written["read"], written["unread"])
    )
    return Models(read, unread)
