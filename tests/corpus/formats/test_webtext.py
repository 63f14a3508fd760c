"""Elements written out as blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from corpus.formats.webtext import Block, blocks, without_mark


def shown(body: str) -> list[Block]:
    return blocks(lxml_html.document_fromstring(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>One <b>two</b><br>three</p>", ["One two", "three"]),
        ("a<div>b</div>c", ["a", "b", "c"]),
        ("<h2>Head</h2><p>Text</p>", ["Head", "Text"]),
        ("<ul><li>a<li><p>b</p><p>c</p></ul>", ["- a", "- b", "c"]),
        ("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>", ["1. a", "2. b", "1. c"]),
        ("<ul><li></li><li>b</li></ul>", ["- b"]),
        ("<q>Yes</q>, he said", ["“Yes”, he said"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td></tr></table>", ["a | b", "c"]),
        ("<table><tr><td>alone</td></tr></table>", ["alone"]),
        ("<table role='presentation'><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<table><tr><td>a</td><td><ul><li>b</ul></td></tr></table>", ["a", "- b"]),
        ("<table><tr><th>Net</th><td>12</td><td>%</td></tr></table>", ["Net | 12%"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<p>\u200b </p>", []),
    ],
)
def test_lines(body: str, lines: list[str]) -> None:
    assert [block.text for block in shown(body)] == lines


def test_links_are_counted_in_words() -> None:
    (block,) = shown("<p>one <a href='/x'>two three</a></p>")
    assert (block.words, block.linked, block.is_link) == (3, 2, False)
    assert shown("<li><a href='/x'>one two</a></li>")[0].is_link
    assert not shown("<p><a href='https://halvern.example'>halvern.example</a></p>")[0].is_link
    assert not shown("<p><a href='mailto:a@halvern.example'>write to us</a></p>")[0].is_link


def test_prose_is_no_heading_and_no_link() -> None:
    sentence = "The institute opened a laboratory for bridges."
    assert shown(f"<p>{sentence}</p>")[0].is_prose
    assert not shown(f"<h2>{sentence}</h2>")[0].is_prose
    assert not shown(f"<p><a href='/x'>{sentence}</a></p>")[0].is_prose
    assert not shown("<p>Media contact</p>")[0].is_prose


def test_times_are_kept_with_their_class() -> None:
    (block,) = shown("<p>On <time class='updated' datetime='2024-06-05'>5 June</time></p>")
    assert [when for when, names in block.times if "updated" in names] == ["2024-06-05"]


def test_marks_of_items_come_off() -> None:
    assert [without_mark(text) for text in ("- a", "12. b", "c - d")] == ["a", "b", "c - d"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<td>", "<table>", "</table>", "<tr>", "<ol>", "<b>", "word ", "<br>", "&amp;"]
        ),
        max_size=30,
    )
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    body = "".join(pieces)
    wanted = " ".join(map(str, lxml_html.document_fromstring(f"<html><body>{body}</body></html>").itertext())).split()
    got = [word for block in shown(body) for word in without_mark(block.text).replace("|", " ").split()]
    assert "".join(got) == "".join(wanted)
