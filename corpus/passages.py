"""Article text -> passages of about 150 words, cut at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.sentences import sentences

PASSAGE_WORDS = 150
"""What a passage aims at. Both embedding models read this and a title without cutting anything off."""

LONGEST_UNIT = 75
"""Words; a longer run without a sentence end (lists, damaged texts) may be cut at any white space."""

_WORD = re.compile(r"\S+")
_PARAGRAPH_WORTH = 0.25
"""A cut at a paragraph's end may be this share of a passage farther from the ideal place than another."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of an endless one, with the words counted through its end."""

    span: Span
    words_through: int
    ends_paragraph: bool


def cut(text: str, words: int = PASSAGE_WORDS) -> list[Span]:
    """Cut a clean text into passages.

    The text is divided into as many passages as make each closest to `words`; each cut is made at the
    sentence end nearest to its even share, preferring ends of paragraphs. So the last passage is as full as
    the others. Every word stands in exactly one passage.

    Args:
        text: clean text, paragraphs parted by blank lines.
        words: aimed-at length of a passage in words (runs of non-space).

    Returns:
        Spans in order, not overlapping, none empty, none beginning or ending with white space.
    """
    units = list(_units(text))
    if not units:
        return []
    total = units[-1].words_through
    count = max(1, round(total / words))
    cuts = _cuts(units, total, count)
    spans = []
    first = 0
    for last in [*cuts, len(units) - 1]:
        spans.append(Span(units[first].span.start, units[last].span.end))
        first = last + 1
    return spans


def _cuts(units: Sequence[_Unit], total: int, count: int) -> list[int]:
    """Choose the units after which to cut: for each even share the nearest end, a paragraph's if close."""
    share = total / count
    chosen: list[int] = []
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
            break
        chosen.append(best)
        at = best + 1
    return chosen


def _units(text: str) -> Iterator[_Unit]:
    counted = 0
    for sentence in sentences(text):
        pieces = list(_pieces(text, sentence))
        for piece, words in pieces:
            counted += words
            ends = text.startswith("\n\n", piece.end)
            yield _Unit(piece, counted, ends)


def _pieces(text: str, sentence: Span) -> Iterator[tuple[Span, int]]:
    """Break a sentence that is too long to be one at every `LONGEST_UNIT` words."""
    found = list(_WORD.finditer(text, sentence.start, sentence.end))
    if len(found) <= LONGEST_UNIT:
        yield sentence, len(found)
        return
    parts = -(-len(found) // LONGEST_UNIT)
    size = -(-len(found) // parts)
    for at in range(0, len(found), size):
        run = found[at : at + size]
        yield Span(run[0].start(), run[-1].end()), len(run)
