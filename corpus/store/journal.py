"""What an index reads of the store: its changes, its present state, and the vectors it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Select, func, select
from sqlalchemy.exc import DatabaseError

from corpus.article import Passage
from corpus.errors import StoreError
from corpus.records import Change, Floats, Indexable
from corpus.store import rows
from corpus.store.prepared import Prepared
from corpus.store.schema import articles, changes, passages, vectors, versions

FILE = "dateline.sqlite"

MEND = "put a backup in its place (docs/resilience.md), or name another data folder and ingest again"
"""What to do about a store file that SQLite cannot use."""

TOGETHER = 500
"""Names in one query; SQLite takes some 32,000."""

_NUMBER = select(func.coalesce(func.max(changes.c.sequence), 0).label("number"))
_LAST = Prepared(_NUMBER)

OF_ARTICLE = (articles.c.id, articles.c.source, articles.c.path, articles.c.first_seen, articles.c.story)


class StoreJournal:
    """The part of `ArticleStore` that indexes follow.

    Raises:
        StoreError: any read may find the file damaged.
    """

    folder: Path
    _engine: Engine

    def sequence(self) -> int:
        """The number of the last change; 0 before the first."""
        (row,) = self._rows(_LAST)
        return int(row.number)

    def stamp(self, sequence: int) -> str:
        """When a change was made, `""` where there is none of that number: two stores that differ in it differ."""
        with self._read() as connection:
            at = connection.scalar(select(changes.c.at).where(changes.c.sequence == sequence))
        return at.isoformat() if at else ""

    def changes(self, since: int) -> list[Change]:
        """Every change after number `since`, in order."""
        query = select(changes.c.sequence, changes.c.article_id, changes.c.kind).where(changes.c.sequence > since)
        with self._read() as connection:
            return [Change(*row) for row in connection.execute(query.order_by(changes.c.sequence))]

    def current(self) -> tuple[int, dict[str, int]]:
        """The last change's number, and the current version of every live article, in the order of the versions."""
        query = select(articles.c.id, articles.c.version).where(articles.c.removed.is_(None))
        with self._read() as connection:
            sequence = _sequence(connection)
            return sequence, {row.id: row.version for row in connection.execute(query.order_by(articles.c.version))}

    def models(self) -> dict[str, int]:
        """How many live articles each model has vectors of, by the model's id."""
        query = (
            select(vectors.c.model, func.count())
            .join(articles, articles.c.version == vectors.c.version)
            .where(articles.c.removed.is_(None))
            .group_by(vectors.c.model)
        )
        with self._read() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(query)}

    def encoded(self, model: str, texts: Sequence[bytes]) -> dict[bytes, Floats]:
        """Find vectors that a model has made already.

        Args:
            model: its id.
            texts: hashes of what is to be encoded, as `Entry.encoded` has them.

        Returns:
            For those that are known a vector of shape (dimensions,), float32.
        """
        found: dict[bytes, Floats] = {}
        with self._read() as connection:
            for at in range(0, len(texts), TOGETHER):
                chosen = (
                    select(passages.c.encoded, func.min(passages.c.number).label("number"))
                    .join(vectors, (vectors.c.version == passages.c.version) & (vectors.c.model == model))
                    .where(passages.c.encoded.in_(texts[at : at + TOGETHER]))
                    .group_by(passages.c.encoded)
                    .subquery()
                )
                beside = passages.alias()
                first = select(func.min(beside.c.number)).where(beside.c.article_id == vectors.c.article_id)
                count = select(func.count(beside.c.number)).where(beside.c.article_id == vectors.c.article_id)
                query = (
                    select(chosen.c.encoded, chosen.c.number, vectors.c.data)
                    .add_columns(first.scalar_subquery().label("begin"), count.scalar_subquery().label("size"))
                    .join(passages, passages.c.number == chosen.c.number)
                    .join(vectors, (vectors.c.version == passages.c.version) & (vectors.c.model == model))
                )
                for row in connection.execute(query):
                    # Passages of an article are numbered in one go, and their vectors are packed in that order.
                    if (matrix := _matrix(row.data, row.size)) is not None:
                        found[row.encoded] = matrix[row.number - row.begin]
        return found

    @contextmanager
    def snapshot(self, model: str, ids: Sequence[str] | None = None) -> Iterator[tuple[int, Iterator[Indexable]]]:
        """Read the live articles, all or some, as they are at one sequence number.

        Embargoed articles are among them: a scope decides at question time.

        Yields:
            The sequence number, and the articles with their passages and this model's vectors.
        """
        with self._read() as connection:
            yield _sequence(connection), self._indexables(connection, model, ids)

    def indexables(self, model: str, ids: Sequence[str]) -> Iterator[Indexable]:
        """Read some live articles, a few at a time: those of one piece are as they are at one moment.

        Args:
            model: id of the vectors.
            ids: any number of articles; of each piece the live ones come in the order of their versions.
        """
        for at in range(0, len(ids), TOGETHER):
            with self.snapshot(model, ids[at : at + TOGETHER]) as (_, found):
                yield from found

    @staticmethod
    def _indexables(connection: Connection, model: str, ids: Sequence[str] | None) -> Iterator[Indexable]:
        mine = passages.select().order_by(passages.c.article_id, passages.c.number)
        query = (
            article_columns()
            .add_columns(vectors.c.data)
            .outerjoin(vectors, (vectors.c.version == articles.c.version) & (vectors.c.model == model))
            .where(articles.c.removed.is_(None))
            .order_by(articles.c.version)
        )
        if ids is not None:
            query, mine = query.where(articles.c.id.in_(ids)), mine.where(passages.c.article_id.in_(ids))
        cut: dict[str, list[Passage]] = {}
        for row in connection.execute(mine):
            passage = Passage(row.number, row.article_id, row.version, row.start, row.end, row.part)
            cut.setdefault(row.article_id, []).append(passage)
        for row in connection.execution_options(yield_per=200).execute(query):
            runs = tuple(cut.get(row.id, ()))
            yield Indexable(rows.article(row), row.number, runs, _matrix(row.data, len(runs)))

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """Read within a transaction: all statements see one state."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    def _rows(self, statement: Prepared, **given: object) -> list[Any]:
        """Read by one statement, which sees one state by itself."""
        with self._told():
            return statement.rows(self._engine, **given)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as error:
            reason = error.orig if isinstance(error, DatabaseError) else error
            raise StoreError(f"{self.folder / FILE} cannot be read ({reason}); {MEND}") from error


def article_columns() -> Select[Any]:
    """Select articles with their current versions."""
    return select(*OF_ARTICLE, versions).join(versions, versions.c.number == articles.c.version)


def _matrix(data: bytes | None, passages: int) -> Floats | None:
    """Unpack vectors; damaged ones are none, so that they are made again."""
    if data is None or not passages or len(data) % (2 * passages):
        return None
    matrix = np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(passages, -1)
    return matrix if np.isfinite(matrix).all() else None


def _sequence(connection: Connection) -> int:
    return int(connection.scalar(_NUMBER) or 0)
