"""The catalogue allows what the store would show, whatever the articles, the scope and the filters."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Draft, Filters, Kept, Scope, Span
from corpus.records import Entry
from corpus.store.articles import FILE, ArticleStore
from index.catalogue import Catalogue

MODEL = "ones/1"
NOW = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
SOURCES = ["room", "en", "port"]
LANGUAGES = ["en", "fr", ""]
DAYS = st.one_of(st.sampled_from([dt.date.min, dt.date.max]), st.integers(-3, 3).map(lambda n: NOW.date() + days(n)))
ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=14)), dt.timezone(dt.timedelta(hours=-11))])
MOMENTS = st.builds(
    lambda hours, micros, zone: (NOW + dt.timedelta(hours=hours, microseconds=micros)).astimezone(zone),
    st.integers(-60, 60),
    st.integers(-1, 1),
    ZONES,
)


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


@dataclass(frozen=True)
class Facts:
    source: str
    language: str | None
    published: dt.date | None
    first_seen: dt.datetime
    visible_from: dt.datetime | None
    passages: int
    removed: bool


FACTS = st.builds(
    Facts,
    st.sampled_from(SOURCES),
    st.none() | st.sampled_from(LANGUAGES),
    st.none() | DAYS,
    MOMENTS,
    st.none() | MOMENTS,
    st.integers(1, 3),
    st.booleans(),
)
SCOPES = st.builds(
    Scope,
    now=MOMENTS,
    sources=st.none() | st.frozensets(st.sampled_from([*SOURCES, "nowhere"])),
    as_of=st.none() | DAYS,
)
FILTERS = st.builds(
    Filters,
    published_from=st.none() | DAYS,
    published_to=st.none() | DAYS,
    source=st.none() | st.sampled_from([*SOURCES, "nowhere", "fr"]),
    language=st.none() | st.sampled_from([*LANGUAGES, "ar", "room"]),
)


def put(store: ArticleStore, facts: Sequence[Facts]) -> None:
    entries = [
        Entry(
            Document(fact.source, f"{at}.txt", b"%d" % at, "text", kept=Kept(first_seen=fact.first_seen)),
            Draft("one two three", published=fact.published, language=fact.language),
            [Span(0, 3), Span(4, 7), Span(8, 13)][: fact.passages],
            np.ones((fact.passages, 1), np.float32),
            MODEL,
        )
        for at, fact in enumerate(facts)
    ]
    store.put(entries)
    with sqlite3.connect(store.folder / FILE) as connection:
        for entry, fact in zip(entries, facts, strict=True):
            if fact.visible_from:
                until = fact.visible_from.astimezone(dt.UTC).isoformat(timespec="microseconds")
                connection.execute(
                    "UPDATE versions SET visible_from = ? WHERE article_id = ?", (until, entry.document.id)
                )
    connection.close()


def catalogued(store: ArticleStore) -> Catalogue:
    catalogue = Catalogue()
    with store.snapshot(MODEL) as (_, rows):
        for title_row, row in enumerate(rows):
            catalogue.add(row.article, row.passages, title_row)
    return catalogue


@given(st.lists(FACTS, max_size=8), st.lists(st.tuples(SCOPES, FILTERS), min_size=1, max_size=12))
@settings(deadline=None, max_examples=20)
def test_rows_allowed_are_the_passages_of_what_the_store_lists(
    facts: list[Facts], asked: list[tuple[Scope, Filters]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = ArticleStore(Path(folder))
        put(store, facts)
        catalogue = catalogued(store)
        for at, fact in enumerate(facts):
            if fact.removed:
                article_id = Document(fact.source, f"{at}.txt", b"", "text").id
                store.remove(article_id)
                catalogue.drop(article_id)
        counts = {Document(fact.source, f"{at}.txt", b"", "text").id: fact.passages for at, fact in enumerate(facts)}
        for scope, filters in asked:
            found = [
                catalogue.passage(int(row)).article_id for row in np.flatnonzero(catalogue.allowed(scope, filters))
            ]
            listed = {article.id for article in store.page(scope, filters)}
            assert sorted(found) == sorted(name for name in listed for _ in range(counts[name]))
            unfiltered = catalogue.allowed(scope, Filters())
            seen = {catalogue.passage(int(row)).article_id for row in np.flatnonzero(unfiltered)}
            assert seen == set(store.find(list(counts), scope))
        assert catalogue.passages == store.count_passages()
        store.close()


def fact(**changes: object) -> Facts:
    plain: dict[str, object] = {
        "source": "room",
        "language": "en",
        "published": NOW.date(),
        "first_seen": NOW,
        "visible_from": None,
        "passages": 2,
        "removed": False,
    }
    return Facts(**(plain | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "scope", "filters", "seen"),
    [
        ({}, {}, {}, True),
        ({"visible_from": NOW}, {}, {}, True),
        ({"visible_from": NOW + dt.timedelta(microseconds=1)}, {}, {}, False),
        ({}, {"sources": frozenset()}, {}, False),
        ({}, {"sources": frozenset({"port"})}, {}, False),
        ({}, {"as_of": NOW.date()}, {}, True),
        ({}, {"as_of": NOW.date() - days(1)}, {}, False),
        ({"published": None}, {"as_of": NOW.date()}, {}, True),
        ({"published": None, "first_seen": NOW + days(1)}, {"as_of": NOW.date()}, {}, False),
        ({"published": None}, {}, {"published_from": dt.date.min}, False),
        ({"published": None}, {}, {"published_to": dt.date.max}, False),
        ({"published": dt.date.min}, {}, {"published_to": dt.date.min}, True),
        ({}, {}, {"published_from": NOW.date(), "published_to": NOW.date()}, True),
        ({}, {}, {"published_from": NOW.date() + days(1)}, False),
        ({}, {}, {"language": "fr"}, False),
        ({"language": None}, {}, {"language": ""}, False),
        ({"source": "en"}, {}, {"source": "room"}, False),
    ],
)
def test_each_rule_by_itself(
    store: ArticleStore, changes: dict[str, object], scope: dict[str, object], filters: dict[str, object], seen: bool
) -> None:
    put(store, [fact(**changes)])
    allowed = catalogued(store).allowed(Scope(**({"now": NOW} | scope)), Filters(**filters))  # type: ignore[arg-type]
    assert allowed.tolist() == [seen, seen]


def test_an_empty_catalogue_allows_nothing() -> None:
    catalogue = Catalogue()
    assert catalogue.allowed(Scope(NOW, frozenset({"room"}), NOW.date()), Filters(language="en")).tolist() == []
    assert catalogue.passages == 0
    assert catalogue.title_rows.tolist() == []


def test_dropping_gives_the_rows_that_were_the_articles(store: ArticleStore) -> None:
    put(store, [fact(passages=1), fact(passages=3), fact(passages=2)])
    catalogue = catalogued(store)
    name = Document("room", "1.txt", b"", "text").id
    assert [catalogue.passage(row).article_id for row in (1, 2, 3)] == [name] * 3
    assert catalogue.drop(name) == (1, range(1, 4))
    assert catalogue.drop(name) is None
    assert catalogue.drop("never there") is None
    assert catalogue.passages == 3
    assert catalogue.allowed(Scope(NOW), Filters()).tolist() == [True, False, False, False, True, True]
    assert catalogue.title_rows.tolist() == [0, 1, 1, 1, 2, 2]


def test_an_article_that_comes_back_gets_new_rows(store: ArticleStore) -> None:
    put(store, [fact()])
    catalogue = catalogued(store)
    with store.snapshot(MODEL) as (_, rows):
        row = next(rows)
    catalogue.drop(row.article.id)
    catalogue.add(row.article, row.passages, 1)
    assert catalogue.allowed(Scope(NOW), Filters()).tolist() == [False, False, True, True]
    assert catalogue.drop(row.article.id) == (1, range(2, 4))
