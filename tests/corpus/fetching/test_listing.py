"""Telling a feed from a sitemap from a page, and which reader a page is for."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnknownFormat
from corpus.fetching.client import Fetched
from corpus.fetching.kinds import format_of
from corpus.fetching.listing import FEED, PAGE, SITEMAP, kind_of, trusted
from corpus.formats import READERS

HOME = "https://orlington.example"


def fetched(raw: bytes | str, kind: str = "", path: str = "/a") -> Fetched:
    return Fetched(HOME + path, HOME + path, 200, raw.encode() if isinstance(raw, str) else raw, kind)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ('<?xml version="1.0"?><rss version="2.0">', FEED),
        ("\ufeff \n<!-- x --><rss>", FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', FEED),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom">', FEED),
        ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', FEED),
        ('{"version": "https://jsonfeed.org/version/1.1"}', FEED),
        ("<urlset>", SITEMAP),
        ('<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><sitemapindex>', SITEMAP),
        ("<!doctype html><html>", PAGE),
        ('<!doctype html><html><body><p>&lt;rss&gt;</p><rss version="2.0">', PAGE),
        ('<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', PAGE),
        ("Port reopens\n\nThe <rss> of the day.", PAGE),
        ('{"version": 1}', PAGE),
        ("%PDF-1.7 <rss>", PAGE),
        ("", PAGE),
    ],
)
def test_an_answer_is_known_by_its_content(raw: str, kind: str) -> None:
    assert kind_of(fetched(raw, "text/html")) == kind
    assert kind_of(fetched(raw.encode("utf-16"), "application/octet-stream")) in (kind, PAGE)


def test_a_packed_sitemap_is_known_by_its_name() -> None:
    packed = gzip.compress(b"<urlset>")
    assert kind_of(fetched(packed, path="/sitemap.xml.gz")) == SITEMAP
    assert kind_of(fetched(packed, path="/release.zip")) == PAGE


def test_a_list_of_addresses_is_known_by_its_lines() -> None:
    assert kind_of(fetched(f"{HOME}/a\n{HOME}/b\nhttps://orl", "text/plain", "/sitemap.txt")) == SITEMAP
    assert kind_of(fetched(f"{HOME}/a\nwords\n{HOME}/b", "text/plain", "/sitemap.txt")) == PAGE
    assert kind_of(fetched(f"{HOME}/a", "text/plain", "/a")) == PAGE
    assert kind_of(fetched("", "text/plain", "/sitemap.txt")) == PAGE


@given(st.binary(max_size=300))
def test_any_bytes_are_something(raw: bytes) -> None:
    assert kind_of(fetched(raw, "text/plain", "/a.txt")) in (FEED, SITEMAP, PAGE)


def test_what_is_the_same_for_all_is_not_trusted() -> None:
    assert trusted([])
    assert trusted(["a", "a"])
    assert trusted(["a", "a", "b"])
    assert not trusted(["a", "a", "a"])


# Which reader


@pytest.mark.parametrize(
    ("raw", "kind", "path", "reader"),
    [
        ("<p>words", "text/html", "/a", "html"),
        ("<p>words", "application/xhtml+xml", "/a", "html"),
        ("words", "text/plain", "/a", "text"),
        ("# words", "text/markdown", "/a", "markdown"),
        ("words", "", "/a.txt", "text"),
        ("words", "application/octet-stream", "/a.md", "markdown"),
        ("<!DOCTYPE HTML><html>", "text/plain", "/a", "html"),
        ('\ufeff<?xml version="1.0"?>\n<html>', "", "/a.txt", "html"),
        ("<html>", "application/octet-stream", "/download", "html"),
    ],
)
def test_a_reader_is_found(raw: str, kind: str, path: str, reader: str) -> None:
    assert format_of(fetched(raw, kind, path)) == reader


@pytest.mark.parametrize(
    ("raw", "kind", "path"),
    [
        (b"\x89PNG\r\n", "image/png", "/a"),
        (b"PK\x03\x04 and nothing of Word's", "application/zip", "/a"),
        (b"words", "", "/a"),
        (b'{"source": "x"}', "application/json", "/a.jsonl"),
        (b"", "", "/"),
    ],
)
def test_what_no_reader_is_for_is_refused(raw: bytes, kind: str, path: str) -> None:
    with pytest.raises(UnknownFormat):
        format_of(fetched(raw, kind, path))


@pytest.mark.parametrize(("magic", "reader"), [(b"%PDF-1.7", "pdf"), (b"PK\x03\x04\x00word/document.xml", "docx")])
def test_files_are_known_by_their_first_bytes_whatever_the_server_says(magic: bytes, reader: str) -> None:
    if reader not in READERS:
        pytest.skip(f"no reader of {reader} here")
    assert format_of(fetched(magic, "text/html", "/a.html")) == reader
