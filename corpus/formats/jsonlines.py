"""JSON records as documents: a line of a JSON Lines file or an item of a list, each a release with its facts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.article import Document
from corpus.errors import BadRecord, EmptyDocument, Refused
from corpus.formats.decoding import decode

BODIES = {
    "html": ("html", "content_html", "body_html"),
    "markdown": ("markdown", "md"),
    "text": ("text", "body", "content", "content_text", "article", "full_text"),
}
"""Format -> names under which a record may hold its text, in order of preference."""

FACTS = {
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "published_at",
        "publication_date",
        "datePublished",
        "date_published",
        "pubDate",
    ),
    "updated": ("updated", "modified", "updated_at", "dateModified", "date_modified"),
    "subtitle": ("subtitle", "subheading", "deck", "standfirst"),
    "issuer": ("issuer", "organisation", "organization", "publisher", "agency"),
    "place": ("place", "city"),
    "language": ("language", "lang", "inLanguage"),
}
"""Fact -> names under which a record may state it."""

_ADDRESSES = ("url", "link", "canonical_url", "canonical", "permalink", "source_url")
_NAMES = ("id", "_id", "guid", "slug", "path")
_LISTS = ("articles", "items", "releases", "press_releases", "results", "data", "documents")
_WEB = re.compile(r"(?i)https?://[^\s/]\S*")
_MARKUP = re.compile(r"(?i)\A\s*<(?:!doctype|html|body|article|section|div|p|h[1-6]|ul|table|span)\b")

LONGEST_NAME = 300
"""Letters of a record's own name."""


def lines(document: Document) -> Iterator[Document | Refused]:
    """Read a JSON Lines file.

    Yields:
        For each line that is not empty a document, `file.jsonl#id` by its own id or else its number, or what is
        wrong with that line.
    """
    used: set[str] = set()
    for number, line in enumerate(io.BytesIO(document.raw), start=1):
        if line.strip():
            name = f"{document.path}, line {number}"
            try:
                yield _record(_loaded(line, name), document, str(number), name, used)
            except Refused as refused:
                yield refused


def items(document: Document) -> Iterator[Document | Refused]:
    """Read a JSON file: one record, a list of them, or an object with such a list, as `{"articles": [...]}`.

    Yields:
        A document for each record, or what is wrong with it.
    """
    try:
        data = _loaded(document.raw, document.path)
    except Refused as refused:
        yield refused
        return
    used: set[str] = set()
    for number, record in enumerate(_listed(data), start=1):
        name = f"{document.path}, item {number}"
        try:
            yield _record(record, document, str(number), name, used)
        except Refused as refused:
            yield refused


def is_export(raw: bytes) -> bool:
    """Tell a JSON Lines file that `export` wrote, by the first line that can be read."""
    for line in io.BytesIO(raw[:2_000_000]):
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            continue
        return isinstance(data, dict) and {"source", "path", "text"} <= data.keys()
    return False


def _loaded(raw: bytes, name: str) -> Any:
    try:
        return json.loads(decode(raw, name))
    except EmptyDocument:
        raise
    except (ValueError, RecursionError) as error:
        raise BadRecord(name, f"no JSON ({error}); was the file cut short?") from error


def _listed(data: Any) -> list[Any]:
    if isinstance(data, dict):
        inner = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), None)
        return [data] if inner is None else inner
    return data if isinstance(data, list) else [data]


def _record(data: Any, document: Document, number: str, name: str, used: set[str]) -> Document:
    """Make a document of a record.

    Raises:
        BadRecord: no object, no text, or the id of another record of this file.
    """
    if not isinstance(data, dict):
        raise BadRecord(name, "not an object; each record is one release with its text and what is known of it")
    kind, text = _body(data)
    if not text:
        raise BadRecord(
            name, f"no text; it is looked for in {', '.join(key for keys in BODIES.values() for key in keys)}"
        )
    address = _first(data, _ADDRESSES)
    own = _first(data, _NAMES)[:LONGEST_NAME] or number
    if own in used:
        raise BadRecord(name, f"has the id {own!r} of another record in this file; give it one of its own")
    used.add(own)
    return Document(
        document.source,
        f"{document.path}#{own}",
        text.encode("utf-8", "replace"),
        kind,
        address if _WEB.fullmatch(address) else None,
        {fact: value for fact, keys in FACTS.items() if (value := _first(data, keys))},
    )


def _body(data: dict[str, Any]) -> tuple[str, str]:
    for kind, keys in BODIES.items():
        if text := _first(data, keys):
            return ("html" if _MARKUP.match(text) else kind), text
    return "text", ""


def _first(data: dict[str, Any], keys: tuple[str, ...]) -> str:
    """Give the first of some values that says something: a string, a number, or the `name` of an object."""
    for key in keys:
        value = data.get(key)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""
