"""What holds a text together: its sentences, and what a cut before each of them would cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.article import Span
from corpus.passages.blocks import Block, Kind, blocks
from corpus.passages.sentences import of_paragraph
from corpus.passages.speech import Heard, belong, heard

LONGEST_UNIT = 75
"""Words; a longer sentence may be cut inside, behind a clause if it can."""

ENDLESS = 2 * LONGEST_UNIT
"""Words; a longer run without a sentence end is none (a list, a damaged text), and cutting it does no more harm than
cutting a paragraph."""

ENDLESS_UNIT = 40
"""Words between the places where an endless run may be cut."""

INSIDE_SENTENCE = 1.0
INSIDE_ITEM = 0.4
INSIDE_PARAGRAPH = 0.12
STATEMENT = 0.5
FROM_HEADING = 2.0
FROM_INTRODUCTION = 1.0
BEFORE_LIST = 0.3
FROM_TABLE_HEAD = 0.6
INSIDE_LIST = 0.35
INSIDE_LONG_LIST = 0.04
BEFORE_HEADING = -0.08
"""What a cut costs, in the measure of what a passage's size costs (`corpus.passages.cutting`): two passages whose
common end stands off the middle by a tenth, a quarter, a half of their size cost .02, .13 and .64 together. So
a cut in a paragraph is a quarter passage worse than one at its end, a statement is kept with its speaker unless
that takes half a passage, and a heading is always kept with what it heads. A list is long that fills a passage."""

_LISTED = frozenset({Kind.ITEM, Kind.ROW})

_WORD = re.compile(r"\S+")
_CLAUSE_ENDS = (";؛:", ",،–—")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a piece of an endless one.

    Attributes:
        span: where it stands.
        words: how many it has.
        before: what a cut before it costs.
    """

    span: Span
    words: int
    before: float


def units(text: str, stretch: Span, words: int) -> list[Unit]:
    """Divide a stretch of text into what is never cut, each with the cost of a cut before it.

    Args:
        text: clean text.
        stretch: what of it.
        words: aimed-at length of a passage: a list that has more is long.
    """
    divided: list[Unit] = []
    previous: Heard | None = None
    found = blocks(text, stretch)
    costs = [0.0][: len(found)] + [_between(*pair) for pair in pairwise(found)]
    for first, listed in _lists(found):
        inside = INSIDE_LONG_LIST if sum(block.words for block in listed) > words else INSIDE_LIST
        costs[first + 1 : first + len(listed)] = [inside] * (len(listed) - 1)
        if len(listed) > 1 and listed[0].kind is Kind.ROW:
            costs[first + 1] = FROM_TABLE_HEAD
    for block, cost in zip(found, costs, strict=True):
        inside = INSIDE_ITEM if block.kind in _LISTED else INSIDE_PARAGRAPH
        for sentence in heard(text, of_paragraph(text, block.span)):
            if previous and belong(text, previous, sentence):
                cost += STATEMENT
            for piece, count, behind in _pieces(text, sentence.span):
                divided.append(Unit(piece, count, cost))
                cost = behind
            cost, previous = inside, sentence
    return divided


def _between(above: Block, block: Block) -> float:
    """Give the cost of a cut between two paragraphs."""
    if above.kind is Kind.HEADING:
        return FROM_HEADING
    if above.kind is Kind.INTRODUCTION:
        return FROM_INTRODUCTION
    if block.kind is Kind.HEADING:
        return BEFORE_HEADING
    if above.kind is block.kind is Kind.LINE:
        return INSIDE_LONG_LIST
    return BEFORE_LIST if block.kind in _LISTED else 0.0


def _lists(found: Sequence[Block]) -> Iterator[tuple[int, list[Block]]]:
    """Yield each list and table, and the number of its first paragraph."""
    at = 0
    for kind, run in groupby(found, key=lambda block: block.kind):
        listed = list(run)
        if kind in _LISTED:
            yield at, listed
        at += len(listed)


def _pieces(text: str, sentence: Span) -> Iterator[tuple[Span, int, float]]:
    """Break a sentence that is too long to be one; yields its pieces, their words, and what a cut behind costs."""
    found = list(_WORD.finditer(text, sentence.start, sentence.end))
    if len(found) <= LONGEST_UNIT:
        yield sentence, len(found), INSIDE_SENTENCE
        return
    most, cost = (LONGEST_UNIT, INSIDE_SENTENCE) if len(found) <= ENDLESS else (ENDLESS_UNIT, INSIDE_PARAGRAPH)
    start = 0
    while start < len(found):
        end = _piece_end(found, start, most)
        yield Span(found[start].start(), found[end - 1].end()), end - start, cost
        start = end


def _piece_end(found: Sequence[re.Match[str]], start: int, most: int) -> int:
    """Choose where a piece of at most so many words ends: behind a clause near the even place, or at that place."""
    left = len(found) - start
    pieces = -(-left // most)
    if pieces == 1:
        return len(found)
    even = start + -(-left // pieces)
    near = range(even - most // 4, min(even + most // 4, start + most) + 1)
    for ends in _CLAUSE_ENDS:
        behind = [at for at in near if found[at - 1].group()[-1] in ends]
        if behind:
            return min(behind, key=lambda at: abs(at - even))
    return even
