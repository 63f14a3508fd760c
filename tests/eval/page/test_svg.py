from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from eval.page.svg import inline, plain

DRAWN = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="10pt" height="10pt" viewBox="0 0 10 10"><metadata>made by</metadata><!-- note -->
<defs><style>* { fill: red }</style><path id="m1" d="M 0.123456 1
L 2 3"/></defs>
<g id="figure_1"><path id="frame" d="M 0 0" style="fill: none"/>
<use xlink:href="#m1" x="1.98765" style="stroke: #8a2b20; fill: #123456"/>
<g clip-path="url(#c1)"><text style="font-family: 'DejaVu Sans', serif; text-anchor: end" x="1" y="2"
 transform="rotate(-0 1 2)">a &lt;b&gt; c</text></g></g><clipPath id="c1"/></svg>"""


def root() -> Any:
    return etree.fromstring(inline(DRAWN, "mine", "What it shows"))


def test_ids_that_are_used_get_the_drawings_name_and_others_go() -> None:
    assert root().xpath("//@id") == ["mine-m1", "mine-c1"]
    assert root().xpath("//@href") == ["#mine-m1"]
    assert root().xpath("//@clip-path") == ["url(#mine-c1)"]


def test_colours_become_the_style_sheets_and_type_the_readers() -> None:
    styles = root().xpath("//@style")
    assert "stroke: var(--accent); fill: #123456" in styles
    assert "font-family: var(--sans); text-anchor: end" in styles


def test_what_would_reach_the_page_or_shows_nothing_is_taken_out() -> None:
    assert not root().xpath(
        "//*[local-name()='style' or local-name()='metadata'] | //comment() | //@width | //@transform"
    )
    assert root().xpath("//@d") == ["M 0.12 1 L 2 3"]


def test_a_drawing_says_what_it_shows() -> None:
    assert root().get("role") == "img"
    assert root()[0].text == "What it shows"


def test_its_texts_stay_text() -> None:
    assert root().xpath("string(//*[local-name()='text'])") == "a <b> c"


@given(st.text(), st.integers(2, 60))
def test_plain_text_is_one_line_fit_for_xml_and_no_longer_than_asked(text: str, longest: int) -> None:
    made = plain(text, longest)
    assert len(made) <= longest
    assert "\n" not in made
    element = etree.Element("a")
    element.text = made  # raises for what XML cannot hold
