"""What the reader learns from: a question, what answers it, and what does not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the reader reads it.

    Attributes:
        text: head and sentences.
        evidence: runs of `text`, in code points, that answer; none where nothing does.
    """

    text: str
    evidence: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A question with the texts that answer it, of which one is drawn at a time, and with those that do not.

    Attributes:
        right: may be empty: a question that nothing answers teaches that as well.
        wrong: hardest first.
    """

    question: str
    right: tuple[Reading, ...]
    wrong: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A group as it is learned from once: what answers first, if anything does."""

    question: str
    readings: tuple[Reading, ...]
    answered: bool


def draw(group: Group, wrong: int, chance: random.Random) -> Drawn:
    """Draw one text that answers and some that do not, the harder ones more often.

    Args:
        wrong: at most so many that do not answer.
        chance: decides.
    """
    # The place in the list counts as three draws would: the first third is taken some four times as often.
    order = sorted(range(len(group.wrong)), key=lambda at: chance.random() ** 0.5 * (at + 3))
    picked = [group.wrong[at] for at in order[:wrong]]
    right = [chance.choice(group.right)] if group.right else []
    return Drawn(group.question, (*right, *picked), bool(right))


def forever(groups: Sequence[Group], chance: random.Random) -> Iterator[Group]:
    """Yield every group once in random order, then all again."""
    while groups:
        yield from chance.sample(groups, len(groups))
