"""What closes a web page below its release."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from corpus.formats.webtail import without_tail
from corpus.formats.webtext import blocks

PROSE = "The institute opened a laboratory for bridges on Monday, and forty engineers will work there."


def left(tail: str) -> list[str]:
    page = lxml_html.document_fromstring(f"<html><body><p>{PROSE}</p>{tail}</body></html>")
    return [block.text for block in without_tail(blocks(page))][1:]


@pytest.mark.parametrize(
    "tail",
    [
        "<b class='field__label'>Topic(s):</b><div>Bridges</div><div class='field__label'>Number:</div><p>18-484</p>",
        "<dl><dt>Sector:</dt><dd>Transport</dd></dl>",
        "<p>Press Release Number: 18-484</p>",
        "<h3>Attachments:</h3><ul><li><a href='/a.pdf'>The report</a></li></ul>",
        "<p><a href='/a'>Another release</a></p><p>3 May 2024</p><p><a href='/b'>A third one</a></p>",
        "<h2>From the archive</h2><h3><a href='/a'>Dams under stress</a></h3><p>Ninety dams were tested.</p>",
        "<div>Follow us on <a href='/x'>YouTube</a></div><p><a href='/b'>Next release</a></p>",
    ],
)
def test_fields_links_and_teasers_go(tail: str) -> None:
    assert left(tail) == []


@pytest.mark.parametrize(
    ("tail", "lines"),
    [
        (
            "<h3>Contact</h3><p>Jon Tarrel</p><p>Tel.: 555-010-0140</p>",
            ["Contact", "Jon Tarrel", "Tel.: 555-010-0140"],
        ),
        ("<p>Contact:</p><p><a href='mailto:a@b.example'>a@b.example</a></p>", ["Contact:", "a@b.example"]),
        ("<p><a href='https://halvern.example'>www.halvern.example</a></p>", ["www.halvern.example"]),
        ("<h3>Outlook</h3><p>It is open.</p>", ["Outlook", "It is open."]),
        ("<table><tr><td>Year</td><td>2024</td></tr></table>", ["Year | 2024"]),
    ],
)
def test_contacts_and_what_the_release_says_stay(tail: str, lines: list[str]) -> None:
    assert left(tail) == lines


def test_a_list_of_links_in_the_middle_goes_with_its_heading() -> None:
    assert left(f"<h3>Related news</h3><ul><li><a href='/a'>Dams</a></li></ul><p>{PROSE}</p>") == [PROSE]
    assert left(f"<h3>Related news</h3><p>{PROSE}</p>") == ["Related news", PROSE]
