"""Opposites: why somebody sold is not told by a release on what they bought.

A question takes something for granted. Where what it does so with is not told, nor anything like it, and the opposite
is, in the title, the best sentence or the lead, the release tells otherwise. Verbs are few and told by their forms
(`qa.answering.antonyms`); whatever else a question takes for granted is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.article import Article
from corpus.names.folding import is_arabic
from qa.answering.antonyms import PAIRS
from qa.answering.sentence import Sentence
from qa.question import Understood

LEAD = 400
"""Code points of a text in which the news is told."""

NEAR = 120
"""Code points before a verb in which the one who does it is named."""

BEHIND = 3
"""Words behind an Arabic verb that name who does it."""

_WORD = re.compile(r"\w+")

_THING = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|this|that|of|new|first|last|each|any)|['’]s)\s\Z", re.IGNORECASE
)
"""Before a thing that is written as an English verb."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair: its verbs, and what says nearly the same; and the verbs of the other side."""

    verbs: re.Pattern[str]
    kin: re.Pattern[str]
    others: re.Pattern[str]
    relation: Literal["plain", "ends", "converse"]


@dataclass(frozen=True, slots=True)
class Opposite:
    """The verb of a question, and the opposite one that a release writes instead."""

    asked: str
    written: str


def opposite(asked: Understood, release: Article, best: Sentence) -> Opposite | None:
    """Give the verb of a question where a release has none like it and tells its opposite; else None.

    Its opposite stands in the title; in the best sentence; or in the lead, and then nothing like the verb anywhere.
    Neither title, sentence nor lead has anything like it; but under a title that tells the opposite, the lead may
    have what is only near to it. Of a release in another language nothing is told.
    """
    language = asked.language or ""
    if language not in PAIRS or language != release.language or not _any(language).search(asked.text):
        return None
    for side in _sides()[language]:
        verb = _verb(side.verbs, asked.text)
        if verb is None or _verb(side.others, asked.text):
            continue
        if side.relation == "ends" and asked.asking in ("when", "how long"):
            continue
        if found := _written(side, release, best):
            text, match = found
            if side.relation != "converse" or _does(asked, verb, text, match):
                return Opposite(verb.group(), match.group())
    return None


def _written(side: _Side, release: Article, best: Sentence) -> tuple[str, re.Match[str]] | None:
    """Find the opposite of a side in a release that has none of it; with the text that it stands in."""
    title, lead = release.title or "", release.text[:LEAD]
    if side.kin.search(title) or side.kin.search(best.text) or side.verbs.search(lead):
        return None
    if found := side.others.search(title):
        return title, found
    if side.kin.search(lead):
        return None
    if found := side.others.search(best.text):
        return best.text, found
    found = None if side.kin.search(release.text) else side.others.search(lead)
    return (lead, found) if found else None


def _does(asked: Understood, verb: re.Match[str], text: str, opposite: re.Match[str]) -> bool:
    """Tell whether one who does something in a question does its opposite in a text.

    `Who bought the ship?` is answered by who sold it to whom. Names stand before verbs, in Arabic behind them.
    """
    if is_arabic(verb.group()):
        doing = _WORD.findall(asked.text, verb.end())[:BEHIND]
        return any(len(word) > BEHIND for word in set(doing) & set(_WORD.findall(text, opposite.end())[: 2 * BEHIND]))
    near = text[max(0, opposite.start() - NEAR) : opposite.start()]
    return any(name in near for name in asked.named.names if 0 <= asked.text.find(name) < verb.start())


def _verb(verbs: re.Pattern[str], question: str) -> re.Match[str] | None:
    """Give the first of some verbs that a question has; `the launch`, which is a thing, is none."""
    return next((one for one in verbs.finditer(question) if not _THING.search(question, 0, one.start())), None)


@cache
def _any(language: str) -> re.Pattern[str]:
    """Make the pattern of every verb of a language: most questions have none, and need not be looked at further."""
    return _words("|".join(verbs for pair in PAIRS[language] for verbs in (pair.verbs, pair.others)))


@cache
def _sides() -> dict[str, tuple[_Side, ...]]:
    """Make the patterns of both sides of every pair, once."""
    return {
        language: tuple(
            _Side(_words(verbs), _words(f"{verbs}|{kin}"), _words(others), pair.relation)
            for pair in pairs
            for verbs, kin, others in (
                (pair.verbs, pair.kin, pair.others),
                (pair.others, pair.others_kin, pair.verbs),
            )
        )
        for language, pairs in PAIRS.items()
    }


def _words(alternatives: str) -> re.Pattern[str]:
    joined = "[وف]?(?:ال|ب|ل|لل)?" if is_arabic(alternatives) else ""
    return re.compile(rf"(?<![\w-]){joined}(?:{alternatives})(?![\w-])", re.IGNORECASE)
