"""What was learned from questions, and how far it can be believed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.significance import Comparison

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from lessons.

    Attributes:
        features: what each feature counts, shape (features,).
        reader: what each feature of a second look counts beside them, likewise; null where nothing was read.
    """

    features: Floats
    reader: Floats | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far one way of ranking is better than another where it was not learned.

    Attributes:
        held_out: each question judged by weights that its story had no part in.
        by_source: the same, its whole source left out.
    """

    held_out: Comparison
    by_source: Mapping[str, Comparison]

    @property
    def generalises(self) -> bool:
        """Whether it is better on stories it was not learned from, and no worse on any source left out."""
        worse = any(one.significant and one.difference.value < 0 for one in self.by_source.values())
        return self.held_out.significant and self.held_out.difference.value > 0 and not worse

    def record(self) -> dict[str, Any]:
        """Give the record that is kept beside the weights."""
        return {
            "held_out": _record(self.held_out),
            "source_left_out": {name: _record(one) for name, one in self.by_source.items()},
            "generalises": self.generalises,
        }


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was learned, and how far it can be believed.

    Attributes:
        learned: of all lessons.
        ranking: its features against the hybrid.
        reading: the second look beside them, against the features alone; null where nothing was read.
        means: name of a ranking -> its mean value over all questions.
    """

    learned: Learned
    ranking: Verdict
    reading: Verdict | None
    means: Mapping[str, float]

    def record(self) -> dict[str, Any]:
        """Give the record that is kept beside the weights."""
        read = {"reading": self.reading.record()} if self.reading else {}
        return {
            **self.ranking.record(),
            **read,
            "means": {name: round(mean, 4) for name, mean in self.means.items()},
        }


def _record(one: Comparison) -> dict[str, Any]:
    return {
        "difference": one.difference.record(),
        "p": round(one.adjusted, 4),
        "detectable": round(one.detectable, 4) if math.isfinite(one.detectable) else None,
        "questions": one.n,
    }
