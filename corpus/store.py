"""ArticleStore: the one source of truth. What it has committed is acknowledged; indexes are caches of it."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Select, delete, func, insert, inspect, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus import schema
from corpus.article import Article, Filters, Passage, Scope, Version, content_hash, raw_hash, text_hash
from corpus.errors import ArticleUnknown, SourceTaken, StoreBusy, StoreError, StoreVersion
from corpus.reading import CLEANER_VERSION
from corpus.records import Change, Entry, Floats, Indexable, Known, Source
from corpus.schema import articles, changes, meta, passages, raws, sources, vectors, versions
from corpus.visibility import visible

FILE = "dateline.sqlite"

REMOVED_BY_HAND = "removed"
"""`removed_why` of an article that a person took down: ingesting its folder again does not bring it back."""

FILE_GONE = "file gone"
"""`removed_why` of an article that `--prune` took out: it returns with its file."""


class ArticleStore:
    """Articles, passages and vectors in one SQLite file under a data folder.

    Safe for several threads and processes: one writes at a time, readers never wait.

    Raises:
        StoreVersion: the folder was written by another schema version.
        StoreError: the file is no database of ours.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be a data folder ({error.strerror}); name another") from error
        self._engine = schema.connect(folder / FILE)
        try:
            with self._write() as connection:
                self._check(connection)
                schema.tables.create_all(connection)
                connection.execute(
                    upsert(meta).values(key="schema", value=schema.SCHEMA_VERSION).on_conflict_do_nothing()
                )
        except StoreError:
            self.close()
            raise

    def _check(self, connection: Connection) -> None:
        """Make sure that the file is new or ours before anything is written into it."""
        present = inspect(connection).get_table_names()
        if not present:
            return
        if meta.name not in present:
            raise StoreError(f"{self.folder / FILE} belongs to another program; name another data folder")
        found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
        if found != schema.SCHEMA_VERSION:
            raise StoreVersion(
                f"{self.folder} holds schema {found}, this version reads {schema.SCHEMA_VERSION}; "
                "export with the version that wrote it and ingest the export into a new folder"
            )

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # Sources

    def sources(self) -> dict[str, Source]:
        """Every registered source by name."""
        with self._read() as connection:
            return {row.name: Source(*row) for row in connection.execute(select(sources).order_by(sources.c.name))}

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
             `unchanged` when the clean text and every fact are as before.
        """
        with self._write() as connection:
            return [self._put(connection, entry) for entry in entries]

    def _put(self, connection: Connection, entry: Entry) -> str:
        document, draft = entry.document, entry.draft
        now = dt.datetime.now(dt.UTC)
        digest = raw_hash(document.raw)
        connection.execute(
            upsert(raws)
            .values(hash=digest, format=document.format, data=zlib.compress(document.raw, 6))
            .on_conflict_do_nothing()
        )
        old = connection.execute(
            select(articles.c.removed, versions)
            .join(versions, versions.c.number == articles.c.version)
            .where(articles.c.id == document.id)
        ).first()
        values = {
            "raw_hash": digest,
            "content_hash": content_hash(draft.text),
            "cleaner_version": CLEANER_VERSION,
            "title": draft.title,
            "published": draft.published,
            "updated": draft.updated,
            "place": draft.place,
            "issuer": draft.issuer,
            "language": draft.language,
            "url": draft.url,
            "found": dict(draft.found),
            "text": draft.text,
        }
        if old and old.removed is None and _same(old, values):
            if document.format != "export":  # an export's line never replaces the bytes as first received
                connection.execute(
                    update(versions)
                    .where(versions.c.number == old.number)
                    .values(raw_hash=digest, cleaner_version=CLEANER_VERSION)
                )
            self._drop_orphans(connection)
            return "unchanged"
        if old is None:
            connection.execute(
                insert(articles).values(
                    id=document.id,
                    source=document.source,
                    path=document.path,
                    version=0,
                    first_seen=entry.first_seen or now,
                )
            )
        embargo = old.visible_from if old else None  # a corrected release stays under it
        number = connection.execute(
            insert(versions)
            .values(article_id=document.id, stored=now, visible_from=embargo, **values)
            .returning(versions.c.number)
        ).scalar_one()
        connection.execute(
            update(articles)
            .where(articles.c.id == document.id)
            .values(version=number, removed=None, removed_why=None)
        )
        self._replace_passages(connection, document.id, number, entry)
        self._log(connection, document.id, "put", now)
        if old is None:
            return "added"
        return "updated" if old.removed is None else "restored"

    def _replace_passages(self, connection: Connection, article_id: str, number: int, entry: Entry) -> None:
        self._drop_passages(connection, article_id)
        text_ = entry.draft.text
        connection.execute(
            insert(passages),
            [
                {
                    "article_id": article_id,
                    "version": number,
                    "start": span.start,
                    "end": span.end,
                    "text_hash": text_hash(span.of(text_)),
                }
                for span in entry.spans
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

    def add_vectors(self, model: str, rows: Sequence[tuple[Indexable, Floats]]) -> None:
        """Add another model's vectors to articles that are there, in one transaction."""
        with self._write() as connection:
            for row, matrix in rows:
                current = connection.scalar(select(articles.c.version).where(articles.c.id == row.article.id))
                if current == row.version:
                    self._put_vectors(connection, row.article.id, row.version, model, matrix)
                    self._log(connection, row.article.id, "put", dt.datetime.now(dt.UTC))

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
            now = dt.datetime.now(dt.UTC)
            done = connection.execute(
                update(articles)
                .where(articles.c.id == article_id, articles.c.removed.is_(None))
                .values(removed=now, removed_why=why)
            )
            if not done.rowcount:
                raise ArticleUnknown(article_id)
            self._drop_passages(connection, article_id)
            self._log(connection, article_id, "remove", now)

    def purge(self, article_id: str) -> None:
        """Erase an article, removed or not: text, versions, bytes, passages and vectors.

        The bytes are overwritten and the log is emptied, so that no file of the data folder keeps its words.

        Raises:
            ArticleUnknown: there is none, and there was none to purge.
            StoreBusy: erased, but a reader kept the log from being emptied; purge it again.
        """
        with self._write() as connection:
            done = connection.execute(delete(articles).where(articles.c.id == article_id))
            if done.rowcount:
                self._drop_orphans(connection)
                self._log(connection, article_id, "purge", dt.datetime.now(dt.UTC))
            elif not self._purged(connection, article_id):
                raise ArticleUnknown(article_id)
        schema.empty_log(self._engine)

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
    def _drop_orphans(connection: Connection) -> None:
        connection.execute(delete(raws).where(raws.c.hash.not_in(select(versions.c.raw_hash))))

    @staticmethod
    def _log(connection: Connection, article_id: str, kind: str, at: dt.datetime) -> None:
        connection.execute(insert(changes).values(article_id=article_id, kind=kind, at=at))

    # Reading

    def sequence(self) -> int:
        """The number of the last change; 0 before the first."""
        with self._read() as connection:
            return _sequence(connection)

    def changes(self, since: int) -> list[Change]:
        """Every change after number `since`, in order."""
        query = select(changes.c.sequence, changes.c.article_id, changes.c.kind).where(changes.c.sequence > since)
        with self._read() as connection:
            return [Change(*row) for row in connection.execute(query.order_by(changes.c.sequence))]

    def known(self, source: str) -> dict[str, Known]:
        """What the store holds of a source, by path; removed articles included."""
        query = (
            select(
                articles.c.path,
                articles.c.id,
                versions.c.raw_hash,
                versions.c.cleaner_version,
                articles.c.removed_why,
            )
            .join(versions, versions.c.number == articles.c.version)
            .where(articles.c.source == source)
        )
        with self._read() as connection:
            return {row.path: Known(*row[1:]) for row in connection.execute(query)}

    def article(self, article_id: str, scope: Scope, content_hash: str | None = None) -> Article:
        """Read one article: its current text, or the version with this content hash.

        Raises:
            ArticleUnknown: none in this scope (absent, removed, under embargo, or of another source).
        """
        return self.articles_by_id([article_id], scope, content_hash)[article_id]

    def articles_by_id(self, ids: Sequence[str], scope: Scope, content_hash: str | None = None) -> dict[str, Article]:
        """Read several articles at once.

        Raises:
            ArticleUnknown: one of them is not in this scope.
        """
        found = self.find(ids, scope, content_hash)
        for article_id in ids:
            if article_id not in found:
                raise ArticleUnknown(article_id)
        return found

    def find(self, ids: Sequence[str], scope: Scope, content_hash: str | None = None) -> dict[str, Article]:
        """Read those of these articles that are in this scope."""
        query = _article_columns().where(articles.c.id.in_(ids), *visible(scope))
        if content_hash:
            # An old version is read by its hash, but only while its article may be seen at all.
            old = versions.alias()
            visible_now = select(articles.c.id).join(versions, versions.c.number == articles.c.version)
            query = (
                select(articles.c.id, articles.c.source, articles.c.path, articles.c.first_seen, old)
                .join(old, old.c.article_id == articles.c.id)
                .where(articles.c.id.in_(visible_now.where(articles.c.id.in_(ids), *visible(scope))))
                .where(old.c.content_hash == content_hash)
                .order_by(old.c.number)
            )
        with self._read() as connection:
            return {row.id: _article(row) for row in connection.execute(query)}

    def quotable(self, numbers: Sequence[int], scope: Scope) -> dict[int, tuple[Passage, Article]]:
        """Read passages afresh with their articles, as proof that they still stand and may be seen.

        Returns:
            By passage number; those gone, hidden, or whose words are not the ones that were cut are left out.
        """
        current = passages.alias()
        query = (
            _article_columns()
            .join(current, current.c.article_id == articles.c.id)
            .add_columns(
                current.c.number.label("passage"),
                current.c.version.label("cut_from"),
                current.c.start,
                current.c.end,
                current.c.text_hash,
            )
            .where(current.c.number.in_(numbers), current.c.version == articles.c.version, *visible(scope))
        )
        sound: dict[int, tuple[Passage, Article]] = {}
        with self._read() as connection:
            for row in connection.execute(query):
                passage = Passage(row.passage, row.id, row.cut_from, row.start, row.end)
                inside = 0 <= row.start < row.end <= len(row.text)  # a slice would forgive what lies outside
                cut_now = text_hash(row.text[row.start : row.end])
                if inside and cut_now == row.text_hash and content_hash(row.text) == row.content_hash:
                    sound[row.passage] = (passage, _article(row))
        return sound

    def page(
        self, scope: Scope, filters: Filters | None = None, limit: int | None = None, after: str | None = None
    ) -> list[Article]:
        """List articles, newest publication first, undated ones last.

        Args:
            limit: at most so many.
            after: id of the last article of the page before.
        """
        query = _article_columns().where(*visible(scope, filters))
        order = func.coalesce(versions.c.published, dt.date.min)
        if after is not None:
            last = (
                select(order, articles.c.id)
                .select_from(articles.join(versions, versions.c.number == articles.c.version))
                .where(articles.c.id == after)
            )
            with self._read() as connection:
                row = connection.execute(last).first()
            if row is None:
                raise ArticleUnknown(after)
            query = query.where((order < row[0]) | ((order == row[0]) & (articles.c.id > row[1])))
        query = query.order_by(order.desc(), articles.c.id).limit(limit)
        with self._read() as connection:
            return [_article(row) for row in connection.execute(query)]

    def oldest_first(self, scope: Scope, filters: Filters | None = None) -> Iterator[Article]:
        """Yield every article in the order in which it was first stored, reading a few at a time."""
        query = _article_columns().where(*visible(scope, filters)).order_by(articles.c.first_seen, articles.c.id)
        with self._read() as connection:
            for row in connection.execution_options(yield_per=100).execute(query):
                yield _article(row)

    def count(self, scope: Scope, filters: Filters | None = None) -> int:
        """Count the articles in this scope."""
        query = (
            select(func.count())
            .select_from(articles.join(versions, versions.c.number == articles.c.version))
            .where(*visible(scope, filters))
        )
        with self._read() as connection:
            return int(connection.scalar(query) or 0)

    def count_passages(self) -> int:
        """Count the passages of all live articles."""
        with self._read() as connection:
            return int(connection.scalar(select(func.count()).select_from(passages)) or 0)

    def count_by_source(self, scope: Scope) -> dict[str, int]:
        """Count the articles in this scope for every source that has any."""
        query = (
            select(articles.c.source, func.count())
            .join(versions, versions.c.number == articles.c.version)
            .where(*visible(scope))
            .group_by(articles.c.source)
            .order_by(articles.c.source)
        )
        with self._read() as connection:
            return {name: int(count) for name, count in connection.execute(query)}

    def versions(self, article_id: str) -> list[Version]:
        """Every version of an article, oldest first."""
        columns = (versions.c[name] for name in ("number", "content_hash", "raw_hash", "cleaner_version", "stored"))
        query = select(*columns).where(versions.c.article_id == article_id).order_by(versions.c.number)
        with self._read() as connection:
            return [Version(*row) for row in connection.execute(query)]

    def raw(self, digest: str) -> bytes | None:
        """The bytes as received, by their hash."""
        with self._read() as connection:
            data = connection.scalar(select(raws.c.data).where(raws.c.hash == digest))
        return zlib.decompress(data) if data is not None else None

    # For the index

    @contextmanager
    def snapshot(self, model: str, ids: Sequence[str] | None = None) -> Iterator[tuple[int, Iterator[Indexable]]]:
        """Read the live articles, all or some, as they are at one sequence number.

        Embargoed articles are among them: a scope decides at question time.

        Yields:
            The sequence number, and the articles with their passages and this model's vectors.
        """
        with self._read() as connection:
            yield _sequence(connection), self._indexables(connection, model, ids)

    @staticmethod
    def _indexables(connection: Connection, model: str, ids: Sequence[str] | None) -> Iterator[Indexable]:
        mine = passages.select().order_by(passages.c.article_id, passages.c.number)
        query = (
            _article_columns()
            .add_columns(vectors.c.data)
            .outerjoin(vectors, (vectors.c.version == articles.c.version) & (vectors.c.model == model))
            .where(articles.c.removed.is_(None))
            .order_by(articles.c.version)
        )
        if ids is not None:
            query, mine = query.where(articles.c.id.in_(ids)), mine.where(passages.c.article_id.in_(ids))
        cut: dict[str, list[Passage]] = {}
        for row in connection.execute(mine):
            passage = Passage(row.number, row.article_id, row.version, row.start, row.end)
            cut.setdefault(row.article_id, []).append(passage)
        for row in connection.execution_options(yield_per=200).execute(query):
            runs = tuple(cut.get(row.id, ()))
            matrix = None
            if row.data is not None:
                matrix = np.frombuffer(row.data, dtype="<f2").astype(np.float32).reshape(len(runs), -1)
            yield Indexable(_article(row), row.number, runs, matrix)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise StoreError(f"{self.folder / FILE} cannot be read ({error.orig}); restore it") from error

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


def _article_columns() -> Select[Any]:
    return select(articles.c.id, articles.c.source, articles.c.path, articles.c.first_seen, versions).join(
        versions, versions.c.number == articles.c.version
    )


def _article(row: Row[Any]) -> Article:
    return Article(
        id=row.id,
        source=row.source,
        path=row.path,
        url=row.url,
        title=row.title,
        published=row.published,
        updated=row.updated,
        place=row.place,
        issuer=row.issuer,
        language=row.language,
        text=row.text,
        raw_hash=row.raw_hash,
        content_hash=row.content_hash,
        cleaner_version=row.cleaner_version,
        first_seen=row.first_seen,
        visible_from=row.visible_from,
        found=row.found,
    )


def _same(old: Row[Any], values: Mapping[str, Any]) -> bool:
    """Tell whether nothing that a reader could see has changed."""
    unseen = {"raw_hash", "cleaner_version"}
    return all(getattr(old, key) == value for key, value in values.items() if key not in unseen)


def _sequence(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT coalesce(max(sequence), 0) FROM changes")) or 0)
