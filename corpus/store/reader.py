"""StoreReader: everything that is read from the store, each read inside a scope."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from corpus import proof
from corpus.article import Article, Document, Filters, Passage, Scope, Version, content_hash, text_hash
from corpus.errors import ArticleUnknown
from corpus.records import Known, Source, Telling, Tombstone
from corpus.store import rows
from corpus.store.journal import FILE as FILE
from corpus.store.journal import OF_ARTICLE, StoreJournal, article_columns
from corpus.store.prepared import Prepared
from corpus.store.schema import articles, changes, passages, raws, sources, versions
from corpus.store.visibility import visible

_NOW = "visible_from_1"
"""What SQLAlchemy calls the moment in the conditions of `visible`."""

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
"""The moment of a statement that no moment was given to yet: all that has an embargo is under it."""


class StoreReader(StoreJournal):
    """The reading half of `ArticleStore`. Readers never wait for a writer.

    Raises:
        StoreError: any read may find the file damaged.
    """

    def sources(self) -> dict[str, Source]:
        """Every registered source by name."""
        with self._read() as connection:
            found = connection.execute(select(sources).order_by(sources.c.name))
            return {row.name: rows.source(row) for row in found}

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
            TextDamaged: its text is not the one that was stored.
        """
        found = {one.id: one for one in self._texts([article_id], scope, content_hash)}
        if article_id not in found:
            raise ArticleUnknown(article_id)
        return proof.proven(found[article_id])

    def find(self, ids: Sequence[str], scope: Scope, content_hash: str | None = None) -> dict[str, Article]:
        """Read those of these articles that are in this scope, and whose text is the one that was stored."""
        return {one.id: one for one in self._texts(ids, scope, content_hash) if proof.sound(one)}

    def _texts(self, ids: Sequence[str], scope: Scope, content_hash: str | None) -> list[Article]:
        query = article_columns().where(articles.c.id.in_(ids), *visible(scope))
        if content_hash:
            # An old version is read by its hash, but only while its article may be seen at all.
            old = versions.alias()
            visible_now = select(articles.c.id).join(versions, versions.c.number == articles.c.version)
            query = (
                select(*OF_ARTICLE, old)
                .join(old, old.c.article_id == articles.c.id)
                .where(articles.c.id.in_(visible_now.where(articles.c.id.in_(ids), *visible(scope))))
                .where(old.c.content_hash == content_hash)
                .order_by(old.c.number)
            )
        with self._read() as connection:
            return [rows.article(row) for row in connection.execute(query)]

    def tellings(self, ids: Sequence[str], scope: Scope) -> dict[str, Telling]:
        """Read what ranking needs of those of these articles that are in this scope: a tenth of what `find` reads."""
        found = self._rows(_telling(replace(scope, now=_LONG_AGO)), **{"ids": json.dumps(list(ids)), _NOW: scope.now})
        return {row[0]: Telling(*row[1:]) for row in found}

    def quotable(self, numbers: Sequence[int], scope: Scope) -> dict[int, tuple[Passage, Article]]:
        """Read passages afresh with their articles, as proof that they still stand and may be seen.

        Returns:
            By passage number; those gone, hidden, or whose words are not the ones that were cut are left out.
        """
        asked = {"numbers": json.dumps(list(numbers)), _NOW: scope.now}
        sound: dict[int, tuple[Passage, Article]] = {}
        for row in self._rows(_quotable(replace(scope, now=_LONG_AGO)), **asked):
            passage = Passage(row.passage, row.id, row.cut_from, row.start, row.end, row.part)
            inside = 0 <= row.start < row.end <= len(row.text)  # a slice would forgive what lies outside
            cut_now = text_hash(row.text[row.start : row.end])
            if inside and cut_now == row.text_hash and content_hash(row.text) == row.content_hash:
                sound[row.passage] = (passage, rows.article(row))
        return sound

    def page(
        self, scope: Scope, filters: Filters | None = None, limit: int | None = None, after: str | None = None
    ) -> list[Article]:
        """List articles, newest publication first, undated ones last.

        Args:
            limit: at most so many.
            after: id of the last article of the page before.
        """
        query = article_columns().where(*visible(scope, filters))
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
            return [rows.article(row) for row in connection.execute(query)]

    def oldest_first(self, scope: Scope, filters: Filters | None = None) -> Iterator[Article]:
        """Yield every article in the order in which it was first stored, reading a few at a time."""
        query = article_columns().where(*visible(scope, filters)).order_by(articles.c.first_seen, articles.c.id)
        with self._read() as connection:
            for row in connection.execution_options(yield_per=100).execute(query):
                yield rows.article(row)

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
        query = select(versions).where(versions.c.article_id == article_id).order_by(versions.c.number)
        with self._read() as connection:
            return [rows.version(row) for row in connection.execute(query)]

    def history(self, article_id: str) -> list[tuple[Version, Article]]:
        """Every version of an article with its text and facts, oldest first; those of a removed one too.

        Texts are as they stand: whoever sends one proves it first (`corpus.proof`).
        """
        query = select(*OF_ARTICLE, versions).join(versions, versions.c.article_id == articles.c.id)
        query = query.where(articles.c.id == article_id).order_by(versions.c.number)
        with self._read() as connection:
            return [(rows.version(row), rows.article(row)) for row in connection.execute(query)]

    def received(self, article_id: str) -> Document | None:
        """Give back the document that an article's current text was read from; null where only an export knew it."""
        query = (
            select(*OF_ARTICLE, versions.c.sent, versions.c.format, raws.c.data, raws.c.format.label("first_format"))
            .select_from(articles.join(versions, versions.c.number == articles.c.version))
            .join(raws, raws.c.hash == versions.c.raw_hash)
            .where(articles.c.id == article_id)
        )
        with self._read() as connection:
            row = connection.execute(query).first()
        if row is None or (row.format or row.first_format) == "export":
            return None
        sent = dict(row.sent or {})
        kind = row.format or row.first_format
        return Document(row.source, row.path, zlib.decompress(row.data), kind, sent.pop("url", None), sent)

    def behind(self, cleaner_version: str) -> list[str]:
        """Ids of the live articles whose text another version of the cleaner made, oldest first."""
        query = (
            select(articles.c.id)
            .join(versions, versions.c.number == articles.c.version)
            .join(raws, raws.c.hash == versions.c.raw_hash)
            .where(articles.c.removed.is_(None), versions.c.cleaner_version != cleaner_version)
            .where(func.coalesce(versions.c.format, raws.c.format) != "export")
            .order_by(versions.c.number)
        )
        with self._read() as connection:
            return list(connection.scalars(query))

    def gone(self, sources: Iterable[str] | None = None) -> list[Tombstone]:
        """List the removed articles, the last removed first: when, and why."""
        columns = (articles.c.id, articles.c.source, articles.c.path, versions.c.title)
        query = (
            select(*columns, articles.c.removed, articles.c.removed_why)
            .join(versions, versions.c.number == articles.c.version)
            .where(articles.c.removed.is_not(None))
            .order_by(articles.c.removed.desc(), articles.c.id)
        )
        if sources is not None:
            query = query.where(articles.c.source.in_(sources))
        with self._read() as connection:
            return [Tombstone(*row) for row in connection.execute(query)]

    def unheard_of(self, ids: Sequence[str]) -> list[str]:
        """Give those of these articles that are not here, and that nothing says were here."""
        with self._read() as connection:
            here = set(connection.scalars(select(articles.c.id).where(articles.c.id.in_(ids))))
            purged = select(changes.c.article_id).where(changes.c.article_id.in_(ids), changes.c.kind == "purge")
            here.update(connection.scalars(purged))
        return [one for one in ids if one not in here]

    def all_ids(self, source: str | None = None) -> list[str]:
        """Ids of all that is held, in the order in which it was first stored: removed and embargoed ones too."""
        query = select(articles.c.id).order_by(articles.c.first_seen, articles.c.id)
        with self._read() as connection:
            return list(connection.scalars(query.where(articles.c.source == source) if source else query))

    def raw(self, digest: str) -> bytes | None:
        """The bytes as received, by their hash."""
        with self._read() as connection:
            data = connection.scalar(select(raws.c.data).where(raws.c.hash == digest))
        return zlib.decompress(data) if data is not None else None


