"""The one way to learn weights: judged on stories, and on whole sources, that they were not learned from.

Varma and Simon, Bias in Error Estimation when Using Cross-validation for Model Selection, BMC Bioinformatics 2006.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.errors import TooFewQuestions
from eval.folds import split
from eval.listwise import Lesson, learn, value
from eval.significance import Comparison, compare

FOLDS = 5
LEAST_QUESTIONS = 100
LEAST_STORIES = 40
COARSEST = 0.10
"""A set that could not even show a difference of ten points tells nothing about weights."""

DEPTH = 10
"""A right release or passage beyond the first ten counts nothing."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from.

    Attributes:
        lessons: one a question.
        groups: question id -> story.
        sources: question id -> source.
    """

    lessons: Sequence[Lesson]
    groups: Mapping[str, str]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was learned, and how far it can be believed.

    Attributes:
        weights: shape (features,), of all lessons.
        held_out: each question judged by weights that its story had no part in, against the hybrid.
        by_source: the same, its whole source left out.
        means: name of a ranking -> its mean value over all questions.
    """

    weights: Floats
    held_out: Comparison
    by_source: Mapping[str, Comparison]
    means: Mapping[str, float]

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
            "means": {name: round(mean, 4) for name, mean in self.means.items()},
        }


def _record(one: Comparison) -> dict[str, Any]:
    return {
        "difference": one.difference.record(),
        "p": round(one.adjusted, 4),
        "detectable": round(one.detectable, 4) if math.isfinite(one.detectable) else None,
        "questions": one.n,
    }


def tune(given: Lessons) -> Tuned:
    """Learn from all lessons, and estimate honestly what that is worth.

    Raises:
        TooFewQuestions: fewer than `LEAST_QUESTIONS` or `LEAST_STORIES`, or a set so noisy that it could not show
            a difference of `COARSEST`.
    """
    _check(given)
    lessons = list(given.lessons)
    present = np.array([value(one, one.present, DEPTH) for one in lessons])
    folds = split(given.groups, FOLDS)
    held_out = judged(lessons, [str(folds[one.question]) for one in lessons])
    sources = [given.sources[one.question] for one in lessons]
    apart = judged(lessons, sources)
    pairs = {"": (present, held_out)}
    for source in sorted(set(sources)):
        at = np.array([name == source for name in sources])
        if (~at).sum() >= LEAST_QUESTIONS:
            pairs[source] = (present[at], apart[at])
    told = compare(pairs)
    if told[""].detectable > COARSEST:
        raise TooFewQuestions(
            f"these {len(lessons)} questions could show a difference of {told[''].detectable * 100:.0f} points at "
            "best; more questions are needed before weights can be learned"
        )
    means = {"hybrid": present, "stories left out": held_out}
    if len(pairs) > 1:
        means["sources left out"] = apart
    return Tuned(
        learn(lessons),
        told[""],
        {name: one for name, one in told.items() if name},
        {name: float(values.mean()) for name, values in means.items()},
    )


def judged(lessons: Sequence[Lesson], parts: Sequence[str]) -> Floats:
    """Judge every lesson by weights learned from the lessons of all other parts; shape (lessons,).

    Where there are no other parts, the hybrid's order is judged.
    """
    values = np.zeros(len(lessons))
    for part in sorted(set(parts)):
        rest = [one for one, name in zip(lessons, parts, strict=True) if name != part]
        weights = learn(rest)
        for at, (one, name) in enumerate(zip(lessons, parts, strict=True)):
            if name == part:
                values[at] = value(one, one.values @ weights if rest else one.present, DEPTH)
    return values


def _check(given: Lessons) -> None:
    stories = len(set(given.groups.values()))
    if len(given.lessons) < LEAST_QUESTIONS or stories < LEAST_STORIES:
        raise TooFewQuestions(
            f"{len(given.lessons)} answerable questions over {stories} stories; weights are learned from "
            f"{LEAST_QUESTIONS} over {LEAST_STORIES} or more: `dateline gold draft` helps to write some"
        )
