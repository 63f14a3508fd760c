"""PDF: the lines that pdfium finds, put together to paragraphs again; a scanned one is refused by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from statistics import median
from typing import Any

from corpus.article import Document
from corpus.errors import EmptyDocument, Encrypted, Malformed, NotText, Refused, Scanned, TookTooLong, TooLarge
from corpus.formats import heading, layout
from corpus.formats.heading import Shown
from corpus.formats.mojibake import mend
from corpus.formats.page import Page
from corpus.pdfium import process
from corpus.pdfium.line import Line
from corpus.tidying import tidy

PAGES = 1_000
CHARACTERS = 5_000_000
"""A release has some pages; an annual report of five hundred is still read, in two seconds."""

MARGIN = 0.12
"""Share of a page's height at its top and at its foot where running titles and page numbers stand."""

REPEATED = 3
"""A line outermost on so many pages (on both of two), numbers aside, is a running title."""

UNKNOWN = 0.2
"""Share of characters without a known letter above which a text layer is no text."""

COLUMN_ROWS = 6
COLUMN_CELL = 25
"""So many rows of two cells with so many letters each are two columns of text, not a table."""

_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:(?:page|p\.|صفحة)\s*)?\d{1,3}\s*(?:(?:of|/|sur|de|von|من|–|-)\s*\d{1,3})?\W*"
    r"|\W*(?:more|m/f|suite|à suivre|يتبع)\W*"
)
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\u25cf\u25aa\u25a0\u2756\u27a2", "•"))
_ITEM_GAP = re.compile(r"^(\S{1,3})\t")
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_REFUSED: Mapping[str, tuple[type[Refused], str]] = {
    error.kind: (error, reason)
    for error, reason in (
        (Encrypted, "needs a password; save it without one and ingest again"),
        (Malformed, "no PDF that holds together; open it, save it anew and ingest again"),
        (Scanned, "its pages are pictures without text; run text recognition (OCR) over it and ingest again"),
        (EmptyDocument, "its pages are empty; nothing to read"),
        (TooLarge, f"longer than the {PAGES:,} pages and {CHARACTERS:,} characters that are read at most"),
        (TookTooLong, "reading it was stopped; save it anew and ingest again"),
    )
}


def read(document: Document) -> Page:
    """Read a PDF.

    The title is the stated one where the first page shows it, else what is largest at its top. Dates among the
    properties are those of the file and not of the release: none is taken.

    Raises:
        Encrypted, Scanned, EmptyDocument, NotText: there are no words to read.
        Malformed: not a PDF, or too damaged.
        TooLarge, TookTooLong: beyond the limits.
    """
    answer = _answer(document)
    lines = [_cleaned(Line(**each)) for each in answer["lines"]]
    whole = "".join(line.text for line in lines)
    if len(_NO_LETTER.findall(whole)) > UNKNOWN * len(whole):
        raise NotText(document.path, "its fonts do not say which letters they draw; save it anew as PDF or DOCX")
    lines = without_running(lines, [height for _, height in answer["pages"]])
    shown = list(blocks(layout.paragraphs(lines, [width for width, _ in answer["pages"]])))
    at = heading.title_at(shown, answer["title"])
    texts = [mend(block.text) for block in shown]
    if at is None:
        return Page.of(texts)
    page = Page.of(texts[:at] + texts[at + 1 :], title=texts[at])
    return replace(page, under_title=tuple(map(tidy, heading.below(texts, at))))


def _answer(document: Document) -> Mapping[str, Any]:
    answer = process.shared.read(document.raw, PAGES, CHARACTERS)
    if kind := answer.get("refused"):
        error, reason = _REFUSED[kind]
        raise error(document.path, reason + (f" ({answer['detail']})" if answer["detail"] else ""))
    return answer


def _cleaned(line: Line) -> Line:
    """Give list marks a letter of Unicode, and a space where a tab sets them off."""
    return replace(line, text=_ITEM_GAP.sub(r"\1 ", line.text.translate(_BULLETS)))


def without_running(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """Leave out running titles, page numbers and `(more)`: what stands outermost on pages.

    Args:
        lines: of all pages.
        heights: of each page, in points.
    """
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    edges = [edge for page in pages for edge in _edges(page, heights[page[0].page])]
    places = Counter(pattern for edge in edges for pattern in {_pattern(line) for line in edge})
    often = min(REPEATED, max(len(heights), 2))
    running = {
        line
        for edge in edges
        for line in takewhile(
            lambda line: places[_pattern(line)] >= often or _PAGE_NUMBER.fullmatch(line.text) is not None, edge
        )
    }
    return [line for line in lines if line not in running]


def _edges(page: Sequence[Line], height: float) -> tuple[list[Line], list[Line]]:
    """Give the lines at the top and at the foot of a page, the outermost first."""
    ordered = sorted(page, key=lambda line: line.base)
    top = [line for line in ordered if line.base < MARGIN * height]
    foot = [line for line in reversed(ordered) if line.base > (1 - MARGIN) * height]
    return top, foot


def _pattern(line: Line) -> tuple[str, int]:
    """Give what running titles share: words without numbers, and a size, for a title may run small on later pages."""
    return re.sub(r"\d+", "#", line.text), round(line.size)


def blocks(groups: Sequence[Sequence[Line]]) -> Iterator[Shown]:
    """Write out paragraphs, and lines parted by wide gaps as table rows, columns, or blocks of their own."""
    texts = layout.joined(groups)
    paired = zip(groups, texts, strict=True)
    for gapped, run in groupby(paired, key=lambda pair: "\t" in pair[1]):
        rows = list(run)
        size, bold = rows[0][0][0].size, False
        if not gapped:
            for group, text in rows:
                yield Shown(text, median(line.size for line in group), all(line.bold for line in group))
        else:
            yield from (Shown(text, size, bold) for text in _rows([text.split("\t") for _, text in rows]))


def _rows(rows: Sequence[Sequence[str]]) -> list[str]:
    if len(rows) == 1:
        return list(rows[0])
    if len(rows) >= COLUMN_ROWS and all(len(row) == 2 for row in rows):
        left, right = ([row[at] for row in rows] for at in (0, 1))
        if min(median(map(len, left)), median(map(len, right))) >= COLUMN_CELL:
            return [" ".join(left), " ".join(right)]
    return [" | ".join(cell.strip() for cell in row) for row in rows]
