"""Document -> Draft: the reader of its format, then furniture off, then its facts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from corpus import dates, fields, furniture
from corpus.article import Document, Draft
from corpus.errors import EmptyDocument, NoArticle, TooLarge, UnknownFormat
from corpus.formats import READERS, Page
from corpus.formats.page import tidy

CLEANER_VERSION = "2"
"""Counted up whenever cleaning changes what any document's clean text is."""

LARGEST = 10_000_000
"""Bytes; a release is some kilobytes, a page with its furniture some hundred."""

_TITLE_WORDS = range(4, 40)
_ADDRESS = re.compile(r"(?i)https?://[^\s/]")
_LANGUAGE_TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")


def read(document: Document, largest: int = LARGEST) -> Draft:
    """Read one document.

    Raises:
        Refused: too large, empty, not text, an unknown format, or a page without an article; the
            subclass and the message say which.
    """
    if len(document.raw) > largest:
        size, limit = (f"{count / 1e6:,.1f} MB" for count in (len(document.raw), largest))
        raise TooLarge(document.path, f"{size}, more than the {limit} that one release may have")
    reader = READERS.get(document.format)
    if reader is None:
        raise UnknownFormat(document.path, f"no reader for {document.format!r}; known: {', '.join(READERS)}")
    return draft(document, reader(document))


def draft(document: Document, page: Page) -> Draft:
    """Turn what a reader saw into a clean release and its facts.

    Raises:
        EmptyDocument: nothing is left once title and furniture are off.
    """
    blocks = furniture.strip(page.blocks)
    sender = dict(document.fields)
    for name in ("published", "updated"):
        sender[name] = _iso(sender.get(name)) or ""
    title, body, title_from = _title(page, blocks)
    if title_from == "text" and sender.get("title") and title != tidy(sender["title"]):
        body = blocks  # the sender knows the title, so what only looked like one is a line of the release
    body = _without_date_lines(body)
    text = "\n\n".join(body)
    if not text:
        raise EmptyDocument(document.path, "no text beside title and furniture; nothing to quote")
    if document.format == "html" and len(text.split()) < 5:
        raise NoArticle(document.path, "no article text in this page once its furniture is off")
    found: dict[str, str] = {}

    def first(name: str, *candidates: tuple[str, str | None]) -> str | None:
        for origin, value in (("sender", sender.get(name)), *candidates):
            if value:
                found[name] = origin
                return value
        return None

    stated = page.metadata
    written = fields.first_day(blocks)
    under_title = page.under_title or (body[:1] if title else ())
    beside = next((day for line in under_title if (day := fields.byline(line))), None)
    published = first(
        "published",
        ("metadata", _iso(stated.get("published"))),
        (written[1] if written else "", written[0].isoformat() if written else None),
        ("text", _iso_day(beside)),
        ("path", _iso_day(dates.in_path(document.path))),
    )
    updated = first("updated", ("metadata", _iso(stated.get("updated"))))
    return Draft(
        text=text,
        title=first("title", (title_from, title)),
        published=dt.date.fromisoformat(published) if published else None,
        updated=dt.date.fromisoformat(updated) if updated else None,
        place=first("place", ("dateline", fields.first_place(body))),
        issuer=first("issuer", ("metadata", stated.get("issuer"))),
        language=first("language", ("text", fields.language(text)), ("metadata", _tag(stated.get("language")))),
        url=document.url or first("url", ("metadata", _web(stated.get("url")))),
        found=found,
    )


def _title(page: Page, blocks: Sequence[str]) -> tuple[str | None, Sequence[str], str]:
    """Give title, body and where the title was read."""
    if page.title:
        return page.title, blocks, "metadata"
    if page.gaps:
        # A run-on text: its first chunk is the title only by its look, so its words also stay in the body.
        named = (chunk for chunk in page.gaps[:6] if len(chunk.split()) in _TITLE_WORDS)
        return next(named, None), blocks, "text"
    for at, block in enumerate(blocks[:3]):
        if not fields.head_line(block):
            if len(blocks) > at + 1 and fields.looks_like_title(block):
                return block, [*blocks[:at], *blocks[at + 1 :]], "text"
            break
    return None, blocks, "text"


def _without_date_lines(blocks: Sequence[str]) -> list[str]:
    """Take off the lines above the text that hold only its date: the date is a field, not a sentence."""
    at = 0
    while at < min(len(blocks) - 1, 3) and fields.date_line(blocks[at]):
        at += 1
    return list(blocks[at:])


def _iso(value: str | None) -> str | None:
    return _iso_day(dates.stated(value)) if value else None


def _web(address: str | None) -> str | None:
    """Keep an address that a reader can follow; `javascript:` and relative ones cite nothing."""
    return address if address and _ADDRESS.match(address) else None


def _iso_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _tag(value: str | None) -> str | None:
    match = _LANGUAGE_TAG.match(value or "")
    return match.group(1).lower() if match else None
