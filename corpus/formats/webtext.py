"""The text of a web page: its elements written out as blocks in the order of reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement as Element

from corpus.formats.webtree import BLOCKS, HEADINGS
from corpus.tidying import tidy

CELL_WORDS = 40
"""Words of a table's cell; a table with a longer one is layout, and each cell is read as a column of text."""

SENTENCE_WORDS = 12
"""A line of so many words, or with a sentence's end, is prose and not a line about the page."""

PROSE_WORDS = 25
"""The first block of so many words is the text's first paragraph, whatever its links."""

LINKED = 0.8
"""A block with this share of its words in links is a link."""

_MARKED = re.compile(r"^(?:-|\d+\.)\s")
_DROPPED = frozenset("br hr wbr".split())
_SENTENCE_END = re.compile(r"[.!?؟…](?:[\"”’»)\]]|\s»)*$")
_ADDRESS = re.compile(
    r"(?i)^\W*(?:[\w -]{0,20}:\s*)?(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?)\W*$"
)


@dataclass(slots=True)
class Block:
    """A line of text as the page shows it.

    Attributes:
        kind: the element it is: `p`, `h2`, `li`, `dt`, `tr`, `figcaption` ...
        node: that element.
        linked: words of it that stand in links to other pages.
        times: `datetime` and class of the times marked up in it.
    """

    text: str
    kind: str
    node: Element
    linked: int = 0
    times: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> int:
        """Words of the block, without the mark of a list item."""
        return len(self.text.split()) - (self.kind == "li" and _MARKED.match(self.text) is not None)

    @property
    def is_link(self) -> bool:
        """The block leads on to another page, and is not an address given as such."""
        return self.linked >= LINKED * max(self.words, 1) and not self.is_address

    @property
    def ends_sentence(self) -> bool:
        """The block ends as a sentence does."""
        return _SENTENCE_END.search(self.text[-12:]) is not None

    @property
    def is_address(self) -> bool:
        """The block is an address of the web or of mail, given as such."""
        return _ADDRESS.match(self.text) is not None

    @property
    def is_prose(self) -> bool:
        """The block is a sentence or a paragraph of the release."""
        if self.kind in HEADINGS or self.is_link:
            return False
        return self.words >= PROSE_WORDS or (self.words >= SENTENCE_WORDS / 2 and self.ends_sentence)


class _Writer:
    """Writes an element's blocks in the order of reading."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._times: list[tuple[str, str]] = []
        self._mark = ""
        self._numbers: Counter[Element] = Counter()

    def write(self, node: Element, kind: str = "p", linked: bool = False) -> None:
        """Write a node; `kind` and `linked` are those of what it stands in."""
        if node.tag in _DROPPED:
            self._end(node, kind)
            return
        if node.tag == "table" and (rows := _rows(node)) is not None:
            self._end(node, kind)
            self.blocks.extend(Block(row, "tr", node) for row in rows)
            return
        is_block = node.tag in BLOCKS
        own = _kind(node, kind)
        linked = linked or (node.tag == "a" and _leads_on(node))
        if is_block:
            self._end(node, kind)
            self._mark = self._mark_of(node) or self._mark
        if node.tag == "q":
            self._pieces.append("“")
        if node.tag == "time" and (when := node.get("datetime")):
            self._times.append((when, f"{node.get('class', '')} {node.get('itemprop', '')}"))
        self._add(node.text, linked, node.tag == "pre")
        for child in node.iterchildren(etree.Element):
            self.write(child, own, linked)
            self._add(child.tail, linked, node.tag == "pre")
        if node.tag == "q":
            self._pieces.append("”")
        if is_block:
            self._end(node, own)

    def _mark_of(self, node: Element) -> str:
        """Give the mark of a list item."""
        if node.tag != "li":
            return ""
        above = node.getparent()
        if above is None or above.tag != "ol":
            return "- "
        self._numbers[above] += 1
        return f"{self._numbers[above]}. "

    def _add(self, text: str | None, linked: bool, kept: bool = False) -> None:
        if text:
            self._pieces.append(text if not kept else text.replace("\n", "\0"))
            self._linked += len(text.split()) * linked

    def _end(self, node: Element, kind: str) -> None:
        """End the line that is being written."""
        whole = "".join(self._pieces)
        linked, times, mark = self._linked, self._times, self._mark
        self._pieces, self._linked, self._times = [], 0, []
        for line in whole.split("\0"):
            if text := tidy(line):
                self.blocks.append(Block(mark + text if kind == "li" or mark else text, kind, node, linked, times))
                self._mark = mark = ""
                times = []
        self._times = times


def blocks(tree: Element) -> list[Block]:
    """Write out a page, or an element of one, as blocks."""
    writer = _Writer()
    writer.write(tree)
    return writer.blocks


def _kind(node: Element, inherited: str) -> str:
    tag = str(node.tag)
    if tag in HEADINGS or tag in {"li", "dt", "dd", "figcaption", "caption", "blockquote", "pre"}:
        return tag
    return inherited if tag not in {"ul", "ol", "dl", "table", "figure"} else "p"


def _leads_on(link: Element) -> bool:
    return not link.get("href", "").lower().startswith(("mailto:", "tel:", "#", "javascript:void"))


def _rows(table: Element) -> list[str] | None:
    """Read a table of data row by row, `cell | cell`; null for one that lays out a page."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return None
    rows = []
    for row in table.iter("tr"):
        cells = [tidy(" ".join(cell.itertext())) for cell in row.iterchildren("td", "th")]
        if any(len(cell.split()) > CELL_WORDS for cell in cells):
            return None
        rows.append([cell for cell in cells if cell])
    if not any(len(row) > 1 for row in rows) or any(True for _ in table.iter("h1", "h2", "h3", "ul", "ol", "form")):
        return None
    return [_joined(row) for row in rows if row]


def _joined(cells: Sequence[str]) -> str:
    """Join the cells of a row; a sign of currency or per cent stands in a cell of its own in many tables."""
    row = " | ".join(cells)
    return re.sub(r"(?<=[%)])\s\|\s(?=$)|([$€£(])\s\|\s", r"\1", re.sub(r"\s\|\s([%)])(?=\s\||$)", r"\1", row))


def without_mark(text: str) -> str:
    """Take the mark of a list item off."""
    return _MARKED.sub("", text)


def names_of(node: Element) -> str:
    """Give an element's class names, and those of the element that holds little else."""
    above = node.getparent()
    names = f"{node.get('class', '')} {node.get('itemprop', '')}"
    if above is not None and above.tag not in {"body", "article", "main", "section"} and _has_few(above):
        names += f" {above.get('class', '')}"
    return names


def _has_few(node: Element) -> bool:
    """Tell whether an element holds one or two others: what is said of it is then said of these."""
    return len(list(islice(node.iterchildren(), 3))) <= 2
