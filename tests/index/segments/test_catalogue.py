"""The catalogue allows what the store would show, whatever the articles, the scope and the filters."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Draft, Filters, Kept, Scope, Span
from corpus.records import Entry
from corpus.store.articles import FILE, ArticleStore
from index.segments.catalogue import Catalogue
from index.segments.columns import Gathering

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
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        for entry, fact in zip(entries, facts, strict=True):
            if fact.visible_from:
                until = fact.visible_from.astimezone(dt.UTC).isoformat(timespec="microseconds")
                connection.execute(
                    "UPDATE versions SET visible_from = ? WHERE article_id = ?", (until, entry.document.id)
                )
    connection.close()


def catalogued(store: ArticleStore) -> Catalogue:
    gathered = Gathering()
    with store.snapshot(MODEL) as (_, rows):
        for row in rows:
            gathered.add(row)
    return Catalogue(gathered.columns())


def bury(catalogue: Catalogue, article_id: str) -> Catalogue:
    return catalogue.without(catalogue.slots_of(article_id))


def owners(catalogue: Catalogue, rows: Sequence[int]) -> list[str]:
    return [passage.article_id for passage in catalogue.passages_of(np.array(rows, np.int64))]


def allowed_rows(catalogue: Catalogue, scope: Scope, filters: Filters | None = None) -> list[int]:
    mask = catalogue.allowed(scope, filters or Filters())
    return list(range(catalogue.columns.rows)) if mask is None else np.flatnonzero(mask).tolist()


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
                catalogue = bury(catalogue, article_id)
        counts = {Document(fact.source, f"{at}.txt", b"", "text").id: fact.passages for at, fact in enumerate(facts)}
        for scope, filters in asked:
            found = owners(catalogue, allowed_rows(catalogue, scope, filters))
            listed = {article.id for article in store.page(scope, filters)}
            assert sorted(found) == sorted(name for name in listed for _ in range(counts[name]))
            seen = set(owners(catalogue, allowed_rows(catalogue, scope)))
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
    asked = Scope(**({"now": NOW} | scope))  # type: ignore[arg-type]
    rows = allowed_rows(catalogued(store), asked, Filters(**filters))  # type: ignore[arg-type]
    assert rows == ([0, 1] if seen else [])


def test_an_empty_catalogue_allows_nothing() -> None:
    catalogue = Catalogue(Gathering().columns())
    assert allowed_rows(catalogue, Scope(NOW, frozenset({"room"}), NOW.date()), Filters(language="en")) == []
    assert (catalogue.passages, catalogue.articles) == (0, 0)


def test_no_mask_is_made_where_everything_is_allowed(store: ArticleStore) -> None:
    put(store, [fact(), fact()])
    catalogue = catalogued(store)
    assert catalogue.allowed(Scope(NOW), Filters()) is None
    fewer = catalogue.without([0])
    assert allowed_rows(fewer, Scope(NOW)) == [2, 3]
    assert catalogue.allowed(Scope(NOW), Filters()) is None  # it stays as it was


def test_what_is_buried_has_no_rows_any_more(store: ArticleStore) -> None:
    put(store, [fact(passages=1), fact(passages=3), fact(passages=2)])
    catalogue = catalogued(store)
    name = Document("room", "1.txt", b"", "text").id
    assert owners(catalogue, [1, 2, 3]) == [name] * 3
    assert catalogue.slots_of(name).tolist() == [1]
    assert catalogue.rows_of(1).tolist() == [1, 2, 3]
    for _ in range(2):  # the second time changes nothing
        catalogue = catalogue.without([1])
        assert (catalogue.passages, catalogue.articles) == (3, 2)
        assert catalogue.dead.tolist() == [1]
        assert catalogue.dead_rows.tolist() == [1, 2, 3]
    assert catalogue.slots_of("never there").tolist() == []
    assert allowed_rows(catalogue, Scope(NOW)) == [0, 4, 5]
    again = Catalogue(catalogue.columns, catalogue.dead)
    assert allowed_rows(again, Scope(NOW)) == [0, 4, 5]


def test_an_article_that_came_back_has_two_slots(store: ArticleStore) -> None:
    put(store, [fact()])
    gathered = Gathering()
    with store.snapshot(MODEL) as (_, rows):
        row = next(rows)
    gathered.add(row)
    gathered.add(row)
    catalogue = Catalogue(gathered.columns(), np.array([0]))
    assert catalogue.slots_of(row.article.id).tolist() == [0, 1]
    assert allowed_rows(catalogue, Scope(NOW)) == [2, 3]
    assert catalogue.passages_of(np.array([3, 2])) == [row.passages[1], row.passages[0]]
