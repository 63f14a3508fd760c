"""From where glyphs stand on a line to the order in which Arabic is read.

A PDF says where glyphs stand. pdfium guesses the logical order of right-to-left words one text object at a time and
is often wrong, so lines with right-to-left letters are put in order anew: by place, then the runs of the other
direction turned round. That is the Unicode bidirectional algorithm (UAX 9) backwards, as far as it can be told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Hebrew, Arabic and their neighbours."""

SPACE = 0.2
"""Gap between glyphs, in font sizes, that is a space though the file has none there."""

WIDE = 1.1
"""Gap between glyphs, in font sizes, that parts columns: a space is a quarter of one, a justified one a half."""

_PAIRS = ("()", "[]", "{}", "«»", "‹›", "<>")
_LTR_RUN = re.compile(r"[LN](?>(?:S{0,3}+[LN])*)")
_RTL_RUN = re.compile(r"R(?>(?:S{0,3}+[RN])*)")
_NUMBER = re.compile(r"[\d٠-٩۰-۹]+(?:[.,:/٫٬][\d٠-٩۰-۹]+)*")


@dataclass(frozen=True, slots=True)
class Glyph:
    """What stands at one place: a character, or the characters of a ligature or of a letter with its marks.

    Attributes:
        left, right: its ends on the line, in points.
        origin: where the pen was set down for it; characters of one glyph share it. Its left end if not given.
        word: which of the words that pdfium sees on the line it belongs to.
    """

    text: str
    left: float
    right: float
    origin: float | None = None
    word: int = 0

    @property
    def middle(self) -> float:
        """Where it stands on the line."""
        return (self.left + self.right) / 2

    @property
    def pen(self) -> float:
        """Its origin, to a tenth of a point."""
        return round(self.left if self.origin is None else self.origin, 1)


def glyphs(characters: Sequence[Glyph]) -> list[Glyph]:
    """Gather the characters of one glyph, and marks with the letter that they stand over, in logical order."""
    gathered: defaultdict[float, list[Glyph]] = defaultdict(list)
    for each in characters:
        gathered[each.pen].append(each)
    groups = list(gathered.values())
    stored = _ascending([group[0].middle for group in groups])
    ordered = sorted(map(_glyph, groups, stored), key=lambda glyph: glyph.middle)
    for at, mark in enumerate(ordered):
        if unicodedata.combining(mark.text[0]):
            for near in (at - 1, at + 1):
                if 0 <= near < len(ordered) and ordered[near].left <= mark.middle <= ordered[near].right:
                    ordered[near] = replace(ordered[near], text=ordered[near].text + mark.text)
                    ordered[at] = replace(mark, text="")
                    break
    return [glyph for glyph in ordered if glyph.text]


def _glyph(group: list[Glyph], ascending: bool) -> Glyph:
    rtl = any(RTL.match(each.text) for each in group)
    if rtl:
        group = sorted(group[::-1] if ascending else group, key=lambda each: -each.middle)
    letters = sorted(group, key=lambda each: bool(unicodedata.combining(each.text)))
    text = "".join(each.text for each in letters)
    return Glyph(text, min(each.left for each in group), max(each.right for each in group), word=letters[0].word)


def _ascending(middles: Sequence[float]) -> list[bool]:
    """Tell of each place whether its neighbours run to the right, as they do where letters are stored as drawn."""
    last = len(middles) - 1
    return [middles[min(at + 1, last)] > middles[max(at - 1, 0)] for at in range(len(middles))]


def reading_order(characters: Sequence[Glyph], size: float, rtl_page: bool = False) -> str:
    """Put a line with right-to-left letters in the order it is read, a tab where columns part.

    Args:
        characters: with their places, in the order pdfium gives them. Spaces without a width are pdfium's own
            and stand where it saw the order: they are left out.
        size: of the line's font.
        rtl_page: whether the page as a whole runs right to left; else a line does whose letters mostly do.
    """
    there = [each for each in characters if each.right > each.left or not each.text.isspace()]
    placed = glyphs(there)
    strong = [_direction(glyph.text) for glyph in placed]
    rtl = rtl_page or strong.count("R") >= strong.count("L")
    return _turned(spaced(placed[::-1] if rtl else placed, size, SPACE), rtl)


