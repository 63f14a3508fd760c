"""Statements compiled once: the rows that SQLAlchemy gives, whatever their values and columns are."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

import pytest
from sqlalchemy import Engine, bindparam, func, literal, select, text, union

from corpus.article import Filters, Scope
from corpus.errors import StoreError
from corpus.store.articles import ArticleStore
from corpus.store.journal import FILE, article_columns
from corpus.store.prepared import Prepared
from corpus.store.schema import articles, versions
from corpus.store.visibility import visible
from tests.corpus.entries import NOW, entry
from tests.corpus.store.test_visibility import embargo

DAY = NOW.date()
GIVEN = select(func.json_each(bindparam("given")).table_valued("value").c.value)
ONE: Any = bindparam("one")

STATEMENTS: dict[str, tuple[Any, dict[str, object]]] = {
    "everything of an article": (article_columns().order_by(versions.c.number), {}),
    "a scope": (article_columns().where(*visible(Scope(NOW))), {}),
    "two sources": (article_columns().where(*visible(Scope(NOW, frozenset({"desk", "room"})))), {}),
    "no source": (article_columns().where(*visible(Scope(NOW, frozenset()))), {}),
    "some left out": (article_columns().where(*visible(Scope(NOW, without=frozenset({"a", "b"})))), {}),
    "a day": (article_columns().where(*visible(Scope(NOW), Filters(DAY, DAY + dt.timedelta(9), "room", "fr"))), {}),
    "a list": (select(articles.c.id).where(articles.c.path.in_(GIVEN)), {"given": '["a.txt", "c.txt"]'}),
    "a moment": (select(articles.c.id).where(articles.c.first_seen <= ONE), {"one": NOW}),
    "a list twice": (
        union(
            select(articles.c.path, literal("path").label("form")).where(articles.c.path.in_(GIVEN)),
            select(articles.c.source, literal("source").label("form")).where(articles.c.source.in_(GIVEN)),
        ),
        {"given": '["a.txt", "room"]'},
    ),
    "words": (text("SELECT path FROM articles WHERE source = :one").columns(articles.c.path), {"one": "desk"}),
}


@pytest.fixture
def engine(store: ArticleStore) -> Engine:
    store.put([entry("a.txt", "First words.", published=DAY, language="fr", seen=NOW)])
    store.put([entry("b.txt", "Second words, née à l'heure.", "desk", title=None, seen=NOW + dt.timedelta(1))])
    held = entry("c.txt", "Third words.", published=DAY)
    store.put([held])
    embargo(store, held.document.id, NOW + dt.timedelta(1))
    made: Engine = vars(store)["_engine"]
    return made


@pytest.mark.parametrize("name", STATEMENTS)
def test_its_rows_are_those_that_sqlalchemy_gives(engine: Engine, name: str) -> None:
    statement, given = STATEMENTS[name]
    with engine.connect() as connection:
        expected = [row._asdict() for row in connection.execute(statement, given)]
    prepared = Prepared(statement, *given)
    for _ in range(2):
        assert [row._asdict() for row in prepared.rows(engine, **given)] == expected
    assert bool(expected) == (name != "no source")


def test_values_are_those_of_this_run(engine: Engine) -> None:
    prepared = Prepared(select(articles.c.path).where(articles.c.source == ONE), "one")
    assert [[row.path for row in prepared.rows(engine, one=one)] for one in ("desk", "x", "desk")] == [
        ["b.txt"],
        [],
        ["b.txt"],
    ]


@pytest.mark.parametrize("given", [{}, {"two": 2}, {"one": 1, "two": 2}])
def test_a_value_that_is_missing_or_strange_is_an_error(engine: Engine, given: dict[str, Any]) -> None:
    prepared = Prepared(select(articles.c.path).where(articles.c.source == ONE), "one")
    with pytest.raises(KeyError):
        prepared.rows(engine, **given)


def test_a_moment_without_a_time_zone_is_refused(engine: Engine) -> None:
    prepared = Prepared(select(articles.c.path).where(articles.c.first_seen <= ONE), "one")
    with pytest.raises(ValueError, match="time zone"):
        prepared.rows(engine, one=dt.datetime(2024, 1, 1))


def test_a_damaged_file_is_told_as_one_and_no_connection_is_lost(store: ArticleStore, engine: Engine) -> None:
    store.put([entry(f"{at}.txt", "Many words. " * 900) for at in range(30)])
    store.close()
    file = store.folder / FILE
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * 200_000)
    prepared = Prepared(article_columns())
    with pytest.raises(sqlite3.DatabaseError):
        prepared.rows(engine)
    opened: Any = engine.pool
    assert opened.checkedout() == 0
    with pytest.raises(StoreError, match="cannot be read"):
        store.tellings(["a"], Scope(NOW))
