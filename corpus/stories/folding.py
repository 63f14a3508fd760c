"""Words as they are compared, whoever wrote them: folded, in lower case, without the addresses of web and mail."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 3
"""Words. Three that follow one another are seldom chance, and a changed word costs only three of them."""

_MULTIPLIER = np.uint32(0x9E3779B1)
"""Odd, so that no bit of a word is lost; Knuth, The Art of Computer Programming, vol. 3, section 6.4."""

_SIGNS = re.compile(r"[™®©℠]")
_NO_LETTERS = re.compile(
    "['’‘ʼ`\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060\ufeff]"
)
_FORMS = str.maketrans("ىةٱ٫٬٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "يها.,01234567890123456789")
_ARABIC = re.compile("[\u0620-\u06ff]")
_WORD = re.compile(r"[$€£¥]?\d+(?>(?:[.,:]\d+)*)|[^\W_]+")


def fold(text: str) -> str:
    """Fold what two hands write differently: accents, Arabic letter forms and signs, quotes, digits. Case stays."""
    if text.isascii():
        return text.replace("'", "").replace("`", "")
    text = _NO_LETTERS.sub("", unicodedata.normalize("NFKD", _SIGNS.sub(" ", text)))
    return text.translate(_FORMS) if _ARABIC.search(text) else text


def words(text: str) -> list[str]:
    """List the words of a text, folded and in lower case."""
    return words_of(fold(without_addresses(text)))


def words_of(folded: str) -> list[str]:
    """List the words of a folded text, in lower case; a figure is one word, with its currency's sign."""
    return _WORD.findall(folded.casefold())


def without_addresses(text: str) -> str:
    """Leave out addresses of the web and of mail: a campaign's or a wire's code in them says nothing."""
    if "@" not in text and "://" not in text and "www." not in text:
        return text
    return "\n".join(
        " ".join(word for word in line.split(" ") if "://" not in word and "www." not in word and "@" not in word)
        for line in text.split("\n")
    )


def shingles(said: Sequence[str], size: int = SHINGLE) -> NDArray[np.uint32]:
    """Hash every run of `size` words; of fewer words there is one run. Shape (runs,), repeats kept."""
    hashes = np.array([zlib.crc32(word.encode()) for word in said], np.uint32)
    runs = max(1, len(hashes) - size + 1)
    joined = np.zeros(runs, np.uint32)
    for at in range(size):
        row = hashes[at : at + runs]
        joined[: len(row)] = joined[: len(row)] * _MULTIPLIER + row
    return joined
