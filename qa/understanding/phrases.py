"""Quoted phrases of a question, which are wanted word for word."""

from __future__ import annotations

import re
import unicodedata

_QUOTED = re.compile(r'"([^"]*)"|«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]')
_LOOKS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′`´＇", "'") | dict.fromkeys("“”„‟″«»＂", '"') | dict.fromkeys("‐‑‒–—―−－", "-")
)
_ENDS = " \t\n.,;:!?…؟،؛'"
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def phrases(text: str) -> tuple[str, ...]:
    """List the quoted phrases of a question as typed, each once, in order; quotes that hold no word are left out."""
    found: dict[str, str] = {}
    for match in _QUOTED.finditer(text):
        phrase = next(group for group in match.groups() if group is not None).strip(_ENDS)
        if any(map(str.isalnum, phrase)):
            found.setdefault(fold(phrase), phrase)
    return tuple(found.values())


def fold(text: str) -> str:
    """Fold what two writings of the same words differ in: case, forms of letters, quotes, dashes, white space."""
    if text.isascii():
        return " ".join(text.translate(_LOOKS).lower().split())
    # Caseless matching, The Unicode Standard, section 3.13, D146; folding case can undo a normal form.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    folded = unicodedata.normalize("NFKC", folded.casefold())
    return " ".join(folded.translate(_LOOKS).split())


def holds(text: str, phrase: str) -> bool:
    """Tell whether a text holds a phrase as whole words, both folded; see `held` for many phrases of one text."""
    return held(fold(text), phrase)


def held(folded: str, phrase: str) -> bool:
    """Tell whether a folded text holds a phrase as whole words.

    An Arabic word may have a joined conjunction or preposition before it; any text holds a phrase without a word.
    """
    words = fold(phrase)
    at = folded.find(words)
    while at >= 0 and words:
        if _whole(folded, at, at + len(words)):
            return True
        at = folded.find(words, at + 1)
    return not words


def _whole(folded: str, start: int, end: int) -> bool:
    opens = start == 0 or not (folded[start].isalnum() and folded[start - 1].isalnum())
    closes = end == len(folded) or not (folded[end - 1].isalnum() and folded[end].isalnum())
    return closes and (opens or _ARABIC.match(folded, start) is not None)
