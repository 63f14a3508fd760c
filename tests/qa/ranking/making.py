"""Candidates and releases for the tests of ranking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Passage
from index.analysis import terms
from index.engine import Candidate
from qa.question import Question, Understood, understand
from qa.ranking.lexicon import Lexicon
from qa.ranking.ranking import Judged, judge

TODAY = dt.date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Release:
    """What ranking reads of a release."""

    title: str | None
    text: str
    language: str | None = "en"
    published: dt.date | None = None


def candidate(
    number: int, article: str, start: int, end: int, bm25: float = 1.0, cosine: float = 0.5, part: str | None = None
) -> Candidate:
    return Candidate(Passage(number, article, 1, start, end, part), 0.0, 0.0, 0.0, bm25, cosine)


def passages(releases: Mapping[str, Release]) -> list[Candidate]:
    """Cut releases at their paragraphs, all of the same scores, numbered in order."""
    found: list[Candidate] = []
    for name, release in releases.items():
        at = 0
        for paragraph in release.text.split("\n\n"):
            found.append(candidate(len(found), name, at, at + len(paragraph)))
            at += len(paragraph) + 2
    return found


def asked(text: str) -> Understood:
    return understand(Question(text), TODAY)


def judged(
    text: str,
    releases: Mapping[str, Release],
    candidates: Sequence[Candidate] | None = None,
    unrelated: float = 1.0,
) -> Judged:
    """Judge candidates; by a model to which all is unrelated the least of them stands where the stretch begins."""
    question = asked(text)
    found = passages(releases) if candidates is None else candidates
    return judge(question, terms(question.text), found, releases, Lexicon(), unrelated)
