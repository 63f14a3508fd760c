"""Quotes drawn at random from texts: true ones as they may be typed, and false ones that look true."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from corpus.article import Span

TRUE = ("as it is", "white space", "marks", "decomposed", "left out")
FALSE = ("character", "moved", "joined", "across")

LONGEST = 60
"""Words of a drawn quote."""

_WORD = re.compile(r"\S+")
_BLANKS = (" ", "  ", "\n", "\r\n", "\n\n", "\t", "\u00a0", " \r\n ", "\u2009")
_PRINTED = {
    "'": "‘’'",
    "’": "'‘",
    "‘": "'’",
    '"': '“”„"',
    "“": '"„',
    "”": '"',
    "«": '"“',
    "»": '"”',
    "-": "‐‑–",
    "–": "-—",
    "—": "–-",
}
_OUTER = (("", ""), ('"', '"'), ("“", "”"), ("« ", " »"), ("'", "'"), ("", "\n"))
_SWAPS = "bdfhklmnprstwz", "2345679", "دسعقلمنه"
_LATIN, _FIGURES, _ARABIC = _SWAPS

_VARIED = re.compile("[ʼ`´＇−\ufe0e\ufe0f]")
"""Quotation marks and dashes that Unicode calls letters, signs or accents."""

Text = tuple[str, Sequence[Span]]
"""A text and its words."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quote, what was done to it, and which text it is from."""

    quote: str
    kind: str
    home: int


def words(text: str) -> list[Span]:
    """List the words of a text: runs of what is no white space."""
    return [Span(*word.span()) for word in _WORD.finditer(text)]


def true(texts: Sequence[Text], random: Random) -> Drawn | None:
    """Draw a quote that stands in a text, typed in one way or another; null where there is nothing to look for."""
    home = random.randrange(len(texts))
    text, spans = texts[home]
    quote = _cut(text, spans, random)
    kind = random.choice(TRUE)
    if kind == "white space":
        quote = re.sub(r"\s+", lambda _: random.choice(_BLANKS), quote)
    elif kind == "marks":
        before, after = random.choice(_OUTER)
        quote = before + "".join(random.choice(_PRINTED.get(char, char)) for char in quote) + after
    elif kind == "decomposed":
        quote = unicodedata.normalize("NFD", quote)
    elif kind == "left out" and len(spans) > 1:
        at, later = sorted(random.sample(range(len(spans)), 2))
        quote = f"{_run(text, spans, at, random, later)} {random.choice(('[...]', '[…]', '…', '(...)'))} "
        quote += _run(text, spans, later, random, len(spans))
    return Drawn(quote, kind, home) if any(map(str.isalnum, quote)) else None


def false(texts: Sequence[Text], random: Random) -> Drawn | None:
    """Draw a quote that was changed; it may be true by chance, elsewhere. Null where the draw cannot be changed."""
    home = random.randrange(len(texts))
    text, spans = texts[home]
    kind = random.choice(FALSE)
    if kind == "across":
        other, places = texts[random.randrange(len(texts))]
        parts = [text[spans[-min(len(spans), 6)].start :], other[: places[min(len(places), 6) - 1].end]]
        return Drawn("\n\n".join(parts), kind, home)
    if kind == "joined":
        parts = [_cut(text, spans, random) for _ in range(2)]
        return Drawn(" ".join(parts), kind, home)
    quote = _cut(text, spans, random)
    changed = _other_character(quote, random) if kind == "character" else _moved(quote, random)
    return Drawn(changed, kind, home) if changed is not None else None


def _cut(text: str, spans: Sequence[Span], random: Random) -> str:
    return _run(text, spans, random.randrange(len(spans)), random, len(spans))


def _run(text: str, spans: Sequence[Span], at: int, random: Random, end: int) -> str:
    """Cut a run of words: most are short, some as long as a paragraph."""
    count = min(LONGEST, 1 + int(random.expovariate(1 / 12)))
    return text[spans[at].start : spans[max(at, min(at + count, end) - 1)].end]


def _other_character(quote: str, random: Random) -> str | None:
    """Put another letter or figure in the place of one."""
    places = [at for at, char in enumerate(quote) if char.isalnum()]
    if not places:
        return None
    at = random.choice(places)
    kinds = _FIGURES if quote[at].isdecimal() else _ARABIC if "\u0620" <= quote[at] <= "\u064a" else _LATIN
    others = kinds.replace(quote[at].lower(), "")
    return quote[:at] + random.choice(others) + quote[at + 1 :]


def _moved(quote: str, random: Random) -> str | None:
    """Let two neighbouring words change places."""
    said = quote.split()
    if len(said) < 2:
        return None
    at = random.randrange(len(said) - 1)
    said[at], said[at + 1] = said[at + 1], said[at]
    return " ".join(said)


def letters(text: str) -> str:
    """Leave of a text what no print may vary: letters, figures and pictures, white space and punctuation gone.

    What holds a quote holds it so too: a quote whose letters stand nowhere was not published, whatever verifies it.
    """
    plain = unicodedata.normalize("NFKC", _VARIED.sub("", text))
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LNMS")
