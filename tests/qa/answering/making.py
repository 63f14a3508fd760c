"""Releases as they are when sentences are chosen from them, invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from corpus.article import Article, Filters, Part, Passage, Span, article_id, content_hash
from index.analysis import terms
from index.engine import Candidate
from qa.answering.confidence import Calibration, Confidence
from qa.answering.sentence import Sentence
from qa.citation import Proven
from qa.finding import Finding
from qa.question import CAUTIONS, Question, Understood, understand
from qa.reader.look import Read, Weighed

DAY = dt.date(2025, 6, 2)
SURE = Confidence(*[Calibration({}, 0.0, (0.0,), (1.0,), dict.fromkeys(CAUTIONS, 0.0))] * 2)
"""Sure of every answer: what falls silent then is silent whatever the evidence."""

BRIDGE = (
    "The harbour bridge of Elsen opened on 7 March 2024. It cost 12 million dollars, said Mayor Ada Holm. "
    "The two sides will meet again in Halvern."
)


def asked(text: str) -> Understood:
    return understand(Question(text), DAY)


def article(
    text: str, title: str | None = "Bridge news", language: str = "en", parts: Sequence[Part] = (), name: str = "a"
) -> Article:
    return Article(
        id=article_id("town", name),
        source="town",
        path=name,
        url=None,
        title=title,
        published=dt.date(2024, 3, 8),
        updated=None,
        place=None,
        issuer=None,
        language=language,
        text=text,
        raw_hash="0",
        content_hash=content_hash(text),
        cleaner_version="1",
        first_seen=dt.datetime(2024, 3, 8, tzinfo=dt.UTC),
        parts=tuple(parts),
    )


def proven(
    number: int, text: str, score: float = 1.0, part: str | None = None, name: str = "", **facts: str
) -> Proven:
    own = article(text, name=name or str(number), **facts)  # type: ignore[arg-type]
    passage = Passage(number, own.id, 1, 0, len(text), part)
    return Proven(Candidate(passage, score, 0.5, 0.5, 1.0, 0.5), own, passage)


def finding(question: str, passages: Sequence[Proven], read: dict[int, Read] | None = None) -> Finding:
    own = asked(question)
    return Finding(own, Filters(), tuple(terms(own.text)), [one.candidate for one in passages], read=read or {})


def read(text: str, heavy: str, score: float = 3.0, weight: float = 0.8) -> Read:
    """Give a reading of a whole text whose weight lies on some words, the rest evenly on the others."""
    words = [(at, at + len(word)) for word, at in _words(text)]
    start = text.index(heavy)
    inside = np.array([first < start + len(heavy) and start < end for first, end in words])
    weights = np.where(inside, weight / inside.sum(), (1 - weight) / max(1, (~inside).sum())).astype(np.float32)
    starts, ends = (np.array([word[side] for word in words], np.int64) for side in (0, 1))
    return Read((Weighed(Span(0, len(text)), score, starts, ends, weights),))


def _words(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((word, at))
        at += len(word)
    return found


def sentence(text: str, score: float = 0.0, passage: int = 0, start: int = 0) -> Sentence:
    return Sentence(passage, Span(start, start + len(text)), text, score)
