"""Feeds, as publishers write them and as vandals do."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadListing
from corpus.fetching import feeds
from corpus.fetching.client import Fetched
from corpus.fetching.listing import Listed
from tests.conftest import examples

HOME = "https://orlington.example"
TODAY = dt.date(2024, 3, 20)


def read(text: str | bytes, charset: str | None = None, final: str = f"{HOME}/feed") -> Sequence[Listed]:
    raw = text.encode() if isinstance(text, str) else text
    return feeds.read(Fetched(f"{HOME}/feed", final, 200, raw, "application/xml", charset), TODAY).pages


def rss(*items: str, head: str = "") -> str:
    return (
        f'{head}<rss version="2.0"><channel><title>Press</title><link>{HOME}</link>{"".join(items)}</channel></rss>'
    )


def item(
    number: int = 1, day: str = "Thu, 14 Mar 2024 23:30:00 GMT", title: str = "Port reopens", more: str = ""
) -> str:
    return f"<item><title>{title}</title><link>{HOME}/news/{number}</link><pubDate>{day}</pubDate></item>"


ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title><id>x</id><updated>2024-03-15T10:00:00Z</updated>
<entry><title type="html">Port &amp;lt;b&amp;gt;reopens&amp;lt;/b&amp;gt;</title><id>urn:1</id>
 <link rel="alternate" href="/news/1"/><link rel="enclosure" href="{HOME}/a.pdf"/>
 <published>2024-03-14T10:00:00+01:00</published><updated>2024-03-15T10:00:00Z</updated></entry>
<entry><title>بيان صحفي</title><id>urn:2</id><link href="{HOME}/news/2"/>
 <updated>2024-03-12T10:00:00Z</updated></entry>
</feed>"""

RSS_1 = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{HOME}"><title>Presse</title><link>{HOME}</link></channel>
<item rdf:about="{HOME}/news/1"><title>Réouverture du port</title><link>{HOME}/news/1</link>
 <dc:date>2024-03-14</dc:date></item>
</rdf:RDF>"""

RSS_091 = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Press</title>
<item><title>Port reopens</title><link>{HOME}/news/1</link></item></channel></rss>"""


def test_rss_lists_pages_with_what_it_says_of_them() -> None:
    assert read(rss(item())) == (
        Listed(f"{HOME}/news/1", "Thu, 14 Mar 2024 23:30:00 GMT", "Port reopens", "2024-03-14"),
    )


def test_atom_lists_pages_and_changes() -> None:
    assert read(ATOM) == (
        Listed(f"{HOME}/news/1", "2024-03-15T10:00:00Z", "Port reopens", "2024-03-14"),
        Listed(f"{HOME}/news/2", "2024-03-12T10:00:00Z", "بيان صحفي", None),
    )


@pytest.mark.parametrize("text", [RSS_1, RSS_091])
def test_old_feeds_are_read_too(text: str) -> None:
    (page,) = read(text)
    assert page.url == f"{HOME}/news/1"
    assert page.title in ("Réouverture du port", "Port reopens")


def test_json_feeds_are_read_too() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/news/1", "title": "Port reopens", "date_published": "2024-03-14T10:00:00+01:00"},
            {"id": "2", "external_url": f"{HOME}/news/2", "date_modified": "2024-03-15"},
            {"id": "3"},
            "not an item",
            {"url": 7},
        ],
    }
    assert read(json.dumps(feed)) == (
        Listed(f"{HOME}/news/1", "2024-03-14T10:00:00+01:00", "Port reopens", "2024-03-14"),
        Listed(f"{HOME}/news/2", "2024-03-15", None, None),
    )


