"""The HTML of mails as lines of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.mailhtml import text_of
from tests.corpus.formats.making import ARABIC, FIRST, SECOND, TITLE


def test_blocks_are_parted_and_inline_words_are_not() -> None:
    html = f"<h1>{TITLE}</h1><p>It <b>opened</b> on\n <a href='x'>Wed</a>nesday</p><div>{FIRST}<div>{SECOND}</div>"
    html += "end</div>"
    assert text_of(html) == f"{TITLE}\n\nIt opened on Wednesday\n\n{FIRST}\n\n{SECOND}\n\nend"


def test_lines_broken_by_hand_are_lines() -> None:
    assert text_of("<p>Press office<br>Jane Doe <br/> 555-0100</p>") == "Press office\nJane Doe\n555-0100"


def test_lists_carry_their_marks() -> None:
    assert text_of("<ul><li>one<li><p>two</p></ul><ol><li>a<li>b</ol>") == "- one\n\n- two\n\n1. a\n\n2. b"


def test_a_table_of_data_is_rows_and_one_for_layout_is_not() -> None:
    data = "<table><tr><th>Year</th><th>Visitors</th></tr><tr><td>2023</td><td>84,<b>000</b></td></tr></table>"
    assert text_of(data) == "Year | Visitors\n\n2023 | 84,000"
    layout = f"<table><tr><td>{data}</td></tr><tr><td><p>{FIRST}</p></td><td>Aside</td></tr></table>"
    assert text_of(layout) == f"Year | Visitors\n\n2023 | 84,000\n\n{FIRST}\n\nAside"


@pytest.mark.parametrize(
    "hidden",
    [
        "<style>p {}</style>",
        "<script>x</script>",
        "<div style='display: none'>Preview</div>",
        "<span style='font-size:0px'>Preview</span>",
        "<p hidden>Preview</p>",
        "<div class='gmail_signature'>Jane</div>",
        "<div id='Signature'>Jane</div>",
        "<!-- note -->",
        "<!--[if mso]><p>Outlook</p><![endif]-->",
        "<title>Page</title>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert text_of(f"<html><body><p>One</p>{hidden}<p>Two</p></body></html>") == "One\n\nTwo"


@pytest.mark.parametrize("style", ["font-size:0.9em", "display:block", "font-size:10px"])
def test_what_is_shown_is_read(style: str) -> None:
    assert text_of(f"<p style='{style}'>{ARABIC}</p>") == ARABIC


@pytest.mark.parametrize("html", ["", "   ", "<", "<!---->", "\x00", '<?xml version="1.0" encoding="utf-8"?>'])
def test_nothing_to_read(html: str) -> None:
    assert text_of(html) in {"", "<"}


@given(st.text(st.sampled_from("<>/pbdivtrlio =\"'&;a\n\x00-!")))
def test_any_text_survives(html: str) -> None:
    assert "\x00" not in text_of(html)


UNITS = [
    "<div>",
    "<b>",
    "<table><tr><td>",
    "<p>word ",
    "<br>",
    "<ol><li>",
    "<li>",
    "</ol><ol><li>x<li>",
    "<",
    "&",
    "word ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_million_letters_or_tags(unit: str, length: int) -> None:
    began = time.process_time()
    text_of(unit * (length // len(unit)) + "end")
    assert time.process_time() - began < 6