def spaced(placed: Sequence[Glyph], size: float, least: float = WIDE) -> list[str]:
    """Give the texts of glyphs, a tab at each wide gap between two of them and a space at each of `least` sizes."""
    texts: list[str] = []
    before: Glyph | None = None
    blank = False
    for glyph in placed:
        if glyph.text.isspace():
            blank = True
            continue
        if before:
            gap = max(glyph.left - before.right, before.left - glyph.right)
            if gap > WIDE * size:
                texts.append("\t")
            elif blank or gap > least * size or _parted(before, glyph):
                texts.append(" ")
        texts.append(glyph.text)
        before, blank = glyph, False
    return texts


def _parted(before: Glyph, glyph: Glyph) -> bool:
    """Tell letters of two words, though the gap between them is narrow: pdfium sees every word by itself.

    With vowel marks, which stand on lines of their own, it sees words where there are none.
    """
    letters = len(before.text) == len(glyph.text) == 1 and _direction(before.text) == _direction(glyph.text) == "R"
    return letters and before.word != glyph.word


def _turned(line: list[str], rtl: bool) -> str:
    """Turn round the runs that are read against the line's direction."""
    classes = "".join(map(_direction, line))
    for run in (_LTR_RUN if rtl else _RTL_RUN).finditer(classes):
        for start, end in _split(line, *run.span()) if rtl else [run.span()]:
            piece = line[start:end]
            latin = rtl and "L" in classes[start:end]
            line[start:end] = piece[::-1] if latin else _numbers_turned(piece if rtl else piece[::-1])
    return "".join(line)


def _split(line: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Bound a run by brackets: one that closes inside it belongs to it, one whose partner is elsewhere ends it."""
    opened = [pair for pair in _PAIRS if line[start:end].count(pair[0]) != line[start:end].count(pair[1])]
    if not opened:
        return [(start, end)]
    if start and any(line[start - 1] == pair[1] and pair[0] in line[start:end] for pair in opened):
        return [(start - 1, end)]
    brackets = [at for at in range(start, end) if any(line[at] in pair for pair in opened)]
    pieces = zip([start, *(at + 1 for at in brackets)], [*brackets, end], strict=True)
    return [_trimmed(line, *piece) for piece in pieces]


def _trimmed(line: list[str], start: int, end: int) -> tuple[int, int]:
    """Leave out the spaces at the ends of a run."""
    while start < end and line[start].isspace():
        start += 1
    while start < end and line[end - 1].isspace():
        end -= 1
    return start, end


def _numbers_turned(piece: list[str]) -> list[str]:
    turned = list(piece)
    for number in _NUMBER.finditer("".join(text[0] for text in piece)):
        turned[number.start() : number.end()] = turned[number.start() : number.end()][::-1]
    return turned


def _direction(text: str) -> str:
    """Class of a glyph: R right-to-left, L left-to-right, N number, S neither, B between columns."""
    char = text[0]
    if char == "\t":
        return "B"
    kind = unicodedata.bidirectional(char)
    if kind in {"R", "AL"}:
        return "R"
    if kind in {"EN", "AN"}:
        return "N"
    return "L" if kind == "L" else "S"


def unmirrored(lines: Sequence[str]) -> list[str]:
    """Set brackets and guillemets right in right-to-left lines.

    Drawn right to left, `(` is the glyph `)`, and many files name the glyph they drew. Which files do shows in
    all lines together: a bracket that opens has a space before it and none behind it.
    """
    whole = "\n".join(line for line in lines if RTL.search(line))
    swap: dict[int, str] = {}
    for pair in _PAIRS:
        first, last = re.escape(pair[0]), re.escape(pair[1])
        right = len(re.findall(rf"(?<!\S){first}(?=\S)|(?<=\S){last}(?!\S)", whole))
        wrong = len(re.findall(rf"(?<!\S){last}(?=\S)|(?<=\S){first}(?!\S)", whole))
        if wrong > right:
            swap |= {ord(pair[0]): pair[1], ord(pair[1]): pair[0]}
    return [line.translate(swap) if swap and RTL.search(line) else line for line in lines]
