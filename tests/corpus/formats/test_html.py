"""Web pages: the article without the furniture, and what the page says of itself."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document
from corpus.errors import NoArticle, Refused, TooLarge
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


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        ("<h4>Inside the tanks</h4>", ("Inside the tanks",)),
        ("<ol><li>First</li><li><p>Second</p></li></ol>", ("1. First", "2. Second")),
        ("<ul><li>Two<ul><li>Inner</li></ul></li></ul>", ("- Two", "- Inner")),
        ("<dl><dt>Depth</dt><dd>Nine metres of water.</dd></dl>", ("Depth", "Nine metres of water.")),
        (
            "<div>A text in no paragraph.<br>And its second line.</div>",
            ("A text in no paragraph.", "And its second line."),
        ),
        (
            "<section><div><span>Only a span holds this text.</span></div></section>",
            ("Only a span holds this text.",),
        ),
        ("<address>Jon Tarrel<br>press@halvern.example</address>", ("Jon Tarrel", "press@halvern.example")),
        ("<details><summary>More</summary><p>Inside it is more.</p></details>", ("More", "Inside it is more.")),
        ("<pre>first line\nsecond line</pre>", ("first line", "second line")),
        ("<table><tr><td>$</td><td>12</td><td></td></tr><tr><td>a</td><td>b</td></tr></table>", ("$12", "a | b")),
        (
            "<table><tr><td><p>A column that lays out the page.</p><p>It has two paragraphs.</p></td></tr></table>",
            ("A column that lays out the page.", "It has two paragraphs."),
        ),
        ("<figure><img alt='x'><figcaption>Photo: J. Ode</figcaption></figure>", ()),
        (
            "<figure><figcaption>The tank is nine metres deep.</figcaption></figure>",
            ("The tank is nine metres deep.",),
        ),
        ("<p>Half<del> not</del> a word<svg><text>no</text></svg>.</p>", ("Half a word.",)),
    ],
)
def test_every_element_of_text_is_read(block: str, shown: tuple[str, ...]) -> None:
    blocks = read(page().replace(f"<p>{SECOND}</p>", f"{block}<p>{SECOND}</p>")).blocks
    assert blocks == (FIRST, *shown, SECOND)


@pytest.mark.parametrize("name", "author tags share-text related-link nav hidden-xs caption date comment-3".split())
def test_no_class_takes_a_word_out_of_a_sentence(name: str) -> None:
    sentence = f"The director spoke of <span class='{name}'>the new scale</span> before forty guests."
    assert "The director spoke of the new scale before forty guests." in read(page(f"<p>{sentence}</p>")).blocks


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='share-buttons'><p>Tell your friends about this release today.</p></div>",
        "<div id='related-news'><h3>Related</h3><p><a href='/x'>Harbour traffic grew</a></p></div>",
        "<aside><p>The institute was named best of the province.</p></aside>",
        "<nav><a href='/'>Home</a> <a href='/x'>News</a></nav>",
        "<div role='complementary'><p>The weather in Halvern is fine today.</p></div>",
        "<div hidden><p>This is never shown to anybody at all.</p></div>",
        "<div style='display: none'><p>This is never shown to anybody at all.</p></div>",
        "<p class='sr-only'>For readers of screens only, in many words.</p>",
        "<div class='newsletter-signup'><p>Never miss a story of ours again.</p></div>",
        "<div class='cookie-banner'><p>We store things on your machine.</p></div>",
        "<form><input><button>Send</button></form>",
        "<div class='field__label'>Topic:</div><div>Bridges</div>",
        "<ul><li><a href='/a'>A paper about this</a></li><li><a href='/b'>Its annex</a></li></ul>",
        "<h3>See also</h3><p><a href='/a'>Another release about dams</a></p>",
        "<div class='cards'><h3><a href='/a'>Dams under stress</a></h3><p>Ninety dams were tested.</p></div>",
        "<p class='tags'><a href='/t'>bridges</a> <a href='/t'>tanks</a></p>",
    ],
)
def test_furniture_after_the_text_goes(furniture: str) -> None:
    assert read(page().replace("</article>", f"{furniture}</article>")).blocks == (FIRST, SECOND)


def test_state_classes_of_the_article_are_no_furniture() -> None:
    names = "post tag-newsletter comments-open has-sidebar menu-item-3"
    written = page().replace("<article>", f"<article class='{names}'>")
    assert read(written.replace("<body>", "<body class='page-with-sidebar share-enabled'>")).blocks == (FIRST, SECOND)


def test_links_inside_the_text_and_addresses_after_it_stay() -> None:
    mail = "<p><a href='mailto:press@halvern.example'>press@halvern.example</a></p>"
    site = "<p><a href='https://halvern.example'>www.halvern.example</a></p>"
    written = page("<p><a href='/cfv'>CFV Rail</a> paid for it.</p>").replace("</article>", f"{mail}{site}</article>")
    assert read(written).blocks == (
        "CFV Rail paid for it.",
        FIRST,
        SECOND,
        "press@halvern.example",
        "www.halvern.example",
    )


def test_what_stands_beside_the_article_and_is_of_the_release_is_taken_in() -> None:
    about = "The institute tests bridges, towers and dams in three towns."
    beside = f"<section><h3>About Halvern</h3><p>{about}</p></section>"
    written = page().replace("<article>", "<section><div>").replace("</article>", f"</div></section>{beside}")
    assert read(written).blocks[-2:] == ("About Halvern", about)


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


ORGANISATION = {"@type": "Organization", "name": "Halvern"}


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (json_ld({"publisher": {"name": "PR Newswire"}, "author": ORGANISATION}), "Halvern"),
        (json_ld({"publisher": {"name": "GOV.NOR"}, "author": [{"@type": "Person", "name": "Jane"}]}), "GOV.NOR"),
        ('<meta property="og:site_name" content="Halvern Institute">', "Halvern Institute"),
        ('<meta property="og:site_name" content="Business Wire">', None),
        ('<meta property="og:site_name" content="Newsroom">', None),
    ],
)
def test_a_wire_is_no_issuer(head: str, issuer: str | None) -> None:
    assert read(page(head=head)).metadata.get("issuer") == issuer


def test_half_a_surrogate_pair_does_not_reach_the_store() -> None:
    issuer = read(page(head=json_ld({"publisher": {"name": "Halvern\ud800"}}))).metadata["issuer"]
    assert issuer == "Halvern"


def test_the_day_of_an_update_is_read_where_it_is_shown() -> None:
    written = page().replace("</article>", "</article><div class='note'>Last updated: 7 June 2024</div>")
    assert read(written).metadata["updated"] == "2024-06-07"


def test_times_of_publication_and_update_are_told_apart_by_class() -> None:
    published = "<time class='published' datetime='2024-06-05'>5 June</time>"
    updated = "<time class='updated' datetime='2024-06-07'>7 June</time>"
    metadata = read(page(f"<p>{published} {updated}</p>")).metadata
    assert (metadata["published"], metadata["updated"]) == ("2024-06-05", "2024-06-07")


def test_a_time_in_the_sites_header_dates_nothing() -> None:
    written = page().replace("<header>", "<header><time datetime='2024-05-30'>Today</time>")
    assert "published" not in read(written).metadata


# Titles and addresses


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        (
            '<meta property="og:title" content="Laboratory opens in Halvern | H">',
            "<div id='logo'><h1>Halvern</h1></div>",
        ),
        ('<meta property="og:site_name" content="Halvern Institute">', "<h1>Halvern Institute</h1>"),
        (
            json_ld({"@type": "NewsArticle", "headline": "Laboratory opens in Halvern"}),
            "<h1>The institute's news</h1>",
        ),
    ],
)
def test_a_logo_is_no_title(head: str, heading: str) -> None:
    assert read(page(head=head).replace("<nav>", f"{heading}<nav>")).title == "Laboratory opens in Halvern"


@pytest.mark.parametrize(
    "logo",
    [
        "<header class='top'><h1>Ministry of Transport of Sahrin</h1></header>",
        "<div id='header'><div><h1>Ministry of Transport of Sahrin</h1></div></div>",
        "<h1><a href='/'>Ministry of Transport of Sahrin</a></h1>",
    ],
)
@pytest.mark.parametrize("title", ["Bridges open | {}", "{} | Bridges open", "Bridges open - {}"])
def test_a_long_name_of_the_site_is_no_title_though_the_pages_title_repeats_it(logo: str, title: str) -> None:
    written = f"""<html><head><title>{title.format("Ministry of Transport of Sahrin")}</title></head><body>{logo}
    <div><h2 class="title">Bridges open</h2><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"""
    read_page = read(written)
    assert (read_page.title, read_page.blocks) == ("Bridges open", (FIRST, SECOND))


def test_a_title_in_a_lower_heading() -> None:
    heading = "<h2 class='news-title'>Laboratory opens in Halvern</h2>"
    written = page(head='<meta property="og:site_name" content="Halvern Institute">')
    written = written.replace("<h1>Laboratory opens in Halvern</h1>", heading)
    assert read(written.replace("<nav>", "<h1>Halvern Institute</h1><nav>")).title == "Laboratory opens in Halvern"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Laboratory opens in Halvern | Halvern", "Laboratory opens in Halvern"),
        ("Halvern | Laboratory opens in Halvern today", "Laboratory opens in Halvern today"),
        ("Laboratory opens in Halvern - Halvern Institute", "Laboratory opens in Halvern"),
        ("Bridge-building in Halvern", "Bridge-building in Halvern"),
    ],
)
def test_a_page_without_headings_is_called_by_its_title_without_the_sites_name(title: str, told: str) -> None:
    written = page().replace("<h1>Laboratory opens in Halvern</h1>", "").replace("Laboratory opens | Halvern", title)
    assert read(written).title == told


@pytest.mark.parametrize(
    "line",
    [
        "<h2>Forty engineers will test decks</h2>",
        "<p class='subtitle'>Forty engineers will test decks</p>",
        "<div class='field chapo'><p>Forty engineers will test decks</p></div>",
        "<p class='article-standfirst'>Forty engineers will test decks</p>",
    ],
)
def test_the_line_under_the_title_is_marked(line: str) -> None:
    read_page = read(page(line))
    assert read_page.metadata["subtitle"] == "Forty engineers will test decks"
    assert read_page.blocks == ("Forty engineers will test decks", FIRST, SECOND)


@pytest.mark.parametrize(
    "line", ["<p>Press release</p>", "<h2>Newsroom</h2>", "<p>5 June 2024</p>", "<h2>Inside:</h2>"]
)
def test_other_lines_under_the_title_are_none(line: str) -> None:
    assert "subtitle" not in read(page(line)).metadata


def test_lines_about_the_page_stand_beside_the_title_and_not_in_the_text() -> None:
    meta = "<div class='meta'><span>Published 5 June 2024</span> <a href='/x'>Transport</a></div>"
    lines = f"{meta}<p>By the press office</p><dl><dt>From:</dt><dd>Halvern</dd></dl>"
    read_page = read(page(lines))
    assert read_page.blocks == (FIRST, SECOND)
    assert "Published 5 June 2024 Transport" in read_page.under_title


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


def test_a_list_of_releases_is_refused_by_name() -> None:
    item = (
        "<h3><a href='/x'>Laboratory opens in {0}</a></h3><p>The institute opened one in {0} on Monday, it said.</p>"
    )
    listed = "".join(item.format(town) for town in "Elsen Halvern Rivamar Sahrin Orlington".split())
    with pytest.raises(NoArticle, match="a list of"):
        read(f"<html><body><main><h1>Newsroom</h1>{listed}</main></body></html>")


def test_a_page_drawn_by_scripts_is_read_from_what_it_states() -> None:
    head = json_ld({"@type": "NewsArticle", "headline": "Laboratory opens", "articleBody": f"{FIRST}\n\n{SECOND}"})
    read_page = read(f"<html><head>{head}</head><body><div id='root'></div></body></html>")
    assert (read_page.title, read_page.blocks) == ("Laboratory opens", (FIRST, SECOND))


# Hostile pages


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + FIRST + SECOND,
        "<p>" + "<span class=share>" * 100_000 + FIRST,
        "<table><tr><td>" * 60_000 + FIRST,
        "<ul><li>" * 80_000 + FIRST,
        "<ol>" + "<li>One more.</li>" * 10_000 + "</ol>",
        "<p>" + "<a href=x>word</a> " * 20_000 + FIRST,
        "<h3>Related</h3>" * 10_000 + f"<p>{FIRST}</p>",
        "<p>" + "<span class=share>word </span>" * 20_000,
        "<p>" + "word. " * 200_000,
        '<script type="application/ld+json">' + "[" * 500_000 + f"</script><p>{FIRST}</p>",
        "<time datetime=2024-01-01>x</time>" * 20_000 + f"<p>{FIRST}</p>",
    ],
    ids=lambda body: body[:24],
)
def test_hostile_pages_read_or_are_refused_in_bounded_time(body: str) -> None:
    with suppress(Refused):
        assert read(f"<html><body><h1>Bridges</h1>{body}</body></html>").blocks


@pytest.mark.parametrize(
    "body",
    ["<p>" * 300_000, "<p " + " ".join(f"a{at}=1" for at in range(40_000)) + ">" + FIRST],
    ids=["tags", "attributes"],
)
def test_pages_that_would_take_minutes_are_refused_by_name(body: str) -> None:
    with pytest.raises(TooLarge, match=r"vast\.html"):
        read(f"<html><body>{body}</body></html>", "vast.html")


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


@pytest.mark.shared
def test_no_paragraph_is_lost_that_trafilatura_finds(shared: Path) -> None:
    trafilatura = pytest.importorskip("trafilatura")
    lost = found = 0
    for path in sorted((shared / "justice").glob("*.html"))[::10]:
        raw = path.read_bytes()
        page = html.read(Document("justice", path.name, raw, "html"))
        ours = _letters(" ".join([page.title or "", *page.blocks]))
        theirs = trafilatura.extract(raw.decode("utf-8", "replace"), include_comments=False) or ""
        paragraphs = [_letters(line) for line in theirs.split("\n") if len(line.split()) > 12]
        found += len(paragraphs)
        lost += sum(paragraph not in ours for paragraph in paragraphs)
    assert found > 80
    assert lost <= 0.01 * found


def _letters(text: str) -> str:
    """Leave what two readers cannot disagree on: no marks of lists, spaces or unreadable bytes."""
    return "".join(filter(str.isalnum, text))