def test_addresses_are_normalised_and_come_once() -> None:
    text = rss(
        f"<item><link> {HOME}/news/1?utm_source=rss#top </link></item>",
        f"<item><link>{HOME}/news/1</link></item>",
        "<item><link>/news/2</link></item>",
        f'<item><guid isPermaLink="true">{HOME}/news/3</guid></item>',
        "<item><title>Without an address</title></item>",
        "<item><link>javascript:alert(1)</link></item>",
        "<item><link>http://me:word@127.0.0.1/</link></item>",
    )
    assert [page.url for page in read(text)] == [f"{HOME}/news/{number}" for number in (1, 2, 3)]
    assert feeds.read(Fetched("a", f"{HOME}/feed", 200, text.encode()), TODAY).passed == 2


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("Thu, 14 Mar 2024 00:10:00 +0300", "2024-03-14"),
        ("2024-03-14T23:59:59-08:00", "2024-03-14"),
        ("14 mars 2024", "2024-03-14"),
        ("Fri, 15 Mar 2124 10:00:00 GMT", None),
        ("yesterday", None),
        ("03/04/2024", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_a_day_is_as_the_feed_states_it_or_unknown(day: str, known: str | None) -> None:
    assert read(rss(item(day=day)))[0].published == known


def test_one_moment_for_all_pages_says_nothing_of_any() -> None:
    now = "Wed, 20 Mar 2024 12:00:00 GMT"
    pages = read(rss(*(item(number, now) for number in range(4))))
    assert {(page.stamp, page.published) for page in pages} == {(None, None)}
    two = read(rss(item(1, now), item(2, now)))
    assert {page.published for page in two} == {"2024-03-20"}


# Damage


@pytest.mark.parametrize(
    "text",
    [
        rss(item(title="Port & harbour")),
        rss(item(title="Port &nbsp; harbour")),
        rss(item(title="Port <br> harbour")),
        rss(item()).replace("</channel></rss>", ""),
        rss(item()).replace("</item>", "<description>cut off"),
        "\n\n" + rss(item(), head='<?xml version="1.0" encoding="utf-8"?>'),
        rss(item(title="a\x0bb\x00c")),
        rss(item()) + "<!-- cached -->",
        "<p>Warning: something failed</p>" + rss(item()),
    ],
)
def test_a_damaged_feed_is_read_all_the_same(text: str) -> None:
    assert [page.url for page in read(text)] == [f"{HOME}/news/1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso-8859-15"])
def test_a_feed_in_another_encoding(encoding: str) -> None:
    text = rss(item(title="Réouverture du port"), head=f'<?xml version="1.0" encoding="{encoding}"?>')
    assert read(text.encode(encoding))[0].title == "Réouverture du port"


def test_what_the_server_says_of_the_encoding_is_heard() -> None:
    assert read(rss(item(title="بيان صحفي")).encode("cp1256"), "windows-1256")[0].title == "بيان صحفي"


@pytest.mark.parametrize(
    "text", ["<html><body>No feed</body></html>", "{}", '{"items": 7}', "[" * 100_000, "words", "{"]
)
def test_what_is_no_feed_lists_nothing(text: str) -> None:
    with suppress(BadListing):
        assert read(text) == ()


# Malice


def lol(text: str) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return f"<!DOCTYPE rss [{entities}]>{text}"


@pytest.mark.parametrize(
    "text",
    [
        lol(rss(item(title="&l9;"))),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(item(title="&x;")),
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>' + rss(item()),
    ],
)
def test_entities_are_refused_by_name(text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(BadListing, match="entities"):
            read(text.encode(encoding))


def test_a_feed_is_never_taken_for_an_address_or_a_file(tmp_path: object) -> None:
    for text in ("http://127.0.0.1:1/", "/etc/passwd", f"file://{tmp_path}"):
        with pytest.raises(BadListing):
            read(text)


@pytest.mark.parametrize(
    "piece", ["<item>", "<a>", "<", "&", "<![CDATA[", "<!--", "</", "<a b='", "&a;", "<item><link>"]
)
def test_hostile_feeds_are_read_in_bounded_time(piece: str, length: int) -> None:
    text = '<rss version="2.0"><channel>' + piece * (length // 2 // len(piece))
    began = time.process_time()
    with suppress(BadListing):
        read(text)
    assert time.process_time() - began < 10


def test_no_more_entries_than_anyone_needs() -> None:
    many = rss(*(f"<item><link>/{number}</link></item>" for number in range(feeds.MOST + 50)))
    assert len(read(many)) == feeds.MOST


@settings(max_examples=examples(60))
@given(st.text(max_size=200), st.text(max_size=80))
def test_anything_is_a_feed_or_refused(text: str, title: str) -> None:
    for raw in (text.encode(errors="replace"), rss(item(title=title)).encode(errors="replace")):
        with suppress(BadListing):
            read(raw)
