"""Which segments to merge: those of one tier once there are `FAN` of them, and those that are mostly dead.

After the log-structured merge-tree (O'Neil, Cheng, Gawlick, O'Neil, Acta Informatica 1996) and its tiered form in
search engines: a passage is written once a tier, so the cost of a change follows the change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FAN = 4
"""Neighbours of one tier that become one segment of the next."""

SMALLEST = 2_048
"""Passages up to which a segment is of the lowest tier."""

DEAD_SHARE = 0.25
"""Dead passages, as a share of a segment's, above which it is written anew without them."""


@dataclass(frozen=True, slots=True)
class Size:
    """A segment's passages: living ones, and all."""

    living: int
    rows: int


def tier(passages: int) -> int:
    """Give the tier of a segment: 0 up to `SMALLEST` passages, one more for each `FAN` times as many."""
    found = 0
    while passages > SMALLEST * FAN**found:
        found += 1
    return found


def plan(sizes: Sequence[Size]) -> list[range]:
    """Choose runs of neighbouring segments, each to be written as one; a run of one is written without its dead.

    Neighbours, because passage numbers rise from segment to segment and stay so. Where no segment holds half of all
    that lives, all become one: it is due again only when the corpus has doubled, and a question asks few segments.
    """
    living = [size.living for size in sizes]
    if len(sizes) > 1 and sum(living) > SMALLEST and 2 * max(living) < sum(living):
        return [range(len(sizes))]
    tiers = [tier(size.living) for size in sizes]
    chosen: list[range] = []
    for level in range(max(tiers, default=-1) + 1):
        for run in _runs(tiers, level):
            full = [tiers[at] for at in run].count(level) >= FAN
            if full and not any(run.start < other.stop and other.start < run.stop for other in chosen):
                chosen.append(run)
    merged = {at for run in chosen for at in run}
    chosen += [range(at, at + 1) for at, size in enumerate(sizes) if at not in merged and _mostly_dead(size)]
    return sorted(chosen, key=lambda run: run.start)


def _runs(tiers: Sequence[int], level: int) -> Iterator[range]:
    """Yield the longest runs of neighbours of at most a tier."""
    start = 0
    for at in range(len(tiers) + 1):
        if at == len(tiers) or tiers[at] > level:
            if at > start:
                yield range(start, at)
            start = at + 1


def _mostly_dead(size: Size) -> bool:
    return size.rows - size.living > DEAD_SHARE * size.rows
