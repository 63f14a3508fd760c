"""What the store keeps of sources on the web: their schedules, and a ledger of every address they named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus.records import Fetch, Options
from corpus.store import rows
from corpus.store.schema import articles, changes, fetches, sources
from corpus.store.writing import StoreWriter

TOGETHER = 500
"""Rows of one statement: SQLite takes 32,766 values at once, and a sitemap may list 50,000 pages."""


class StoreFetches(StoreWriter):
    """The part of `ArticleStore` that remembers what was listed, fetched and answered.

    Raises:
        StoreError: any of these may find the file damaged, or locked by another writer.
    """

    def configure(self, name: str, options: Options) -> None:
        """Set how a registered source is kept up to date."""
        with self._write() as connection:
            connection.execute(update(sources).where(sources.c.name == name).values(options=asdict(options)))

    def note_sync(self, name: str, at: dt.datetime, outcome: Mapping[str, Any]) -> None:
        """Keep when a source was synced and what came of it."""
        with self._write() as connection:
            values = {"synced": at, "outcome": dict(outcome)}
            connection.execute(update(sources).where(sources.c.name == name).values(values))

    def forget_source(self, name: str) -> None:
        """Drop a source and its ledger. Its articles are the caller's to remove or purge."""
        with self._write() as connection:
            connection.execute(delete(fetches).where(fetches.c.source == name))
            connection.execute(delete(sources).where(sources.c.name == name))

    def ledger(self, source: str) -> dict[str, Fetch]:
        """Every address of a source by its URL."""
        query = select(fetches).where(fetches.c.source == source).order_by(fetches.c.url)
        with self._read() as connection:
            return {row.url: rows.fetch(row) for row in connection.execute(query)}

    def note_fetches(self, source: str, entries: Sequence[Fetch]) -> None:
        """Write addresses into a source's ledger, in one transaction; what was known of them is replaced."""
        with self._write() as connection:
            for at in range(0, len(entries), TOGETHER):
                some = [{"source": source, **asdict(entry)} for entry in entries[at : at + TOGETHER]]
                statement = upsert(fetches)
                newer = {column.name: statement.excluded[column.name] for column in fetches.c}
                connection.execute(
                    statement.on_conflict_do_update(index_elements=["source", "url"], set_=newer), some
                )

    def drop_fetches(self, source: str, urls: Iterable[str]) -> None:
        """Take addresses out of a source's ledger."""
        with self._write() as connection:
            for url in urls:
                connection.execute(delete(fetches).where(fetches.c.source == source, fetches.c.url == url))

    def purged(self) -> frozenset[str]:
        """Ids of all articles that were erased and have not come back: no sync takes them in by itself."""
        there = select(articles.c.id)
        query = select(changes.c.article_id).where(changes.c.kind == "purge", changes.c.article_id.not_in(there))
        with self._read() as connection:
            return frozenset(connection.scalars(query))

    def of_source(self, name: str, live: bool = True) -> list[str]:
        """Ids of a source's articles, oldest first; with `live` false the removed ones too."""
        query = select(articles.c.id).where(articles.c.source == name).order_by(articles.c.first_seen, articles.c.id)
        with self._read() as connection:
            return list(connection.scalars(query.where(articles.c.removed.is_(None)) if live else query))

    @staticmethod
    def _forget_fetch(connection: Connection, article_id: str) -> None:
        """Erase what a listing said of an article: its title is in there."""
        mine = select(articles.c.id).where(
            articles.c.id == article_id, articles.c.source == fetches.c.source, articles.c.path == fetches.c.url
        )
        connection.execute(delete(fetches).where(mine.exists()))
