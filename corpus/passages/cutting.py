"""Article text -> passages of about 150 words, cut where a reader would."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from corpus.article import Part, Span
from corpus.passages.cohesion import Unit, units

CUTTING_VERSION = "2"
"""Counted up whenever the passages of any text change."""

PASSAGE_WORDS = 150
"""What a passage aims at. `docs/passages.md` has the figures for others."""

LONGEST_PASSAGE = 1.6
"""Times the aim; only what has no place to cut is longer."""

NEAREST_CUTS = 12
"""Of the places to cut within one part in so many of a passage, only the best is weighed: the work stays linear."""


def cut(text: str, words: int = PASSAGE_WORDS, parts: Sequence[Part] = ()) -> list[Span]:
    """Cut a clean text into passages.

    Every word stands in exactly one passage. A passage holds the news or one part, never both. Within that, the cuts
    are those that are best together: passages near `words` long, cut between paragraphs rather than inside, headings
    with what they head, lists and tables with their introduction, quotations with their speaker.

    Args:
        text: clean text, paragraphs parted by blank lines.
        words: aimed-at length of a passage in words (runs of non-space).
        parts: runs of the text that are not the news, in order.

    Returns:
        Spans in order, not overlapping, none empty, none beginning or ending with white space.
    """
    return [passage for stretch in _stretches(text, parts) for passage in _best(units(text, stretch, words), words)]


def part_of(span: Span, parts: Sequence[Part]) -> Part | None:
    """Give the part of a release in which a passage stands; None for the news itself."""
    return next((part for part in parts if part.start <= span.start < part.end), None)


def _stretches(text: str, parts: Sequence[Part]) -> Iterator[Span]:
    """Yield the runs of text that no passage may reach over."""
    at = 0
    for edge in [edge for part in parts for edge in (part.start, part.end)] + [len(text)]:
        end = max(at, min(edge, len(text)))
        yield Span(at, end)
        at = end


def _best(divided: Sequence[Unit], words: int) -> list[Span]:
    """Choose the cuts that cost least together, by dynamic programming over the units of one stretch."""
    kept = _thinned(divided, max(1, words // NEAREST_CUTS))
    usual = _usual_cost(kept, words)
    longest, sizes = _size_costs(words)
    least = [0.0]
    first = [0]
    for end, last in enumerate(kept):
        count = last.words
        best, start = least[end] + last.before - usual + _size_cost(count, words), end
        for at in range(end - 1, -1, -1):
            count += kept[at].words
            if count > longest:
                break
            cost = least[at] + kept[at].before - usual + sizes[count]
            if cost < best:
                best, start = cost, at
        least.append(best)
        first.append(start)
    passages = []
    end = len(kept)
    while end:
        start = first[end]
        passages.append(Span(kept[start].span.start, kept[end - 1].span.end))
        end = start
    return passages[::-1]


def _usual_cost(kept: Sequence[Unit], words: int) -> float:
    """Give what the cheapest cut in half a passage usually costs: no reason for fewer and longer passages."""
    cheapest: dict[int, float] = {}
    through = 0
    for before, unit in pairwise(kept):
        through += before.words
        place = 2 * through // words
        cheapest[place] = min(unit.before, cheapest.get(place, unit.before))
    return median(cheapest.values()) if cheapest else 0.0


@lru_cache(maxsize=8)
def _size_costs(words: int) -> tuple[int, tuple[float, ...]]:
    """Give the words of the longest passage, and what each size up to it costs."""
    longest = max(1, int(words * LONGEST_PASSAGE))
    return longest, (math.inf, *(_size_cost(count, words) for count in range(1, longest + 1)))


def _size_cost(count: int, words: int) -> float:
    """Give the cost of a passage's size, so that one of 1.5 times the aim is as good as two of half that."""
    return math.log(count / words) ** 2


def _thinned(divided: Sequence[Unit], grain: int) -> list[Unit]:
    """Join units so that the places to cut stand `grain` words apart, keeping the cheapest."""
    kept: list[Unit] = []
    through = 0
    place = -1
    for unit in divided:
        if kept and through // grain == place and unit.before >= kept[-1].before:
            kept[-1] = _joined(kept[-1], unit)
        elif len(kept) > 1 and through // grain == place:
            taken = kept.pop()
            kept[-1] = _joined(kept[-1], taken)
            kept.append(unit)
        else:
            kept.append(unit)
        place = through // grain
        through += unit.words
    return kept


def _joined(unit: Unit, following: Unit) -> Unit:
    return replace(unit, span=Span(unit.span.start, following.span.end), words=unit.words + following.words)
