"""What lists the pages of a press room: the types, and telling a feed from a sitemap from a page. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.fetching import markup
from corpus.fetching.client import Fetched

FEED, SITEMAP, PAGE = "feed", "sitemap", "page"

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel|urlset|sitemapindex|html|body|head)\b", re.IGNORECASE)
_ROOTS = {"rss": FEED, "feed": FEED, "rdf": FEED, "channel": FEED, "urlset": SITEMAP, "sitemapindex": SITEMAP}
_HEAD = 4_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a listing names.

    Attributes:
        url: normalised.
        stamp: what changes when the page does: a feed's `updated`, a sitemap's `lastmod`.
        title, published: what the listing says of it; `published` is an ISO date.
    """

    url: str
    stamp: str | None = None
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What one feed, sitemap or press-room page lists.

    Attributes:
        pages: in the order in which they are to be fetched: the newest first where that can be told.
        children: further sitemaps.
        passed: addresses that were left out because they cannot be fetched or lie on another site.
    """

    pages: tuple[Listed, ...] = ()
    children: tuple[Listed, ...] = ()
    passed: int = 0


def kind_of(fetched: Fetched) -> str:
    """Tell what an answer is by its content: `feed`, `sitemap`, or `page` for anything else."""
    if fetched.raw.startswith(b"%PDF-"):
        return PAGE
    if fetched.raw.startswith(markup.GZIP):
        return SITEMAP if urlsplit(fetched.final).path.lower().endswith((".xml.gz", ".gz")) else PAGE
    head = markup.decoded(fetched.raw[: 4 * _HEAD], fetched.charset)[:_HEAD].lstrip()
    if head.startswith("{"):
        return FEED if "jsonfeed.org/version" in head else PAGE
    if head.startswith("<") and (root := _ROOT.search(head)):
        return _ROOTS.get(root[1].lower(), PAGE)
    lines = head.split()
    if fetched.kind == "text/plain" and urlsplit(fetched.final).path.lower().endswith(".txt") and lines:
        return SITEMAP if all(line.startswith(("http://", "https://")) for line in lines[:-1] or lines) else PAGE
    return PAGE


def trusted(values: list[str | None], least: int = 3) -> bool:
    """Tell whether what a listing says of its pages tells them apart.

    Some servers stamp every page with the moment of asking; one value for all says nothing of any.
    """
    return len(values) < least or len(set(values)) > 1
