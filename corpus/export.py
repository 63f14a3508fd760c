"""Articles as JSON Lines, one a line, and back again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.article import Article, Document, Draft, Version, content_hash
from corpus.errors import BadExport, Refused

_FACTS = ("title", "place", "issuer", "language", "url")


def record(article: Article, versions: Sequence[Version]) -> dict[str, Any]:
    """Describe an article in the shape that `export` writes and `/v1/articles/{id}` returns."""
    return {
        "id": article.id,
        "path": article.path,
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "updated": article.updated.isoformat() if article.updated else None,
        "place": article.place,
        "issuer": article.issuer,
        "source": article.source,
        "language": article.language,
        "text": article.text,
        "parts": [],
        "content_hash": article.content_hash,
        "first_seen": article.first_seen.isoformat(),
        "found": dict(article.found),
        "versions": [
            {"content_hash": version.content_hash, "stored": version.stored.isoformat()} for version in versions
        ],
    }


def first_seen(line: bytes) -> dt.datetime | None:
    """Read when an exported article was first seen; null where its line does not say."""
    try:
        moment = dt.datetime.fromisoformat(str(json.loads(line).get("first_seen")))
        return moment.astimezone(dt.UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):  # the first and the last day overflow in some time zones
        return None


def read(document: Document) -> Iterator[tuple[Document, Draft] | Refused]:
    """Read an export back, line by line.

    Yields:
        For each line the document (of the source and path it had, so of the same id) and its draft, the
        text untouched; or what was wrong with that line.
    """
    for number, line in enumerate(document.raw.splitlines(), start=1):
        if line.strip():
            name = f"{document.path}, line {number}"
            try:
                yield _line(line, name)
            except Refused as refused:
                yield refused


def _line(line: bytes, name: str) -> tuple[Document, Draft]:
    try:
        data = json.loads(line)
        json.dumps(data, ensure_ascii=False).encode()  # refuses half a surrogate pair: that is no character
    except (ValueError, RecursionError) as error:
        raise BadExport(name, f"no JSON ({error}); was the export cut short?") from error
    if not isinstance(data, dict):
        raise BadExport(name, "not an object; each line of an export is one article")
    for key in ("source", "path", "text"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise BadExport(name, f"{key!r} is missing or empty; this line is no article")
    text = data["text"]
    if data.get("content_hash") not in (None, content_hash(text)):
        raise BadExport(name, "the text does not match its content_hash; it was changed after the export")
    facts = {key: data[key] for key in _FACTS if isinstance(data.get(key), str)}
    found = data.get("found")
    draft = Draft(
        text=text,
        published=_day(data, "published", name),
        updated=_day(data, "updated", name),
        found=_strings(found) if isinstance(found, dict) else dict.fromkeys(facts, "sender"),
        **facts,
    )
    return Document(data["source"], data["path"], line, "export"), draft


def _strings(found: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in found.items() if isinstance(value, str)}


def _day(data: dict[str, Any], key: str, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(data[key]) if data.get(key) else None
    except (TypeError, ValueError) as error:
        raise BadExport(name, f"{key!r} is no ISO date ({data[key]!r})") from error
