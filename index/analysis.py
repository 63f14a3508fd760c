"""Text to terms. One analysis for questions and passages, whatever their language, so that they always meet.

Case, accents, Arabic vowel signs and letter forms are folded; numbers keep their value (`2,500` is `2500`). No guess
of the language is made, because a question of three words does not tell: every Latin word goes through the same
Snowball stemmers, English and for long words French; every Arabic word loses its clitics and endings (light
stemming: Larkey, Ballesteros and Connell, Light Stemming for Arabic Information Retrieval, 2007, section 3, with
further clitics). `docs/names.md` has what was measured.

Little words are no terms, but short forms written like them are: `US`, `WHO`, `IT`, and the month of May.
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
    # U.S., e.g., p.m.: an initialism is one word, the same as without its stops.
    rf"|[^\W\d_][{_MARKS}]*+(?>(?:\.[^\W\d_][{_MARKS}]*+)+)(?![^\W_])\.?"
    # Vowel signs and unjoined accents are no letters to `re`, but they do not end a word.
    rf"|[^\W\d_][^\W_]*(?:[{_MARKS}]+[^\W_]*)*"
)
_APOSTROPHES = "'’ʼ"
_ELIDED = frozenset("l d j m t s c n qu jusqu lorsqu puisqu quoiqu presqu aujourd".split())
_ENDINGS = frozenset("s t d m re ve ll".split())
_LONGEST_CLITIC = max(map(len, _ELIDED | _ENDINGS))
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Taken off again and again, so that a word with its article ends where the same word without it does. Single letters
# come off long words only: a short one more often begins with them by itself.
_ARABIC_PREFIX = re.compile(r"^(?:(?:[وف]?(?:[بك]?ال|لل)|[وف](?=\w{4})|[بكل](?=\w{5}))(?=\w{3}))+")
_ARABIC_SUFFIXES = "هما هم هن ها كم نا ان ات ون ين يه تها تهم ته وا ه ي ت ا".split()
_ARABIC_SUFFIX = re.compile(  # of a word read backwards, where a loop from the end is a match from the start
    rf"^(?:(?:{'|'.join(ending[::-1] for ending in sorted(_ARABIC_SUFFIXES, key=len, reverse=True))})(?=\w{{3}}))+"
)
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "", "œ": "oe", "æ": "ae"}
)

VERSION = "2"
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

SHORT_FORMS = frozenset("US WHO IT UN AU LA IL ET EST AM SA SE CE".split())
"""Names of bodies and places that are little words in lower case. Words that people write in capitals only to stress
them (NOT, ALL) are not among them: rare in capitals, they would outweigh the subject of a question."""

FRENCH_LEAST = 7
"""Letters that a word has after the English stemmer for the French one to touch it. Short English words would run
together (`plan` and `plane`, `center` and `cent`) and short French ones gain little."""

_FEMININE = re.compile(r"(?<=\w{4})(?:(t)rice|euse)s?$")
_FRENCH_ENDS = (("qu", "c"), ("iv", "if"))
"""Of feminine words (`publique`, `active`), which the stemmers leave apart from the masculine ones."""

_MAY = frozenset(("May", "may", "MAY"))

_WINDOW = 80
"""Characters either side, within the line, by which a word in capitals stands out or does not."""

_cache: dict[str, str] = {}
_CACHE_MOST = 500_000
_lock = threading.Lock()
_english, _french = Stemmer.Stemmer("english", 0), Stemmer.Stemmer("french", 0)


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the run of the text it was read from, in code points."""

    term: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the terms of a text with their places."""
    for term, match in _read(text):
        yield Token(term, match.start(), match.end())


def terms(text: str) -> list[str]:
    """List the terms of a text, in order, repeats kept."""
    return [term for term, _ in _read(text)]


def _read(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield terms and where they were read."""
    known = _cache.get
    for match in _TOKEN.finditer(text):
        word = match.group()
        if len(word) <= _LONGEST_CLITIC and _is_clitic(text, match):
            continue
        term = known(word)
        if term is None:
            term = _term(word)
        if term or (term := _short_form(text, match)):
            yield term, match


def _is_clitic(text: str, match: re.Match[str]) -> bool:
    """Tell the `l` of `l'accord` and the `s` of `Center's` from words."""
    start, end = match.span()
    if text[end : end + 1] in _APOSTROPHES and end < len(text) and match.group().lower() in _ELIDED:
        return True
    return start > 0 and text[start - 1] in _APOSTROPHES and match.group().lower() in _ENDINGS


def _term(word: str) -> str:
    """Give the term of a word, `""` for a stop word."""
    found = _fold(word)
    if len(_cache) < _CACHE_MOST:
        _cache[word] = found
    return found


def _fold(word: str) -> str:
    if word[0].isdecimal():
        digits = "".join(str(unicodedata.digit(char, -1)) if char.isdigit() else char for char in word)
        # A comma before three digits groups thousands; any other separator is a decimal mark.
        return re.sub(r"[,٬](?=\d{3}(?!\d))", "", digits).replace(",", ".").replace("٫", ".").casefold()
    plain = unicodedata.normalize("NFKD", word.replace(".", "")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_ARABIC_FORMS)
    if plain in STOPWORDS:
        return ""
    return _arabic(plain) if _ARABIC.search(plain) else _latin(plain)


def _arabic(plain: str) -> str:
    """Take clitics and endings off a folded word; `""` if a stop word is left."""
    bare = _ARABIC_PREFIX.sub("", plain)
    return (
        ""
        if bare in STOPWORDS or (plain[0] == "و" and plain[1:] in STOPWORDS)
        else _ARABIC_SUFFIX.sub("", bare[::-1])[::-1]
    )


def _latin(plain: str) -> str:
    """Stem a folded word, English or French or of any other language written in Latin letters."""
    plain = _FEMININE.sub(r"\1eur", plain)
    with _lock:  # a Snowball stemmer is not safe for several threads
        stem = str(_english.stemWord(plain))
        if len(stem) >= FRENCH_LEAST:
            stem = str(_english.stemWord(_french.stemWord(stem)))
    for feminine, masculine in _FRENCH_ENDS:
        if stem.endswith(feminine) and len(stem) >= len(feminine) + 3:
            return stem[: -len(feminine)] + masculine
    return stem


def _short_form(text: str, match: re.Match[str]) -> str:
    """Give the term of a stop word that is a name where it stands: `US` among other words, `May` of a date."""
    word = match.group()
    if word in _MAY:
        return "may" if _is_month(text, match) else ""
    plain = word.replace(".", "")
    return plain if plain in SHORT_FORMS and not _shouted(text, match) else ""


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Tell the month from the verb: beside a number, or with a capital that no sentence's beginning asks for."""
    start, end = match.span()
    before, after = text[max(0, start - 3) : start].rstrip(), text[end : end + 3].lstrip(" ,.")
    if before[-1:].isdecimal() or after[:1].isdecimal():
        return True
    opens = not before or before[-1] in '.!?:…"“«' or "\n" in text[max(0, start - 3) : start]
    return match.group() == "May" and not (opens and after)


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Tell whether all around a word is in capitals too, so that its own say nothing."""
    start, end = match.span()
    before = text[max(0, start - _WINDOW) : start].rpartition("\n")[2]
    after = text[end : end + _WINDOW].partition("\n")[0]
    letters = [char for char in before + after if char.isalpha()]
    return bool(letters) and all(map(str.isupper, letters))
