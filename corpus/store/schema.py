"""The tables of the store, and how its SQLite file is opened.

sources   where documents come from          articles  one row an article, removed ones included
versions  every clean text an article had    raws      bytes as received, compressed, by hash
passages  runs of the current version        vectors   one packed fp16 blob a version and model
bands     what near-duplicates share         links     pairs of articles that tell the same
names     names and their short forms        fetches   what a web server said of each address
changes   every change, numbered             meta      schema version
jobs      work that was promised             items     the releases of such work, until they are taken in
replies   replies that may be asked for again, by idempotency key
feedback  what people said of answers
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Dialect,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
    inspect,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from corpus.errors import StoreBusy

SCHEMA_VERSION = "5"

UPGRADES = frozenset({"1", "2", "3", "4"})
"""Earlier versions that lack nothing but tables and columns which may be null: they are added on opening."""

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""


class Moment(TypeDecorator[dt.datetime]):
    """A moment with its time zone, kept as ISO 8601 in UTC, so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a moment; one without a time zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in the store needs a time zone")
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Read a moment back, in UTC."""
        return dt.datetime.fromisoformat(value) if value else None


tables = MetaData()

meta = Table("meta", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))

sources = Table(
    "sources",
    tables,
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("location", String, nullable=False),
    Column("options", JSON),
    Column("synced", Moment),
    Column("outcome", JSON),
)

articles = Table(
    "articles",
    tables,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("path", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("removed", Moment),
    Column("removed_why", String),
    Column("story", String, index=True),
)

versions = Table(
    "versions",
    tables,
    Column("number", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("raw_hash", String, nullable=False, index=True),
    Column("content_hash", String, nullable=False),
    Column("cleaner_version", String, nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("updated", Date),
    Column("place", String),
    Column("issuer", String),
    Column("language", String),
    Column("url", String),
    Column("found", JSON, nullable=False),
    Column("visible_from", Moment),
    Column("subtitle", Text),
    Column("languages", JSON),
    Column("people", JSON),
    Column("parts", JSON),
    Column("format", String),
    Column("sent", JSON),  # what the sender stated: with the raw bytes, all that cleaning again needs
    Column("text", Text, nullable=False),
    Column("stored", Moment, nullable=False),
    sqlite_autoincrement=True,
)

raws = Table(
    "raws",
    tables,
    Column("hash", String, primary_key=True),
    Column("format", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

passages = Table(
    "passages",
    tables,
    Column("number", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("part", String),
    Column("encoded", LargeBinary, index=True),  # hash of what was encoded for it: equal texts have equal vectors
    sqlite_autoincrement=True,  # passage numbers are never used again
)

vectors = Table(
    "vectors",
    tables,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, primary_key=True),
    Column("model", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

bands = Table(
    "bands",
    tables,
    Column("hash", Integer, primary_key=True),
    Column("version", ForeignKey("versions.number", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,  # 49 rows an article, found by hash and dropped by version: no third copy of them
)

links = Table(
    "links",
    tables,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),  # the lesser of two ids
    Column("other_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("relation", String, nullable=False),
)

names = Table(
    "names",
    tables,
    Column("number", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("short", String, nullable=False),
    Column("long", String, nullable=False),
    Column("short_key", String, nullable=False, index=True),  # folded as `corpus.names.folding.key` does
    Column("long_key", String, nullable=False, index=True),
)

fetches = Table(
    "fetches",
    tables,
    Column("source", String, primary_key=True),
    Column("url", String, primary_key=True),
    Column("listing", Boolean, nullable=False),
    Column("listed", Moment),
    Column("stamp", String),
    Column("title", Text),
    Column("published", String),
    Column("fetched", Moment),
    Column("stamp_fetched", String),
    Column("final", String),
    Column("etag", String),
    Column("modified", String),
    Column("status", Integer),
    Column("failures", Integer, nullable=False),
)

changes = Table(
    "changes",
    tables,
    Column("sequence", Integer, primary_key=True),
    Column("article_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("started", Moment),
    Column("finished", Moment),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("begun", Integer, nullable=False),  # times it was begun since something of it was last done
    Column("key", String),
    Column("sources", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("problem", JSON),
    sqlite_autoincrement=True,
)

items = Table(
    "items",
    tables,
    Column("job", ForeignKey("jobs.number", ondelete="CASCADE"), primary_key=True),
    Column("at", Integer, primary_key=True),
    Column("article_id", String, index=True),
    Column("about", JSON),  # of the document: all but its bytes; like them, null once it is done with
    Column("raw", LargeBinary),
    Column("outcome", String),
    Column("problem", JSON),
)

replies = Table(
    "replies",
    tables,
    Column("key", String, primary_key=True),  # who sent it: the id of an access key, or empty
    Column("token", String, primary_key=True),
    Column("request", String, nullable=False),  # fingerprint of what was asked
    Column("created", Moment, nullable=False, index=True),
    Column("life", String, nullable=False),  # of the process that works on it
    Column("process", Integer, nullable=False),
    Column("article_id", String, index=True),
    Column("status", Integer),
    Column("location", String),
    Column("body", LargeBinary),  # null while it is worked on, and once its article was purged
)

feedback = Table(
    "feedback",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("created", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("verdict", String, nullable=False),
    Column("comment", Text),
    Column("answered", Boolean),
    Column("filters", JSON),
    Column("as_of", Date),
    Column("article_id", String, index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("content_hash", String),
    Column("gold_id", String),
    sqlite_autoincrement=True,
)

Index("articles_by_place", articles.c.source, articles.c.path, unique=True)


@cache
def _statements() -> tuple[str, ...]:
    made: list[CreateTable | CreateIndex] = []
    for table in tables.sorted_tables:
        made.append(CreateTable(table, if_not_exists=True))
        made += [CreateIndex(one, if_not_exists=True) for one in sorted(table.indexes, key=lambda one: str(one.name))]
    return tuple(str(each.compile(dialect=sqlite.dialect())) for each in made)


def create(connection: Connection) -> None:
    """Make the tables and their indexes that are not there.

    Their statements are written once; `MetaData.create_all` writes them for every store, and looks for each table.
    """
    for statement in _statements():
        connection.exec_driver_sql(statement)


def upgrade(connection: Connection) -> None:
    """Give an earlier file the tables and columns that it lacks."""
    inspector = inspect(connection)
    for table in tables.sorted_tables:
        if not inspector.has_table(table.name):
            continue
        present = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in present:
                shape = CreateColumn(column).compile(connection)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {shape}")
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    create(connection)
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=SCHEMA_VERSION))


def connect(path: Path) -> Engine:
    """Open a SQLite file so that a commit is an acknowledgement.

    WAL lets readers go on beside the one writer; `synchronous=FULL` makes a commit survive a power cut;
    `secure_delete` overwrites what is deleted. A transaction that will write takes the write lock at its
    start, so that it cannot fail half way for want of it.
    """
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own implicit BEGIN would come too late
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            _set(connection, pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def close(engine: Engine) -> None:
    """Close every connection: those that nobody uses now, and the others as soon as they are given back.

    Disposing of an engine alone leaves those in use to the garbage collector: given back to a pool that is no more.
    """

    @event.listens_for(engine, "checkin")  # from here on only: no read of an open store pays for it
    def _close(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.invalidate()

    engine.dispose()


def _set(connection: Any, pragma: str) -> None:
    """Set a pragma; turning to WAL does not wait by itself while another process opens the same new file."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def rewrite(engine: Engine, seconds: float = 10.0) -> None:
    """Write the database file anew from what it holds, and cut its log to nothing, waiting for others to finish.

    Raises:
        StoreBusy: another process stayed longer than `seconds`, or the disk is full.
    """
    deadline = time.monotonic() + seconds
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
        while True:
            busy, _frames, _moved = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return
            if time.monotonic() > deadline:
                raise StoreBusy("erased, but the log cannot be emptied while another process reads; purge again")
            time.sleep(0.05)
    except sqlite3.OperationalError as error:
        raise StoreBusy(f"erased, but the store's file cannot be written anew ({error}); purge again") from error
    finally:
        connection.close()
