"""A question as a row of words of the calendar, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.fields.dates import EARLIEST, western
from qa.understanding import hijri
from qa.understanding.calendar import LONG, OTHER, WORDS, Word, fold

LATEST = 2099
"""A larger number is no year."""

_RUN = re.compile(
    r"(?P<number>\d+(?:[-–/.,٫٬]\d+)*)(?P<ending>[^\W\d_]*)"
    r"|[^\W\d_]+(?:[\u064b-\u0652]+[^\W\d_]*)*\d*"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_PAIR = re.compile(r"(\d{1,4})[-–/](\d{1,4})")
_PART = re.compile(r"([qth])([1-4])|([1-4])([qth])")  # Q3, French T3, H1, 3Q
_FISCAL = re.compile(r"fy((?:19|20)\d\d)")
_ORDINALS = frozenset({"", "st", "nd", "rd", "th", "er", "e", "eme", "º"})
_PREFIXES = frozenset("وفبل")
_SHARES = ("%", "٪", "€")
_COUNTED = re.compile(r"(?:[$€£¥#§]|\b[A-Z]\.) ?\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a name of several, and its place: code points of the question."""

    word: Word
    start: int
    end: int


def read(text: str, day_first: bool) -> list[Token]:
    """Read a question word by word.

    Args:
        text: the question.
        day_first: whether `3/6/2024` is a day of June; otherwise a date so written counts if it can be only one.
    """
    tokens: list[Token] = []
    runs = list(_RUN.finditer(western(text)))
    at = 0
    while at < len(runs):
        run = runs[at]
        if run["number"]:
            word = OTHER if _amount(text, run) else _number(run["number"], fold(run["ending"]), day_first)
            tokens.append(Token(word, run.start(), run.end()))
            at += 1
            continue
        taken = _long_name(runs, at)
        if taken is None:
            tokens += _short_name(run)
            at += 1
            continue
        word, count = taken
        tokens.append(Token(word, run.start(), runs[at + count - 1].end()))
        at += count
    return tokens


def _amount(text: str, run: re.Match[str]) -> bool:
    """Tell a sum, a share or a number of a law, `$2025`, `20 %` or `S. 1955`, which is no year and no day."""
    after = text[run.end() : run.end() + 2].lstrip()
    return after[:1] in _SHARES or _COUNTED.search(text, max(0, run.start() - 3), run.start()) is not None


def _number(digits: str, ending: str, day_first: bool) -> Word:
    if digits.isdecimal():
        value = int(digits) if len(digits) <= 4 else 0
        if ending in _ORDINALS and 1 <= value <= 31 and len(digits) <= 2:
            return Word("d", (value,))
        if part := _PART.fullmatch(digits + ending):
            return _part(part)
        if ending in ("", "م", "ه", "هـ") and len(digits) == 4:
            return _year(value)
        return OTHER
    return OTHER if ending else _compound(digits, day_first)


def _year(value: int) -> Word:
    if EARLIEST <= value <= LATEST:
        return Word("y", (value,))
    return Word("h", (value,)) if hijri.FIRST <= value <= hijri.LAST else OTHER


def _part(match: re.Match[str]) -> Word:
    kind, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    parts = 2 if kind == "h" else 4
    return Word("Q", (int(number), parts)) if int(number) <= parts else OTHER


def _compound(digits: str, day_first: bool) -> Word:
    """Read numbers joined by signs: a date, two years, two days."""
    if match := _ISO.fullmatch(digits):
        return Word("I", tuple(map(int, match.groups())))
    if match := _SLASHED.fullmatch(digits):
        first, second, year = map(int, match.groups())
        if second > 12:
            return Word("I", (year, first, second))
        return Word("I", (year, second, first)) if day_first or first > 12 or first == second else OTHER
    if match := _PAIR.fullmatch(digits):
        return _pair(match[1], match[2])
    return OTHER


def _pair(first: str, second: str) -> Word:
    if len(first) <= 2 and len(second) <= 2 and 1 <= int(first) < int(second) <= 31:
        return Word("R", (int(first), int(second)))
    if len(first) == 4 and len(second) in (2, 4):
        begin, end = int(first), int(first[: 4 - len(second)] + second)
        if EARLIEST <= begin < end <= LATEST:
            return Word("Y", (begin, end))
    return OTHER


def _long_name(runs: Sequence[re.Match[str]], at: int) -> tuple[Word, int] | None:
    """Read a name of several words (`كانون الثاني`, `Rabi al-Awwal`): what it is, and how many words it has."""
    first = fold(runs[at].group())
    longest = LONG.get(first) or LONG.get(first[1:] if first[:1] in _PREFIXES else "")
    if not longest:
        return None
    first = first if first in LONG else first[1:]
    for count in range(min(longest, len(runs) - at), 1, -1):
        name = " ".join([first, *(fold(run.group()) for run in runs[at + 1 : at + count])])
        if word := WORDS.get(name):
            return word, count
    return None


def _short_name(run: re.Match[str]) -> list[Token]:
    """Read one word; a joined `and` of Arabic becomes a word of its own."""
    words = _known(run.group())
    if words[0].letter in "zr" and run.group()[0].isupper() and run.start():
        words = (OTHER,)  # a name: `Care Today`
    if len(words) == 1:
        return [Token(words[0], run.start(), run.end())]
    return [Token(words[0], run.start(), run.start() + 1), Token(words[1], run.start() + 1, run.end())]


@lru_cache(maxsize=4096)
def _known(word: str) -> tuple[Word, ...]:
    folded = fold(word)
    if found := WORDS.get(folded):
        return (found,)
    if part := _PART.fullmatch(folded):
        return (_part(part),)
    if fiscal := _FISCAL.fullmatch(folded):
        return (_year(int(fiscal[1])),)
    if folded[:1] in _PREFIXES and (found := WORDS.get(folded[1:])) and found.letter not in "xOiP":
        return (Word("&"), found) if folded[0] == "و" else (Word("i"), found)
    return (OTHER,)
