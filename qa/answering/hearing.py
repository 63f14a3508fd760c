"""Names across scripts: words of an Arabic question that sound like a release's Latin name, and the reverse.

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
_ARTICLES = frozenset({"al", "el"})


def heard(question: str, texts: Iterable[str]) -> bool:
    """Tell whether an Arabic word of a question sounds like a word with a capital in some texts.

    Months and days, which any release has, do not count, nor words of fewer than three consonants.
    """
    if not is_arabic(question):
        return False
    asked = {told for word in _WORD.findall(question) if is_arabic(word) for told in _sounds(word)}
    return bool(asked) and any(_sound(name) in asked for text in texts for name in _CAPITAL.findall(text))


def spoken(name: Iterable[str], text: str, least: int = SOUND_LEAST) -> bool:
    """Tell whether an Arabic text has words that sound like all the words of a name: `Al Fajr` is `الفجر`.

    False for a name with a number, as sounds do not tell whose number it is.

    Args:
        name: its folded words, those that tell nothing taken off.
        text: of a release.
        least: consonants of the name; fewer are found in any text by chance.
    """
    asked = list(name)
    if not is_arabic(text) or any(is_arabic(word) or not word.isalpha() for word in asked):
        return False
    told = [sounds for word in asked if word not in _ARTICLES and (sounds := _sound(word))]
    if len(told) < sum(word not in _ARTICLES for word in asked) or sum(map(len, told)) < least:
        return False
    there = {
        sounds
        for word in _WORD.findall(text)
        if is_arabic(word) and fold(word) not in CALENDAR
        for plain in words(word)
        for sounds in _forms(plain)
    }
    return there.issuperset(told)


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
