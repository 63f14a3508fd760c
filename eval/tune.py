"""The one way to learn weights: nested cross-validation over stories, and what holds on sources left out.

Varma and Simon, Bias in Error Estimation when Using Cross-validation for Model Selection, BMC Bioinformatics 2006.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.errors import TooFewQuestions
from eval.folds import split
from eval.significance import Comparison, compare

FOLDS = 5
LEAST_QUESTIONS = 100
LEAST_STORIES = 40
COARSEST = 0.10
"""A set that could not even show a difference of ten points tells nothing about weights."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """How well every setting does on every question.

    Attributes:
        settings: names of the settings; the first is the present one.
        questions: ids.
        values: shape (questions, settings), higher is better.
        groups: question id -> story.
        sources: question id -> source.
    """

    settings: tuple[str, ...]
    questions: tuple[str, ...]
    values: Values
    groups: Mapping[str, str]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was learned, and how far it can be believed.

    Attributes:
        chosen: the setting that all questions together choose.
        held_out: each question judged by the setting that the other folds chose, against the present one.
        by_source: the same, with a whole source left out of the choice.
        choices: what each fold chose.
    """

    chosen: str
    held_out: Comparison
    by_source: Mapping[str, tuple[str, Comparison]]
    choices: tuple[str, ...]

    @property
    def generalises(self) -> bool:
        """Whether it is better on stories it was not chosen on, and no worse on any source left out."""
        worse = any(one.significant and one.difference.value < 0 for _, one in self.by_source.values())
        return self.held_out.significant and self.held_out.difference.value > 0 and not worse

    def record(self) -> dict[str, Any]:
        """Give the record that is kept beside the weights."""
        return {
            "chosen": self.chosen,
            "fold_choices": list(self.choices),
            "held_out": _record(self.held_out),
            "source_left_out": {
                name: {"chosen": chosen, **_record(one)} for name, (chosen, one) in self.by_source.items()
            },
            "generalises": self.generalises,
        }


def _record(one: Comparison) -> dict[str, Any]:
    return {
        "difference": one.difference.record(),
        "p": round(one.adjusted, 4),
        "detectable": round(one.detectable, 4) if math.isfinite(one.detectable) else None,
        "questions": one.n,
    }


def tune(table: Table) -> Tuned:
    """Choose a setting, and estimate honestly what the choice is worth.

    In each outer fold the setting is chosen on the other folds alone; inside them an inner round of folds decides
    whether a setting beats the present one on stories it was not chosen on, and the present one stays if not.

    Raises:
        TooFewQuestions: fewer than `LEAST_QUESTIONS` or `LEAST_STORIES`, or a set so noisy that it could not show
            a difference of `COARSEST`.
    """
    _check(table)
    folds = split(table.groups, FOLDS)
    fold_of = np.array([folds[question] for question in table.questions])
    held_out = np.empty(len(table.questions))
    choices = []
    for number in range(FOLDS):
        rest = fold_of != number
        best = choose(table, rest)
        choices.append(table.settings[best])
        held_out[~rest] = table.values[~rest, best]
    present = table.values[:, 0]
    sources = np.array([table.sources[question] for question in table.questions])
    by_source: dict[str, tuple[str, tuple[Values, Values]]] = {}
    for source in sorted(set(sources)):
        rest = sources != source
        if rest.sum() >= LEAST_QUESTIONS:
            best = choose(table, rest)
            by_source[source] = table.settings[best], (present[~rest], table.values[~rest, best])
    told = compare({"": (present, held_out)} | {name: pair for name, (_, pair) in by_source.items()})
    return Tuned(
        table.settings[choose(table, np.ones(len(fold_of), bool))],
        told[""],
        {name: (chosen, told[name]) for name, (chosen, _) in by_source.items()},
        tuple(choices),
    )


def choose(table: Table, among: NDArray[np.bool_]) -> int:
    """Choose a setting on some questions; 0, the present one, unless another wins on stories it was not chosen on.

    Args:
        table: every setting on every question.
        among: shape (questions,); which may be looked at.
    """
    names = [name for name, seen in zip(table.questions, among, strict=True) if seen]
    values = table.values[among]
    folds = split({name: table.groups[name] for name in names}, FOLDS)
    fold_of = np.array([folds[name] for name in names])
    gained = 0.0
    for number in range(FOLDS):
        rest = fold_of != number
        if not rest.any():  # a single story: there is nothing beside it to choose on
            continue
        best = int(values[rest].mean(axis=0).argmax())
        gained += float((values[~rest, best] - values[~rest, 0]).sum())
    return int(values.mean(axis=0).argmax()) if gained > 0 else 0


def _check(table: Table) -> None:
    stories = len(set(table.groups.values()))
    if len(table.questions) < LEAST_QUESTIONS or stories < LEAST_STORIES:
        raise TooFewQuestions(
            f"{len(table.questions)} answerable questions over {stories} stories; weights are learned from "
            f"{LEAST_QUESTIONS} over {LEAST_STORIES} or more: `dateline gold draft` helps to write some"
        )
    rival = int(table.values[:, 1:].mean(axis=0).argmax()) + 1 if len(table.settings) > 1 else 0
    told = compare({"": (table.values[:, 0], table.values[:, rival])})[""]
    if told.detectable > COARSEST:
        raise TooFewQuestions(
            f"these {told.n} questions could show a difference of {told.detectable * 100:.0f} points at best; "
            "more questions are needed before weights can be learned"
        )


def table(
    settings: Mapping[str, Callable[[str], float]],
    questions: Sequence[str],
    groups: Mapping[str, str],
    sources: Mapping[str, str],
) -> Table:
    """Judge every setting on every question.

    Args:
        settings: name -> function of a question id; the present setting first.
        questions: ids.
        groups, sources: by question id.
    """
    values = np.array([[judge(question) for judge in settings.values()] for question in questions], np.float64)
    return Table(tuple(settings), tuple(questions), values, groups, sources)
