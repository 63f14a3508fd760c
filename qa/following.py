"""Which questions follow up on what was said before: by a pronoun, by their opening, or by all that they leave out.

A question that names what it is about stands by itself. What is told apart here is told by short lists of little
words in English, French and Arabic; whether the reading was right is for the answers to show (`qa.conversation`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from index.analysis import terms, tokens
from qa.question import Question, Understood, understand
from qa.understanding.naming import named
from qa.understanding.periods import periods

SHORT = 2
"""Terms of a question without names that may well leave its subject out: `who attended the meeting?`."""

PLAIN = 4
"""Terms beside a pronoun up to which there is hardly room for what the pronoun stands for."""

BEFORE = 1
"""Of them, those before the pronoun: `where does the harbour get its name?` has its subject there."""

AHEAD = 2
"""Terms before a pronoun up to which it may still stand for something said earlier."""

ROOM = 7
"""Terms beside a pronoun from which on it may well stand for one of them."""

How = Literal["subject", "instead", "days"]
"""What a question leaves out: `subject`, what it is about; `instead` asks the same of something else, `days` the
same at another time."""

_OPENING = re.compile(
    r"\s*(?:(?:(?:and|but|so|then|also|ok(?:ay)?|thanks?(?: you)?|et|mais|alors|donc|puis|ensuite|merci|شكرا|طيب)\b"
    r"[\s,;:.!…،–-]*)+|و(?=(?:متى|أين|من|ما|ماذا|كم|كيف|لماذا|هل|بكم|لمن|أي|في عام|في سنة)\b))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\s*(?:(?:what|how) about\b|what of\b|qu['’]en est[- ]il (?:de la|de l['’]|du|des|de|d['’])|et (?:pour|chez)|"
    r"و?ماذا عن|و?ماذا بشأن)\s*(?=\S)",
    re.IGNORECASE,
)
_TIMES = r"year|month|week|spring|summer|autumn|winter|time"
_ENGLISH = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|else|(?:each|the|this|that|other|last|first) ones?"
    rf"|(?:this|these|those)(?! (?:{_TIMES})s?\b)"
    r"|(?:is|was|did|does|do|will|would|about|of|for|in|with|after|before|like|by|say|said) that(?=\W*$)"
    rf"|(?:is|was|did|does|will|would|of|for|in|with|after|before|by) that(?! (?:the|a|an|{_TIMES})\b))\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    r"(?<!y a-t-)(?<!agit-)\b(?:ils?|elles?)\b(?! (?:y a|faut|s['’]agit)\b)"
    r"|\b(?:lui|leurs?|son|sa|ses|cet|cette|ces|cela|ça|cel(?:ui|le)-(?:ci|là)|ce(?:ux|lles)-(?:ci|là))\b"
    r"|(?<!est-)\bce (?!qu|n['’])|\bl['’](?:a|ont|avait|avaient)\b|\bles? (?:a|ont)\b",
    re.IGNORECASE,
)
_ARABIC = re.compile(
    r"(?<!\w)(?:هما|هم|ذلك|تلك|هؤلاء|[وفبل]?هذ[اه](?! (?:العام|السنة|الشهر|الأسبوع))"
    r"|(?:في|عن|من|إلي|علي|ب|ل|مع|حول|بين)(?:ه|ها|هم|هما)"
    r"|(?<!ما )(?<!من )ه[وي])(?!\w)"
)
_ARABIC_JOINED = re.compile(r"(?<!\w)\w{3,30}(?:ها|هما|هم|ه)(?!\w)")
"""A pronoun joined to a verb or noun: `توقيعها`. Nouns that only end so are told by the question's shortness."""

_LAST = re.compile(r"\b(?:it|them|him|her|this|that|these|those)\W*$", re.IGNORECASE)
"""A pronoun that ends a question is no subject of a clause inside it: `when did ICESCO sign it?`."""


@dataclass(frozen=True, slots=True)
class Following:
    """How a question follows up.

    Attributes:
        how: what it leaves out.
        sure: whether it can hardly be meant by itself.
        rest: its words without the opening (`and`, `what about`).
    """

    how: How
    sure: bool
    rest: str


def following(text: str, today: dt.date) -> Following | None:
    """Tell how a question follows up on what was said before; null where it stands by itself.

    Args:
        text: the question; with letters or digits in it, not too long to be asked.
        today: what `last year` counts from.
    """
    about = _ABOUT.match(text)
    opening = None if about else _OPENING.match(text)
    start = about or opening
    rest = text[start.end() :] if start else text
    if not any(map(str.isalnum, rest)):
        return None
    asked = understand(Question(rest), today)
    outside, inside = _content(asked, today)
    if not asked.asking:
        if inside and not outside:
            return Following("days", True, rest)
        # A name that opens a sentence is only known to be one where something stands before it.
        if about or (opening and named(f"x {rest}", inside).names and len(outside) <= ROOM):
            return Following("instead", True, rest)
    return None if asked.phrases else _subject(asked, rest, len(outside), opening is not None, bool(inside))


def _subject(asked: Understood, rest: str, size: int, goes_on: bool, dated: bool) -> Following | None:
    """Tell whether a question leaves out what it is about.

    Args:
        asked: the question.
        rest: its words without the opening.
        size: how many terms it has.
        goes_on: whether it opens with `and` or the like.
        dated: whether it names days.
    """
    nameless = not asked.named.names
    pronoun = _pronoun(asked, size)
    if goes_on and nameless:
        return Following("subject", size <= PLAIN, rest)
    before = len(terms(asked.text[: pronoun.start()])) if pronoun else 0
    if pronoun and size < ROOM and (before <= AHEAD or not nameless):
        return Following("subject", size <= PLAIN and (before <= BEFORE or not nameless), rest)
    if not pronoun and nameless and not asked.named.numbers and not dated and size <= SHORT:
        return Following("subject", not size, rest)
    return None


def _content(asked: Understood, today: dt.date) -> tuple[list[str], list[tuple[int, int]]]:
    """Give the terms of a question outside of its dates, and where these stand."""
    dates = [one.words for one in periods(asked.text, today, asked.language)]
    found = [
        one for one in tokens(asked.text) if not any(one.start < last and first < one.end for first, last in dates)
    ]
    return [one.term for one in found], dates


def _pronoun(asked: Understood, size: int) -> re.Match[str] | None:
    """Find the pronoun by which a question points at something that it does not name."""
    if asked.language == "ar":
        return _ARABIC.search(asked.text) or (_ARABIC_JOINED.search(asked.text) if size <= SHORT else None)
    if asked.named.names:
        return _LAST.search(asked.text)
    return (_FRENCH if asked.language == "fr" else _ENGLISH).search(asked.text)
