"""Numbered names: Najm-1 is not Najm-2. Of a series, what was asked for goes before the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.records import Telling
from index.analysis import terms
from index.engine import Candidate

_NUMBERED = re.compile(
    r"(?<![^\W_])([^\W\d_]{2,}+)(?:(?:\s?[-‐‑–]\s?|)(?=\d{1,4}(?!\d))|\s(?=\d{1,3}(?!\d)))(\d+)(?!%|[.,]\d|[^\W_])"
)
"""A word and the number behind it: `Najm-1`, `HB-1201`, `Phase 2`, `COP28`; no decimal, no share, no bare year."""


def numbered(text: str) -> Mapping[str, frozenset[int]]:
    """Read the words of a text that have a number behind them: folded word -> its numbers."""
    found: dict[str, set[int]] = {}
    for word, number in _NUMBERED.findall(text):
        if terms(word):
            found.setdefault(word.casefold(), set()).add(int(number))
    return {word: frozenset(numbers) for word, numbers in found.items()}


def asked_first(ranked: Sequence[Candidate], question: str, tellings: Mapping[str, Telling]) -> Sequence[Candidate]:
    """Let those of a series change places until what was asked for goes first; all else stays where it is.

    Of a series are releases whose titles have a numbered name of the question, with whatever number.

    Args:
        ranked: best first.
        question: as typed.
        tellings: article id -> its title; candidates without one stay.
    """
    placed = list(ranked)
    for word, wanted in numbered(question).items():
        own = [_numbers(one, word, tellings) for one in placed]
        places = [place for place, numbers in enumerate(own) if numbers]
        asked = sorted(places, key=lambda place: not own[place] & wanted)
        for place, one in zip(places, [placed[place] for place in asked], strict=True):
            placed[place] = one
    return placed


def beside(question: str, titles: Sequence[str | None]) -> frozenset[int]:
    """Give the places of titles with another number of a series than was asked for, where one has that number."""
    others: set[int] = set()
    for word, wanted in numbered(question).items():
        own = [_of(word, title) for title in titles]
        if any(numbers & wanted for numbers in own):
            others.update(place for place, numbers in enumerate(own) if numbers and not numbers & wanted)
    return frozenset(others)


def _numbers(candidate: Candidate, word: str, tellings: Mapping[str, Telling]) -> frozenset[int]:
    told = tellings.get(candidate.passage.article_id)
    return _of(word, told.title if told else None)


def _of(word: str, title: str | None) -> frozenset[int]:
    if not title or word not in title.casefold():
        return frozenset()
    return numbered(title).get(word, frozenset())
