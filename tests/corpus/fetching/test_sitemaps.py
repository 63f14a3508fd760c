"""Sitemaps, and indexes of them."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadListing, Refused, TooLarge
from corpus.fetching import sitemaps
from corpus.fetching.client import Fetched
from corpus.fetching.listing import Listed, Listing
from tests.conftest import examples

HOME = "https://orlington.example"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def read(text: str | bytes, final: str = f"{HOME}/sitemap.xml") -> Listing:
    return sitemaps.read(Fetched(final, final, 200, text.encode() if isinstance(text, str) else text))


def urlset(*entries: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACE}>{"".join(entries)}</urlset>'


def url(path: str, stamp: str = "", more: str = "") -> str:
    return f"<url><loc>{HOME}{path}</loc>{f'<lastmod>{stamp}</lastmod>' if stamp else ''}{more}</url>"


def test_pages_come_with_their_last_change_the_latest_first() -> None:
    found = read(urlset(url("/a", "2023-01-01"), url("/b"), url("/c", "2024-03-14T10:00:00+01:00")))
    assert found.pages == (
        Listed(f"{HOME}/c", "2024-03-14T10:00:00+01:00"),
        Listed(f"{HOME}/a", "2023-01-01"),
        Listed(f"{HOME}/b", None),
    )
    assert found.children == ()


def test_a_news_sitemap_says_more() -> None:
    news = (
        "<news:news><news:publication><news:name>Orlington</news:name></news:publication>"
        "<news:publication_date>2024-03-14T10:00:00Z</news:publication_date>"
        "<news:title>Port &amp; harbour</news:title></news:news>"
    )
    (page,) = read(urlset(url("/a", more=news)).replace(SPACE, f'{SPACE} xmlns:news="http://x"')).pages
    assert (page.title, page.published) == ("Port & harbour", "2024-03-14")


def test_pictures_of_a_page_are_not_the_page() -> None:
    inner = "<image:loc>https://cdn.example/x.jpg</image:loc><image:title>A crane</image:title>"
    image = f"<image:image>{inner}</image:image>"
    text = urlset(url("/a", more=image), url("/b")).replace(SPACE, f'{SPACE} xmlns:image="http://x"')
    assert [page.url for page in read(text).pages] == [f"{HOME}/a", f"{HOME}/b"]


def test_an_index_names_sitemaps() -> None:
    text = (
        f"<sitemapindex {SPACE}><sitemap><loc>/post-sitemap.xml</loc><lastmod>2024-03-14</lastmod></sitemap>"
        f"<sitemap><loc>{HOME}/page-sitemap.xml.gz</loc></sitemap></sitemapindex>"
    )
    found = read(text)
    assert found.children == (Listed(f"{HOME}/post-sitemap.xml", "2024-03-14"), Listed(f"{HOME}/page-sitemap.xml.gz"))
    assert found.pages == ()


def test_a_packed_sitemap_is_unpacked() -> None:
    packed = gzip.compress(urlset(url("/a")).encode())
    assert [page.url for page in read(packed, f"{HOME}/sitemap.xml.gz").pages] == [f"{HOME}/a"]


def test_a_list_of_addresses_is_a_sitemap_too() -> None:
    assert [page.url for page in read(f"{HOME}/a\n{HOME}/b?utm_source=x\n\nftp://x\n").pages] == [
        f"{HOME}/a",
        f"{HOME}/b",
    ]


def test_what_stands_in_a_comment_is_not_listed() -> None:
    text = urlset(url("/a"), f"<!-- {url('/b')} -->", url("/c"), "<!-- not closed", url("/d"))
    assert [page.url for page in read(text).pages] == [f"{HOME}/a", f"{HOME}/c"]


def test_an_entry_without_its_end_or_address_is_none() -> None:
    text = urlset(f"<url><loc>{HOME}/a</loc>", url("/b"), "<url></url>", "</url></url>", url("/c"))
    assert [page.url for page in read(text).pages] == [f"{HOME}/b", f"{HOME}/c"]


def test_other_sites_are_passed_over() -> None:
    text = urlset(
        url("/a"),
        "<url><loc>https://www.orlington.example/b</loc></url>",
        "<url><loc>https://press.orlington.example/c</loc></url>",
        "<url><loc>https://rivamar.example/d</loc></url>",
        "<url><loc>http://169.254.169.254/</loc></url>",
        "<url><loc>file:///etc/passwd</loc></url>",
        "<url><loc></loc></url>",
    )
    found = read(text)
    assert [page.url for page in found.pages] == [
        f"{HOME}/a",
        "https://www.orlington.example/b",
        "https://press.orlington.example/c",
    ]
    assert found.passed == 3


def test_one_stamp_for_all_says_nothing() -> None:
    found = read(urlset(*(url(f"/{number}", "2024-03-20") for number in range(5))))
    assert {page.stamp for page in found.pages} == {None}


@pytest.mark.parametrize(
    "text",
    [
        urlset(url("/a?b=1&c=2")),
        urlset(url("/a?b=1&amp;c=2")),
        urlset(url("/a?b=1&amp;c=2")).replace("</urlset>", ""),
        urlset(url("/a?b=1&amp;c=2")).replace(SPACE, ""),
        "\n " + urlset(url("/a?b=1&amp;c=2")),
        urlset(url("/a?b=1&amp;c=2")).replace("<urlset", "<!-- made by a plugin --><urlset"),
        urlset(url("/a?b=1&amp;c=2")).replace("</urlset>", "<url><loc>"),
        urlset(f"<url><loc><![CDATA[{HOME}/a?b=1&c=2]]></loc></url>"),
        urlset(f"<url><loc>\n   {HOME}/a?b=1&amp;c=2\n  </loc></url>"),
        urlset(url("/a?b=1&amp;c=2"), "<url><loc>\x0b</loc></url>"),
    ],
)
def test_a_damaged_sitemap_is_read_all_the_same(text: str) -> None:
    assert [page.url for page in read(text).pages] == [f"{HOME}/a?b=1&c=2"]


@pytest.mark.parametrize("text", ["<html><body>No sitemap</body></html>", "words", "<", "<urlset", "{}"])
def test_what_is_no_sitemap_lists_nothing(text: str) -> None:
    with suppress(Refused):
        assert read(text).pages == ()


@pytest.mark.parametrize(
    "inner",
    ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">', "<!ENTITY % a SYSTEM 'http://127.0.0.1/'>"],
)
def test_entities_are_refused_by_name(inner: str) -> None:
    with pytest.raises(BadListing, match="entities"):
        read(f"<!DOCTYPE urlset [{inner}]>" + urlset(url("/&a;")))


def test_a_packed_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LARGEST", 1_000_000)
    with pytest.raises(TooLarge):
        read(gzip.compress(bytes(30_000_000)), f"{HOME}/sitemap.xml.gz")


def test_no_more_pages_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 100)
    assert len(read(urlset(*(url(f"/{number}") for number in range(150)))).pages) == 100
    assert len(read("\n".join(f"{HOME}/{number}" for number in range(150))).pages) == 100


@pytest.mark.parametrize(
    "piece", ["<url>", "<url><loc>", "<", "&", "<![CDATA[", "<!--", "</url>", "<a b='", "<url><loc>x</loc>"]
)
def test_hostile_sitemaps_are_read_in_bounded_time(piece: str) -> None:
    text = f"<urlset {SPACE}>" + piece * (500_000 // len(piece))
    began = time.process_time()
    with suppress(Refused):
        read(text)
    assert time.process_time() - began < 5


@settings(max_examples=examples(80))
@given(st.binary(max_size=200), st.text(max_size=100))
def test_anything_is_a_sitemap_or_refused(raw: bytes, path: str) -> None:
    for data in (raw, urlset(url(path)).encode(errors="replace")):
        try:
            found = read(data)
        except Refused:
            continue
        assert all(page.url.startswith("http") for page in found.pages)
