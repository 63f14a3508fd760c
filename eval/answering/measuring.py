"""What a confidence is worth: how far it is off, how well silence is chosen, and what is right of what is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.answering.asking import ANSWERABLE, Outcome
from eval.answering.learning import learn
from eval.answers import abstention, calibration_error, coverage_accuracy, reliability
from eval.significance import interval
from qa.answering.confidence import Calibration
from qa.answering.evidence import Evidence
from qa.question import CAUTIONS


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome with the confidence and the thresholds of what had learned nothing from its source."""

    outcome: Outcome
    confidence: float
    thresholds: Mapping[str, float]

    def answered(self, caution: str) -> bool:
        """Whether it is answered."""
        return self.confidence >= self.thresholds[caution]


def judge(outcomes: Sequence[Outcome], by: Calibration) -> list[Judged]:
    """Judge outcomes by a calibration."""
    return [
        Judged(one, by.probability(Evidence(one.values, one.effort == "thorough", one.found)), by.thresholds)
        for one in outcomes
    ]


def sources_left_out(learned_from: Sequence[Outcome], judged: Sequence[Outcome]) -> list[Judged]:
    """Judge every outcome by what was learned from the other sources.

    Args:
        learned_from: outcomes that may teach, of one effort.
        judged: those to judge; those of a source that taught nothing are judged by all that was learned.
    """
    found: list[Judged] = []
    for source in sorted({one.source for one in judged}):
        by = learn([one for one in learned_from if one.source != source])
        found += judge([one for one in judged if one.source == source], by)
    return found


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Give all figures of some answers, in the shape of a report's `answer`."""
    sure = [one.confidence for one in judged]
    right = [one.outcome.right for one in judged]
    bins = reliability(sure, right)
    answerable = [one for one in judged if one.outcome.sort == ANSWERABLE]
    return {
        "n": len(judged),
        "sorts": dict(Counter(one.outcome.sort for one in judged)),
        "contains_quote": interval([float(one.outcome.right) for one in answerable]).record() if answerable else None,
        "words": round(float(np.mean([one.outcome.words for one in answerable])), 1) if answerable else None,
        "calibration": {
            "error": round(calibration_error(bins), 4),
            "bins": [[round(one.confidence, 4), round(one.accuracy, 4), one.n] for one in bins],
        },
        "coverage_accuracy": [[round(share, 4), round(hits, 4)] for share, hits in coverage_accuracy(sure, right)],
        "caution": {caution: at(judged, caution) for caution in CAUTIONS},
    }


def at(judged: Sequence[Judged], caution: str) -> dict[str, Any]:
    """Give what is answered at one caution, and how well silence is chosen, with its counts."""
    answered = [one.answered(caution) for one in judged]
    answerable = [one.outcome.sort == ANSWERABLE for one in judged]
    pairs = Counter(zip(answered, answerable, strict=True))
    silence = abstention(answered, answerable)
    right = sum(one.outcome.right for one, given in zip(judged, answered, strict=True) if given)
    return {
        "answered": sum(answered),
        "right": right,
        "precision": round(right / sum(answered), 4) if any(answered) else None,
        "abstention": {
            "precision": round(silence.precision, 4),
            "recall": round(silence.recall, 4),
            "f1": round(silence.f1, 4),
            "silent_rightly": pairs[False, False],
            "silent_wrongly": pairs[False, True],
            "spoken_wrongly": pairs[True, False],
        },
    }
