"""Which windows are worth reading: few of all that was found, for reading is what costs time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from index.analysis import terms

OVERLAP = 0.2
"""What the share of the question's words in a window counts; `docs/reader.md` has the figures."""

SPREAD = 0.3
"""What the first passage counts more than the last; those between as they were ranked."""


def choose(
    question: str, scores: Sequence[float], windows: Sequence[Sequence[str]], most: int
) -> list[tuple[int, int]]:
    """Choose windows: those of the first passages, and of each passage those that share most with the question.

    Args:
        question: as it was asked.
        scores: of each passage, best first, on any scale.
        windows: of each passage, its windows' texts.
        most: windows to choose.

    Returns:
        Places of passage and window, in the order of passages and windows.
    """
    width = (scores[0] - scores[-1] if len(scores) else 0.0) or 1.0
    worth: list[tuple[float, int, int]] = []
    for at, own in enumerate(shared(question, windows)):
        ranked = SPREAD * (scores[at] - scores[0]) / width
        order = sorted(range(len(own)), key=lambda window: (-own[window], window))
        for place, window in enumerate(order):
            # The second window of a passage comes after the first one of a passage that is little worse.
            worth.append((ranked + OVERLAP * (own[window] - (place > 0)), at, window))
    worth.sort(key=lambda one: (-one[0], one[1], one[2]))
    return sorted((at, window) for _, at, window in worth[:most])


def shared(question: str, windows: Sequence[Sequence[str]]) -> list[list[float]]:
    """Give the share of the question's words that each window holds, rare ones counting more.

    How rare a word is is counted over the windows at hand: what stands in all of them tells none from another.

    Returns:
        From 0, nothing, to 1, all; by passage and window.
    """
    asked = set(terms(question))
    held = [[asked.intersection(terms(text)) for text in own] for own in windows]
    count = sum(map(len, held))
    df = Counter(term for own in held for found in own for term in found)
    weight = {term: math.log1p(count / (1 + df[term])) for term in asked}
    total = sum(weight.values()) or 1.0
    return [[sum(weight[term] for term in found) / total for found in own] for own in held]
