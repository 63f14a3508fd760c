"""What the store's tests share: two texts, and looks into its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from corpus.article import Scope
from corpus.store.articles import FILE, ArticleStore
from tests.corpus.entries import MODEL, entry

ALL = Scope.everything()
TEXT = "The laboratory is open today. Forty engineers will work there.\n\nVisitors are welcome on Sundays."
OTHER = "The laboratory is closed today. Forty engineers went home early.\n\nVisitors are asked to wait."
A = entry("a.txt", TEXT).document.id


def sql(store: ArticleStore, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Edit the store's file by hand."""
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def numbers(store: ArticleStore, *article_ids: str) -> list[int]:
    """Passage numbers of these articles, or of all."""
    with store.snapshot(MODEL, article_ids or None) as (_, stream):
        return [passage.number for row in stream for passage in row.passages]
