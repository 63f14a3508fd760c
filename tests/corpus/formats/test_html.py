"""Web pages: the article without the furniture, and what the page says of itself."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document
from corpus.errors import NoArticle, Refused
from corpus.formats import html
from corpus.formats.page import Page

FIRST = (
    "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there "
    "from the autumn onwards, its director said."
)
SECOND = (
    "Visitors may see the tanks on the first Sunday of each month, and schools can book a guided tour by "
    "writing to the office in the old town hall."
)


def page(body: str = "", head: str = "", attributes: str = 'lang="en"') -> str:
    return f"""<!doctype html>
<html {attributes}><head><meta charset="utf-8"><title>Laboratory opens | Halvern</title>{head}</head><body>
<a href="#main">Skip to main content</a>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">Newsroom</a></li></ul></nav></header>
<main id="main"><article><h1>Laboratory opens in Halvern</h1>{body}<p>{FIRST}</p><p>{SECOND}</p></article>
<aside><h2>Latest articles</h2><ul><li><a href="/1">Harbour traffic grew by four per cent</a></li></ul></aside></main>
<footer><p>Copyright Halvern. <a href="/privacy">Privacy policy</a></p></footer>
<script>window.tracked = "never a word of this";</script></body></html>"""


def read(written: str | bytes, name: str = "a.html") -> Page:
    return html.read(Document("room", name, written if isinstance(written, bytes) else written.encode(), "html"))


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_article_is_found_and_the_furniture_is_not() -> None:
    read_page = read(page())
    assert read_page.title == "Laboratory opens in Halvern"
    assert read_page.blocks == (FIRST, SECOND)
    assert read_page.metadata == {"language": "en"}


def test_headings_lists_quotes_and_tables_are_blocks() -> None:
    body = (
        f"<p>{SECOND}</p><h2>Inside</h2><ul><li>Two water tanks</li><li>One scale</li></ul>"
        "<table><tr><th>Year</th><th>Visitors</th></tr><tr><td>2023</td><td>1,250 | more</td></tr></table>"
        "<blockquote><p>“We waited nine years,” said the director.</p></blockquote>"
    )
    blocks = read(page(body)).blocks
    assert blocks[1:7] == (
        "Inside",
        "- Two water tanks",
        "- One scale",
        "Year | Visitors",
        "2023 | 1,250 | more",
        "“We waited nine years,” said the director.",
    )


@pytest.mark.parametrize(
    ("inline", "seen"),
    [
        ('<time datetime="2024-10-01">1 October 2024</time>', "1 October 2024"),
        ("<q>a proud day</q>", "“a proud day”"),
        ("<a href='/x'>the new <em>scale</em></a>", "the new scale"),
        ("<span>four &amp; five</span>", "four & five"),
        ("<abbr title='x'>HIT</abbr>", "HIT"),
    ],
)
def test_a_sentence_loses_no_word_to_the_tags_inside_it(inline: str, seen: str) -> None:
    body = f"<p>The director of the institute spoke of {inline} before forty guests from the whole region.</p>"
    wanted = f"The director of the institute spoke of {seen} before forty guests from the whole region."
    assert wanted in read(page(body)).blocks


# Dates


@pytest.mark.parametrize(
    "head",
    [
        json_ld({"@type": "NewsArticle", "datePublished": "2024-06-05T09:00:00Z"}),
        json_ld([{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2024-06-05"}]),
        json_ld({"@graph": [{"@type": "WebPage"}, {"datePublished": "2024-06-05"}]}),
        '<meta property="article:published_time" content="2024-06-05T23:59:00+09:00">',
        '<meta name="DC.date.issued" content="2024-06-05">',
        '<meta itemprop="datePublished" content="2024-06-05">',
    ],
)
def test_a_stated_date_is_found(head: str) -> None:
    assert read(page(head=head)).metadata["published"].startswith("2024-06-05")


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2024-06-05T10:00">5 June</time>',
        '<p class="meta">Published on <time datetime="2024-06-05">5 June 2024</time></p>',
        '<span property="dc:date" content="2024-06-05">Wednesday</span>',
        '<div><span itemprop="datePublished" content="2024-06-05">5 June</span></div>',
    ],
)
def test_a_marked_up_date_is_found(body: str) -> None:
    assert read(page(body)).metadata["published"].startswith("2024-06-05")


def test_what_is_stated_wins_over_what_is_shown() -> None:
    both = page('<time datetime="2023-01-01">1 January</time>', json_ld({"datePublished": "2024-06-05"}))
    assert read(both).metadata["published"] == "2024-06-05"


def test_the_day_of_an_update_is_kept_apart() -> None:
    head = json_ld({"dateModified": "2024-06-07"}) + '<meta property="article:published_time" content="2024-06-05">'
    metadata = read(page(head=head)).metadata
    assert (metadata["published"], metadata["updated"]) == ("2024-06-05", "2024-06-07")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            "",
            "<p>Copyright 2019-2024. Founded on 5 June 1950, the institute has tested bridges since 2024-01-01.</p>",
        ),
        ("", '<p>Tours begin on <time datetime="2025-10-01">1 October</time>.</p>'),
        ("", '<time datetime="2024-06-05">5 June</time><time datetime="2024-06-09">9 June</time>'),
        ('<meta name="viewport" content="2024-06-05">', ""),
        (json_ld({"@type": "Event", "startDate": "2025-10-01"}), ""),
        ('<link rel="stylesheet" href="/2024/06/05/style.css">', '<img src="/2024/06/05/x.jpg">'),
    ],
)
def test_a_date_is_never_invented(head: str, body: str) -> None:
    assert "published" not in read(page(body, head)).metadata


@pytest.mark.parametrize(
    "script",
    ['{"@graph": null}', '{"@graph": 5}', "[1, null, []]", "{broken", "", "[" * 100_000, '{"datePublished": ["x"]}'],
)
def test_broken_json_ld_harms_nothing(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(page(head=head)).blocks == (FIRST, SECOND)


def test_the_issuer_is_the_publisher_that_is_stated() -> None:
    assert (
        read(page(head=json_ld({"publisher": {"name": " Halvern\nInstitute "}}))).metadata["issuer"]
        == "Halvern Institute"
    )
    assert read(page(head='<meta name="dcterms.publisher" content="Halvern">')).metadata["issuer"] == "Halvern"
    assert "issuer" not in read(page(head=json_ld({"publisher": "a string", "author": {"name": "Jane"}}))).metadata


def test_half_a_surrogate_pair_does_not_reach_the_store() -> None:
    issuer = read(page(head=json_ld({"publisher": {"name": "Halvern\ud800"}}))).metadata["issuer"]
    assert issuer == "Halvern"


# Titles and addresses


def test_with_several_headings_the_social_title_decides() -> None:
    head = '<meta property="og:title" content="Laboratory opens, says Halvern">'
    assert read(page("<h1>Another</h1>", head)).title == "Laboratory opens, says Halvern"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://example.org/news/1">', "https://example.org/news/1"),
        ('<meta property="og:url" content="https://example.org/news/1">', "https://example.org/news/1"),
        ('<link rel="canonical" href="https://example.org/">', None),
        ('<link rel="canonical" href="/news/1">', None),
        ('<link rel="canonical" href="javascript:alert(1)//x">', None),
        ("", None),
    ],
)
def test_the_canonical_address_is_one_that_can_be_cited(head: str, url: str | None) -> None:
    assert read(page(head=head)).metadata.get("url") == url


# Encodings


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
    ],
)
def test_a_declared_charset_is_used(declaration: str, encoding: str) -> None:
    written = page(f"<p>{SECOND} L’été à Séville.</p>").replace('<meta charset="utf-8">', declaration)
    assert read(written.encode(encoding)).blocks[0].endswith("L’été à Séville.")


def test_an_xml_declaration_counts_as_one() -> None:
    written = page("<p>Séville est belle.</p>").replace(
        "<!doctype html>", '<?xml version="1.0" encoding="iso-8859-1"?>'
    )
    blocks = read(written.replace('<meta charset="utf-8">', "").encode("latin-1")).blocks
    assert "Séville est belle." in blocks


def test_an_undeclared_charset_is_told_from_the_bytes() -> None:
    written = page("<p>Séville est belle.</p>").replace('<meta charset="utf-8">', "")
    assert "Séville est belle." in read(written.encode("latin-1")).blocks


def test_arabic_is_read_with_its_language() -> None:
    arabic = (
        "وقعت المنظمة اتفاقية تعاون مع المركز الإقليمي للجودة والتميز في التعليم في باريس يوم الأربعاء الماضي "
        "بحضور عدد كبير من الوزراء والخبراء وممثلي الجامعات."
    )
    written = page(attributes='lang="ar" dir="rtl"').replace(FIRST, arabic).replace(SECOND, arabic)
    read_page = read(written)
    assert read_page.blocks[0] == arabic
    assert read_page.metadata["language"] == "ar"


# Pages without an article


@pytest.mark.parametrize(
    "written",
    [
        "<html><body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav><h1>Not found</h1></body></html>",
        "<html></html>",
        "<!-- nothing -->",
        "plain words that are no page",
        "<html><body><script>var release = 'none';</script></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused(written: str) -> None:
    with pytest.raises(NoArticle) as refused:
        read(written, "empty.html")
    assert refused.value.name == "empty.html"


def test_control_characters_do_not_hide_the_article() -> None:
    assert read(page().replace("forty engineers", "forty\x01\x0bengineers")).blocks == (FIRST, SECOND)


PIECES = "<p>|</p>|<div>|<table><td>|<time datetime='|'>|<q>|</q>|<!--|&#xd800;|&#0;|]]>|word |. ".split("|")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PIECES)), st.text(st.characters(codec="utf-8"), max_size=8))
def test_any_page_reads_or_is_refused(middle: list[str], odd: str) -> None:
    written = page("".join(middle)).replace("</article>", odd + "</article>")
    with suppress(Refused):
        for block in read(written).blocks:
            block.encode()
