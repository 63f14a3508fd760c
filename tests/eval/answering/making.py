"""Outcomes drawn at random whose chance to be right is known."""

from __future__ import annotations

import numpy as np

from eval.answering.asking import ANSWERABLE, SORTS, TAKEN_OUT, UNANSWERABLE, Outcome
from qa.answering.evidence import NAMES

SOURCES = ("port", "rail")


def outcomes(count: int, seed: int = 1, noise: float = 1.0) -> list[Outcome]:
    """Make outcomes: right by the odds of their first two numbers; every story has three questions.

    Args:
        noise: spread of the other numbers, which tell nothing.
    """
    chance = np.random.default_rng(seed)
    found = []
    for number in range(count):
        values = noise * chance.normal(size=len(NAMES))
        values[:2] = chance.normal(size=2)
        odds = 2 * values[0] - values[1]
        right = bool(chance.random() < 1 / (1 + np.exp(-odds)))
        sort = ANSWERABLE if right or chance.random() < 0.2 else SORTS[1 + number % 2]
        story = f"story {number // 3}"
        source = SOURCES[number // 3 % 2]
        found.append(
            Outcome(
                f"q{number}", source, story, sort, "thorough", tuple(values.tolist()), True, right, 20, "not_said"
            )
        )
    return found


__all__ = ["ANSWERABLE", "SOURCES", "TAKEN_OUT", "UNANSWERABLE", "outcomes"]
