"""Web pages: the article without the furniture, and what the page says of itself."""

from __future__ import annotations

import pytest

from corpus.errors import NoArticle
from tests.corpus.formats.webpage import FIRST, SECOND, json_ld, page, read


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
