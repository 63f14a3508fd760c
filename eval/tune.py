"""The one way to learn weights: judged on stories, and on whole sources, that they were not learned from.

Varma and Simon, Bias in Error Estimation when Using Cross-validation for Model Selection, BMC Bioinformatics 2006.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from eval.errors import TooFewQuestions
from eval.folds import split
from eval.listwise import Lesson, beside, learn, value
from eval.significance import compare
from eval.tuned import Learned, Tuned, Verdict
from qa.ingest import Progress

FOLDS = 5
LEAST_QUESTIONS = 100
LEAST_STORIES = 40
COARSEST = 0.10
"""A set that could not even show a difference of ten points tells nothing about weights."""

DEPTH = 10
"""A right release or passage beyond the first ten counts nothing."""

Floats = NDArray[np.float64]


class Looks(Protocol):
    """A question's candidates, some of which can be read."""

    def by(self, weights: Floats) -> Floats:
        """Read those that stand first by weights of features; shape (candidates, features of the reader)."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from.

    Attributes:
        lessons: one a question.
        groups: question id -> story.
        sources: question id -> source.
        looks: question id -> how its first candidates are read; those that are missing are not read.
    """

    lessons: Sequence[Lesson]
    groups: Mapping[str, str]
    sources: Mapping[str, str]
    looks: Mapping[str, Looks] = field(default_factory=dict)


def tune(given: Lessons, progress: Progress | None = None) -> Tuned:
    """Learn from all lessons, and estimate honestly what that is worth.

    Args:
        given: the lessons.
        progress: told how many second looks were taken, and how many will be.

    Raises:
        TooFewQuestions: fewer than `LEAST_QUESTIONS` or `LEAST_STORIES`, or a set so noisy that it could not show
            a difference of `COARSEST`.
    """
    _check(given)
    lessons = list(given.lessons)
    folds = split(given.groups, FOLDS)
    by_story = [str(folds[one.question]) for one in lessons]
    sources = [given.sources[one.question] for one in lessons]
    looking = _Looking(given.looks, (len(set(by_story)) + len(set(sources)) + 1) * len(given.looks), progress)
    present = np.array([value(one, one.present, DEPTH) for one in lessons])
    held_out, read_held_out = judged(lessons, by_story, looking)
    apart, read_apart = judged(lessons, sources, looking)
    ranking = _verdict((present, present), (held_out, apart), sources)
    if ranking.held_out.detectable > COARSEST:
        points = ranking.held_out.detectable * 100
        raise TooFewQuestions(
            f"these {len(lessons)} questions could show a difference of {points:.0f} points at best; more are "
            "needed before weights can be learned"
        )
    means = {"hybrid": present, "stories left out": held_out}
    if ranking.by_source:
        means["sources left out"] = apart
    reading = None
    if given.looks:
        reading = _verdict((held_out, apart), (read_held_out, read_apart), sources)
        means |= {"read, stories left out": read_held_out}
        means |= {"read, sources left out": read_apart} if reading.by_source else {}
    told = {name: float(values.mean()) for name, values in means.items()}
    return Tuned(teach(lessons, looking), ranking, reading, told)


def _verdict(before: tuple[Floats, Floats], after: tuple[Floats, Floats], sources: Sequence[str]) -> Verdict:
    """Compare two ways, each by its values with stories left out and with sources left out."""
    pairs = {"": (before[0], after[0])}
    for source in sorted(set(sources)):
        at = np.array([name == source for name in sources])
        if (~at).sum() >= LEAST_QUESTIONS:
            pairs[source] = (before[1][at], after[1][at])
    told = compare(pairs)
    return Verdict(told[""], {name: one for name, one in told.items() if name})


class _Looking:
    """Takes second looks, and tells how many.

    Args:
        looks: question id -> how its candidates are read.
        total: how many will be taken.
        progress: is told.
    """

    def __init__(self, looks: Mapping[str, Looks], total: int, progress: Progress | None) -> None:
        self._looks, self._done, self._total, self._progress = looks, 0, total, progress

    def at(self, lesson: Lesson, features: Floats) -> Floats | None:
        """Read the candidates of a question that stand first by these weights; nothing where none are read."""
        look = self._looks.get(lesson.question)
        if look is None:
            return None
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)
        return look.by(features)


def teach(lessons: Sequence[Lesson], looking: _Looking) -> Learned:
    """Learn from lessons, in two rounds: what features count; then, with what was read by them, what a reader says.

    The features keep what they were found to count alone: they also choose what is read, and rank where nothing is.
    """
    features = learn(lessons)
    read = [(one, seen) for one in lessons if (seen := looking.at(one, features)) is not None]
    if not read:
        return Learned(features)
    further = [replace(one, values=seen) for one, seen in read]
    return Learned(features, beside(further, [one.values @ features for one, _ in read]))


def judged(lessons: Sequence[Lesson], parts: Sequence[str], looking: _Looking) -> tuple[Floats, Floats]:
    """Judge every lesson by weights learned from the lessons of all other parts.

    Where there are no other parts, the hybrid's order is judged.

    Returns:
        The values without reading and those with it, each of shape (lessons,).
    """
    alone, read = np.zeros((2, len(lessons)))
    for part in sorted(set(parts)):
        rest = [one for one, name in zip(lessons, parts, strict=True) if name != part]
        learned = teach(rest, looking)
        for at, (one, name) in enumerate(zip(lessons, parts, strict=True)):
            if name != part:
                continue
            scores = one.values @ learned.features if rest else one.present
            alone[at] = read[at] = value(one, scores, DEPTH)
            if learned.reader is not None and (seen := looking.at(one, learned.features)) is not None:
                read[at] = value(one, scores + seen @ learned.reader, DEPTH)
    return alone, read


def _check(given: Lessons) -> None:
    stories = len(set(given.groups.values()))
    if len(given.lessons) < LEAST_QUESTIONS or stories < LEAST_STORIES:
        raise TooFewQuestions(
            f"{len(given.lessons)} answerable questions over {stories} stories; weights are learned from "
            f"{LEAST_QUESTIONS} over {LEAST_STORIES} or more: `dateline gold draft` helps to write some"
        )
