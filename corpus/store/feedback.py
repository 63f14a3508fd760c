"""What the store keeps of what people said of answers. A place is kept, and never its words: those are read again."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, null, select, update

from corpus.store.schema import feedback
from corpus.store.writing import StoreWriter

OPEN, ACCEPTED, DROPPED = "open", "accepted", "dropped"

UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of words of one text.

    Attributes:
        start, end: code points of the text whose hash is `content_hash`.
    """

    article_id: str
    start: int
    end: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of an answer.

    Attributes:
        verdict: `up` or `down`.
        answered: whether the archive gave an answer; null where that was not told.
        filters, as_of: what the question was narrowed to.
        spot: the passage or sentence judged; null for the answer as a whole, and once its article was purged.
    """

    question: str
    verdict: str
    comment: str | None = None
    answered: bool | None = None
    filters: Mapping[str, Any] | None = None
    as_of: dt.date | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said, and what was decided about it.

    Attributes:
        state: `open`, `accepted` or `dropped`.
        gold_id: of the gold question that it became.
    """

    id: str
    created: dt.datetime
    state: str
    gold_id: str | None
    said: Said


class StoreFeedback(StoreWriter):
    """The part of `ArticleStore` that listens.

    Raises:
        StoreError: any of these may find the file damaged, or locked by another writer.
    """

    def add_feedback(self, said: Said, most: int) -> str | None:
        """Keep what somebody said; null where `most` wait to be decided about already.

        Returns:
            Its id.
        """
        with self._write() as connection:
            if _count(connection, OPEN) >= most:
                return None
            name = secrets.token_hex(8)
            spot = said.spot
            place = {part: getattr(spot, part) if spot else None for part in _PLACE}
            values = {part: getattr(said, part) for part in ("question", "verdict", "comment", "answered", "as_of")}
            filters = dict(said.filters) if said.filters else null()
            now = dt.datetime.now(dt.UTC)
            connection.execute(
                insert(feedback).values(id=name, created=now, state=OPEN, filters=filters, **values, **place)
            )
            return name

    def feedback(
        self, state: str | None = None, limit: int | None = None, after: str | None = None
    ) -> list[Feedback]:
        """List what was said, the newest first.

        Args:
            state: only this; null: all.
            after: id of the last one of the page before.
        """
        query = select(feedback).order_by(feedback.c.number.desc()).limit(limit)
        if state is not None:
            query = query.where(feedback.c.state == state)
        if after is not None:
            last = select(feedback.c.number).where(feedback.c.id == after).scalar_subquery()
            query = query.where(feedback.c.number < last)
        with self._read() as connection:
            return [_feedback(row) for row in connection.execute(query)]

    def count_feedback(self, state: str | None = None) -> int:
        """Count what was said."""
        with self._read() as connection:
            return _count(connection, state)

    def decide_feedback(self, name: str, state: str, gold_id: str | None = None) -> Feedback | None:
        """Note what was decided; gives it as it is now, or null where there is none of this id.

        Args:
            gold_id: of the gold question that it became; what it had stays where this is null.
        """
        values = {"state": state, **({"gold_id": gold_id} if gold_id else {})}
        with self._write() as connection:
            connection.execute(update(feedback).where(feedback.c.id == name).values(**values))
            row = connection.execute(select(feedback).where(feedback.c.id == name)).first()
        return _feedback(row) if row else None

    @staticmethod
    def _forget_feedback(connection: Connection, article_id: str) -> None:
        """Take an article out of what was said: the place, and the comment, which may repeat its words."""
        gone = dict.fromkeys((*_PLACE, "comment"))
        connection.execute(update(feedback).where(feedback.c.article_id == article_id).values(**gone))


_PLACE = ("article_id", "start", "end", "content_hash")


def _count(connection: Connection, state: str | None) -> int:
    query = select(func.count()).select_from(feedback)
    if state is not None:
        query = query.where(feedback.c.state == state)
    return int(connection.scalar(query) or 0)


def _feedback(row: Any) -> Feedback:
    spot = Spot(*(getattr(row, part) for part in _PLACE)) if row.article_id is not None else None
    said = Said(row.question, row.verdict, row.comment, row.answered, row.filters, row.as_of, spot)
    return Feedback(row.id, row.created, row.state, row.gold_id, said)
