"""What the store keeps of stories: bands to find them by, links between releases that tell the same, and their names.

Two releases are compared once, when the later one comes, and only where they share a band; so taking one in costs the
same however many there are. A story is what its links connect. Who asks sees only the links between articles that
their scope allows, so that a hidden release neither shows nor joins two that are visible.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)

from corpus.article import Draft, Filters, Passage, Scope
from corpus.store import rows
from corpus.store.fetches import StoreFetches
from corpus.store.prepared import Prepared
from corpus.store.schema import articles, bands, links, passages, versions
from corpus.store.visibility import visible
from corpus.stories.duplicates import bands_of
from corpus.stories.likeness import Relation, relate
from corpus.stories.story import Member, Story, assemble, reach
from corpus.stories.wording import Told, Wording, marked, wording

BUCKET_MOST = 64
"""Articles looked at in one bucket of a band, the last ones taken in: a form filled ten thousand times fills buckets
that would else be read whole at every further one."""

COMPARED_MOST = 24
"""Articles compared word by word with a new one: those that share the most bands with it."""

REMEMBERED = 50_000
"""Words of the wordings kept between comparisons, some 200 bytes each: those of a form are met again and again."""

_SHARING = text(
    "SELECT versions.article_id, near.version FROM json_each(:bands) AS mine"
    " JOIN bands AS near ON near.hash = mine.value AND near.version IN"
    " (SELECT version FROM bands WHERE hash = mine.value ORDER BY version DESC LIMIT :bucket)"
    " JOIN versions ON versions.number = near.version"
    " WHERE versions.article_id != :article_id GROUP BY near.version"
    " ORDER BY max(near.hash = :copies) DESC, count(*) DESC, near.version LIMIT :most"
)
_BAND = text("INSERT INTO bands (hash, version) SELECT value, :version FROM json_each(:bands)")
_NO_BANDS = delete(bands).where(
    bands.c.version.in_(select(versions.c.number).where(versions.c.article_id == bindparam("article")))
)
_TELLING = text(
    "SELECT DISTINCT articles.story FROM json_each(:ids) AS asked JOIN articles ON articles.id = asked.value"
    " WHERE articles.story IS NOT NULL"
).columns(articles.c.story)
_ANY = Prepared(_TELLING, "ids")


class StoreStories(StoreFetches):
    """The part of `ArticleStore` that knows which releases tell the same.

    Raises:
        StoreError: any of these may find the file damaged, or locked by another writer.
    """

    def __init__(self) -> None:
        self._wordings: OrderedDict[int, Wording] = OrderedDict()  # by version; only the one writer touches it

    def stories_of(self, ids: Sequence[str], scope: Scope, filters: Filters | None = None) -> dict[str, Story]:
        """Find the stories that these articles are in.

        Args:
            ids: of any articles.
            scope: which members may be seen; links through others do not count.
            filters: members that they leave out stay members, but are not `fit` to answer.

        Returns:
            By article id, for every visible member of a story that has two; articles that stand alone are left out.
        """
        if not ids:
            return {}
        asked = {"ids": json.dumps(list(dict.fromkeys(ids)))}
        if not self._rows(_ANY, **asked):  # as for most questions
            return {}
        with self._read() as connection:
            named = list(connection.scalars(_TELLING, asked))
            if not named:
                return {}
            fit = and_(true(), *visible(scope, filters)).label("fit")
            query = (
                select(articles.c.id, articles.c.source, articles.c.path, articles.c.first_seen, fit, *_OF_MEMBER)
                .join(versions, versions.c.number == articles.c.version)
                .where(articles.c.story.in_(named), *visible(scope))
            )
            members = [_member(row) for row in connection.execute(query)]
            shown = select(articles.c.id).where(articles.c.story.in_(named))
            linked = connection.execute(select(links).where(links.c.article_id.in_(shown)))
            return assemble(members, [(row.article_id, row.other_id, row.relation) for row in linked])

    def passages_of(self, article_id: str, scope: Scope) -> list[Passage]:
        """Read the passages of an article's current text, in order; none where this scope hides it."""
        query = (
            select(passages.c.number, passages.c.article_id, passages.c.version, *_PLACE)
            .join(articles, articles.c.id == passages.c.article_id)
            .join(versions, versions.c.number == articles.c.version)
            .where(passages.c.article_id == article_id, passages.c.version == articles.c.version, *visible(scope))
            .order_by(passages.c.start)
        )
        with self._read() as connection:
            return [Passage(*row) for row in connection.execute(query)]

    def _tell(self, connection: Connection, article_id: str, version: int, told: Told) -> None:
        """Find the story of an article whose text was just written, and let go of the one it was in."""
        before = self._forget(connection, article_id)
        found = bands_of(told)
        compared = self._compared(connection, article_id, version, told, found)
        near = [(other, relation) for other, relation in compared if relation != "different"]
        connection.execute(_BAND, {"bands": json.dumps(found), "version": version})
        if near:
            connection.execute(insert(links), [_link(article_id, *one) for one in near])
        if before:
            _name(connection, {article_id, *before, *(other for other, _ in near)})
        elif near:
            _join(connection, {article_id, *(other for other, _ in near)})

    def _untell(self, connection: Connection, article_id: str) -> None:
        """Take an article out of its story, which may fall apart without it."""
        _name(connection, self._forget(connection, article_id))

    def _tell_again(self, connection: Connection, article_id: str, version: int, told: Told) -> None:
        """Find the story of an unchanged article whose bands another version of ours made, or none."""
        made = select(bands.c.version).where(bands.c.hash == bands_of(told)[0], bands.c.version == version)
        if connection.scalar(made) is None:
            self._tell(connection, article_id, version, told)

    def _compared(
        self, connection: Connection, article_id: str, version: int, told: Told, found: Sequence[int]
    ) -> Iterator[tuple[str, Relation]]:
        """Compare an article with those that share a band with it."""
        looked_for = {"bands": json.dumps(found), "copies": found[0], "article_id": article_id}
        sharing = connection.execute(_SHARING, {**looked_for, "bucket": BUCKET_MOST, "most": COMPARED_MOST}).all()
        if not sharing:
            return
        mine = wording(told)
        theirs = self._worded(connection, [row.version for row in sharing])
        self._wordings[version] = mine
        for row in sharing:
            yield row.article_id, relate(mine, theirs[row.version])

    def _worded(self, connection: Connection, numbers: Sequence[int]) -> dict[int, Wording]:
        """Give the wordings of versions, from memory where they were met of late."""
        known = {number: self._wordings.pop(number) for number in numbers if number in self._wordings}
        query = select(versions.c.number, *_TOLD).where(versions.c.number.in_(set(numbers) - set(known)))
        for row in connection.execute(query):
            known[row.number] = wording(
                Draft(row.text, row.title, published=row.published, parts=rows.parts(row.parts))
            )
        self._wordings.update(known)
        held = sum(len(one.words) for one in self._wordings.values())
        while held > REMEMBERED:
            held -= len(self._wordings.popitem(last=False)[1].words)
        return known

    @staticmethod
    def _forget(connection: Connection, article_id: str) -> set[str]:
        """Drop an article's bands and links; returns the ids of those that it was linked with."""
        if not connection.execute(_NO_BANDS, {"article": article_id}).rowcount:
            return set()  # a new one, or one that was removed
        near = _web(connection, [article_id]).keys() - {article_id}
        either = or_(links.c.article_id == article_id, links.c.other_id == article_id)
        connection.execute(delete(links).where(either))
        connection.execute(update(articles).where(articles.c.id == article_id).values(story=None))
        return near


