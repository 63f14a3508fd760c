"""Reading a quote as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import QuoteEmpty, QuoteTooLong
from qa.verifying.quote import LONGEST, read, without_end


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  “The port reopened.” ", "The port reopened."),
        ("« Le port a rouvert »", "Le port a rouvert"),
        ('"""x"""', "x"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("cafe\u0301", "café"),
        ("“We are,” she said, “glad”", "We are,” she said, “glad"),
    ],
)
def test_outer_marks_line_ends_and_normal_form(typed: str, text: str) -> None:
    assert read(typed).text == text


@pytest.mark.parametrize("gap", ["[...]", "[…]", "( ... )", "…", "...", ". . .", "[ … ]", "...."])
def test_an_ellipsis_cuts_a_quote_into_pieces(gap: str) -> None:
    assert read(f"the port {gap} reopened").pieces == ("the port", "reopened")


def test_an_ellipsis_at_an_end_leaves_one_piece() -> None:
    assert read("… the port ...").pieces == ("the port",)
    assert read("It opened. It closed. ").pieces == ("It opened. It closed.",)


@pytest.mark.parametrize("nothing", ["", " \n", "“”", "'", "...", "—", "[…]", "\u200b"])
def test_a_quote_without_a_word_or_sign_is_refused(nothing: str) -> None:
    with pytest.raises(QuoteEmpty, match="empty"):
        read(nothing)


@pytest.mark.parametrize("little", ["a", "5", "€", "🎉", "第"])
def test_a_single_sign_is_enough(little: str) -> None:
    assert read(little).runs == (little,)


def test_a_quote_has_a_greatest_length() -> None:
    assert len(read("x" * LONGEST).text) == LONGEST
    with pytest.raises(QuoteTooLong, match="5,001"):
        read("x" * (LONGEST + 1))


def test_a_closing_stop_can_be_left_out() -> None:
    assert without_end("It reopened.") == "It reopened"
    assert without_end("أعيد افتتاحه؟ ") == "أعيد افتتاحه"


@given(st.text(min_size=1, max_size=200))
def test_what_is_looked_for_is_in_the_quote(typed: str) -> None:
    try:
        quote = read(typed)
    except QuoteEmpty:
        return
    assert quote.pieces
    for run in quote.runs:
        assert any(run in piece for piece in quote.pieces)
    for piece, shape in zip(quote.pieces, quote.shapes, strict=True):
        assert shape.search(piece)


@pytest.mark.parametrize("part", ["[", "[ ", ". ", "(...", "“", "'a"])
def test_hostile_quotes_are_read_at_once(part: str) -> None:
    try:
        read((part * LONGEST)[:LONGEST])
    except QuoteEmpty:
        return
