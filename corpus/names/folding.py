"""Names as they are compared: without case, accents, punctuation and the Arabic article; and by how they sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import combinations

_FORMS = str.maketrans({"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": "", "œ": "oe", "æ": "ae", ".": "", "'": " ", "’": " "})
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_JOINED_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(?=\w{3})")
"""The article with what is joined before it: another word may come to stand before any name."""

_SOFT = re.compile(r"c(?=[eiy])")
_LATIN_SOUNDS: Mapping[str, str] = {
    **dict.fromkeys("ckqx", "k"), **dict.fromkeys("sz", "s"), **dict.fromkeys("bp", "b"), **dict.fromkeys("td", "t"),
    **dict.fromkeys("fv", "f"), **dict.fromkeys("gj", "g"), **{letter: letter for letter in "lmnr"},
}  # fmt: skip
_ARABIC_SOUNDS: Mapping[str, str] = {
    **dict.fromkeys("كق", "k"), **dict.fromkeys("سزصث", "s"), "ش": "s", "ب": "b", **dict.fromkeys("تطدضذظ", "t"),
    "ف": "f", **dict.fromkeys("جغ", "g"), "ل": "l", "م": "m", "ن": "n", "ر": "r",
}  # fmt: skip

SOUND_LEAST = 3
"""Consonants; two names that share fewer share them by chance."""


def words(name: str) -> list[str]:
    """List the words of a name, folded: `L’Organisation (O.I.F.)` is `l organisation oif`."""
    if name.isascii():
        return _WORD.findall(name.lower().replace(".", "").replace("'", " "))
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_FORMS)
    return [_JOINED_ARTICLE.sub("", word, count=1) for word in _WORD.findall(plain)]


def key(name: str) -> str:
    """Give what equal names share, whoever writes them: their folded words, plurals as one, one space between."""
    return " ".join(map(_singular, words(name)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" else word


def is_arabic(text: str) -> bool:
    """Tell whether a text has Arabic letters."""
    return _ARABIC.search(text) is not None


def sound(name: str) -> str:
    """Give the consonants of a name in one alphabet for Arabic and Latin: `إيسيسكو` and `ICESCO` are `ssk`.

    Vowels, the half vowels w and y, h and its Arabic kin are left out, and consonants that either script does not
    tell apart (p and b, v and f, the emphatic ones) are one. `""` for what nobody pronounces as a word: a Latin name
    without a vowel.
    """
    plain = "".join(words(name))
    if is_arabic(plain):
        return "".join(_ARABIC_SOUNDS.get(letter, "") for letter in plain)
    if not re.search(r"[aeiou]", plain):
        return ""
    return "".join(_LATIN_SOUNDS.get(letter, "") for letter in _SOFT.sub("s", plain))


def alike(names: Iterable[str]) -> list[tuple[str, str]]:
    """Suggest which short forms are one name written in two ways, or two scripts: those of one sound.

    Only a suggestion: `ACES` and `ASIS` sound alike and have nothing in common.

    Args:
        names: short forms, each once; words too short to tell are passed over.

    Returns:
        Pairs in the order of the names.
    """
    by_sound: dict[str, list[str]] = {}
    for name in names:
        if len(heard := sound(name)) >= SOUND_LEAST:
            by_sound.setdefault(heard, []).append(name)
    return [pair for group in by_sound.values() for pair in combinations(group, 2) if key(pair[0]) != key(pair[1])]
