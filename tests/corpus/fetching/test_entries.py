"""Entries of feeds in all their dialects, with feedparser as the oracle for those that are well-formed."""

from __future__ import annotations

import io
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fetching import markup
from corpus.fetching.entries import entries
from tests.conftest import examples

HOME = "https://orlington.example"


def links(text: str) -> list[str | None]:
    return [entry.link() for entry in entries(text)]


def oracle(text: str) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False).entries


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def twice_encoded(text: str) -> bool:
    """Tell text that reads as UTF-8 again: the oracle repairs it on sight, here the reader of releases does."""
    try:
        return text.encode("iso-8859-1").decode() != text
    except UnicodeError:
        return False


TITLES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join).filter(lambda title: not twice_encoded(title))
SLUGS = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8}){0,3}", fullmatch=True)
ENTRIES = st.lists(st.tuples(TITLES, SLUGS, st.booleans()), max_size=4)


def rss(rows: list[tuple[str, str, bool]]) -> str:
    items = ""
    for title, slug, raw in rows:
        told = f"<![CDATA[{title.replace(']]>', '')}]]>" if raw else escape(title)
        items += (
            f"<item><title>{told}</title><link>{HOME}/{slug}?a=1&amp;b=2</link>"
            f"<description><![CDATA[<p>{title}</p><!-- c -->]]></description><pubDate>14 Mar 2024</pubDate>"
            f'<source url="{HOME}/other"><title>Other</title></source></item>'
        )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        f"<title>Press</title><link>{HOME}</link><image><title>Logo</title><link>{HOME}/logo</link></image>{items}</channel></rss>"
    )


def atom(rows: list[tuple[str, str, bool]], prefix: str = "") -> str:
    p = f"{prefix}:" if prefix else ""
    items = ""
    for title, slug, first in rows:
        pair = [f'<{p}link rel="enclosure" href="{HOME}/x.pdf"/>', f"<{p}link href='{HOME}/{slug}?a=1&amp;b=2'/>"]
        items += (
            f'<{p}entry><{p}id>urn:{slug}</{p}id><{p}title type="text">{escape(title)}</{p}title>'
            f"{''.join(pair[:: 1 if first else -1])}"
            f"<{p}updated>2024-03-14T10:00:00Z</{p}updated><{p}author><{p}name>Press</{p}name></{p}author>"
            f"<{p}source><{p}title>Other</{p}title><{p}link href='{HOME}/other'/></{p}source></{p}entry>"
        )
    space = f"xmlns{':' + prefix if prefix else ''}='http://www.w3.org/2005/Atom'"
    return f"<{p}feed {space}><{p}title>Press</{p}title><{p}link href='{HOME}'/>{items}</{p}feed>"


def same_as_the_oracle(text: str) -> None:
    found, theirs = list(entries(text)), oracle(text)
    assert [entry.link() for entry in found] == [entry.link for entry in theirs]
    ours = [markup.plain(entry.fields.get("title", "")) for entry in found]
    assert ours == [markup.plain(entry.get("title", "")) for entry in theirs]


@settings(max_examples=examples(40), deadline=None)
@given(ENTRIES)
def test_rss_is_read_as_feedparser_reads_it(rows: list[tuple[str, str, bool]]) -> None:
    same_as_the_oracle(rss(rows))


@settings(max_examples=examples(40), deadline=None)
@given(ENTRIES, st.sampled_from(["", "a", "atom"]))
def test_atom_is_read_as_feedparser_reads_it(rows: list[tuple[str, str, bool]], prefix: str) -> None:
    same_as_the_oracle(atom(rows, prefix))


