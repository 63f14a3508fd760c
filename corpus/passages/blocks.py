"""What each paragraph of a clean text is: a heading, an introduction, an item of a list, a row of a table, prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.article import Span
from corpus.passages.sentences import paragraphs

HEADING_WORDS = 16
"""A heading has no more words."""

QUESTION_WORDS = 40
"""A question over its answer, as interviews and lists of questions have them, has no more words."""

LEAST_SECTION = 8
"""What a heading heads has at least so many words, and more than the heading."""

_ITEM = re.compile(
    r"(?:[*•·▪●◦‣■►✓✔➢](?=[\s\w])|[-–—o]\s)"  # a bullet
    r"|[(\[]?(?:\d{1,2}[.)\]]|[a-z]\.|(?:[A-Za-z]|[ivxIVX]{1,4}|[\u0621-\u064a])[)\]])(?:\s|$)"  # 1. a) (iv) أ)
    r"|\d{1,2}\s?[-–]\s"  # 1- as Arabic and French texts write it
    r"|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا)ً?\s?[:،-]"
)
_ROW = " | "
_UNENDED = re.compile(r"[^.!?؟۔…。:：;؛,،][\"'”’»)\]\s]*$")
_ASKS = re.compile(r"[?؟][\"'”’»)\]\s]*$")
_INTRODUCES = re.compile(r"[:：][\"'”’»*_\s]*$")
_NO_HEADING = re.compile(r"@|://|www\.|\d{3}[\s.-]?\d{4}|^[\W\d_]*$")
_ENDING = 8
"""Characters at a paragraph's end in which its mark is looked for."""


class Kind(Enum):
    """What a paragraph is."""

    HEADING = "heading"
    INTRODUCTION = "introduction"
    ITEM = "item"
    ROW = "row"
    LINE = "line"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph.

    Attributes:
        span: where it stands.
        kind: what it is. An introduction ends with a colon; a line is short, unended, and heads nothing.
        words: how many it has.
    """

    span: Span
    kind: Kind
    words: int


def blocks(text: str, span: Span | None = None) -> list[Block]:
    """Tell the paragraphs of `text[span]` apart.

    A heading is known by its look and by what follows it: something longer, a list, a table, or another heading.
    """
    found: list[Block] = []
    for paragraph in reversed(list(paragraphs(text, span))):
        found.append(_block(text, paragraph, found[-1] if found else None))
    found.reverse()
    return found


def _block(text: str, paragraph: Span, following: Block | None) -> Block:
    words = len(paragraph.of(text).split())
    return Block(paragraph, _kind(text, paragraph, words, following), words)


def _kind(text: str, paragraph: Span, words: int, following: Block | None) -> Kind:
    start, end = paragraph.start, paragraph.end
    if _ITEM.match(text, start, end):
        return Kind.ITEM
    last = max(start, end - _ENDING)
    unended = _UNENDED.search(text, last, end) is not None
    bars = text.count(_ROW, start, end)
    if bars > 1 or (bars and unended):
        return Kind.ROW
    if _INTRODUCES.search(text, last, end):
        return Kind.INTRODUCTION
    asks = _ASKS.search(text, last, end) is not None
    if not (unended or asks) or words > (QUESTION_WORDS if asks else HEADING_WORDS):
        return Kind.PROSE
    if _heads(words, following) and not _NO_HEADING.search(text[start:end]):
        return Kind.HEADING
    return Kind.LINE if unended else Kind.PROSE


def _heads(words: int, following: Block | None) -> bool:
    """Tell whether what follows is something to head."""
    if following is None:
        return False
    if following.kind is Kind.PROSE:
        return following.words >= LEAST_SECTION and following.words > words
    return following.kind is not Kind.LINE
