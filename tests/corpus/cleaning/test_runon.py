"""Run-on texts: what stands above and below a release that was stored as one line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning.runon import read

TEXT = "The port of Elsen announced today that it will open a quay for forty ships and their crews in the spring"
MORE = "The quay was built in two years by three hundred workers and paid for by the province and by the port"
TITLE = "Elsen Port Opens a Quay for Forty Ships"


@pytest.mark.parametrize(
    "head",
    [
        (TITLE, "5 June 2024"),
        ("June 5 2024 " + TITLE,),
        ("06 05 2024 " + TITLE, "ELSEN"),
        ("FOR IMMEDIATE RELEASE June 5 2024 " + TITLE,),
        (TITLE + " June 5 2024 Washington D C",),
        ("Press Releases", "June 5 2024", TITLE, "WASHINGTON D C"),
        ("June 5 2024 Contact", "Jane Doe 555 010 0140", TITLE, "WASHINGTON"),
        (TITLE, "U S Senator Jane Doe", TITLE, "June 5 2024"),
        ("Senator Jane Doe", "Virginia", "Press Releases", "June 5 2024 " + TITLE),
    ],
)
def test_the_title_is_what_stands_by_the_date_or_is_said_twice(head: tuple[str, ...]) -> None:
    found = read([*head, TEXT, MORE])
    assert found.title == TITLE
    assert found.text.endswith(f"{TEXT} {MORE}")
    assert TITLE not in found.text


@pytest.mark.parametrize(
    "pieces",
    [
        (TEXT, MORE),
        ("FOR IMMEDIATE RELEASE", TEXT, MORE),
        ("Washington DC", TEXT, MORE),
        ("Many people with old cars are deeply concerned", "They do not want to wait", TEXT),
        ("Jane Doe", MORE),
    ],
)
def test_a_sentence_is_no_title_and_nothing_is_cut_off(pieces: tuple[str, ...]) -> None:
    found = read(pieces)
    assert found.title is None
    assert found.text == " ".join(pieces)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (("WASHINGTON D C",), "WASHINGTON D C"),
        (("CHICAGO IL",), "CHICAGO IL"),
        (("FOR IMMEDIATE RELEASE WASHINGTON DC",), "WASHINGTON DC"),
        (("June 5 2024 Washington D C",), "Washington D C"),
        (("Truman committee approved WASHINGTON D C",), "WASHINGTON D C"),
        (("BOSTON Senator Doe will attend",), "BOSTON"),
        (("NATO ships",), None),
    ],
)
def test_the_place(head: tuple[str, ...], place: str | None) -> None:
    assert read([*head, TEXT]).place == place


@pytest.mark.parametrize("piece", ["June 5 2024 " + TITLE, TITLE + " June 5 2024", "Date June 5 2024", "5 June 2024"])
def test_the_day(piece: str) -> None:
    assert read([piece, TEXT]).day == dt.date(2024, 6, 5)


def test_what_closes_the_page_is_cut_off() -> None:
    tail = ("Questions or comments", "Text Size", "June 2024 Press Releases", "Browse by", "Current record")
    assert read(["5 June 2024", TITLE, TEXT, MORE, *tail]).text == f"{TEXT} {MORE}"


def test_a_text_with_sentences_and_a_wide_gap_somewhere_is_none() -> None:
    long = "The port opened. " * 20
    assert read([long, TITLE]).title is None
    assert read([]).text == ""


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [TEXT, MORE, TITLE, "5 June 2024", "Contact", "WASHINGTON", "Both", "Jane Doe 555 010 0140", "s"]
        ),
        max_size=14,
    )
)
def test_any_pieces_are_read_and_the_text_is_theirs(pieces: list[str]) -> None:
    found = read(pieces)
    assert found.text in " ".join(pieces)
    assert found.title is None or found.title in " ".join(pieces)
