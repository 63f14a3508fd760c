"""Text to terms. One analysis for questions and passages, whatever their language, so that they always meet.

Case, accents, Arabic vowel signs and letter forms are folded; Latin words are stemmed by Snowball's English
stemmer, Arabic words lose article and conjunction; numbers keep their value (`2,500` is `2500`).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import Stemmer

_MARKS = "".join(chr(code) for code in range(0x300, 0xFE00) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
_TOKEN = re.compile(
    r"\d+(?:[.,٫٬]\d+)*"
    # Vowel signs and unjoined accents are no letters to `re`, but they do not end a word.
    rf"|[^\W\d_][^\W_]*(?:[{_MARKS}]+[^\W_]*)*"
)
_APOSTROPHES = "'’ʼ"
_ELIDED = frozenset("l d j m t s c n qu jusqu lorsqu puisqu aujourd".split())
_ENDINGS = frozenset("s t d m re ve ll".split())
_LONGEST_CLITIC = max(map(len, _ELIDED | _ENDINGS))
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Taken off again and again, so that a word with its article ends where the same word without it does.
_ARABIC_PREFIX = re.compile(r"^(?:(?:[وف]?(?:[بك]?ال|لل)|و(?=\w{4}))(?=\w{3}))+")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
)

VERSION = "1"
"""Counted up when terms change: an index of other terms is another index."""

STOPWORDS = frozenset(
    # English
    "a an the and or but if of at by for with about to from in on into is are was were be been being am do does did"
    " has have had having this that these those it its he she they them his her their we our us you your i my me"
    " as so than then there here what which who whom whose when where why how not no will would can could should may"
    " might must shall also such s t"
    # French
    " le la les un une des du de au aux et ou en dans par pour sur avec sans ce cet cette ces il elle ils elles nous"
    " vous on se sa son ses leur leurs est sont ete etre a ont avait que qui quoi dont ou quel quelle quels quelles"
    " ne pas plus comment quand pourquoi combien"
    # Arabic
    " من في علي الي عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متي اين كيف هل كم و او ان كان كانت قد لقد ثم هو هي"
    " هم كما بين حتي اي عند لا لم لن منذ".split()
)
"""Folded words that carry no subject; they are no terms."""

_cache: dict[str, str] = {}
_CACHE_MOST = 500_000
_lock = threading.Lock()
_stemmer = Stemmer.Stemmer("english", 0)


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the run of the text it was read from, in code points."""

    term: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the terms of a text with their places."""
    for match in _TOKEN.finditer(text):
        word = match.group()
        if len(word) <= _LONGEST_CLITIC and _is_clitic(text, match):
            continue
        if term := _term(word):
            yield Token(term, match.start(), match.end())


def terms(text: str) -> list[str]:
    """List the terms of a text, in order, repeats kept."""
    return [token.term for token in tokens(text)]


def _is_clitic(text: str, match: re.Match[str]) -> bool:
    """Tell the `l` of `l'accord` and the `s` of `Center's` from words."""
    word = match.group().lower()
    before = text[match.start() - 1] if match.start() else ""
    after = text[match.end()] if match.end() < len(text) else ""
    return (word in _ELIDED and after != "" and after in _APOSTROPHES) or (
        word in _ENDINGS and before != "" and before in _APOSTROPHES
    )


def _term(word: str) -> str:
    """Give the term of a word, `""` for a stop word."""
    found = _cache.get(word)
    if found is None:
        found = _fold(word)
        if len(_cache) < _CACHE_MOST:
            _cache[word] = found
    return found


def _fold(word: str) -> str:
    if word[0].isdecimal():
        digits = "".join(str(unicodedata.digit(char, -1)) if char.isdigit() else char for char in word)
        # A comma before three digits groups thousands; any other separator is a decimal mark.
        return re.sub(r"[,٬](?=\d{3}(?!\d))", "", digits).replace(",", ".").replace("٫", ".").casefold()
    plain = unicodedata.normalize("NFKD", word).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_ARABIC_FORMS)
    if plain in STOPWORDS:
        return ""
    if _ARABIC.search(plain):
        return _ARABIC_PREFIX.sub("", plain)
    with _lock:  # a Snowball stemmer is not safe for several threads
        return str(_stemmer.stemWord(plain))
