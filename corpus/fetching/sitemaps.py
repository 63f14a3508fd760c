"""Sitemaps and sitemap indexes (sitemaps.org), also gzipped, also as plain lists of addresses.

They are read tag by tag and not as a tree: they have hardly any, may be of fifty megabytes, are damaged as often as
not, and what a forgiving parser remembers of a hostile one takes gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Refused
from corpus.fetching import body, markup
from corpus.fetching.client import Fetched
from corpus.fetching.listing import Listed, Listing, trusted
from corpus.fetching.urls import host_of, joined, same_site

LARGEST = 50_000_000
"""Bytes of a sitemap, unpacked: what the protocol allows."""

MOST = 50_000
"""Addresses of one sitemap: what the protocol allows."""

_TAG = re.compile(
    r"<(?P<end>/?)(?:[\w.-]{1,40}:)?(?P<tag>url|sitemap|loc|lastmod|title|publication_date)(?:\s[^<>]{0,500})?>"
    r"(?:\s{0,200}<!\[CDATA\[(?P<data>[^<\]]{0,2500}+)|(?P<text>[^<]{0,2700}+))",
    re.IGNORECASE,
)
_FACTS = {"loc": 0, "lastmod": 1, "title": 2, "publication_date": 3}


def read(fetched: Fetched) -> Listing:
    """Read a sitemap, or an index of sitemaps. Pages come with the latest change first.

    A page of another site is passed over: a sitemap speaks for its own (sitemaps.org, "location").

    Raises:
        BadListing: it is empty, or declares entities.
        TooLarge, Unavailable: unpacked it is too large, or it breaks off.
    """
    raw = fetched.raw
    if raw.startswith(markup.GZIP):
        raw = body.gunzip(raw, LARGEST, fetched.url)
    text = markup.safe(raw, fetched.url, fetched.charset)
    entries = _tags(markup.without_comments(text)) if text.startswith("<") else _plain(text)
    pages: dict[str, Listed] = {}
    children: dict[str, Listed] = {}
    passed = 0
    host = host_of(fetched.final)
    for kind, link, *facts in entries:
        try:
            listed = Listed(joined(fetched.final, link), *facts)
        except Refused:
            passed += 1
            continue
        if not same_site(host_of(listed.url), host):
            passed += 1
        elif len(pages) + len(children) < MOST:
            (children if kind == "sitemap" else pages).setdefault(listed.url, listed)
    stamped = trusted([page.stamp for page in pages.values()])
    ordered = sorted(pages.values(), key=lambda page: page.published or page.stamp or "", reverse=True)
    sure = (Listed(page.url, page.stamp if stamped else None, page.title, page.published) for page in ordered)
    return Listing(tuple(sure), tuple(children.values()), passed)


def _tags(text: str) -> Iterator[tuple[str, str, str | None, str | None, str | None]]:
    """Yield what stands between the tags of an entry, of each fact the first: pictures in it have addresses too."""
    facts: list[str | None] = [None] * 4
    for match in _TAG.finditer(text):
        tag = match["tag"].lower()
        if tag in _FACTS:
            if not match["end"] and facts[_FACTS[tag]] is None:
                facts[_FACTS[tag]] = markup.unescaped((match["data"] or match["text"] or "").strip()) or None
            continue
        link, stamp, title, day = facts
        facts = [None] * 4
        if match["end"] and link:
            yield tag, link, stamp, markup.plain(title or ""), (day or "")[:10] or None


def _plain(text: str) -> Iterator[tuple[str, str, str | None, str | None, str | None]]:
    for line in text.split()[: MOST + 1]:
        if line.startswith(("http://", "https://")):
            yield "url", line, None, None, None
