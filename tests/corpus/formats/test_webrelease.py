"""The release among the blocks of a page."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html as lxml_html

from corpus.formats import webrelease
from corpus.formats.webtext import blocks

PROSE = "The institute opened a laboratory for bridges on Monday, and forty engineers will work there."


def release(above: str, lines: str, text: str = f"<p>{PROSE}</p>") -> webrelease.Release:
    body = f"<div>{above}</div><div id='head'><h1>Title</h1>{lines}</div><div id='text'>{text}</div>"
    page: Any = lxml_html.document_fromstring(f"<html><body>{body}</body></html>")
    shown = blocks(page)
    title, article = page.find(".//h1"), page.get_element_by_id("text")
    return webrelease.release(shown, title, webrelease.inside(shown, article))


def lines(found: webrelease.Release) -> list[str]:
    return [block.text for block in found.text]


@pytest.mark.parametrize(
    "line",
    [
        "<p>5 June 2024</p>", "<p>Press release</p>", "<p>By Jane Doe</p>", "<p><a href='/x'>Transport</a></p>",
        "<p>Transport</p>",
        "<dl><dt>From:</dt><dd>The ministry of transport and waterways</dd></dl>",
        "<p>News | 5 June 2024 | 3 min read</p>",
        "<p>Updated on 6 June 2024</p>", "<figure><figcaption>Photo: J. Ode</figcaption></figure>",
    ],
)  # fmt: skip
def test_lines_about_the_page_are_beside_and_not_in_the_text(line: str) -> None:
    found = release("", line)
    assert lines(found) == [PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "Forty engineers will test decks", "Halvern, 5 June 2024", "EMBARGOED UNTIL 5 June 2024, 10:00 GMT",
        "Contact for the press: Jon Tarrel, 555-010-0140", "It is open.",
    ],
)  # fmt: skip
def test_lines_of_the_release_stay(line: str) -> None:
    assert lines(release("", f"<p>{line}</p>")) == [line, PROSE]


def test_what_stands_above_the_title_is_beside_it_and_no_farther_than_some_lines() -> None:
    above = "".join(f"<p>line {at}</p>" for at in range(9)) + "<ul><li>5 June 2024</li></ul>"
    found = release(above, "")
    assert lines(found) == [PROSE]
    assert found.beside == ("line 4", "line 5", "line 6", "line 7", "line 8", "5 June 2024")


def test_points_above_the_text_are_of_it() -> None:
    assert lines(release("", "", f"<ul><li>Two water tanks opened</li></ul><p>{PROSE}</p>")) == [
        "- Two water tanks opened",
        PROSE,
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [("<h2>Forty engineers will test decks</h2>", True), ("<p>Forty engineers will test decks</p>", False)],
)
def test_a_subtitle_is_marked(line: str, told: bool) -> None:
    assert (release("", line).subtitle == "Forty engineers will test decks") == told


def test_without_an_article_there_is_no_release() -> None:
    assert release("", "", "") == webrelease.Release((), (), None, ())