_TOLD = (versions.c.title, versions.c.published, versions.c.parts, versions.c.text)
_PLACE = (passages.c.start, passages.c.end, passages.c.part)
_OF_MEMBER = (
    versions.c.title,
    versions.c.url,
    versions.c.published,
    func.substr(versions.c.text, 1, 1000).label("head"),
)


def _member(row: Row[Any]) -> Member:
    corrects = marked(Draft(row.head, row.title))
    return Member(
        row.id, row.source, row.path, row.title, row.url, row.published, row.first_seen, corrects, bool(row.fit)
    )


def _among(column: ColumnElement[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """One of these ids, however many; a list of values ends at 32,766."""
    return column.in_(select(func.json_each(json.dumps(sorted(ids))).table_valued("value").c.value))


def _link(one: str, other: str, relation: Relation) -> dict[str, str]:
    lesser, greater = sorted((one, other))
    return {"article_id": lesser, "other_id": greater, "relation": relation}


def _web(connection: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    """Give what is linked with these articles over one link: id -> ids, both ways."""
    near: dict[str, set[str]] = {}
    for column in (links.c.article_id, links.c.other_id):
        query = select(links.c.article_id, links.c.other_id).where(_among(column, ids))
        for one, other in connection.execute(query):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return near


def _join(connection: Connection, ids: set[str]) -> None:
    """Make one story of articles that are newly linked, with all the stories that they were in."""
    held = connection.execute(select(articles.c.id, articles.c.story).where(_among(articles.c.id, ids))).all()
    names = {row.story or row.id for row in held}
    first = _first_seen(connection, names)
    others = _among(articles.c.story, names - {first})
    connection.execute(update(articles).where(or_(others, _among(articles.c.id, ids))).values(story=first))


def _name(connection: Connection, ids: set[str]) -> None:
    """Name the stories of articles of which links are gone, following every link that there is."""
    near: dict[str, set[str]] = {one: set() for one in ids}
    waiting = set(ids)
    while waiting:
        found = _web(connection, waiting)
        waiting = found.keys() - near.keys()
        for one, others in found.items():
            near.setdefault(one, set()).update(others)
    named: set[str] = set()
    for one in sorted(ids):
        if one not in named:
            told = reach(one, near)
            named.update(told)
            story = _first_seen(connection, told) if len(told) > 1 else None
            connection.execute(update(articles).where(_among(articles.c.id, told)).values(story=story))


def _first_seen(connection: Connection, ids: Iterable[str]) -> str:
    """Give the one of these articles that was first seen: its id names their story, and stays so as that grows."""
    query = select(articles.c.id).where(_among(articles.c.id, ids)).order_by(articles.c.first_seen, articles.c.id)
    return str(connection.execute(query.limit(1)).scalar_one())
