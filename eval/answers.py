"""How good answers are, and whether their confidence means something. The report fills these where answers are given.

Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017 (expected calibration error);
El-Yaniv and Wiener, On the Foundations of Noise-free Selective Classification, JMLR 2010 (coverage and accuracy).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.gold import QUOTE_HEAD, Gold, fold

BINS = 10
"""Equal-width bins of confidence in a reliability diagram."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a gold question.

    Attributes:
        sentences: the sentences that answer, word for word; none where the service says that nothing answers.
        confidence: probability that the answer is right, 0 to 1.
        missing: what the service says was not found.
    """

    sentences: tuple[str, ...]
    confidence: float
    missing: str | None = None

    @property
    def answered(self) -> bool:
        """Whether it answers at all."""
        return bool(self.sentences)


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well silence is chosen: of the questions left unanswered and of those that nothing answers."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: their mean confidence, the share that is right, and how many they are."""

    confidence: float
    accuracy: float
    n: int


def contains_quote(gold: Gold, given: Given) -> bool:
    """Tell whether the answer's sentences hold the head of a wanted quote, folded."""
    text = fold(" ".join(given.sentences))
    return any(fold(item.quote)[:QUOTE_HEAD] in text for item in gold.relevant)


def words(given: Given) -> int:
    """Count the words of an answer."""
    return sum(len(sentence.split()) for sentence in given.sentences)


def abstention(answered: Sequence[bool], answerable: Sequence[bool]) -> Abstention:
    """Score silence. Both sequences are over the same questions.

    Precision is 1 where the service is never silent and recall 1 where everything can be answered: nothing was wrong.
    """
    pairs = list(zip(answered, answerable, strict=True))
    right = sum(not spoke and not could for spoke, could in pairs)
    silent = sum(not spoke for spoke, _ in pairs)
    impossible = sum(not could for _, could in pairs)
    precision = right / silent if silent else 1.0
    recall = right / impossible if impossible else 1.0
    return Abstention(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def coverage_accuracy(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Give accuracy when only the surest share of questions is answered: one point a distinct confidence.

    Returns:
        (coverage, accuracy) pairs, coverage growing from above 0 to 1; empty without answers.
    """
    order = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    points: list[tuple[float, float]] = []
    hits = 0
    for at, (confidence, hit) in enumerate(order, start=1):
        hits += hit
        if at == len(order) or order[at][0] != confidence:  # equally sure answers are given together
            points.append((at / len(order), hits / at))
    return points


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Group answers into equal-width bins of confidence; empty bins are left out."""
    members: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        members.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, hit))
    return [
        Bin(
            sum(confidence for confidence, _ in group) / len(group),
            sum(hit for _, hit in group) / len(group),
            len(group),
        )
        for _, group in sorted(members.items())
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of confidence and accuracy, weighted by bin; 0 without answers."""
    total = sum(each.n for each in bins)
    return sum(each.n * abs(each.confidence - each.accuracy) for each in bins) / total if total else 0.0
