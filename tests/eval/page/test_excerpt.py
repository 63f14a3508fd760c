from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from eval.page.excerpt import excerpt

TEXT = "The council met. " * 30 + "The port of Halvern reopened to ships on Thursday. " + "It rained. " * 30
WORDS = st.lists(st.sampled_from(["port", "Port", "harbour", "a<b", "ميناء", "été", "&", "(x"]), max_size=60)


def test_an_excerpt_is_about_the_wanted_quote() -> None:
    made = excerpt(TEXT, 120, ["council"], ["The port of Halvern reopened"])
    assert "The port of Halvern reopened to ships" in made
    assert made.startswith("… ")
    assert made.endswith(" …")


def test_without_a_quote_it_is_about_where_most_matched_words_meet() -> None:
    made = excerpt("ships sailed. " + TEXT, 120, ["ships", "port", "thursday"])
    assert [found.lower() for found in re.findall("<mark>(.*?)</mark>", made)] == ["port", "ships", "thursday"]


def test_a_short_passage_stands_whole() -> None:
    assert excerpt("Port\n  reopens", 100) == Markup("Port reopens")


def test_marks_stand_on_whole_words_only() -> None:
    assert excerpt("port ports Port", 100, ["port"]) == "<mark>port</mark> ports <mark>Port</mark>"


def test_markup_in_passage_and_matched_words_is_escaped() -> None:
    made = excerpt("a <script> b", 100, ["script", "<script>"])
    assert "<script>" not in made
    assert "&lt;" in made


@given(WORDS, WORDS, st.integers(20, 200), WORDS)
def test_an_excerpt_is_cut_from_the_passage_and_no_longer_than_asked(
    text: list[str], matched: list[str], room: int, quote: list[str]
) -> None:
    line = " ".join(text)
    made = excerpt(line, room, matched, [" ".join(quote)])
    shown = html.unescape(re.sub("</?mark>", "", made)).removeprefix("… ").removesuffix(" …")
    assert shown in line
    assert len(shown) <= max(room, 1)
    assert shown or not line
