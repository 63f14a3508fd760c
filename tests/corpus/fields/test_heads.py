"""The head of a release: title, subtitle, day and place, and what stands above the text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fields.heads import (
    HEAD_BLOCKS,
    first_day,
    first_place,
    head,
    looks_like_title,
    read,
    subtitle,
    without_lines,
    without_title,
)

PROSE = "The institute opened a laboratory for bridges, and forty engineers will work there, its director said."
PARAGRAPH = " ".join([PROSE] * 3)
TITLE = "Laboratory opens in Halvern"


def test_the_first_date_of_the_head_is_the_releases() -> None:
    assert first_day(["Laboratory opens", "5 June 2024", "7 June 2024", PARAGRAPH]) == (dt.date(2024, 6, 5), "text")
    assert first_day(["Laboratory opens", "PARIS, June 5, 2024 – " + PARAGRAPH]) == (dt.date(2024, 6, 5), "dateline")


def test_an_events_date_further_down_is_not_the_publication_date() -> None:
    assert first_day(["Summer school", PARAGRAPH, "5 June 2024", "Paris, 5 June 2024 – " + PROSE]) is None


def test_the_head_ends_after_some_blocks_even_of_short_lines() -> None:
    assert list(head(["line"] * 9)) == ["line"] * HEAD_BLOCKS
    assert first_day(["line"] * HEAD_BLOCKS + ["5 June 2024"]) is None


def test_a_date_in_the_prose_of_the_first_paragraph_is_none() -> None:
    assert (
        first_day(["Laboratory opens", "It was signed on Wednesday (8 November 2023) in Paris by the two."]) is None
    )


def test_the_place_of_the_head() -> None:
    assert first_place(["Laboratory opens", "PARIS, June 5, 2024 – " + PARAGRAPH]) == "PARIS"
    assert first_place(["Laboratory opens", PARAGRAPH, "LONDON — " + PROSE]) is None


def test_a_date_line_counts_above_the_first_sentence_only() -> None:
    lead = "The institute will open its laboratory for bridges to schools and visitors next month."
    assert first_day(["Laboratory opens", "5 June 2024", lead]) == (dt.date(2024, 6, 5), "text")
    assert first_day(["Laboratory opens", lead, "5 June 2024"]) is None


# Titles


@pytest.mark.parametrize(
    "block",
    [
        "Laboratory opens in Halvern",
        "Who pays for bridges?",
        "Bridges are back ...",
        "افتتاح مختبر الجسور في الرباط",
        "U.S. Bridges 2.0: what comes next",
    ],
)
def test_what_looks_like_a_title(block: str) -> None:
    assert looks_like_title(block)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "The laboratory is open.",
        "افتتح المختبر اليوم.",
        "5 June 2024",
        "PARIS, June 5, 2024 – Bridges",
        "WASHINGTON — Bridges are back",
        "For immediate release Contact: Jane Doe",
        "word " * 70,
    ],
)
def test_what_does_not(block: str) -> None:
    assert not looks_like_title(block)


@pytest.mark.parametrize(
    "above",
    [
        ("FOR IMMEDIATE RELEASE",),
        ("5 June 2024",),
        ("FOR IMMEDIATE RELEASE: June 5, 2024", "Contact: Jane Doe, 555-010-0140"),
        ("HALVERN INSTITUTE", "PRESS RELEASE", "5 June 2024"),
        ("Press release", "Rabat, le 5 juin 2024"),
        ("Halvern Glass plc", '("Halvern" or "the Group")', "LEI: 213800HALVERN0000012", "5 June 2024"),
        ("Halvern Glass plc", "(AIM: HVG)", "5 June 2024"),
        ("CENTRAL BANK OF HALVERN", "Press Release No. 2025/17", "Release date: 5 June 2024"),
        ("Banque de Halvern", "Communiqué de presse n° 12", "5 juin 2024"),
        ("مصرف هالفرن", "بيان صحفي رقم 44/2025", "التاريخ: 5 حزيران 2024"),
        ("EMBARGOED UNTIL 5 June 2024, 10:00 GMT", "Media contact: press@halvern.example"),
        ("بيان صحفي", "5 يونيو 2024"),
        ("Communiqué de presse", "Contact presse : Ines Moreau, 01 55 01 00 00"),
    ],
)
def test_a_title_stands_below_the_letterhead(above: tuple[str, ...]) -> None:
    found = read([*above, TITLE, PARAGRAPH])
    assert found.title == TITLE
    assert found.body == (*above, PARAGRAPH)


@pytest.mark.parametrize("first", [PROSE, PARAGRAPH, "PARIS, June 5, 2024 – " + PROSE, "The laboratory is open."])
def test_a_text_without_a_title_has_none(first: str) -> None:
    assert read([first, PARAGRAPH]).title is None
    assert read([first, PARAGRAPH]).body == (first, PARAGRAPH)


@pytest.mark.parametrize(
    "dateline", ["WASHINGTON-- ", "WASHINGTON, D.C. ", "December 20, 2007 Washington, D.C. - ", "LONDON – "]
)
def test_a_title_whose_line_end_was_lost_is_parted_from_the_dateline(dateline: str) -> None:
    title = "Port of Elsen Opens a New Quay for Forty Ships"
    found = read([f"{title} {dateline}{PARAGRAPH} {PARAGRAPH}", "More."])
    assert found.title == title
    assert found.body == (f"{dateline}{PARAGRAPH} {PARAGRAPH}", "More.")


def test_prose_before_a_city_is_no_title() -> None:
    assert read([f"The port of Elsen said on Monday in LONDON – {PARAGRAPH} {PARAGRAPH}"]).title is None


@pytest.mark.parametrize(
    "line",
    [
        "Forty engineers will test decks and cables",
        "Two tanks, one scale and a wind tunnel for the province",
        "أربعون مهندسا سيعملون في المختبر الجديد",
        "Quarante ingénieurs y travailleront dès l’automne",
    ],
)
def test_the_line_under_a_title(line: str) -> None:
    assert subtitle([line, PARAGRAPH]) == line
    assert subtitle([line, "PARIS, June 5, 2024 – " + PROSE]) == line
    assert subtitle(["5 June 2024", line, PARAGRAPH]) == line


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe, Halvern",
        "Highlights of the year:",
        "Background",
        "5 June 2024",
        "Wednesday 5 June 2024, Halvern",
        "Home | News | Laboratory",
        "- Two tanks and a scale",
        "Contact: Jane Doe, 555-010-0140",
        "About the Halvern Institute of Bridges",
        PROSE,
    ],
)
def test_lines_that_are_no_subtitle(line: str) -> None:
    assert subtitle([line, PARAGRAPH]) is None


def test_a_heading_without_a_paragraph_below_is_no_subtitle() -> None:
    assert subtitle(["Forty engineers will test decks", "Two tanks"]) is None
    assert subtitle(["Forty engineers will test decks"]) is None


def test_a_title_said_again_is_dropped_once() -> None:
    assert without_title([TITLE.upper(), PROSE, TITLE], TITLE) == (PROSE, TITLE)
    assert without_title([PROSE, PROSE], TITLE) == (PROSE, PROSE)
    assert without_title([TITLE], TITLE) == (TITLE,)
    assert without_title([PROSE], None) == (PROSE,)


def test_lines_above_the_text_that_hold_a_field_are_taken_off() -> None:
    lines = ["For immediate release", "5 June 2024", "Updated: 6 June 2024", "EMBARGOED UNTIL 5 June 2024, 10:00 GMT"]
    kept = ["Contact: Jane Doe, 555-010-0140", "Halvern, 5 June 2024", PROSE, "9 June 2024", PARAGRAPH]
    assert without_lines([*lines, *kept]) == kept


def test_a_text_of_one_line_is_left() -> None:
    assert without_lines(["5 June 2024"]) == ["5 June 2024"]


BLOCKS = [
    TITLE,
    PROSE,
    PARAGRAPH,
    "5 June 2024",
    "FOR IMMEDIATE RELEASE",
    "Contact: x@halvern.example",
    "PARIS – " + PROSE,
    "x",
    "- item",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=10))
def test_no_block_is_lost_but_title_and_lines(blocks: list[str]) -> None:
    found = read(blocks)
    assert sorted([*found.body, *([found.title] if found.title else [])]) == sorted(blocks)
    kept = without_lines(found.body)
    assert kept or not found.body
    assert [block for block in kept if block in {PROSE, PARAGRAPH}] == [
        each for each in found.body if each in {PROSE, PARAGRAPH}
    ]
