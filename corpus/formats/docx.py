"""Word files (DOCX): lxml over the parts that hold text, unpacked within limits.

python-docx makes the files that our tests read; here it would give little. It unpacks every part without a limit,
pictures too, and knows neither text boxes, footnotes, list marks nor inserted text.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from corpus.article import Document
from corpus.errors import EmptyDocument, Encrypted, Malformed, UnknownFormat
from corpus.formats import heading
from corpus.formats.byhand import parted
from corpus.formats.heading import Shown
from corpus.formats.mojibake import mend
from corpus.formats.page import Page
from corpus.formats.wordstyles import Element, Lists, Style, Styles, W, number, numbering, switch, value
from corpus.formats.zipped import open_zip, unpack
from corpus.tidying import tidy

LARGEST_PART = 20_000_000
"""Bytes of XML; a release has some hundred thousand."""

LAYOUT_WORDS = 60
"""A table with a cell of so many words sets out text on the page; it is read cell by cell and not in rows."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
_MAIN = "/officeDocument"
_NOT_SHOWN = frozenset(
    f"{W}{name}"
    for name in "del moveFrom delText instrText pPr rPr sdtPr sdtEndPr rt tblPr tblGrid trPr tcPr".split()
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(document: Document) -> Page:
    """Read a Word file: paragraphs, list items with their marks, tables as rows, text boxes, footnotes at the end.

    What was inserted under tracked changes is kept, what was deleted is not, nor are page headers and footers,
    comments and hidden text. Author, company and dates among the properties are those of the file: none is taken.

    Raises:
        Encrypted: needs a password.
        UnknownFormat: an old `.doc`, or another kind of office file.
        Malformed: broken.
        CompressionBomb, TooLarge: unpacks to more than a release can have.
        EmptyDocument: no words.
    """
    _refuse_old(document)
    with open_zip(document.raw, document.path) as archive:
        parts = _Parts(archive, document.path)
        main = parts.main()
        body = _Body(parts.tree(main), Styles(parts.beside(main, "styles")), Lists(parts.beside(main, "numbering")))
        notes = [parts.beside(main, kind) for kind in ("footnotes", "endnotes")]
        stated = parts.title()
    try:
        blocks = list(body.blocks())
        blocks += [block for note in notes if note is not None for block in body.notes(note)]
    except RecursionError as error:
        raise Malformed(document.path, "its text boxes or tables are nested too deeply to be a release") from error
    if not blocks:
        raise EmptyDocument(document.path, "no words in this Word file; nothing to read")
    return _page(blocks, stated)


def _refuse_old(document: Document) -> None:
    if document.raw.startswith(_OLE):
        if _ENCRYPTED in document.raw:
            raise Encrypted(document.path, "needs a password; save it without one and ingest again")
        raise UnknownFormat(document.path, "a Word file of before 2007; save it as .docx and ingest again")


class _Parts:
    """The parts of the package, each parsed when asked for."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._members = {member.filename.lower(): member for member in archive.infolist()}

    def tree(self, part: str) -> Element:
        """Parse a part.

        Raises:
            Malformed: not there, or no XML that Word would write.
        """
        member = self._members.get(part.lower())
        if member is None:
            raise Malformed(self._name, f"no Word file that holds together ({part} is missing)")
        raw = unpack(self._archive, member, f"{self._name} ({part})", LARGEST_PART).replace(*_STRICT)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Malformed(self._name, f"{part} is no XML ({error}); save it anew and ingest again") from error
        about: Any = root.getroottree().docinfo
        if about.doctype:
            raise Malformed(self._name, f"{part} defines entities, as no Word file does; it is not safe to read")
        return root

    def main(self) -> str:
        """Name the part with the text.

        Raises:
            UnknownFormat: an archive of another kind.
        """
        relations = self.tree("_rels/.rels") if "_rels/.rels" in self._members else ()
        targets = [str(each.get("Target")).lstrip("/") for each in relations if str(each.get("Type")).endswith(_MAIN)]
        main = targets[0] if targets else "word/document.xml"
        if main.startswith(("xl/", "ppt/")) or (not targets and main not in self._members):
            raise UnknownFormat(self._name, "no Word file, whatever its name says; give it the ending of what it is")
        return main

    def beside(self, main: str, kind: str) -> Element | None:
        """Parse a part that stands with the main one; null where it is missing or broken: the words are elsewhere."""
        part = f"{main.rpartition('/')[0]}/{kind}.xml"
        try:
            return self.tree(part) if part.lower() in self._members else None
        except Malformed:
            return None

    def title(self) -> str | None:
        """Give the title among the properties."""
        try:
            return self.tree("docProps/core.xml").findtext(_TITLE)
        except Malformed:
            return None


@dataclass(frozen=True, slots=True)
class _Block:
    shown: Shown
    style: str


@dataclass(slots=True)
class _Paragraph:
    """What is gathered while a paragraph is walked through."""

    text: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    bold: int = 0


@dataclass(slots=True)
class _Body:
    root: Element
    styles: Styles
    lists: Lists

    def blocks(self) -> Iterator[_Block]:
        for node in self.root.iterchildren(f"{W}body"):
            yield from self._inside(node)

    def notes(self, root: Element) -> Iterator[_Block]:
        """Yield the notes at the foot of pages, without the lines that Word draws over them."""
        for note in root:
            if note.get(f"{W}type") is None:
                yield from self._inside(note)

    def _inside(self, node: Element) -> Iterator[_Block]:
        for child in node:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _NOT_SHOWN and child.tag != _FALLBACK:
                yield from self._inside(child)

    def _paragraph(self, node: Element) -> Iterator[_Block]:
        properties = node.find(f"{W}pPr")
        style = self.styles.of(value(properties, f"{W}pStyle"))
        seen = _Paragraph()
        self._walk(node, seen, style)
        listed = numbering(properties) or style.numbering
        heads = style.name.startswith(("heading", "title"))
        text = "".join(seen.text)
        mark = self.lists.mark(listed) if tidy(text) else ""
        size = max(seen.sizes, key=seen.sizes.__getitem__, default=style.size)
        for line in parted(text, heads):
            yield _Block(Shown(mark + line, size, 2 * seen.bold > len(text)), style.name)
            mark = ""
        for box in seen.boxes:
            yield from self._inside(box)

    def _walk(self, node: Element, seen: _Paragraph, style: Style) -> None:
        for child in node:
            if child.tag in _NOT_SHOWN or child.tag == _FALLBACK:
                continue
            if child.tag == f"{W}txbxContent":
                seen.boxes.append(child)
            elif child.tag == f"{W}r":
                self._run(child, seen, style)
            else:
                self._walk(child, seen, style)

    def _run(self, node: Element, seen: _Paragraph, style: Style) -> None:
        properties = node.find(f"{W}rPr")
        if switch(properties, f"{W}vanish"):
            return
        before = len(seen.text)
        for child in node:
            if child.tag == f"{W}t":
                seen.text.append(child.text or "")
            elif child.tag == f"{W}br":
                seen.text.append("\n" if child.get(f"{W}type") is None else "\n\n")
            elif child.tag in _SIGNS:
                seen.text.append(_SIGNS[child.tag])
            else:
                self._walk(child, seen, style)
        length = sum(map(len, seen.text[before:]))
        size = number(value(properties, f"{W}sz")) or style.size
        seen.sizes[size] = seen.sizes.get(size, 0) + length
        weight = switch(properties, f"{W}b")
        seen.bold += length * (style.bold if weight is None else weight)

    def _table(self, node: Element) -> Iterator[_Block]:
        rows = [[list(self._inside(cell)) for cell in _cells(row)] for row in _rows(node)]
        wordy = any(
            sum(len(block.shown.text.split()) for block in cell) > LAYOUT_WORDS for row in rows for cell in row
        )
        if wordy or all(len(row) < 2 for row in rows):
            for row in rows:
                for cell in row:
                    yield from cell
            return
        for row in rows:
            texts = [tidy(" ".join(block.shown.text for block in cell)) for cell in row]
            while texts and not texts[-1]:
                texts.pop()
            if any(texts):
                yield _Block(Shown(" | ".join(texts)), "")


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if switch(child, f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag not in _NOT_SHOWN:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _NOT_SHOWN:
            yield from _cells(child)


def _page(blocks: list[_Block], stated: str | None) -> Page:
    blocks = [replace(block, shown=replace(block.shown, text=mend(tidy(block.shown.text)))) for block in blocks]
    blocks = [block for block in blocks if block.shown.text and not block.style.startswith("toc ")]
    shown = [block.shown for block in blocks]
    fit = [at for at in heading.head(shown) if heading.fits(shown[at].text)]
    styled = [at for style in ("title", "heading 1") for at in fit if blocks[at].style == style]
    at = styled[0] if styled else heading.title_at(shown, stated)
    if at is None:
        return Page.of(block.text for block in shown)
    texts = [block.text for block in shown]
    subtitled = len(blocks) > at + 1 and blocks[at + 1].style == "subtitle"
    rest = texts[:at] + texts[at + 1 + subtitled :]
    page = Page.of(rest, title=texts[at], subtitle=texts[at + 1] if subtitled else None)
    return replace(page, under_title=heading.below(texts, at))
