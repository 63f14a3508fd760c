"""Small releases, and the exhaustive search that every engine's answers are held against."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from corpus.article import Article, Document, Draft, Filters, Kept, Part, Passage, Scope
from corpus.passages import cutting
from corpus.records import Entry, Indexable
from corpus.store.articles import FILE, ArticleStore
from index import fusion
from index.analysis import terms
from index.encoding.embedding import passage_text
from index.encoding.foreign import Foreign
from index.engine import Blend, Candidate, Query, SearchEngine
from index.lexical.statistics import EPSILON, K1, B
from tests.conftest import HashingEmbedder

EMBEDDER = HashingEmbedder()
NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
NOWHERE = Filters()
EVERYTHING = Scope(NOW)
EVERY = Blend(depth=1000)
"""Deep enough that both sides name every passage: no cut, so nothing hangs on ties at it."""

VOCABULARY = "port rail council budget schools museum launch agreed opened signed Elsen Sahrin".split()


@dataclass(frozen=True)
class Release:
    """An article to put; `text` is cut into passages of about five words."""

    path: str
    text: str
    title: str | None = None
    source: str = "room"
    language: str | None = "en"
    published: dt.date | None = dt.date(2024, 1, 1)
    languages: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def document(self) -> Document:
        return Document(self.source, self.path, repr(self).encode(), "text", kept=Kept(first_seen=NOW))

    def entry(self, model: str = EMBEDDER.id) -> Entry:
        spans = cutting.cut(self.text, 5)
        vectors = EMBEDDER.encode_passages([passage_text(self.title, span.of(self.text)) for span in spans])
        draft = Draft(
            self.text,
            self.title,
            published=self.published,
            language=self.language,
            languages=self.languages,
            parts=self.parts,
        )
        return Entry(self.document, draft, spans, vectors, model)


def put(store: ArticleStore, *releases: Release, model: str = EMBEDDER.id) -> None:
    store.put([release.entry(model) for release in releases])


def embargo(store: ArticleStore, article_id: str, until: dt.datetime) -> None:
    """Hide an article until a moment; done before an engine first reads it, as ingesting would."""
    connection = sqlite3.connect(store.folder / FILE)
    with connection:
        moment = until.astimezone(dt.UTC).isoformat(timespec="microseconds")
        connection.execute("UPDATE versions SET visible_from = ? WHERE article_id = ?", (moment, article_id))
    connection.close()


def query(text: str) -> Query:
    return Query(tuple(terms(text)), EMBEDDER.encode_question(text))


def query_abroad(text: str) -> Query:
    """A question whose vector is made for English alone."""
    asked = query(text)
    assert asked.vector is not None
    return replace(asked, foreign=Foreign(frozenset({"en"}), (0.5 * asked.vector[::-1]).astype(np.float32), 0.25))


def cosine_of(row: Indexable, at: int, asked: Query) -> float:
    """Compare a passage with a question, by the vector that is for its release's languages."""
    assert row.vectors is not None
    assert asked.vector is not None
    vector, offset, foreign = asked.vector, 0.0, asked.foreign
    told = {row.article.language, *row.article.languages} - {None}
    if foreign is not None and told and told.isdisjoint(foreign.understood):
        vector, offset = foreign.vector, foreign.offset
    return float(row.vectors[at].astype(np.float64) @ vector) + offset


def found_ids(candidates: Sequence[Candidate]) -> set[str]:
    return {candidate.passage.article_id for candidate in candidates}


def shown(article: Article, scope: Scope, filters: Filters) -> bool:
    """The rules of scope and filters, said once more in plain Python."""
    published = article.published
    rules = [
        article.visible_from is None or article.visible_from <= scope.now,
        scope.sources is None or article.source in scope.sources,
        scope.as_of is None or (published or article.first_seen.date()) <= scope.as_of,
        article.id not in scope.without,
        filters.published_from is None or (published is not None and published >= filters.published_from),
        filters.published_to is None or (published is not None and published <= filters.published_to),
        filters.source is None or article.source == filters.source,
        filters.language is None or article.language == filters.language,
    ]
    return all(rules)


