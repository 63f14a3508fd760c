"""A quote as someone types or pastes it: outer quotation marks gone, cut where it says that words were left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from qa.errors import QuoteEmpty, QuoteTooLong
from qa.verifying.folding import DASHES, QUOTES, UNSEEN

LONGEST = 5_000
"""Characters of a quote."""

RUNS = 3
"""Runs of characters that a text in the store is asked for."""

SHAPED = 8
"""Runs of each piece that a text is asked for, one after another, before it is folded."""

_GAP = re.compile(r"\[\s*+(?:\.{2,}+|…)\s*+\]|\(\s*+(?:\.{2,}+|…)\s*+\)|…|\.{3,}+|\.(?>(?: \.){2,})")
_OUTER = QUOTES + UNSEEN
_PARTED = rf"[\s.…{re.escape(QUOTES + DASHES)}{UNSEEN}]++"
_PARTING = re.compile(_PARTED)
_CLOSING = ".,;:!?…؟،؛"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to be verified.

    Attributes:
        text: NFC, without outer quotation marks, lines ended by a line feed.
        pieces: the same, cut at every ellipsis; a single one where there is none.
        runs: the longest runs of characters that stand in every text that holds it, however that is printed.
        shapes: of each piece, what its beginning looks like in such a text.
    """

    text: str
    pieces: tuple[str, ...]
    runs: tuple[str, ...]
    shapes: tuple[re.Pattern[str], ...]


def read(words: str) -> Quote:
    """Read a quote.

    Raises:
        QuoteEmpty: it holds no letter, figure or sign.
        QuoteTooLong: more than `LONGEST` characters.
    """
    if len(words) > LONGEST:
        raise QuoteTooLong(f"the quote has {len(words):,} characters, more than {LONGEST:,}; verify it in pieces")
    text = _bare(unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n"))
    if not any(map(_says, text)):
        raise QuoteEmpty("the quote is empty; give the words to look for")
    pieces = tuple(bare for piece in _GAP.split(text) if any(map(_says, bare := _bare(piece))))
    parted = [[run for run in _PARTING.split(piece.rstrip(_CLOSING)) if run] for piece in pieces]
    longest = sorted({run for each in parted for run in each}, key=lambda run: (-len(run), run))[:RUNS]
    shapes = (re.compile(_PARTED.join(map(re.escape, each[:SHAPED]))) for each in parted)
    return Quote(text, pieces, tuple(longest), tuple(shapes))


def without_end(text: str) -> str:
    """Leave out the stop or comma that closes a text: whoever quotes ends the sentence where the quote ends."""
    return text.rstrip(_CLOSING + " ")


def _bare(text: str) -> str:
    """Take white space and quotation marks off both ends."""
    before = None
    while before != text:
        before, text = text, text.strip().strip(_OUTER)
    return text


def _says(char: str) -> bool:
    """Tell letters, figures and pictures from punctuation."""
    return char.isalnum() or unicodedata.category(char) in {"So", "Sc", "Sm"}
