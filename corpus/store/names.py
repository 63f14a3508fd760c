"""What the store keeps of names and their short forms: which article's present text explains which by which."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, literal, select, union

from corpus.article import Filters, Scope
from corpus.names.folding import key
from corpus.names.mining import pairs
from corpus.store.prepared import Prepared
from corpus.store.reader import StoreReader
from corpus.store.schema import articles, names, versions
from corpus.store.visibility import visible

ROWS_MOST = 60
"""Explanations of one name that are looked at, the newest ones: enough to tell which is meant, however many there
are of what every release spells out."""

_GIVEN = select(func.json_each(bindparam("given")).table_valued("value").c.value)
_HELD = select(names.c.article_id, names.c.version, names.c.short, names.c.long).where(names.c.article_id.in_(_GIVEN))
_DROP = delete(names).where(names.c.article_id.in_(_GIVEN))
_KEYS = union(
    select(names.c.short_key, literal("short").label("form")).where(names.c.short_key.in_(_GIVEN)),
    select(names.c.long_key, literal("long").label("form")).where(names.c.long_key.in_(_GIVEN)),
)
_ANY = Prepared(_KEYS, "given")
_FORM = {"short": names.c.short_key, "long": names.c.long_key}


@dataclass(frozen=True, slots=True)
class Learned:
    """A name and its short form, as releases explain them.

    Attributes:
        short, long: as the newest of these releases writes them.
        short_key, long_key: folded.
        releases: how many explain it, those that tell one story counted once.
    """

    short: str
    long: str
    short_key: str
    long_key: str
    releases: int


class StoreNames(StoreReader):
    """The part of `ArticleStore` that knows names.

    Raises:
        StoreError: any read may find the file damaged.
    """

    def names_like(self, keys: Iterable[str], scope: Scope, filters: Filters | None = None) -> list[Learned]:
        """Find the names of which the short or the long form is one of these.

        Args:
            keys: folded, as `corpus.names.folding.key` gives them; any number.
            scope, filters: which releases may be learned from.

        Returns:
            Each pair once, those that most releases explain first.
        """
        given = {"given": json.dumps(list(keys))}
        if not self._rows(_ANY, **given):  # as for most questions
            return []
        with self._read() as connection:
            rows: list[Row[Any]] = []
            for one, form in connection.execute(_KEYS, given).all():
                query = _rows(scope, filters).where(_FORM[form] == one).order_by(names.c.number.desc())
                rows += connection.execute(query.limit(ROWS_MOST)).all()
        return _counted([tuple(row) for row in rows])

    def all_names(self, scope: Scope, filters: Filters | None = None) -> list[Learned]:
        """List every name that the releases in this scope explain, those that most of them explain first."""
        with self._read() as connection:
            rows = connection.execute(_rows(scope, filters).order_by(names.c.number.desc())).all()
        return _counted([tuple(row) for row in rows])


def learn(connection: Connection, texts: Mapping[str, tuple[int, str]]) -> None:
    """Keep the names that texts explain, in place of what the articles taught before.

    Args:
        connection: inside the transaction that writes the texts.
        texts: article id -> its present version and clean text.
    """
    given = {"given": json.dumps(list(texts))}
    held = {tuple(row) for row in connection.execute(_HELD, given)}
    taught = {
        (article_id, version, pair.short, pair.long): {
            "article_id": article_id,
            "version": version,
            "short": pair.short,
            "long": pair.long,
            "short_key": key(pair.short),
            "long_key": key(pair.long),
        }
        for article_id, (version, text) in texts.items()
        for pair in pairs(text)
    }
    if held == taught.keys():
        return
    if held:
        connection.execute(_DROP, given)
    if taught:
        connection.execute(insert(names), list(taught.values()))


def _rows(scope: Scope, filters: Filters | None) -> Select[Any]:
    story = func.coalesce(articles.c.story, articles.c.id)
    return (
        select(names.c.number, names.c.short, names.c.long, names.c.short_key, names.c.long_key, story)
        .join(articles, (articles.c.id == names.c.article_id) & (articles.c.version == names.c.version))
        .join(versions, versions.c.number == articles.c.version)
        .where(*visible(scope, filters))
    )


def _counted(rows: Sequence[tuple[int, str, str, str, str, str]]) -> list[Learned]:
    """Count the stories that explain each pair; equal counts in the order of the folded forms."""
    newest: dict[tuple[str, str], tuple[int, str, str]] = {}
    stories: dict[tuple[str, str], set[str]] = {}
    for number, short, long, short_key, long_key, story in rows:
        pair = (short_key, long_key)
        newest[pair] = max(newest.get(pair, (0, "", "")), (number, short, long))
        stories.setdefault(pair, set()).add(story)
    found = [Learned(newest[pair][1], newest[pair][2], *pair, len(stories[pair])) for pair in stories]
    return sorted(found, key=lambda one: (-one.releases, one.short_key, one.long_key))
