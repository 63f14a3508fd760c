"""Articles into the tables, many at a time: some statements a batch, not a dozen an article."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus.article import Document, Kept, raw_hash, text_hash
from corpus.errors import ArticleUnknown
from corpus.passages.cutting import part_of
from corpus.records import Entry, Floats
from corpus.rules import CLEANER_VERSION
from corpus.store import rows
from corpus.store.names import learn
from corpus.store.schema import articles, changes, passages, raws, vectors, versions
from corpus.store.stories import StoreStories

# Made once: to build a statement anew takes the library longer than SQLite takes to run it.
_GIVEN = select(func.json_each(bindparam("given")).table_valued("value").c.value)  # a list of values ends at 32,766
_CURRENT = (
    select(articles.c.removed, versions)
    .join(versions, versions.c.number == articles.c.version)
    .where(articles.c.id.in_(_GIVEN))
)
_NUMBERS = select(articles.c.id, articles.c.version).where(articles.c.id.in_(_GIVEN))
_CUTS = (
    select(passages.c.article_id, passages.c.start, passages.c.end)
    .where(passages.c.article_id.in_(_GIVEN))
    .order_by(passages.c.article_id, passages.c.start)
)
_RAWS = select(raws.c.hash).where(raws.c.hash.in_(_GIVEN))
_LAST_VERSION = text("SELECT seq FROM sqlite_sequence WHERE name = 'versions'")
_NEWER = (
    update(articles)
    .where(articles.c.id == bindparam("article"))
    .values(version=bindparam("number"), removed=None, removed_why=None)
)
_RECEIVED = update(versions).where(versions.c.number == bindparam("version"))
_NO_PASSAGES = delete(passages).where(passages.c.article_id.in_(_GIVEN))
_NO_VECTORS = delete(vectors).where(vectors.c.article_id.in_(_GIVEN))
_NO_RAWS = delete(raws).where(
    raws.c.hash.in_(_GIVEN), ~select(versions.c.number).where(versions.c.raw_hash == raws.c.hash).exists()
)
_VECTORS = upsert(vectors)
_VECTORS = _VECTORS.on_conflict_do_update(index_elements=["version", "model"], set_={"data": _VECTORS.excluded.data})
_REMOVED = update(articles).where(articles.c.id == bindparam("article"), articles.c.removed.is_(None))


@dataclass(frozen=True, slots=True)
class _Coming:
    """An entry, beside what the store holds of its article.

    Attributes:
        current: the article's version until now, and whether it was removed; none where the article is new.
        received, facts: columns of its version: of the bytes, and of what was read from them.
        now: when it came.
    """

    entry: Entry
    current: Row[Any] | None
    received: Mapping[str, Any]
    facts: Mapping[str, Any]
    now: dt.datetime

    @property
    def id(self) -> str:
        return self.entry.document.id

    @property
    def kept(self) -> Kept:
        return self.entry.document.kept or Kept()

    @property
    def outcome(self) -> str:
        if self.current is None:
            return "added"
        return "updated" if self.current.removed is None else "restored"

    @property
    def alike(self) -> bool:
        """Whether text and facts are as they were, and nothing is to be removed or restored."""
        if self.current is None or self.current.removed is not None or self.kept.removed is not None:
            return False
        return rows.same(self.current, self.facts)

    def editions(self) -> Iterator[dict[str, Any]]:
        """Give the columns of the version that is to be written, after those of an imported article's past."""
        past = self.kept.earlier if self.current is None else ()
        for one in past:
            facts = {**rows.facts(one.draft), "visible_from": one.draft.visible_from}
            received = {**self.received, "cleaner_version": one.cleaner_version}
            yield {"article_id": self.id, "stored": one.stored, **received, **facts}
        stored = self.kept.stored if self.current is None and self.kept.stored else self.now
        yield {"article_id": self.id, "stored": stored, **self.received, **self.facts}


