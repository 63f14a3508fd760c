"""What the store keeps of replies that a client may ask for again, by the idempotency key of its request."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, null, select, update

from corpus.store.schema import articles, replies
from corpus.store.writing import StoreWriter


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is to be done once.

    Attributes:
        key: id of the access key that it came with; empty where none was needed.
        token: its idempotency key.
        request: fingerprint of what is asked.
        life, process: which process works on it.
    """

    key: str
    token: str
    request: str
    life: str
    process: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of such a request.

    Attributes:
        created: when it came.
        status: of its reply; null while it is worked on.
        location: header of its reply.
        body: of its reply; null while it is worked on, and where what it tells of was purged, or is removed.
    """

    asked: Asked
    created: dt.datetime
    status: int | None
    location: str | None
    body: bytes | None


class StoreReplies(StoreWriter):
    """The part of `ArticleStore` that remembers replies.

    Raises:
        StoreError: any of these may find the file damaged, or locked by another writer.
    """

    def claim_reply(self, asked: Asked, since: dt.datetime, abandoned: Callable[[Kept], bool]) -> Kept | None:
        """Begin a request, or tell what is known of the one that came before under the same key.

        Args:
            since: replies from before this moment are forgotten.
            abandoned: tells of a request without a reply whether nobody works on it any more.

        Returns:
            Null where the request is to be done; then `keep_reply` or `drop_reply` follows.
        """
        with self._write() as connection:
            connection.execute(delete(replies).where(replies.c.created < since))
            query = select(replies, articles.c.removed).outerjoin(articles, articles.c.id == replies.c.article_id)
            found = connection.execute(query.where(*_same(asked))).first()
            known = _kept(found) if found else None
            if known is not None and (known.status is not None or not abandoned(known)):
                return known
            connection.execute(delete(replies).where(*_same(asked)))
            columns = ("key", "token", "request", "life", "process")
            values = {name: getattr(asked, name) for name in columns}
            connection.execute(insert(replies).values(created=dt.datetime.now(dt.UTC), **values))
            return None

    def keep_reply(
        self, asked: Asked, status: int, location: str | None, body: bytes, article_id: str | None = None
    ) -> None:
        """Keep the reply to a request that was begun.

        Args:
            article_id: of whose words the body is; once it is purged, the body is not kept.
        """
        with self._write() as connection:
            there = select(articles.c.id).where(articles.c.id == article_id)
            gone = article_id is not None and connection.scalar(there) is None
            values = {"status": status, "location": location, "article_id": article_id}
            packed = None if gone else zlib.compress(body, 6)
            connection.execute(update(replies).where(*_same(asked)).values(body=packed, **values))

    def drop_reply(self, asked: Asked) -> None:
        """Forget a request that was begun and not done."""
        with self._write() as connection:
            connection.execute(delete(replies).where(*_same(asked), replies.c.status.is_(None)))

    @staticmethod
    def _forget_replies(connection: Connection, article_id: str) -> None:
        """Take an article's words out of every reply that is kept; that there was one is still known."""
        connection.execute(update(replies).where(replies.c.article_id == article_id).values(body=null()))


def _same(asked: Asked) -> tuple[Any, ...]:
    return replies.c.key == asked.key, replies.c.token == asked.token


def _kept(row: Any) -> Kept:
    asked = Asked(row.key, row.token, row.request, row.life, row.process)
    body = zlib.decompress(row.body) if row.body is not None and row.removed is None else None
    return Kept(asked, row.created, row.status, row.location, body)
