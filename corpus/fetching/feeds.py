"""Feeds: RSS, Atom and JSON Feed to the pages they list."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from corpus.errors import BadListing, Refused
from corpus.fetching import entries, markup
from corpus.fetching.client import Fetched
from corpus.fetching.listing import Listed, Listing, trusted
from corpus.fetching.urls import joined
from corpus.fields import dates

LARGEST = 5_000_000
"""Bytes of a feed; one with the whole text of a hundred releases has one million."""

MOST = 5_000
"""Entries read of one feed."""

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_HEAD = 10_000


def read(fetched: Fetched, today: dt.date) -> Listing:
    """Read a feed.

    Raises:
        BadListing: it cannot be read, or declares entities.
    """
    text = markup.safe(fetched.raw, fetched.url, fetched.charset)
    found = _json(text, fetched.url) if text.startswith("{") else _xml(text, fetched)
    pages, passed = [], 0
    for link, *facts in islice(found, MOST):
        try:
            pages.append(Listed(joined(fetched.final, link), *facts))
        except Refused:
            passed += 1
    stamped = trusted([page.stamp for page in pages])
    dated = trusted([page.stamp or page.published for page in pages])
    return Listing(tuple(_unique(_sure(page, stamped, dated, today) for page in pages)), passed=passed)


def _xml(text: str, fetched: Fetched) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    found = False
    for entry in entries.entries(text):
        found = True
        if link := entry.link():
            day = entry.first("pubdate", "published", "issued", "date", "created")
            stamp = entry.first("updated", "modified") or day
            base = _joined(fetched.final, entry.base or "")
            yield _joined(base, link), _stamp(stamp), markup.plain(entry.fields.get("title") or ""), _day(day)
    if not found and not _ROOT.search(text[:_HEAD]):
        raise BadListing(fetched.url, "is no feed that can be read")


def _json(text: str, name: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadListing(name, f"is no JSON Feed that can be read ({str(error)[:80]})") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping) and (link := _text(item, "url") or _text(item, "external_url")):
            stamp = _text(item, "date_modified") or _text(item, "date_published")
            yield link, _stamp(stamp), markup.plain(_text(item, "title") or ""), _day(_text(item, "date_published"))


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # told with the others that cannot be fetched
        return link


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) else None


def _stamp(value: str | None) -> str | None:
    return value.strip()[:100] or None if value else None


def _day(value: str | None) -> str | None:
    """Give the day as the feed states it; its time zone does not move it."""
    day = dates.stated(value[:100]) if value else None
    return day.isoformat() if day else None


def _sure(page: Listed, stamped: bool, dated: bool, today: dt.date) -> Listed:
    """Keep of what a feed says what can be relied on."""
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    published = page.published if dated and page.published and page.published <= tomorrow else None
    return Listed(page.url, page.stamp if stamped else None, page.title, published)


def _unique(pages: Iterable[Listed]) -> Iterator[Listed]:
    seen: set[str] = set()
    for page in pages:
        if page.url not in seen:
            seen.add(page.url)
            yield page