@lru_cache(maxsize=64)
def _telling(scope: Scope) -> Prepared:
    """Select what ranking needs of articles: one statement a scope, as making it takes as long as reading by it.

    `ids` is to be given as a JSON list, whose length a statement does not depend on, and the moment as `_NOW`.
    """
    ids = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
    columns = (versions.c.number, versions.c.title, versions.c.text, versions.c.language, versions.c.published)
    told = (
        select(articles.c.id, *columns)
        .join(versions, versions.c.number == articles.c.version)
        .where(articles.c.id.in_(ids), *visible(scope))
    )
    return Prepared(told, "ids", _NOW)


@lru_cache(maxsize=64)
def _quotable(scope: Scope) -> Prepared:
    """Select passages with their articles, `numbers` and the moment given as for `_telling`."""
    numbers = select(func.json_each(bindparam("numbers")).table_valued("value").c.value)
    current = passages.alias()
    quotable = (
        article_columns()
        .join(current, current.c.article_id == articles.c.id)
        .add_columns(
            current.c.number.label("passage"),
            current.c.version.label("cut_from"),
            current.c.start,
            current.c.end,
            current.c.text_hash,
            current.c.part,
        )
        .where(current.c.number.in_(numbers), current.c.version == articles.c.version, *visible(scope))
    )
    return Prepared(quotable, "numbers", _NOW)
