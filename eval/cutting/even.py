"""The cutting that went before: even shares, each cut at the sentence end nearest to its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.passages.sentences import sentences

LONGEST_UNIT = 75
"""Words; a longer run without a sentence end may be cut at any white space."""

_WORD = re.compile(r"\S+")
_PARAGRAPH_WORTH = 0.25
"""A cut at a paragraph's end may be this share of a passage farther from its place than another."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of an endless one, with the words counted through its end."""

    span: Span
    words_through: int
    ends_paragraph: bool


def cut(text: str, words: int) -> list[Span]:
    """Cut a clean text into as many passages as make each closest to `words`, whatever they tear apart."""
    units = list(_units(text))
    if not units:
        return []
    total = units[-1].words_through
    spans = []
    first = 0
    for last in [*_cuts(units, total, max(1, round(total / words))), len(units) - 1]:
        spans.append(Span(units[first].span.start, units[last].span.end))
        first = last + 1
    return spans


def _cuts(units: Sequence[_Unit], total: int, count: int) -> Iterator[int]:
    """Yield the units after which to cut: for each even share the nearest end, a paragraph's if close."""
    share = total / count
    at = 0
    for number in range(1, count):
        ideal = number * share
        best, best_cost = None, float("inf")
        for index in range(at, len(units) - 1):
            unit = units[index]
            cost = abs(unit.words_through - ideal) - (_PARAGRAPH_WORTH * share if unit.ends_paragraph else 0)
            if cost < best_cost:
                best, best_cost = index, cost
            if unit.words_through > ideal + share:
                break
        if best is None:
            return
        yield best
        at = best + 1


def _units(text: str) -> Iterator[_Unit]:
    counted = 0
    for sentence in sentences(text):
        found = list(_WORD.finditer(text, sentence.start, sentence.end))
        size = -(-len(found) // -(-len(found) // LONGEST_UNIT))
        for at in range(0, len(found), size):
            run = found[at : at + size]
            counted += len(run)
            end = run[-1].end()
            yield _Unit(Span(run[0].start(), end), counted, text.startswith("\n\n", end))
