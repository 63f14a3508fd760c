"""Names across scripts: which words of an Arabic question sound like a name that a release writes in Latin letters.

Names are told by their capitals, so an Arabic question gives none (`qa.understanding.naming`), and nothing that it
has in common with an English release would show. But `الإيسيسكو` and `ICESCO` have the same consonants in the same
order, and so have most names that are written as they sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.names.folding import SOUND_LEAST, is_arabic, sound, words
from qa.understanding.calendar import WORDS as CALENDAR
from qa.understanding.calendar import fold

NAMES_KEPT = 20_000
"""Words whose sounds are kept, some 3 MB."""

_CAPITAL = re.compile(r"\b[A-ZÀ-Þ]\w{2,}(?:-\w+)*")
_WORD = re.compile(r"\w+")
_JOINED = frozenset("وفبلك")
"""Letters that stand before an Arabic word as words of their own: and, so, in, to, as."""


def heard(question: str, texts: Iterable[str]) -> bool:
    """Tell whether an Arabic word of a question sounds like a word with a capital in some texts.

    Months and days, which any release has, do not count, nor words of fewer than three consonants.
    """
    if not is_arabic(question):
        return False
    asked = {told for word in _WORD.findall(question) if is_arabic(word) for told in _sounds(word)}
    return bool(asked) and any(_sound(name) in asked for text in texts for name in _CAPITAL.findall(text))


def _sounds(word: str) -> Iterator[str]:
    """Yield the sounds of a word, with and without what may be joined before it."""
    if fold(word) in CALENDAR:
        return
    for plain in words(word):
        yield from (told for told in _forms(plain) if len(told) >= SOUND_LEAST)


def _forms(plain: str) -> Iterator[str]:
    yield _sound(plain)
    if plain[0] in _JOINED:
        yield _sound(plain[1:])


@lru_cache(maxsize=NAMES_KEPT)
def _sound(name: str) -> str:
    return sound(name)
