"""The tree of a web page: bounds, furniture by element and class, and where its prose is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NoArticle, TooLarge
from corpus.formats import webtext, webtree

PROSE = "The institute opened a laboratory for bridges on Monday, and forty engineers will work there."


def tree(body: str) -> Any:
    return webtree.parse(f"<html><body>{body}</body></html>", "a.html")


def text(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split())


@pytest.mark.parametrize("source", ["", "   ", "<!-- nothing -->"])
def test_what_is_no_page_is_refused(source: str) -> None:
    with pytest.raises(NoArticle, match=r"a\.html"):
        webtree.parse(source, "a.html")


def test_bounds_are_refused_by_name() -> None:
    with pytest.raises(TooLarge, match="tags"):
        webtree.parse("<b>" * (webtree.ELEMENTS_MOST + 1), "a.html")
    with pytest.raises(TooLarge, match="attributes"):
        webtree.parse("<p " + "a " * (webtree.TAG_LONG + 1) + ">", "a.html")


def test_long_values_and_texts_are_no_attributes() -> None:
    value = "word > word " * 2_000
    assert text(webtree.parse(f'<p title="{value}">x</p><p>{value}</p>', "a.html")).startswith("x")


def test_scripts_and_pictures_show_no_text_and_take_none_with_them() -> None:
    page = tree("<p>One <script>var x;</script>two <!-- no --> three<img alt='no'> four.</p>")
    webtree.without_scripts(page)
    assert text(page) == "One two three four."


def test_words_are_counted_with_those_of_the_blocks_inside() -> None:
    page = tree(f"<div><p>{PROSE}</p><p><a href='/x'>one two</a> three</p><b>four</b></div>")
    div = page.find(".//div")
    assert div is not None
    counted = webtree.measure(page)[div]
    assert (counted.all, counted.linked, counted.prose) == (15 + 4, 2, 15)


@pytest.mark.parametrize("link", ["mailto:a@b.example", "tel:+15550100", "#note"])
def test_addresses_and_notes_are_no_links_to_other_pages(link: str) -> None:
    page = tree(f"<p><a href='{link}'>one two</a></p>")
    assert webtree.measure(page)[page].linked == 0


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>x</nav>", "<aside>x</aside>", "<footer>x</footer>", "<header>x</header>", "<div role='search'>x</div>",
        "<div class='share'>x</div>", "<div class='socialShare'>x</div>", "<ul id='breadcrumbs'>x</ul>",
        "<div class='site-footer'>x</div>",
        "<div class='post-tags'>x</div>", "<div class='c-related__list'>x</div>", "<p class='sr-only'>x</p>",
        "<div hidden>x</div>",
        "<div style='display:none'>x</div>", "<div aria-hidden='true'>x</div>",
        "<section class='more-news'>x</section>",
    ],
)  # fmt: skip
def test_furniture_is_known_by_element_role_style_or_class(furniture: str) -> None:
    page = tree(f"<div><p>{PROSE}</p>{furniture}</div>")
    webtree.prune(page, None)
    assert text(page) == PROSE


@pytest.mark.parametrize(
    "kept",
    [
        f"<div class='content-with-sidebar'>{PROSE}</div>",
        f"<div class='sharedholder-letter'>{PROSE}</div>",
        f"<article class='tag-newsletter has-comments'>{PROSE}</article>",
        f"<div class='related'>{PROSE}</div>",
        f"<p>{PROSE} <span class='share'>Words</span> of it.</p>",
        f"<form><div>{PROSE}</div></form>",
        f"<div class='elementor-widget elementor-widget-text-editor'>{PROSE}</div>",
    ],
)
def test_much_prose_and_words_of_sentences_stay(kept: str) -> None:
    page = tree(kept)
    before = text(page)
    webtree.prune(page, None)
    assert text(page) == before


def test_what_holds_the_title_stays() -> None:
    page = tree(f"<header class='site-header'><h1>Title</h1><nav>menu</nav></header><p>{PROSE}</p>")
    webtree.prune(page, page.find(".//h1"))
    assert text(page) == f"Title {PROSE}"


def test_the_article_is_where_the_prose_is() -> None:
    links = "<div id='a'><a href='/'>one two three four five six</a></div>"
    assert webtree.article(tree(f"{links}<div id='b'>{f'<p>{PROSE}</p>' * 3}</div>")).get("id") == "b"


def test_the_article_takes_in_what_is_beside_it_but_no_links() -> None:
    beside = "<section><p>About us: founded in 1962.</p></section>"
    links = "<div><a href='/a'>one two three</a> <a href='/b'>four five six</a></div>"
    inner = f"<div id='inner'>{f'<p>{PROSE}</p>' * 5}</div>"
    assert webtree.article(tree(f"<div id='outer'>{inner}{beside}</div>")).get("id") == "outer"
    assert webtree.article(tree(f"<div id='outer'>{inner}{links * 9}</div>")).get("id") == "inner"


@pytest.mark.parametrize(
    ("between", "lines"),
    [
        ("<div class='share'>Share</div>", ["It opened.", "Forty work there."]),
        (" <aside>Share</aside> ", ["It opened.", "Forty work there."]),
        ("<div hidden>Share</div>", ["It opened. Forty work there."]),
        ("<span class='share'>Share</span> ", ["It opened. Forty work there."]),
    ],
)
@pytest.mark.parametrize("after", ["Forty work there.", "<b>Forty</b> work there."])
def test_words_around_furniture_do_not_run_together(between: str, lines: list[str], after: str) -> None:
    page = tree(f"<h1>A port</h1><p>{PROSE}</p><section>It opened.{between}{after}</section><p>{PROSE}</p>")
    webtree.prune(page, page.find(".//h1"))
    assert [block.text for block in webtext.blocks(page)] == ["A port", PROSE, *lines, PROSE]


PIECES = [
    "<p>",
    "</p>",
    "<div class='share'>",
    "</div>",
    "<ul><li>",
    "<a href='/x'>",
    "</a>",
    PROSE,
    "<h1>x</h1>",
    "<table><tr><td>",
    "word ",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_tree_is_measured_pruned_and_has_an_article(pieces: list[str]) -> None:
    page = tree("".join(pieces))
    words = webtree.measure(page)
    assert words[page].all == len(text(page).split())
    assert all(each.linked <= each.all and each.prose <= each.all for each in words.values())
    before = text(page).split()
    webtree.prune(page, page.find(".//h1"))
    rest = iter(before)
    assert all(any(word == each for each in rest) for word in text(page).split())
    assert webtree.article(page) is not None
