"""A press room's own page: the links on it, and the feeds it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from corpus.errors import Refused
from corpus.fetching import markup
from corpus.fetching.client import Fetched
from corpus.fetching.listing import Listed, Listing
from corpus.fetching.urls import host_of, joined, same_site

MOST = 2_000
"""Links read of one page."""

_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_COMMENTS = ("comment", "commentaire")


class _Links:
    """Collects links as the parser meets them, so that no depth of nesting is ever built up."""

    def __init__(self) -> None:
        self.base: str | None = None
        self.links: list[str] = []
        self.feeds: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        href = attributes.get("href")
        if not href or len(self.links) >= MOST:
            return
        if tag == "a" and "nofollow" not in attributes.get("rel", ""):
            self.links.append(href)
        elif tag == "base" and self.base is None:
            self.base = href
        elif tag == "link" and attributes.get("type", "").lower() in _FEEDS:
            self.feeds.append((href, attributes.get("title", "")))

    def close(self) -> _Links:
        return self


def read(fetched: Fetched) -> Listing:
    """Read the links of a page to its own site, in the order in which they stand."""
    found = _links(fetched)
    here = host_of(fetched.final)
    pages: dict[str, Listed] = {}
    passed = 0
    for href in found.links:
        url = _resolved(found, fetched, href)
        if url is None or not same_site(host_of(url), here):
            passed += 1
        elif url != fetched.final:
            pages.setdefault(url, Listed(url))
    return Listing(tuple(pages.values()), passed=passed)


def feeds(fetched: Fetched) -> list[str]:
    """Give the feeds that a page tells of, those of comments left out."""
    found = _links(fetched)
    resolved = (
        _resolved(found, fetched, href)
        for href, title in found.feeds
        if not any(word in (href + title).lower() for word in _COMMENTS)
    )
    return list(dict.fromkeys(filter(None, resolved)))


def _links(fetched: Fetched) -> _Links:
    links = _Links()
    target: Any = links  # lxml's stubs want handlers of text too; it does well without
    parser = etree.HTMLParser(target=target, no_network=True, recover=True)
    with suppress(etree.XMLSyntaxError, AssertionError):  # a page without a single tag
        parser.feed(markup.decoded(fetched.raw, fetched.charset))
        parser.close()
    return links


def _resolved(found: _Links, fetched: Fetched, href: str) -> str | None:
    try:
        base = joined(fetched.final, found.base) if found.base else fetched.final
        return joined(base, href)
    except Refused:
        return None
