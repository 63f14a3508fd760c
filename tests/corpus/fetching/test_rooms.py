"""A press room's own page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fetching import rooms
from corpus.fetching.client import Fetched

HOME = "https://orlington.example"


def page(html: str | bytes, final: str = f"{HOME}/press/") -> Fetched:
    return Fetched(final, final, 200, html.encode() if isinstance(html, str) else html, "text/html")


def links(html: str, final: str = f"{HOME}/press/") -> list[str]:
    return [listed.url for listed in rooms.read(page(html, final)).pages]


def test_links_are_read_in_their_order_and_once() -> None:
    html = """<body><a href="b">B</a><a href="/a?utm_source=x">A</a><a href='b#top'>again</a>
    <a href="https://www.orlington.example/c">C</a><a>no link</a><a href="">itself</a>
    <a href="#top">itself</a></body>"""
    assert links(html) == [f"{HOME}/press/b", f"{HOME}/a", "https://www.orlington.example/c"]


def test_a_base_is_heard() -> None:
    html = '<head><base href="/fr/"><base href="/en/"></head><a href="a">A</a>'
    assert links(html) == [f"{HOME}/fr/a"]
    assert links('<base href="javascript:x"><a href="a">A</a>') == []


def test_other_sites_and_what_is_no_address_are_passed_over() -> None:
    html = """<a href="https://rivamar.example/a">x</a><a href="mailto:a@b">x</a><a href="javascript:x()">x</a>
    <a href="http://127.0.0.1/">x</a><a href="/b" rel="nofollow">x</a><a href="/c">x</a>"""
    found = rooms.read(page(html))
    assert [listed.url for listed in found.pages] == [f"{HOME}/c"]
    assert found.passed == 4


def test_feeds_are_told_of_and_those_of_comments_left_out() -> None:
    html = """<link rel=alternate type="application/rss+xml" title="Press" href="feed/">
    <link rel=alternate type="application/rss+xml" title="Comments" href="/comments/feed/">
    <link rel=alternate type="application/atom+xml" href="/atom.xml"><link rel=stylesheet href="/x.css">
    <link rel=alternate type="application/feed+json" href="/feed.json"><link rel=alternate hreflang=fr href="/fr">"""
    assert rooms.feeds(page(html)) == [f"{HOME}/press/feed/", f"{HOME}/atom.xml", f"{HOME}/feed.json"]


def test_no_more_links_than_anyone_needs() -> None:
    assert len(links("".join(f'<a href="/{number}">x</a>' for number in range(rooms.MOST + 9)))) == rooms.MOST


@pytest.mark.parametrize("html", ["", "words", "<", "<!-- -->", "\x00\x01", "<a href=", "<html>"])
def test_a_page_without_links_has_none(html: str) -> None:
    assert links(html) == []


@pytest.mark.parametrize(
    "piece", ["<div>", "<a href=x>", "<", "<a ", "</a>", "&", "<a href='", "<!--", "<table><td>"]
)
def test_hostile_pages_are_read_in_bounded_time(piece: str) -> None:
    began = time.process_time()
    rooms.read(page(piece * (1_000_000 // len(piece))))
    assert time.process_time() - began < 5


def test_nesting_has_no_end_that_hurts() -> None:
    assert links("<div>" * 1_000_000 + '<a href="/a">x</a>') in ([], [f"{HOME}/a"])


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page(raw: bytes) -> None:
    for found in (raw, b'<a href="' + raw + b'">'):
        assert all(listed.url.startswith("http") for listed in rooms.read(page(found)).pages)
