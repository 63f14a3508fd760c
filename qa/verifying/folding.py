"""Words as print may vary them: quotation marks, dashes and white space alike, with the way back to the text itself.

Case, accents and every letter and figure stay as they are: other letters are other words. What is not seen goes
(soft hyphens, direction marks), and letters that only look otherwise (`ﬁ`, full width, Arabic forms of position)
become the plain ones. Raised figures stay apart: 10² is not 102.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

QUOTES = "'\"‘’‚‛“”„‟‹›«»ʼ′″`´＇＂"
DASHES = "-‐‑‒–—―−－﹣﹘⁃"
UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\ufe0e\ufe0f" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Direction marks, soft hyphens, and the choice between a sign and its coloured picture."""

_ALIKE = {"<compat>", "<wide>", "<narrow>", "<noBreak>", "<initial>", "<medial>", "<final>", "<isolated>"}
"""Kinds of compatibility mapping (Unicode Standard Annex #44, table 14) that change the look alone."""

_WITH_LOOKALIKES = (range(0xA0, 0x3200), range(0xFB00, 0x10000))
_TIGHT = re.compile(" ?(['-]) ?")
_DASHED = re.compile("-{2,}")
_JAMO = re.compile("[\u1160-\u11ff]")
"""Vowels and finals of Hangul: letters that become one with the letter before them."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the place of each of its characters.

    Attributes:
        text: as `fold` gives it.
        starts, ends: code points of the text itself; all that one character became has the same place.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def whole(self, start: int, end: int) -> bool:
        """Tell whether a run of the folded text begins and ends where characters of the text itself do."""
        opens = start == 0 or self.starts[start - 1] != self.starts[start]
        return opens and (end == len(self.text) or self.ends[end - 1] != self.ends[end])


def plain(text: str) -> bool:
    """Tell whether folding leaves every letter and figure of a text as it is."""
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _lookalikes().search(text))


def fold(text: str) -> str:
    """Fold a text; two that differ in white space, quotation marks and dashes alone become equal."""
    alike = unicodedata.normalize("NFC", text).translate(_table())
    return _DASHED.sub("-", _TIGHT.sub(r"\1", " ".join(alike.split())))


def folded(text: str) -> Folded:
    """Fold a text and note where each character came from: a hundred times as slow as `fold`."""
    table = _table()
    kept: list[tuple[str, int, int]] = []
    for start, end in _characters(text):
        for char in unicodedata.normalize("NFC", text[start:end]).translate(table):
            if not char.isspace():
                kept.append((char, start, end))
            elif kept and kept[-1][0] != " ":
                kept.append((" ", start, end))
    tight = list(_tightened(kept))
    alike = "".join(char for char, _, _ in tight)
    return Folded(alike, tuple(start for _, start, _ in tight), tuple(end for _, _, end in tight))


def _tightened(kept: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Leave out blanks at both ends and beside quotation marks and dashes, and dashes after dashes."""
    before = " "
    for at, (char, start, end) in enumerate(kept):
        after = kept[at + 1][0] if at + 1 < len(kept) else " "
        if char == " " and (before in " '-" or after in " '-"):
            continue
        if char != "-" or before != "-":
            yield char, start, end
        before = char


def _characters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of a text that a normal form may make one character of: a letter with its marks."""
    start = 0
    for at in range(1, len(text)):
        char = text[at]
        if char < "\u0300" or not (unicodedata.category(char)[0] == "M" or _JAMO.match(char)):
            yield start, at
            start = at
    if text:
        yield start, len(text)


@cache
def _lookalikes() -> re.Pattern[str]:
    letters = (chr(code) for code, plain in _table().items() if plain and plain not in "'- ")
    return re.compile(f"[{re.escape(''.join(letters))}]")


@cache
def _table() -> dict[int, str | None]:
    """Say what becomes of each character; made when it is first needed."""
    table: dict[int, str | None] = {}
    for code in (code for codes in _WITH_LOOKALIKES for code in codes):
        if unicodedata.decomposition(chr(code)).partition(" ")[0] in _ALIKE:
            table[code] = unicodedata.normalize("NFKC", chr(code))
    table.update(dict.fromkeys(map(ord, QUOTES), "'"))
    table.update(dict.fromkeys(map(ord, DASHES), "-"))
    table.update(dict.fromkeys(map(ord, UNSEEN), None))
    return table
