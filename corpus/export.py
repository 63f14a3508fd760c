"""Articles as JSON Lines, one a line, and back again."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from corpus import proof
from corpus.article import Article, Document, Draft, Kept, Part, Past, Person, Version, content_hash
from corpus.errors import BadExport, Refused
from corpus.records import Tombstone
from corpus.stories.likeness import Relation
from corpus.stories.story import Member

_WORDS = ("title", "subtitle", "place", "issuer", "language", "url")


def record(article: Article, versions: Sequence[Version]) -> dict[str, Any]:
    """Describe an article in the shape that `export` writes and `/v1/articles/{id}` returns."""
    return {
        "id": article.id,
        "path": article.path,
        "source": article.source,
        **_content(article),
        "story": article.story,
        "first_seen": article.first_seen.isoformat(),
        "versions": [
            {
                "content_hash": version.content_hash,
                "stored": version.stored.isoformat(),
                "cleaner_version": version.cleaner_version,
            }
            for version in versions
        ],
    }


def elsewhere(others: Iterable[tuple[Member, Relation]]) -> list[dict[str, Any]]:
    """Describe the other releases of a story: `also_in` of a citation and of `/v1/articles/{id}`."""
    return [
        {
            "article_id": member.article_id,
            "title": member.title,
            "source": member.source,
            "published": member.published.isoformat() if member.published else None,
            "url": member.url,
            "relation": relation,
        }
        for member, relation in others
    ]


def line(
    history: Sequence[tuple[Version, Article]], received: Document | None = None, tombstone: Tombstone | None = None
) -> dict[str, Any]:
    """Describe an article with every text it had, so that reading it back gives the same again.

    Args:
        history: its versions, oldest first, the current one last.
        received: the bytes it was read from, to be written too.
        tombstone: of a removed article.

    Raises:
        TextDamaged: one of its texts is not the one that was stored.
    """
    for _, edition in history:
        proof.proven(edition)
    versions = [version for version, _ in history]
    written = record(history[-1][1], versions)
    for told, (_, earlier) in zip(written["versions"][:-1], history, strict=False):
        told.update(_content(earlier))
    if received is not None:
        stated = {**received.fields, **({"url": received.url} if received.url else {})}
        raw = base64.b64encode(received.raw).decode()
        written["received"] = {"format": received.format, "stated": stated, "raw": raw}
    if tombstone is not None:
        written["removed"] = {"at": tombstone.removed.isoformat(), "why": tombstone.why}
    return written


def _content(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "subtitle": article.subtitle,
        "published": article.published.isoformat() if article.published else None,
        "updated": article.updated.isoformat() if article.updated else None,
        "place": article.place,
        "issuer": article.issuer,
        "language": article.language,
        "languages": list(article.languages),
        "people": [asdict(person) for person in article.people],
        "text": article.text,
        "parts": [asdict(part) for part in article.parts],
        "content_hash": article.content_hash,
        "visible_from": article.visible_from.isoformat() if article.visible_from else None,
        "found": dict(article.found),
    }


def read(document: Document) -> Iterator[tuple[Document, Draft] | Refused]:
    """Read an export back, line by line.

    Yields:
        For each line the document (of the source and path it had, so of the same id) and its draft, the
        text untouched; or what was wrong with that line.
    """
    for number, written in enumerate(document.raw.splitlines(), start=1):
        if written.strip():
            name = f"{document.path}, line {number}"
            try:
                yield _line(written, name)
            except Refused as refused:
                yield refused


def _line(written: bytes, name: str) -> tuple[Document, Draft]:
    try:
        data = json.loads(written)
        json.dumps(data, ensure_ascii=False).encode()  # refuses half a surrogate pair: that is no character
    except (ValueError, RecursionError) as error:
        raise BadExport(name, f"no JSON ({error}); was the export cut short?") from error
    if not isinstance(data, dict):
        raise BadExport(name, "not an object; each line of an export is one article")
    for key in ("source", "path", "text"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise BadExport(name, f"{key!r} is missing or empty; this line is no article")
    document = Document(data["source"], data["path"], written, "export", kept=_kept(data, name))
    return _with_received(document, data.get("received"), name), _draft(data, name)


def _draft(data: dict[str, Any], name: str) -> Draft:
    text = data["text"]
    if data.get("content_hash") not in (None, content_hash(text)):
        raise BadExport(name, "the text does not match its content_hash; it was changed after the export")
    stated = {key: data[key] for key in _WORDS if isinstance(data.get(key), str)}
    found = data.get("found")
    try:
        return Draft(
            text=text,
            **stated,
            published=_day(data, "published", name),
            updated=_day(data, "updated", name),
            languages=tuple(map(str, data.get("languages") or ())),
            people=tuple(Person(str(one["name"]), _word(one.get("role"))) for one in data.get("people") or ()),
            parts=_parts(data.get("parts") or (), len(text)),
            visible_from=_moment(data.get("visible_from")),
            found=_strings(found) if isinstance(found, dict) else dict.fromkeys(stated, "sender"),
        )
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise BadExport(name, f"languages, people, parts or visible_from are not as exported ({error!r})") from error


def _parts(data: Sequence[dict[str, Any]], length: int) -> tuple[Part, ...]:
    parts = tuple(Part(str(one["kind"]), int(one["start"]), int(one["end"])) for one in data)
    at = 0
    for part in parts:
        if not at <= part.start < part.end <= length:
            raise ValueError(f"{part} does not lie in the text, after the part before it")
        at = part.end
    return parts


def _kept(data: dict[str, Any], name: str) -> Kept:
    """Read what the line tells of the article's past; a line written by hand tells nothing."""
    told = data.get("versions")
    versions = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    last = versions[-1] if versions else {}
    earlier = [
        Past(_draft(one, name), stored, str(one.get("cleaner_version") or ""))
        for one in versions[:-1]
        if isinstance(one.get("text"), str) and (stored := _moment_or_null(one.get("stored")))
    ]
    removed = data.get("removed")
    down = _moment_or_null(removed.get("at")) if isinstance(removed, dict) else None
    return Kept(
        first_seen=_moment_or_null(data.get("first_seen")),
        stored=_moment_or_null(last.get("stored")),
        cleaner_version=_word(last.get("cleaner_version")),
        earlier=tuple(earlier),
        removed=(down, str(removed.get("why") or "removed")) if down and isinstance(removed, dict) else None,
    )


def _with_received(document: Document, received: Any, name: str) -> Document:
    if not isinstance(received, dict):
        return document
    try:
        raw = base64.b64decode(received["raw"], validate=True)
        stated = _strings(received.get("stated") or {})
        return replace(document, raw=raw, format=str(received["format"]), url=stated.pop("url", None), fields=stated)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadExport(name, f"'received' is not as exported ({error!r}); was the export cut short?") from error


def _strings(found: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in found.items() if isinstance(value, str)}


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: Any) -> dt.datetime | None:
    if not value:
        return None
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return moment.astimezone(dt.UTC)


def _moment_or_null(value: Any) -> dt.datetime | None:
    try:
        return _moment(value)
    except (TypeError, ValueError, OverflowError):  # the first and the last day overflow in some time zones
        return None


def _day(data: dict[str, Any], key: str, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(data[key]) if data.get(key) else None
    except (TypeError, ValueError) as error:
        raise BadExport(name, f"{key!r} is no ISO date ({data[key]!r})") from error
