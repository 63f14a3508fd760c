"""Questions with a name exchanged for one that no release has: what they are about is there, and nothing answers.

A new press room of a few releases is asked such questions, and people wrote hardly any about the training releases.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from eval.gold import Gold
from qa.question import Question, understand


def names(questions: Iterable[Gold]) -> list[str]:
    """List the names that questions give, each once, in order."""
    return list(dict.fromkeys(name for one in questions for name in _named(one)))


def exchanged(question: Gold, others: Sequence[str], texts: Collection[str]) -> Gold | None:
    """Exchange one name of a question for another of as many words that no release has, the same every time.

    Args:
        question: has two names or more; of one with fewer hardly anything would be left.
        others: names to choose from.
        texts: of all releases that will be searched, titles included.

    Returns:
        The question, which nothing answers; None where it cannot be made.
    """
    own = _named(question)
    if len(own) < 2:
        return None
    chance = random.Random(question.id)  # noqa: S311 - a draw that is the same every time, and no secret
    name = chance.choice(own)
    folded = [text.casefold() for text in texts]
    strange = [
        other
        for other in others
        if len(other.split()) == len(name.split()) and not any(other.casefold() in text for text in folded)
    ]
    if not strange:
        return None
    told = question.question.replace(name, chance.choice(strange))
    return replace(question, question=told, relevant=())


def _named(question: Gold) -> tuple[str, ...]:
    return understand(Question(question.question)).named.names
