"""Lines broken by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.byhand import parted
from tests.corpus.formats.making import FIRST, SECOND


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Press office\nJane Doe\n555-0100", ["Press office", "Jane Doe", "555-0100"]),
        (f"{FIRST}\n{SECOND}", [FIRST, SECOND]),
        (f"{FIRST[:-1]}\nand on", [f"{FIRST[:-1]} and on"]),
        (f"{FIRST}\n\n \nshort", [FIRST, "short"]),
        (" one \n", ["one"]),
    ],
)
def test_where_lines_part(text: str, blocks: list[str]) -> None:
    assert list(parted(text)) == blocks


def test_a_heading_stays_whole() -> None:
    assert list(parted("Orlington reopens\nthe Kettle Bridge", heading=True)) == [
        "Orlington reopens the Kettle Bridge"
    ]


@given(st.text(st.sampled_from("a.\n »")))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    assert "".join("".join(parted(text)).split()) == "".join(text.split())
