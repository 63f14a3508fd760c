"""A PDF's lines with their places, fonts and gaps, as pdfium reads them."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import EmptyDocument, Encrypted, Malformed, Scanned, TooLarge
from corpus.pdfium import order
from corpus.pdfium.line import Line
from corpus.pdfium.order import RTL, Glyph

LONGEST = 100_000.0
"""Points; a page has at most 14,400."""

LOOSE = 1.25
"""Lines this much wider for their letters than the page's middle line are searched for such gaps."""

_LINE = re.compile("[^\r\n\ufffe]++")
_BOLD = re.compile(rb"(?i)bold|black|heavy|demi")
_FORMS = re.compile(r"[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Ligatures and the shapes of Arabic letters: how letters were drawn, not which they are."""


def read(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """Read a PDF: `{"title", "pages": [[width, height], ...], "lines": [...]}`, all of it plain JSON.

    Raises:
        Encrypted, Malformed, Scanned, EmptyDocument, TooLarge: nameless, the reason a detail at most.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise (Encrypted if locked else Malformed)("", str(error)) from error
    with document:
        if len(document) > most_pages:
            raise TooLarge("", f"{len(document):,} pages")
        found, sizes = _all_lines(document, most_characters)
        if not any(char.isalnum() for line in found for char in line.text):
            raise (Scanned if _drawn(document) else EmptyDocument)("", "")
        texts = order.unmirrored([line.text for line in found])
        return {
            "title": str(document.get_metadata_value("Title")),
            "pages": sizes,
            "lines": [asdict(replace(line, text=text)) for line, text in zip(found, texts, strict=True)],
        }


def _all_lines(document: Any, most_characters: int) -> tuple[list[Line], list[tuple[float, float]]]:
    found: list[Line] = []
    sizes: list[tuple[float, float]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:  # one damaged page of several
            sizes.append((0.0, 0.0))
            continue
        text_page = page.get_textpage()
        try:
            width, height = page.get_size()
            sizes.append((_sane(width), _sane(height)))
            characters += text_page.count_chars()
            if characters > most_characters:
                raise TooLarge("", f"over {most_characters:,} characters")
            found += _lines(text_page, number, sizes[-1][1])
        finally:
            text_page.close()
            page.close()
    return found, sizes


def _drawn(document: Any) -> bool:
    """Tell whether there is anything at all on the pages, when there is no text on them."""
    return any(raw.FPDFPage_CountObjects(document[number]) for number in range(min(len(document), 5)))


def _lines(text_page: Any, number: int, height: float) -> list[Line]:
    text = _text(text_page)
    measured: list[tuple[Line, int, int]] = []
    for match in _LINE.finditer(text):
        if words := match.group().strip():
            start = match.start() + match.group().index(words)
            line = _measured(text_page, words, start, number, height)
            ends = text[match.end() : match.end() + 1] == "\ufffe"
            measured.append((replace(line, hyphen=ends), start, start + len(words)))
    spread = [(line.right - line.left) / (len(line.text) * line.size) for line, _, _ in measured if line.size]
    usual = LOOSE * median(spread) if len(spread) > 2 else 0.6
    rtl = len(RTL.findall(text)) > sum(map(str.isalpha, text)) / 2
    return [_refined(text_page, line, (start, end), usual, rtl) for line, start, end in measured]


def _text(text_page: Any) -> str:
    """Give a page's characters, one each, so that positions in the string are pdfium's."""
    count = text_page.count_chars()
    text = str(text_page.get_text_range()) if count else ""
    if len(text) != count:
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, at)) for at in range(count))
    return text


def _measured(text_page: Any, words: str, start: int, page: int, height: float) -> Line:
    ends = [_box(text_page, at) for at in (start, start + len(words) - 1)]
    samples = [start + _beside(words, len(words) * part // 6) for part in (1, 3, 5)]
    y = ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, samples[1], ctypes.c_double(), y)
    return Line(
        words,
        page,
        min(left for left, _ in ends),
        max(right for _, right in ends),
        _sane(height - y.value),
        median(_size(text_page, at) for at in samples),
        sum(_bold(text_page, at) for at in samples) > 1,
    )


def _beside(words: str, at: int) -> int:
    """Give the place of a letter at or next to a place, for spaces have no size worth knowing."""
    return at - 1 if words[at].isspace() else at


def _box(text_page: Any, at: int) -> tuple[float, float]:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    return _sane(box.left), _sane(box.right)


def _sane(length: float) -> float:
    """Give a length that a page can have; hostile files have infinite ones, and none."""
    return float(length) if abs(length) < LONGEST else 0.0


def _size(text_page: Any, at: int) -> float:
    """Size of a character as drawn: that of its font, scaled by its matrix."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, at, matrix)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    return abs(_sane(raw.FPDFText_GetFontSize(text_page, at) * scale))


def _bold(text_page: Any, at: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, len(name), flags)
    return bool(_BOLD.search(name.value)) or bool(flags.value & 1 << 18)


def _refined(text_page: Any, line: Line, span: tuple[int, int], usual: float, rtl_page: bool) -> Line:
    """Look at every character of a line where that tells more: Arabic, and lines with wide gaps."""
    rtl = RTL.search(line.text) is not None
    if not rtl and line.right - line.left <= usual * len(line.text) * line.size:
        return replace(line, text=plain(line.text))
    characters = list(_characters(text_page, line.text, *span))
    if rtl:
        text = order.reading_order(characters, line.size, rtl_page)
    else:
        text = "".join(order.spaced(characters, line.size))
    return replace(
        line,
        text=plain(text),
        left=min((each.left for each in characters), default=line.left),
        right=max((each.right for each in characters), default=line.right),
    )


def plain(text: str) -> str:
    """Spell out ligatures and Arabic letter shapes."""
    return _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def _characters(text_page: Any, words: str, start: int, end: int) -> Iterator[Glyph]:
    x, word = ctypes.c_double(), 0
    for char, at in zip(words, range(start, end), strict=True):
        left, right = _box(text_page, at)
        raw.FPDFText_GetCharOrigin(text_page, at, x, ctypes.c_double())
        word += char.isspace()
        yield Glyph(char, left, right, _sane(x.value), word)
