"""ArticleStore: the one source of truth. What it has committed is acknowledged; indexes are caches of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, delete, inspect, select
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus.errors import ArticleUnknown, SourceTaken, StoreError, StoreVersion
from corpus.records import Floats, Indexable, Source
from corpus.store import schema
from corpus.store.feedback import StoreFeedback
from corpus.store.jobs import StoreJobs
from corpus.store.names import StoreNames
from corpus.store.quotes import StoreQuotes
from corpus.store.reader import FILE as FILE
from corpus.store.replies import StoreReplies
from corpus.store.schema import articles, changes, meta, sources, vectors, versions

REMOVED_BY_HAND = "removed"
"""`removed_why` of an article that a person took down without saying why: only `--restore` brings it back."""

FILE_GONE = "file gone"
PAGE_GONE = "page gone"
"""`removed_why` of an article whose file or page went away: it returns when that does."""

SOURCE_REMOVED = "source removed"
"""`removed_why` of an article whose source was taken out: it returns when that is added and synced again."""

RETURNS = frozenset({FILE_GONE, PAGE_GONE, SOURCE_REMOVED})
"""Every other `removed_why` is what a person said, and stands until a person says otherwise."""


class ArticleStore(StoreJobs, StoreReplies, StoreFeedback, StoreNames, StoreQuotes):
    """Articles, passages and vectors in one SQLite file under a data folder.

    Safe for several threads and processes: one writes at a time, readers never wait.

    Raises:
        StoreVersion: the folder was written by another schema version.
        StoreError: the file is no database of ours.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be a data folder ({error.strerror}); name another") from error
        self._engine = schema.connect(folder / FILE)
        try:
            with self._write() as connection:
                if self._check(connection):
                    schema.upgrade(connection)
                schema.create(connection)
                connection.execute(
                    upsert(meta).values(key="schema", value=schema.SCHEMA_VERSION).on_conflict_do_nothing()
                )
        except BaseException:  # an interrupt too: nobody else could close what is open by now
            self.close()
            raise

    def _check(self, connection: Connection) -> bool:
        """Make sure that the file is new or ours before anything is written into it; tell whether it is older."""
        present = inspect(connection).get_table_names()
        if not present:
            return False
        if meta.name not in present:
            raise StoreError(f"{self.folder / FILE} belongs to another program; name another data folder")
        found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
        if found in schema.UPGRADES:
            return True
        if found != schema.SCHEMA_VERSION:
            raise StoreVersion(
                f"{self.folder} holds schema {found}, this version reads {schema.SCHEMA_VERSION}; "
                "export with the version that wrote it and ingest the export into a new folder"
            )
        return False

    def close(self) -> None:
        """Let go of the file. What another thread is still reading is let go of when it is done."""
        schema.close(self._engine)

    # Sources

    def register(self, source: Source, move: bool = False) -> None:
        """Register a source; with `move` an existing name gets the new place.

        Raises:
            SourceTaken: the name stands for another place.
        """
        with self._write() as connection:
            there = connection.execute(select(sources).where(sources.c.name == source.name)).first()
            if there and there.location != source.location and not move:
                raise SourceTaken(
                    f"source {source.name!r} already stands for {there.location}; "
                    f"pass --source NAME to give {source.location} a name of its own"
                )
            values = {"kind": source.kind, "location": source.location}
            connection.execute(
                upsert(sources)
                .values(name=source.name, **values)
                .on_conflict_do_update(index_elements=["name"], set_=values)
            )

    # Writing

    def lacking(self, model: str) -> list[str]:
        """Ids of the live articles that this model has not encoded."""
        query = (
            select(articles.c.id)
            .outerjoin(vectors, (vectors.c.version == articles.c.version) & (vectors.c.model == model))
            .where(articles.c.removed.is_(None), vectors.c.version.is_(None))
            .order_by(articles.c.version)
        )
        with self._read() as connection:
            return list(connection.scalars(query))

    def add_vectors(self, model: str, pairs: Sequence[tuple[Indexable, Floats]]) -> None:
        """Add another model's vectors to articles that are there, in one transaction."""
        with self._write() as connection:
            now = self._versions_now(connection, [row.article.id for row, _ in pairs])
            there = [(row, matrix) for row, matrix in pairs if now.get(row.article.id) == row.version]
            self._put_vectors(connection, ((row.article.id, row.version, model, matrix) for row, matrix in there))
            at = dt.datetime.now(dt.UTC)
            self._log(connection, [(row.article.id, "put", at) for row, _ in there])

    def forget_model(self, model: str) -> None:
        """Drop every vector of a model."""
        with self._write() as connection:
            connection.execute(delete(vectors).where(vectors.c.model == model))

    def remove(self, article_id: str, why: str = REMOVED_BY_HAND) -> None:
        """Take an article out of every answer. Its text stays in the store behind a tombstone.

        Raises:
            ArticleUnknown: there is none, or it is removed already.
        """
        with self._write() as connection:
            self._remove(connection, article_id, dt.datetime.now(dt.UTC), why)

    def remove_all(self, ids: Iterable[str], why: str) -> int:
        """Take articles out in one transaction; those that are out already are passed over. Returns how many."""
        count = 0
        with self._write() as connection:
            for article_id in ids:
                with suppress(ArticleUnknown):
                    self._remove(connection, article_id, dt.datetime.now(dt.UTC), why)
                    count += 1
        return count

    def purge(self, *article_ids: str) -> None:
        """Erase articles, removed or not: text, versions, bytes, passages and vectors, and their words elsewhere.

        The file is written anew without them and the log is emptied, so that no file of the data folder keeps their
        words: overwriting alone does not reach the copies that SQLite left behind as it moved rows between pages.

        Raises:
            ArticleUnknown: one of them is not there, and was not there to purge; none is erased.
            StoreBusy: erased, but a reader or a full disk kept the files from being written anew; purge again.
        """
        with self._write() as connection:
            for article_id in article_ids:
                self._erase(connection, article_id)
        schema.rewrite(self._engine)

    def _erase(self, connection: Connection, article_id: str) -> None:
        for forget in (self._forget_fetch, self._forget_items, self._forget_replies, self._forget_feedback):
            forget(connection, article_id)
        self._untell(connection, article_id)
        received = set(connection.scalars(select(versions.c.raw_hash).where(versions.c.article_id == article_id)))
        done = connection.execute(delete(articles).where(articles.c.id == article_id))
        if done.rowcount:
            self._drop_unused(connection, received)
            self._log(connection, [(article_id, "purge", dt.datetime.now(dt.UTC))])
        elif not self._purged(connection, article_id):
            raise ArticleUnknown(article_id)

    @staticmethod
    def _purged(connection: Connection, article_id: str) -> bool:
        """Tell whether there was such an article and it was purged."""
        mine = select(changes.c.sequence).where(changes.c.article_id == article_id, changes.c.kind == "purge")
        return connection.scalar(mine.limit(1)) is not None