@pytest.mark.parametrize(
    ("inner", "link"),
    [
        (f"<link>{HOME}/a</link>", f"{HOME}/a"),
        (f"<link><![CDATA[ {HOME}/a ]]></link>", f"{HOME}/a"),
        (f"<link>\n{HOME}/a?b=1&c=2\n</link>", f"{HOME}/a?b=1&c=2"),
        ("<link>/a</link>", "/a"),
        (f"<guid>{HOME}/a</guid>", f"{HOME}/a"),
        (f'<guid isPermaLink="true">{HOME}/a</guid>', f"{HOME}/a"),
        (f'<guid isPermaLink="false">{HOME}/a</guid>', None),
        ("<guid>117</guid>", None),
        (f"<id>{HOME}/a</id>", f"{HOME}/a"),
        ("<id>urn:117</id>", None),
        (f'<link href="{HOME}/a" rel="self"/><link href="{HOME}/b"/>', f"{HOME}/b"),
        (f"<link rel='alternate' href='{HOME}/a'/><link rel=\"edit\" href=\"{HOME}/b\"/>", f"{HOME}/a"),
        (f'<link href="{HOME}/a"></link>', f"{HOME}/a"),
        (f"<link>{HOME}/proxy</link><feedburner:origLink>{HOME}/a</feedburner:origLink>", f"{HOME}/a"),
        (f'<atom:link href="{HOME}/self" rel="self"/><link>{HOME}/a</link>', f"{HOME}/a"),
        (f"<media:link>{HOME}/no</media:link><link>{HOME}/a</link>", f"{HOME}/a"),
        (f"<description><link>{HOME}/no</link></description><link>{HOME}/a</link>", f"{HOME}/a"),
        (f"<source><link>{HOME}/no</link></source>", None),
        (f"<link>{HOME}/a</link><link>{HOME}/b</link>", f"{HOME}/a"),
        (f"<link>{HOME}/a", None),
        ("", None),
    ],
)
def test_the_page_of_an_entry(inner: str, link: str | None) -> None:
    for name in ("item", "entry"):
        assert links(f"<rss><{name}>{inner}</{name}></rss>") == [link]


def test_rss_1_names_its_entries_by_address() -> None:
    assert links(f'<rdf:RDF><item rdf:about="{HOME}/a"><title>A</title></item></rdf:RDF>') == [f"{HOME}/a"]


def test_an_address_may_be_relative_to_another() -> None:
    text = (
        '<feed xml:base="https://a.example/x/"><entry><link href="1"/></entry><entry xml:base="/y/"></entry></feed>'
    )
    assert [entry.base for entry in entries(text)] == ["https://a.example/x/", "/y/"]


def test_what_is_open_ends_with_its_entry() -> None:
    text = f"<rss><item><title>Port<item><title>Bridge</title><link>{HOME}/b</link></item><item><link>{HOME}/c</link>"
    found = list(entries(text))
    assert [(entry.fields.get("title"), entry.link()) for entry in found] == [
        (None, None),
        ("Bridge", f"{HOME}/b"),
        (None, f"{HOME}/c"),
    ]


def test_titles_of_pictures_and_other_sources_are_not_the_entrys() -> None:
    text = (
        "<rss><item><media:title>Picture</media:title><source><title>Other</title></source>"
        "<title>Port reopens</title>"
        "<itunes:title>Sound</itunes:title></item></rss>"
    )
    assert [entry.fields["title"] for entry in entries(text)] == ["Port reopens"]


def test_markup_inside_a_title_keeps_its_words() -> None:
    text = '<feed><entry><title type="xhtml"><div>Port <b>re</b>opens</div></title></entry></feed>'
    (entry,) = entries(text)
    assert entry.fields["title"] == "Port reopens"


def test_a_field_is_kept_as_far_as_anyone_reads() -> None:
    (entry,) = entries("<rss><item><title>" + "<b>x</b>" * 50_000 + "</title></item></rss>")
    assert len(entry.fields["title"]) <= 4_000


@given(st.text(alphabet="<>/!-[]CDATA?&;\"'=: itemlnkabx", max_size=200))
def test_anything_has_entries_or_none(text: str) -> None:
    for entry in entries(text):
        assert entry.link() is None or entry.link()
