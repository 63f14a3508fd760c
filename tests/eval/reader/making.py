"""Releases, questions and readers to learn from and to measure, invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from corpus.article import Article, Passage, article_id, content_hash
from eval.gold import Gold, Relevant
from eval.reader.pools import Corpus, Found, Pool
from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def article(path: str, text: str, title: str | None = "Harbour news") -> Article:
    return Article(
        id=article_id("town", path),
        source="town",
        path=path,
        url=None,
        title=title,
        published=dt.date(2024, 3, 7),
        updated=None,
        place=None,
        issuer=None,
        language="en",
        text=text,
        raw_hash="0",
        content_hash=content_hash(text),
        cleaner_version="1",
        first_seen=NOW,
    )


def found(number: int, path: str, text: str, score: float, cosine: float = 0.5) -> Found:
    own = article(path, text)
    return Found(path, own, Passage(number, own.id, 1, 0, len(text)), score, 1.0, cosine)


def gold(question: str, *wanted: tuple[str, str], name: str = "q-1", kind: str = "fact") -> Gold:
    return Gold(name, question, "en", kind, tuple(Relevant(*one) for one in wanted), "")


def corpus(pools: Sequence[Pool]) -> Corpus:
    every = {one.place: one for pool in pools for one in pool.found}
    articles = {place: one.article for place, one in every.items()}
    return Corpus("town", articles, {place: (one.passage,) for place, one in every.items()}, tuple(pools))


class WordReader:
    """Counts the words that question and window share."""

    id = "words"

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        asked = set(question.lower().strip("?").split())
        return np.array([len(asked & set(str(one).lower().split())) for one in windows], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return [Reading(score) for score in self.score(question, windows).tolist()]
