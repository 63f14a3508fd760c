"""Plain text: paragraphs out of lines, whichever way the lines were broken."""

from __future__ import annotations

import re
from itertools import pairwise, starmap

from corpus.article import Document
from corpus.formats.decoding import decode
from corpus.formats.page import Page
from corpus.tidying import tidy

_BLANK = re.compile(r"\n[ \t\f\v\u00a0]*(?:\n[ \t\f\v\u00a0]*)+")
_GAP = re.compile(r"[ \u00a0]{3,}|\t+")
_ITEM = re.compile(r"\s*(?:[-*•–—·▪●]|\d{1,2}[.)])\s")

WRAPPED_AT = 100
"""A text none of whose lines is longer was broken by an editor at some column: its lines are joined."""

FULL_LINE = 45
"""A line this short in such a text ends where its author ended it."""


def read(document: Document) -> Page:
    """Read plain text.

    Raises:
        EmptyDocument, NotText: as `decode`.
    """
    text = decode(document.raw, document.path, document.fields.get("charset"))
    page = Page.of(paragraphs(text))
    first = text.strip().split("\n", 1)[0]
    gaps = tuple(clean for piece in _GAP.split(first) if (clean := tidy(piece)))
    return Page(page.blocks, gaps=gaps if len(gaps) > 1 and len(first) > WRAPPED_AT else ())


def paragraphs(text: str) -> list[str]:
    """Split a text into paragraphs.

    Blank lines always part paragraphs. Inside such a block a line end parts them too, unless the text was wrapped
    at a column: then only list items and lines that end early do. In a wrapped text a block with a longer line,
    such as a notice under a mail, was not wrapped.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    longer = sum(_width(line) > WRAPPED_AT for line in lines)
    if longer and sum(starmap(_goes_on, pairwise(lines))) < longer:
        return lines
    return [paragraph for block in _BLANK.split(text) for paragraph in _unwrap(block)]


def _goes_on(line: str, below: str) -> bool:
    """Tell whether a sentence runs over the end of a line that an editor wrapped."""
    first = below.lstrip()[0]
    return FULL_LINE <= _width(line) <= WRAPPED_AT and first.isalpha() and not first.isupper()


def _width(line: str) -> int:
    """Measure a line without the words, such as addresses, that are too long for an editor to wrap."""
    return sum(len(word) + 1 for word in line.split() if len(word) < FULL_LINE)


def _unwrap(block: str) -> list[str]:
    joined: list[str] = []
    open_line = False
    lines = block.split("\n")
    if any(_width(line) > WRAPPED_AT for line in lines):
        return lines
    for line in lines:
        if open_line and not _ITEM.match(line):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line.strip())
        open_line = len(line.strip()) >= FULL_LINE
    return joined
