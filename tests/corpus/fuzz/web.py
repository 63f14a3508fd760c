"""What is fuzzed of the web: addresses, feeds, sitemaps, press-room pages and packed bodies."""

from __future__ import annotations

import datetime as dt
import gzip
import time
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from corpus.errors import AddressForbidden, Refused
from corpus.fetching import body, feeds, kinds, listing, releases, rooms, sitemaps
from corpus.fetching.client import Fetched
from corpus.fetching.listing import Listed, Listing
from corpus.fetching.urls import normalise

HOME = "https://orlington.example"
SECONDS = 5.0

Parts = tuple[Callable[[bytes], None], tuple[bytes, ...], tuple[bytes, ...]]


def _told(refused: Refused) -> None:
    assert refused.reason


def _timed(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def timed(raw: bytes) -> None:
        began = time.process_time()
        try:
            check(raw)
        except Refused as refused:
            _told(refused)
        assert time.process_time() - began < SECONDS, "took too long"

    return timed


def _fetched(raw: bytes) -> Fetched:
    return Fetched(f"{HOME}/a", f"{HOME}/a", 200, raw)


def _sound(found: Listing) -> None:
    for page in (*found.pages, *found.children):
        assert normalise(page.url) == page.url
        assert page.title is None or page.title == page.title.strip() != ""
        assert page.stamp is None or page.stamp
        assert page.published is None or len(page.published) <= 10
        releases.looks_like_release(page.url)
    assert len({page.url for page in found.pages}) == len(found.pages)
    assert all(isinstance(page, Listed) for page in found.pages)


def _feed(raw: bytes) -> None:
    _sound(feeds.read(_fetched(raw), dt.date(2024, 3, 20)))


def _sitemap(raw: bytes) -> None:
    _sound(sitemaps.read(_fetched(raw)))


def _room(raw: bytes) -> None:
    fetched = _fetched(raw)
    _sound(rooms.read(fetched))
    rooms.feeds(fetched)
    assert listing.kind_of(fetched) in (listing.FEED, listing.SITEMAP, listing.PAGE)
    kinds.format_of(fetched)


def _address(raw: bytes) -> None:
    known = normalise(raw.decode("utf-8", "replace"))
    assert normalise(known) == known
    assert known.isascii()
    releases.looks_like_release(known)
    try:
        normalise(known + "\\")
    except AddressForbidden:
        return
    raise AssertionError(known)


def _body(raw: bytes) -> None:
    for encoding in ("gzip", "deflate"):
        try:
            assert len(body.read([raw[:7], raw[7:]], encoding, 100_000, "a")) <= 100_000
        except Refused as refused:
            _told(refused)


_ITEM = (
    f"<item><title>Port &amp; bridge</title><link>{HOME}/news/1</link><guid isPermaLink='false'>1</guid>"
    "<pubDate>Thu, 14 Mar 2024 10:00:00 GMT</pubDate><description><![CDATA[<p>x</p>]]></description></item>"
)
_ENTRY = (
    "<entry><title type='html'>&lt;b&gt;Port&lt;/b&gt;</title><id>urn:1</id><link rel='alternate' href='/news/1'/>"
    "<published>2024-03-14T10:00:00+01:00</published><updated>2024-03-15</updated></entry>"
)
_FEEDS = (
    f'<?xml version="1.0"?><rss version="2.0"><channel><title>a</title>{_ITEM}</channel></rss>'.encode(),
    f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{HOME}/x/">{_ENTRY}{_ENTRY}</feed>'.encode(),
    b'{"version": "https://jsonfeed.org/version/1.1",'
    b' "items": [{"url": "/a", "title": "b", "date_published": "2024-03-14"}]}',
)
_URL = f"<url><loc>{HOME}/news/1?a=1&amp;b=2</loc><lastmod>2024-03-14</lastmod><image:loc>x</image:loc></url>"
_SITEMAPS = (
    f'<?xml version="1.0"?><urlset>{_URL}{_URL}</urlset>'.encode(),
    f"<sitemapindex><sitemap><loc>{HOME}/post-sitemap.xml</loc></sitemap></sitemapindex>".encode(),
    f"{HOME}/a\n{HOME}/b\n".encode(),
    gzip.compress(f"<urlset>{_URL}</urlset>".encode(), mtime=0),
)
_ROOM = (
    b"<!doctype html><html><head><base href='/x/'><link rel=alternate type='application/rss+xml' href='feed'></head>"
    b"<body><a href='news/1'>a</a><a href=https://orlington.example/b rel=nofollow>b</a></body></html>"
)
_XML = (b"<", b">", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!ENTITY", b"&amp;", b"&#0;", b'"', b"'", b"/>", b"</")

WEB: Mapping[str, Parts] = MappingProxyType(
    {
        "feed": (
            _timed(_feed),
            _FEEDS,
            (*_XML, b"<item>", b"<link>", b"<title>", b"<entry>", b"xml:base=", b"{", b"["),
        ),
        "sitemap": (_timed(_sitemap), _SITEMAPS, (*_XML, b"<url>", b"<loc>", b"<lastmod>", b"http://", b"\x1f\x8b")),
        "room": (
            _timed(_room),
            (_ROOM,),
            (*_XML, b"<a href=", b"<base href=", b"http://[", b"//", b"%PDF-", b"PK\x03\x04"),
        ),
        "address": (
            _timed(_address),
            (
                f"{HOME}:8443/news/../a%2Fb;jsessionid=1?utm_source=x&id=7#y".encode(),
                "http://ríva.example/بيان".encode(),
            ),
            (b"%", b"@", b":", b"[", b"]", b"/", b"?", b"#", b"\\", b"xn--", b"0x7f", b"..", "。".encode(), b"&"),
        ),
        "body": (
            _timed(_body),
            (
                gzip.compress(b"words " * 99, mtime=0),
                zlib.compress(b"words " * 99),
                gzip.compress(bytes(200_000), mtime=0),
            ),
            (b"\x1f\x8b", b"\x08", b"\x00\x00\xff\xff", b"\x78\x9c"),
        ),
    }
)
"""Target name -> check, seeds, tokens."""
