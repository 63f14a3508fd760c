"""ArticleStore: the one source of truth. What it has committed is acknowledged; indexes are caches of it."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, insert, inspect, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus.article import Document, Kept, raw_hash, text_hash
from corpus.errors import ArticleUnknown, SourceTaken, StoreBusy, StoreError, StoreVersion
from corpus.passages.cutting import part_of
from corpus.records import Entry, Floats, Indexable, Source
from corpus.rules import CLEANER_VERSION
from corpus.store import rows, schema
from corpus.store.reader import FILE as FILE
from corpus.store.schema import articles, changes, meta, passages, raws, sources, vectors, versions
from corpus.store.stories import StoreStories

REMOVED_BY_HAND = "removed"
"""`removed_why` of an article that a person took down without saying why: only `--restore` brings it back."""

FILE_GONE = "file gone"
PAGE_GONE = "page gone"
"""`removed_why` of an article whose file or page went away: it returns when that does."""

SOURCE_REMOVED = "source removed"
"""`removed_why` of an article whose source was taken out: it returns when that is added and synced again."""

RETURNS = frozenset({FILE_GONE, PAGE_GONE, SOURCE_REMOVED})
"""Every other `removed_why` is what a person said, and stands until a person says otherwise."""


class ArticleStore(StoreStories):
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
                schema.tables.create_all(connection)
                connection.execute(
                    upsert(meta).values(key="schema", value=schema.SCHEMA_VERSION).on_conflict_do_nothing()
                )
        except StoreError:
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
        """Let go of the file."""
        self._engine.dispose()

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

    def put(self, entries: Sequence[Entry]) -> list[str]:
        """Commit articles, passages and vectors in one transaction.

        Returns:
            For each entry `added`, `updated`, `restored` (it had been removed), or
             `unchanged` when the clean text, its passages and every fact are as before.
        """
        with self._write() as connection:
            return [self._put(connection, entry) for entry in entries]

    def _put(self, connection: Connection, entry: Entry) -> str:
        document, draft = entry.document, entry.draft
        kept = document.kept or Kept()
        now = dt.datetime.now(dt.UTC)
        received = self._receive(connection, document)
        old = connection.execute(
            select(articles.c.removed, versions)
            .join(versions, versions.c.number == articles.c.version)
            .where(articles.c.id == document.id)
        ).first()
        received["cleaner_version"] = kept.cleaner_version or CLEANER_VERSION
        values = rows.facts(draft)
        # A corrected release stays under the embargo of the one before, unless it says when or that there is none.
        speaks = draft.visible_from is not None or "visible_from" in draft.found
        values["visible_from"] = draft.visible_from if speaks or old is None else old.visible_from
        same = old and old.removed is None and kept.removed is None and rows.same(old, values)
        if old and same and self._cut_as(connection, entry):
            if document.kept is None:  # an export's line never replaces the bytes as first received
                connection.execute(update(versions).where(versions.c.number == old.number).values(received))
            self._drop_unused(connection, {old.raw_hash})
            self._tell_again(connection, document.id, old.number, draft)
            return "unchanged"
        if old is None:
            connection.execute(
                insert(articles).values(
                    id=document.id,
                    source=document.source,
                    path=document.path,
                    version=0,
                    first_seen=kept.first_seen or now,
                )
            )
            self._put_past(connection, document.id, kept, received)
        stored = kept.stored if old is None and kept.stored else now
        number = connection.execute(
            insert(versions)
            .values(article_id=document.id, stored=stored, **received, **values)
            .returning(versions.c.number)
        ).scalar_one()
        connection.execute(
            update(articles)
            .where(articles.c.id == document.id)
            .values(version=number, removed=None, removed_why=None)
        )
        self._replace_passages(connection, document.id, number, entry)
        self._tell(connection, document.id, number, draft)
        self._log(connection, document.id, "put", now)
        if kept.removed is not None:
            self._remove(connection, document.id, *kept.removed)
        if old is None:
            return "added"
        return "updated" if old.removed is None else "restored"

    @staticmethod
    def _cut_as(connection: Connection, entry: Entry) -> bool:
        """Tell whether an article has these very passages already, and not those of an earlier cutting."""
        held = select(passages.c.start, passages.c.end).where(passages.c.article_id == entry.document.id)
        spans = [(span.start, span.end) for span in entry.spans]
        return [tuple(row) for row in connection.execute(held.order_by(passages.c.start))] == spans

    @staticmethod
    def _receive(connection: Connection, document: Document) -> dict[str, Any]:
        """Keep a document's bytes, and give what its version says of them: all that cleaning it again needs."""
        digest = raw_hash(document.raw)
        packed = zlib.compress(document.raw, 6)
        connection.execute(
            upsert(raws).values(hash=digest, format=document.format, data=packed).on_conflict_do_nothing()
        )
        sent = {**document.fields, **({"url": document.url} if document.url else {})}
        return {"raw_hash": digest, "format": document.format, "sent": sent}

    @staticmethod
    def _put_past(connection: Connection, article_id: str, kept: Kept, received: Mapping[str, Any]) -> None:
        for past in kept.earlier:
            connection.execute(
                insert(versions).values(
                    article_id=article_id,
                    stored=past.stored,
                    visible_from=past.draft.visible_from,
                    **{**received, "cleaner_version": past.cleaner_version},
                    **rows.facts(past.draft),
                )
            )

    def _replace_passages(self, connection: Connection, article_id: str, number: int, entry: Entry) -> None:
        self._drop_passages(connection, article_id)
        text_ = entry.draft.text
        encoded: Sequence[bytes | None] = entry.encoded or [None] * len(entry.spans)
        connection.execute(
            insert(passages),
            [
                {
                    "article_id": article_id,
                    "version": number,
                    "start": span.start,
                    "end": span.end,
                    "text_hash": text_hash(span.of(text_)),
                    "part": part.kind if (part := part_of(span, entry.draft.parts)) else None,
                    "encoded": key,
                }
                for span, key in zip(entry.spans, encoded, strict=True)
            ],
        )
        self._put_vectors(connection, article_id, number, entry.model, entry.vectors)

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
            for row, matrix in pairs:
                current = connection.scalar(select(articles.c.version).where(articles.c.id == row.article.id))
                if current == row.version:
                    self._put_vectors(connection, row.article.id, row.version, model, matrix)
                    self._log(connection, row.article.id, "put", dt.datetime.now(dt.UTC))

    def forget_model(self, model: str) -> None:
        """Drop every vector of a model."""
        with self._write() as connection:
            connection.execute(delete(vectors).where(vectors.c.model == model))

    @staticmethod
    def _put_vectors(connection: Connection, article_id: str, number: int, model: str, matrix: Floats) -> None:
        packed = np.ascontiguousarray(matrix, dtype="<f2").tobytes()
        connection.execute(
            upsert(vectors)
            .values(article_id=article_id, version=number, model=model, data=packed)
            .on_conflict_do_update(index_elements=["version", "model"], set_={"data": packed})
        )

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

    def _remove(self, connection: Connection, article_id: str, when: dt.datetime, why: str) -> None:
        done = connection.execute(
            update(articles)
            .where(articles.c.id == article_id, articles.c.removed.is_(None))
            .values(removed=when, removed_why=why)
        )
        if not done.rowcount:
            raise ArticleUnknown(article_id)
        self._drop_passages(connection, article_id)
        self._untell(connection, article_id)
        self._log(connection, article_id, "remove", dt.datetime.now(dt.UTC))

    def purge(self, *article_ids: str) -> None:
        """Erase articles, removed or not: text, versions, bytes, passages and vectors.

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
        self._forget_fetch(connection, article_id)
        self._untell(connection, article_id)
        received = set(connection.scalars(select(versions.c.raw_hash).where(versions.c.article_id == article_id)))
        done = connection.execute(delete(articles).where(articles.c.id == article_id))
        if done.rowcount:
            self._drop_unused(connection, received)
            self._log(connection, article_id, "purge", dt.datetime.now(dt.UTC))
        elif not self._purged(connection, article_id):
            raise ArticleUnknown(article_id)

    @staticmethod
    def _purged(connection: Connection, article_id: str) -> bool:
        """Tell whether there was such an article and it was purged."""
        mine = select(changes.c.sequence).where(changes.c.article_id == article_id, changes.c.kind == "purge")
        return connection.scalar(mine.limit(1)) is not None

    @staticmethod
    def _drop_passages(connection: Connection, article_id: str) -> None:
        connection.execute(delete(passages).where(passages.c.article_id == article_id))
        connection.execute(delete(vectors).where(vectors.c.article_id == article_id))

    @staticmethod
    def _drop_unused(connection: Connection, hashes: Iterable[str]) -> None:
        """Drop bytes as received that no version was read from."""
        still = select(versions.c.number).where(versions.c.raw_hash == raws.c.hash)
        connection.execute(delete(raws).where(raws.c.hash.in_(list(hashes)), ~still.exists()))

    @staticmethod
    def _log(connection: Connection, article_id: str, kind: str, at: dt.datetime) -> None:
        connection.execute(insert(changes).values(article_id=article_id, kind=kind, at=at))

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise StoreBusy(
                    f"another process has been writing to {self.folder} for {schema.BUSY_SECONDS} s; try again"
                ) from error
            raise StoreError(f"cannot write to {self.folder} ({error.orig}); nothing of this was stored") from error
        except DatabaseError as error:
            raise StoreError(f"{self.folder / FILE} cannot be used as a store ({error.orig}); restore it") from error
