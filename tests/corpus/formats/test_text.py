"""Paragraphs out of plain text, whichever way its lines were broken."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document
from corpus.formats import text

FIRST = (
    "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there "
    "from the autumn onwards, its director said."
)
SECOND = (
    "Visitors may see the tanks on the first Sunday of each month, and schools can book a guided tour by "
    "writing to the office in the old town hall."
)


def blocks(written: str) -> tuple[str, ...]:
    return text.read(Document("room", "a.txt", written.encode(), "text")).blocks


@pytest.mark.parametrize("columns", [60, 72, 80, 99])
def test_hard_wrapped_lines_are_joined(columns: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, columns) for paragraph in (FIRST, SECOND))
    assert blocks(wrapped) == (FIRST, SECOND)


def test_long_lines_are_paragraphs_with_or_without_blank_lines() -> None:
    assert blocks(f"{FIRST}\n{SECOND}\n") == (FIRST, SECOND)
    assert blocks(f"{FIRST}\n\n\n \t\n{SECOND}") == (FIRST, SECOND)


def test_one_long_line_does_not_unwrap_a_text_that_was_wrapped() -> None:
    wrapped = textwrap.fill(FIRST, 60)
    notice = "This line was never wrapped because " + "it goes on and on " * 8 + "to its end."
    assert blocks(f"{wrapped}\n\n{textwrap.fill(SECOND, 60)}\n\n{notice}\nand more") == (
        FIRST,
        SECOND,
        notice,
        "and more",
    )
    assert blocks(f"{FIRST}\nshort and lower\n{SECOND}") == (FIRST, "short and lower", SECOND)


def test_indentation_and_windows_line_ends_do_not_matter() -> None:
    assert blocks(f"    {FIRST}\r\n\u00a0\r\n\t{SECOND}\r\n") == (FIRST, SECOND)


def test_a_short_line_in_a_wrapped_text_ends_where_its_author_ended_it() -> None:
    written = "Opening hours\nMonday to Friday, nine to five\n" + textwrap.fill(FIRST, 72)
    assert blocks(written) == ("Opening hours", "Monday to Friday, nine to five", FIRST)


def test_list_items_are_blocks_of_their_own() -> None:
    items = (
        "- two water tanks of forty metres each for the tests",
        "• one scale that carries ninety tonnes without bending",
        "1. a library with every bridge ever built in the region",
        "12) a canteen for the forty engineers and their guests",
    )
    assert blocks("\n".join(items)) == items


def test_a_long_address_does_not_unwrap_the_text_around_it() -> None:
    address = "https://example.org/" + "a" * 120
    written = textwrap.fill(FIRST, 72) + f"\n\nMore: {address}\n"
    assert blocks(written) == (FIRST, f"More: {address}")


def test_one_run_on_line_keeps_its_gaps_for_the_title() -> None:
    page = text.read(Document("room", "a.txt", f"Laboratory opens in Halvern   {FIRST}\t{SECOND}".encode(), "text"))
    assert page.gaps == ("Laboratory opens in Halvern", FIRST, SECOND)


def test_a_letterhead_with_columns_is_no_run_on_text() -> None:
    written = f"FOR IMMEDIATE RELEASE          Contact: Jane Doe, 555-0100\n\n{FIRST}\n"
    assert text.read(Document("room", "a.txt", written.encode(), "text")).gaps == ()


@settings(deadline=None)
@given(st.text(st.sampled_from("ab .-•1)\n\t\u00a0é")))
def test_no_visible_character_is_lost_or_moved(written: str) -> None:
    assert "".join("".join(text.paragraphs(written)).split()) == "".join(written.split())
