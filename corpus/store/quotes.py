"""What the store finds by the words themselves: texts that hold them now, and texts that were replaced since."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from corpus.article import Article, Filters, Scope
from corpus.store import rows
from corpus.store.journal import OF_ARTICLE
from corpus.store.reader import StoreReader
from corpus.store.schema import articles, versions
from corpus.store.visibility import visible

_GIVEN = select(func.json_each(bindparam("given")).table_valued("value").c.value)  # a list of values ends at 32,766
_PIECE = 500

# Made once: the library takes longer to build these than SQLite takes to run them.
_OLD, _AFTER, _NOW = versions.alias("old"), versions.alias("after"), versions.alias("now")
_CURRENT = select(articles.c.id).join(versions, versions.c.number == articles.c.version)
_PAST = select(versions.c.number).except_(select(articles.c.version))  # found without reading a text
_UNTIL = select(func.min(_AFTER.c.stored)).where(
    _AFTER.c.article_id == _OLD.c.article_id, _AFTER.c.number > _OLD.c.number
)
_REPLACED = (
    select(*OF_ARTICLE, _OLD, _UNTIL.scalar_subquery().label("until"), _NOW.c.raw_hash.label("raw_now"))
    .select_from(articles)
    .join(_OLD, _OLD.c.article_id == articles.c.id)
    .join(_NOW, _NOW.c.number == articles.c.version)
    .where(_OLD.c.number.in_(_PAST), _OLD.c.content_hash != _NOW.c.content_hash)
    .order_by(_OLD.c.number.desc())
)


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of an article: its title, which may be null, and its text."""

    article_id: str
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text that an article had before.

    Attributes:
        article: with the text and the facts that it had then.
        stored: when the archive took that text in.
        until: when it took in the next; null where the article went back to an earlier text.
        reread: whether the document is the same as today's and only our reading of it was another.
    """

    article: Article
    stored: dt.datetime
    until: dt.datetime | None
    reread: bool


class StoreQuotes(StoreReader):
    """The part of `ArticleStore` that looks through texts.

    Raises:
        StoreError: any read may find the file damaged.
    """

    def newest_first(
        self, scope: Scope, filters: Filters | None = None, ids: Iterable[str] | None = None, most: int | None = None
    ) -> list[str]:
        """List articles by the day they were published, the newest first, undated ones last.

        Args:
            ids: only those of these that scope and filters allow; null for all that they allow.
            most: at most so many.
        """
        order = (func.coalesce(versions.c.published, dt.date.min).desc(), articles.c.id)
        query = _CURRENT.where(*visible(scope, filters)).order_by(*order).limit(most)
        if ids is not None:
            query = query.where(articles.c.id.in_(_GIVEN))
        with self._read() as connection:
            return list(connection.scalars(query, {"given": json.dumps(list(ids))} if ids is not None else {}))

    def printed(self, ids: Sequence[str], scope: Scope, runs: Sequence[str] = ()) -> Iterator[Printed]:
        """Read the words of articles, those in scope, in the order given, some hundred at a time.

        Args:
            runs: only articles whose title or text holds each of these, character for character.
        """
        query = (
            select(articles.c.id, versions.c.title, versions.c.text)
            .join(versions, versions.c.number == articles.c.version)
            .where(articles.c.id.in_(_GIVEN), *visible(scope), *_hold(runs, versions))
        )
        for at in range(0, len(ids), _PIECE):
            some = ids[at : at + _PIECE]
            with self._read() as connection:
                found = {row.id: row for row in connection.execute(query, {"given": json.dumps(some)})}
            yield from (Printed(*found[name]) for name in some if name in found)

    def replaced(self, runs: Sequence[str], scope: Scope, filters: Filters | None = None) -> Iterator[Replaced]:
        """Yield earlier texts, other than today's, that hold each of some runs of characters, the last stored first.

        Only of articles that may be seen now; a text that is itself under embargo still is not seen.
        """
        seen = _CURRENT.where(*visible(scope, filters))
        shown = or_(_OLD.c.visible_from.is_(None), _OLD.c.visible_from <= scope.now)
        query = _REPLACED.where(articles.c.id.in_(seen), shown, *_hold(runs, _OLD))
        with self._read() as connection:
            for row in connection.execute(query):
                yield Replaced(rows.article(row), row.stored, row.until, row.raw_hash == row.raw_now)


def _hold(runs: Sequence[str], of: Any) -> list[ColumnElement[bool]]:
    """Conditions that a text or title holds each run, character for character."""
    return [or_(func.instr(of.c.text, run) > 0, func.instr(of.c.title, run) > 0) for run in runs]
