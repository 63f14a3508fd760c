"""Which block of a laid-out document is its title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.heading import HEAD_BLOCKS, LINES_BELOW, Shown, below, fits, head, title_at
from tests.corpus.formats.making import ARABIC, FIRST, FRENCH, SECOND, TITLE

BODY = [Shown(FIRST, 11), Shown(SECOND, 11)]


def test_the_largest_block_at_the_head() -> None:
    assert title_at([Shown("Orlington Council", 12), Shown(TITLE, 18), *BODY]) == 1
    assert title_at([Shown("A motto of three words", 18), Shown(TITLE, 17.5), *BODY]) == 0


def test_little_larger_is_not_larger() -> None:
    assert title_at([Shown(TITLE, 11.5), *BODY]) is None


def test_bold_tells_where_size_does_not() -> None:
    assert title_at([Shown("5 June 2024", 11), Shown(TITLE, 11, True), *BODY]) == 1
    assert title_at([Shown("For more about it:", 11, True), Shown("We were there too.", 11, True), *BODY]) is None
    assert title_at([Shown(TITLE, 11, True), *(Shown(block.text, 11, True) for block in BODY)]) is None


@pytest.mark.parametrize(
    "stated", [TITLE, TITLE.upper(), f"  {TITLE}. ", TITLE.replace("eighteen", "18"), f"Press release {TITLE}"]
)
def test_a_stated_title_that_the_head_shows(stated: str) -> None:
    assert title_at([Shown("A MOTTO IN LARGE LETTERS", 30), Shown(TITLE, 11), *BODY], stated) == 1


@pytest.mark.parametrize(
    "stated", ["", "cp_v3.doc", "Microsoft Word - release", "Orlington", "Press release", None, TITLE[:9]]
)
def test_a_stated_title_that_it_does_not_show(stated: str | None) -> None:
    assert title_at([Shown(TITLE, 11), *BODY], stated) is None


@pytest.mark.parametrize(
    "text",
    [
        "PRESS RELEASE",
        "For immediate release",
        "COMMUNIQUÉ DE PRESSE",
        "بيان صحفي",
        "Press release 5 June 2024",
        "Rabat, 9/11/2023",
        "12 3456 7890",
        "Words",
        " ".join(["word"] * 41),
    ],
)
def test_what_is_no_title_however_large(text: str) -> None:
    assert not fits(text)
    assert title_at([Shown(text, 30), *BODY]) is None


@pytest.mark.parametrize(
    "text", [TITLE, "Press release rules change for councils", "Le musée rouvre ses portes", ARABIC[26:80]]
)
def test_what_may_be_one(text: str) -> None:
    assert fits(text)


def test_the_lines_under_a_title() -> None:
    assert below([TITLE, "5 June 2024", "Lorries cross again", FIRST, "short"], 0) == (
        "5 June 2024",
        "Lorries cross again",
    )
    assert below([TITLE, *["line"] * 9], 0) == ("line",) * LINES_BELOW
    assert below([TITLE], 0) == ()


def test_the_head_ends_with_the_text() -> None:
    long = Shown(" ".join([FIRST, FRENCH]), 11)
    assert title_at([long, Shown(TITLE, 18)]) is None
    assert head([Shown("a line")] * 100) == list(range(HEAD_BLOCKS))
    assert head([]) == []


@given(st.lists(st.builds(Shown, st.text(), st.floats(-100, 100), st.booleans())), st.none() | st.text())
def test_any_document_has_one_or_none(blocks: list[Shown], stated: str | None) -> None:
    at = title_at(blocks, stated)
    assert at is None or fits(blocks[at].text) or stated


def test_blocks_of_a_million_letters() -> None:
    began = time.process_time()
    for text in ("press " * 170_000, "-" * 1_000_000, "a" * 1_000_000):
        title_at([Shown(text, 20), Shown(text, 11)], text)
    assert time.process_time() - began < 4
