"""Between the types of the corpus and the rows of `versions`: pure functions both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from sqlalchemy import Row

from corpus.article import Article, Draft, Part, Person, Version, content_hash
from corpus.records import Fetch, Floats, Options, Source


def facts(draft: Draft) -> dict[str, Any]:
    """Everything of a draft as columns of `versions`, with the hash of its text."""
    return {
        "content_hash": content_hash(draft.text),
        "title": draft.title,
        "subtitle": draft.subtitle,
        "published": draft.published,
        "updated": draft.updated,
        "place": draft.place,
        "issuer": draft.issuer,
        "language": draft.language,
        "languages": list(draft.languages),
        "people": [asdict(person) for person in draft.people],
        "parts": [asdict(part) for part in draft.parts],
        "url": draft.url,
        "found": dict(draft.found),
        "text": draft.text,
    }


def packed(matrix: Floats) -> bytes:
    """Pack vectors as `vectors` keeps them: fp16, little-endian, row by row."""
    return np.ascontiguousarray(matrix, dtype="<f2").tobytes()


def same(old: Row[Any], values: Mapping[str, Any]) -> bool:
    """Tell whether a row says what a draft's columns say; a column added since counts as empty."""
    return all((getattr(old, key) or _EMPTY.get(key)) == value for key, value in values.items())


_EMPTY: Mapping[str, Any] = {"languages": [], "people": [], "parts": [], "found": {}}


def article(row: Row[Any]) -> Article:
    """Make an article of a row of `articles` joined with one of its `versions`."""
    return Article(
        id=row.id,
        source=row.source,
        path=row.path,
        url=row.url,
        title=row.title,
        subtitle=row.subtitle,
        published=row.published,
        updated=row.updated,
        place=row.place,
        issuer=row.issuer,
        language=row.language,
        languages=tuple(row.languages or ()),
        people=tuple(Person(**person) for person in row.people or ()),
        parts=parts(row.parts),
        text=row.text,
        raw_hash=row.raw_hash,
        content_hash=row.content_hash,
        cleaner_version=row.cleaner_version,
        first_seen=row.first_seen,
        visible_from=row.visible_from,
        found=row.found,
        story=row.story,
    )


def parts(column: Sequence[Mapping[str, Any]] | None) -> tuple[Part, ...]:
    """Read the column of parts; one added since to an older store is null."""
    return tuple(Part(**part) for part in column or ())


def version(row: Row[Any]) -> Version:
    """Make one line of an article's history."""
    return Version(row.number, row.content_hash, row.raw_hash, row.cleaner_version, row.stored)


def source(row: Row[Any]) -> Source:
    """Make a source of a row of `sources`."""
    return Source(row.name, row.kind, row.location, Options(**row.options or {}), row.synced, row.outcome)


def fetch(row: Row[Any]) -> Fetch:
    """Make a ledger's entry of a row of `fetches`."""
    return Fetch(**{name: value for name, value in row._mapping.items() if name != "source"})
