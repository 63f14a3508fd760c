"""The HTML of mails as lines of text.

Mails are laid out with tables inside tables and have no article element to find, nor menus to leave out: every
word that is shown is read, in order. libxml2 stops at 256 nested elements, so no mail is too deep for us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

_NOT_SHOWN = frozenset("head script style title template noscript svg math object select textarea button".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])")
_SIGNATURE = re.compile(r"(?i)\b(?:gmail_signature|moz-signature)\b|^(?:ms-outlook-mobile-)?signature$")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*+>")
_LONE_MARK = re.compile(r"(\0(?:- |\d+\. )) *\0[\0 ]*+")
"""The mark of an item whose words are a block of their own."""

_SPACES = re.compile(r"\s+")

ROW_WORDS = 12
"""A table whose cells all have at most so many words is data, and its rows are read across."""


def text_of(source: str) -> str:
    """Give what a mail shows: an empty line between blocks, a line end where a line was broken by hand."""
    try:
        tree = lxml_html.document_fromstring(_NOT_XML.sub(" ", _DECLARATION.sub("", source)))
    except (etree.ParserError, ValueError):
        return ""
    pieces: list[str] = []
    _read(tree, pieces)
    written = _LONE_MARK.sub(r"\1", "".join(pieces))
    blocks = (block.strip(" \n") for block in written.split("\0"))
    return "\n\n".join(re.sub(r" *\n *", "\n", block) for block in blocks if block.strip())


def _read(node: lxml_html.HtmlElement, pieces: list[str]) -> None:
    """Write a node's words to `pieces`, a zero between blocks."""
    items = 0
    for child in node:
        if isinstance(child.tag, str) and not _hidden(child):
            block = child.tag not in _INLINE and child.tag != "br"
            if block:
                pieces.append("\0")
            if child.tag == "br":
                pieces.append("\n")
            elif child.tag == "table" and (rows := list(_rows(child))):
                pieces.append("\0".join(rows))
            else:
                items += child.tag == "li"
                mark = f"{items}. " if node.tag == "ol" else "- "
                pieces.append((mark if child.tag == "li" else "") + _spaced(child.text))
                _read(child, pieces)
            if block:
                pieces.append("\0")
        pieces.append(_spaced(child.tail))


def _hidden(node: lxml_html.HtmlElement) -> bool:
    return (
        node.tag in _NOT_SHOWN
        or node.get("hidden") is not None
        or _HIDDEN.search(node.get("style", "")) is not None
        or any(_SIGNATURE.search(node.get(name, "")[:200]) for name in ("class", "id"))
    )


def _rows(table: lxml_html.HtmlElement) -> Iterator[str]:
    """Yield the rows of a table of data; nothing for one that lays out the mail."""
    rows = [
        [_spaced(cell.text_content()).strip() for cell in row.iterchildren("td", "th")] for row in table.iter("tr")
    ]
    rows = [row for row in rows if any(row)]
    short = all(len(cell.split()) <= ROW_WORDS for row in rows for cell in row)
    if len(rows) > 1 and short and all(sum(map(bool, row)) > 1 for row in rows) and table.find(".//table") is None:
        for row in rows:
            yield " | ".join(row)


def _spaced(text: str | None) -> str:
    return _SPACES.sub(" ", (text or "").replace("\0", " "))