def bm25(documents: Sequence[Sequence[str]], asked: Sequence[str]) -> list[float]:
    if not any(documents):  # rank-bm25 divides by zero where there is no term at all
        return [0.0] * len(documents)
    return [float(score) for score in BM25Okapi(documents, k1=K1, b=B, epsilon=EPSILON).get_scores(asked)]


@dataclass(frozen=True)
class Known:
    passage: Passage
    bm25: float
    matched: bool
    cosine: float
    shown: bool


def exhaustive(
    rows: Sequence[Indexable], asked: Query, scope: Scope, filters: Filters, blend: Blend
) -> Mapping[int, tuple[float, float, float]]:
    """Answer slowly and plainly: every score computed anew from what the store holds.

    Returns:
        Passage number -> fused score, BM25, cosine.
    """
    every = [(row, at) for row in rows for at in range(len(row.passages))]
    bodies = [terms(row.article.text[row.passages[at].start : row.passages[at].end]) for row, at in every]
    titles = [terms(row.article.title or "") for row in rows]
    by_title = dict(
        zip([row.article.id for row in rows], zip(titles, bm25(titles, asked.terms), strict=True), strict=True)
    )
    known = []
    for (row, at), body, score in zip(every, bodies, bm25(bodies, asked.terms), strict=True):
        title, title_score = by_title[row.article.id]
        counts = [*body, *title] if blend.words and blend.title else body
        cosine = cosine_of(row, at, asked) if blend.words < 1 else 0.0
        whole = score + (blend.title * title_score if blend.words else 0.0)
        matched = not {*asked.terms}.isdisjoint(counts)
        known.append(Known(row.passages[at], whole, matched, cosine, shown(row.article, scope, filters)))
    words = sorted((one for one in known if one.shown and one.matched), key=lambda one: -one.bm25)[: blend.depth]
    meaning = sorted((one for one in known if one.shown), key=lambda one: -one.cosine)[: blend.depth]
    named = {one.passage.number: one for one in (words if blend.words else [])}
    named |= {one.passage.number: one for one in (meaning if blend.words < 1 else [])}
    union = [named[number] for number in sorted(named)]
    fused = fusion.fuse(
        np.array([one.bm25 for one in union]),
        np.array([one.cosine for one in union]),
        blend.method,
        blend.words,
        blend.low_cosine,
    )
    return {
        one.passage.number: (float(score), one.bm25, one.cosine)
        for one, score in zip(union, fused.score, strict=True)
    }


def assert_equals_the_oracle(
    engine: SearchEngine, store: ArticleStore, text: str, scope: Scope, filters: Filters, blend: Blend
) -> None:
    with store.snapshot(EMBEDDER.id) as (_, stream):
        rows = list(stream)
    for asked in (query(text), query_abroad(text)):
        candidates = engine.search(asked, scope, filters, blend)
        _assert_equal(candidates, exhaustive(rows, asked, scope, filters, blend))
        standing = {passage.number: passage for row in rows for passage in row.passages}
        assert all(standing[one.passage.number] == one.passage for one in candidates)


def _assert_equal(candidates: Sequence[Candidate], expected: Mapping[int, tuple[float, float, float]]) -> None:
    by_number = {one.passage.number: (one.score, one.bm25, one.cosine) for one in candidates}
    assert len(by_number) == len(candidates)
    assert by_number.keys() == expected.keys()
    best = max((cosine for _, _, cosine in expected.values()), default=0.0)
    for number, scores in by_number.items():
        # Stretched from nothing to the best cosine, single precision's rounding is as large as that cosine is small.
        blur = 1e-6 + 2e-7 / max(best, 2e-7)
        np.testing.assert_allclose(scores, expected[number], rtol=1e-5, atol=min(blur, 1.0))
        np.testing.assert_allclose(scores[2], expected[number][2], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(scores[1], expected[number][1], rtol=1e-9, atol=1e-12)
    assert candidates == sorted(candidates, key=lambda one: (-one.score, one.passage.number))
    for one in candidates:
        assert one.words + one.meaning == pytest.approx(one.score)