class StorePutting(StoreStories):
    """The part of `ArticleStore` that writes articles.

    Raises:
        StoreError: any of these may find the file damaged, or locked by another writer.
    """

    def put(self, entries: Sequence[Entry]) -> list[str]:
        """Commit articles, passages and vectors in one transaction.

        Returns:
            For each entry `added`, `updated`, `restored` (it had been removed), or
             `unchanged` when the clean text, its passages and every fact are as before.
        """
        with self._write() as connection:
            return self._put(connection, entries)

    def _put(self, connection: Connection, entries: Sequence[Entry]) -> list[str]:
        return list(chain.from_iterable(self._put_some(connection, some) for some in _each_once(entries)))

    def _put_some(self, connection: Connection, entries: Sequence[Entry]) -> list[str]:
        """Write entries of different articles."""
        ids = json.dumps([entry.document.id for entry in entries])
        current = {row.article_id: row for row in connection.execute(_CURRENT, {"given": ids})}
        coming = [_beside(entry, current.get(entry.document.id)) for entry in entries]
        same = self._unchanged(connection, coming)
        changed = [one for one in coming if one.id not in same]
        self._receive_again(connection, [(one, same[one.id]) for one in coming if one.id in same])
        self._put_raws(connection, changed)
        numbers = self._put_versions(connection, changed)
        self._put_passages(connection, changed, numbers)
        self._tell_each(connection, changed, numbers)
        present = {**{article_id: row.number for article_id, row in same.items()}, **numbers}
        learn(connection, {one.id: (present[one.id], one.entry.draft.text) for one in coming})
        return ["unchanged" if one.id in same else one.outcome for one in coming]

    @staticmethod
    def _unchanged(connection: Connection, coming: Sequence[_Coming]) -> dict[str, Row[Any]]:
        """Give the versions of the articles that are as before and cut as before, not by an earlier cutting."""
        alike = {one.id: one for one in coming if one.alike}
        held: dict[str, list[tuple[int, int]]] = {}
        if alike:
            for article_id, start, end in connection.execute(_CUTS, {"given": json.dumps(list(alike))}):
                held.setdefault(article_id, []).append((start, end))
        return {
            one.id: one.current
            for one in alike.values()
            if one.current is not None
            and held.get(one.id, []) == [(span.start, span.end) for span in one.entry.spans]
        }

    def _receive_again(self, connection: Connection, unchanged: Sequence[tuple[_Coming, Row[Any]]]) -> None:
        """Keep the bytes in which articles came that say nothing new, in the place of those before."""
        # An export's line never replaces the bytes as first received.
        if again := [(one, current) for one, current in unchanged if one.entry.document.kept is None]:
            self._put_raws(connection, [one for one, _ in again])
            connection.execute(_RECEIVED, [{"version": current.number, **one.received} for one, current in again])
            self._drop_unused(connection, [current.raw_hash for _, current in again])
        for one, current in unchanged:
            self._tell_again(connection, one.id, current.number, one.entry.draft)

    @staticmethod
    def _put_raws(connection: Connection, coming: Sequence[_Coming]) -> None:
        """Keep bytes as received, each once."""
        by_hash: dict[str, Document] = {}
        for one in coming:
            by_hash.setdefault(one.received["raw_hash"], one.entry.document)
        known = set(connection.scalars(_RAWS, {"given": json.dumps(list(by_hash))}))
        new = [(digest, document) for digest, document in by_hash.items() if digest not in known]
        if new:
            packed = [{"hash": key, "format": one.format, "data": zlib.compress(one.raw, 6)} for key, one in new]
            connection.execute(insert(raws), packed)

    @staticmethod
    def _put_versions(connection: Connection, changed: Sequence[_Coming]) -> dict[str, int]:
        """Write the versions of articles, and the articles; returns the number of each one's current version."""
        number = connection.scalar(_LAST_VERSION) or 0
        written: list[dict[str, Any]] = []
        numbers: dict[str, int] = {}
        for one in changed:
            for edition in one.editions():
                number += 1  # numbered here, in a transaction that no other writes beside
                written.append({"number": number, **edition})
            numbers[one.id] = number
        if new := [_article(one, numbers[one.id]) for one in changed if one.current is None]:
            connection.execute(insert(articles), new)
        if written:
            connection.execute(insert(versions), written)
        if newer := [{"article": one.id, "number": numbers[one.id]} for one in changed if one.current is not None]:
            connection.execute(_NEWER, newer)
        return numbers

    def _put_passages(self, connection: Connection, changed: Sequence[_Coming], numbers: Mapping[str, int]) -> None:
        self._drop_passages(connection, [one.id for one in changed if one.current is not None])
        if cut := [row for one in changed for row in _passages(one.entry, numbers[one.id])]:
            connection.execute(insert(passages), cut)
        made = ((one.id, numbers[one.id], one.entry.model, one.entry.vectors) for one in changed)
        self._put_vectors(connection, made)

    def _tell_each(self, connection: Connection, changed: Sequence[_Coming], numbers: Mapping[str, int]) -> None:
        """Find the stories of articles, each among those before it, and note each change."""
        logged: list[tuple[str, str, dt.datetime]] = []
        for one in changed:
            self._tell(connection, one.id, numbers[one.id], one.entry.draft)
            logged.append((one.id, "put", one.now))
            if one.kept.removed is not None:
                self._log(connection, logged)
                logged = []
                self._remove(connection, one.id, *one.kept.removed)
        self._log(connection, logged)

    @staticmethod
    def _versions_now(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
        """Give the numbers of the current versions of articles, removed or not."""
        return {row.id: row.version for row in connection.execute(_NUMBERS, {"given": json.dumps(ids)})}

    @staticmethod
    def _put_vectors(connection: Connection, made: Iterable[tuple[str, int, str, Floats]]) -> None:
        """Keep vectors of article, version and model."""
        packed = [
            {"article_id": one, "version": number, "model": model, "data": rows.packed(matrix)}
            for one, number, model, matrix in made
        ]
        if packed:
            connection.execute(_VECTORS, packed)

    def _remove(self, connection: Connection, article_id: str, when: dt.datetime, why: str) -> None:
        done = connection.execute(_REMOVED, {"article": article_id, "removed": when, "removed_why": why})
        if not done.rowcount:
            raise ArticleUnknown(article_id)
        self._drop_passages(connection, [article_id])
        self._untell(connection, article_id)
        self._log(connection, [(article_id, "remove", dt.datetime.now(dt.UTC))])

    @staticmethod
    def _drop_passages(connection: Connection, ids: Sequence[str]) -> None:
        """Drop the passages of articles, and their vectors."""
        if ids:
            given = {"given": json.dumps(ids)}
            connection.execute(_NO_PASSAGES, given)
            connection.execute(_NO_VECTORS, given)

    @staticmethod
    def _drop_unused(connection: Connection, hashes: Iterable[str]) -> None:
        """Drop bytes as received that no version was read from."""
        connection.execute(_NO_RAWS, {"given": json.dumps(list(hashes))})

    @staticmethod
    def _log(connection: Connection, changed: Sequence[tuple[str, str, dt.datetime]]) -> None:
        """Number changes: article, kind and moment of each."""
        if changed:
            written = [{"article_id": one, "kind": kind, "at": at} for one, kind, at in changed]
            connection.execute(insert(changes), written)


def _each_once(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Part entries, in their order, into runs that hold no article twice."""
    run: dict[str, Entry] = {}
    for entry in entries:
        if entry.document.id in run:
            yield list(run.values())
            run = {}
        run[entry.document.id] = entry
    if run:
        yield list(run.values())


def _beside(entry: Entry, current: Row[Any] | None) -> _Coming:
    document, draft = entry.document, entry.draft
    kept = document.kept or Kept()
    facts = rows.facts(draft)
    # A corrected release stays under the embargo of the one before, unless it says when or that there is none.
    speaks = draft.visible_from is not None or "visible_from" in draft.found
    facts["visible_from"] = draft.visible_from if speaks or current is None else current.visible_from
    received = {
        "raw_hash": raw_hash(document.raw),
        "format": document.format,
        "sent": {**document.fields, **({"url": document.url} if document.url else {})},
        "cleaner_version": kept.cleaner_version or CLEANER_VERSION,
    }
    return _Coming(entry, current, received, facts, dt.datetime.now(dt.UTC))


def _article(one: _Coming, number: int) -> dict[str, Any]:
    document = one.entry.document
    seen = one.kept.first_seen or one.now
    return {
        "id": document.id, "source": document.source, "path": document.path, "version": number, "first_seen": seen,
    }  # fmt: skip


def _passages(entry: Entry, number: int) -> Iterator[dict[str, Any]]:
    """Give the columns of an article's passages, in their order."""
    encoded: Sequence[bytes | None] = entry.encoded or [None] * len(entry.spans)
    for span, key in zip(entry.spans, encoded, strict=True):
        part = part_of(span, entry.draft.parts)
        yield {
            "article_id": entry.document.id,
            "version": number,
            "start": span.start,
            "end": span.end,
            "text_hash": text_hash(span.of(entry.draft.text)),
            "part": part.kind if part else None,
            "encoded": key,
        }
