"""Whole words: a quote begins and ends where words do, so that `5 million` is not found in `15 million`."""

from __future__ import annotations

import re
import unicodedata

_JOINER = "\u200d"
_INSIDE_FIGURES = ".,٫٬:"
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

_ARABIC_JOINED = re.compile("[وفبكلس]{1,2}$")
"""Conjunctions and prepositions of one letter, which are written as part of the next word."""

_LONGEST_WORD = 40
_ARABIC_LETTER = re.compile("[\u0620-\u064a]")


def whole(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` cuts no word, figure or character at either end.

    An Arabic word may leave a joined conjunction or preposition of one letter before it.
    """
    return _opens(text, start) and _closes(text, end)


def _opens(text: str, at: int) -> bool:
    if at == 0:
        return True
    if _continues(text[at]) or text[at - 1] == _JOINER:
        return False
    if _in_figure(text, at - 1) or _in_figure(text, at):
        return False
    return not _in_word(text, at) or _after_joined(text, at)


def _closes(text: str, at: int) -> bool:
    if at == len(text):
        return True
    if _continues(text[at]) or text[at - 1] == _JOINER:
        return False
    return not _in_word(text, at) and not _in_figure(text, at) and not _in_figure(text, at - 1)


def _continues(char: str) -> bool:
    """Tell whether a character is part of the one before it: an accent, a vowel sign, a colour of skin."""
    return char == _JOINER or unicodedata.category(char)[0] == "M" or "\U0001f3fb" <= char <= "\U0001f3ff"


def _in_word(text: str, at: int) -> bool:
    """Tell whether a place is between two letters or digits of one word."""
    base = at - 1
    while base > 0 and unicodedata.category(text[base])[0] == "M":
        base -= 1
    before, after = text[base], text[at]
    return before.isalnum() and after.isalnum() and not (UNSPACED.match(before) or UNSPACED.match(after))


def _in_figure(text: str, at: int) -> bool:
    """Tell whether the character at a place parts the digits of one figure: `1,500`, `2.5`, `12:30`."""
    return (
        text[at] in _INSIDE_FIGURES
        and 0 < at < len(text) - 1
        and text[at - 1].isdecimal()
        and text[at + 1].isdecimal()
    )


def _after_joined(text: str, at: int) -> bool:
    """Tell whether all of the word that stands before a place is a joined Arabic particle."""
    if not _ARABIC_LETTER.match(text[at]):
        return False
    word = at
    while word > 0 and at - word < _LONGEST_WORD and (text[word - 1].isalnum() or _continues(text[word - 1])):
        word -= 1
    letters = "".join(char for char in text[word:at] if not _continues(char))
    return _ARABIC_JOINED.match(letters) is not None
