"""Lines that hold a date, an update or a notice and nothing else, and lines under a title."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fields.daylines import byline, date_line, ends_sentence, head_line, is_notice, update_line, without_notice

DAY = dt.date(2024, 6, 5)


@pytest.mark.parametrize(
    "block",
    [
        "5 June 2024",
        "Wednesday, June 5, 2024",
        "Published: June 5, 2024",
        "Posted on June 5, 2024",
        "Date: 2024-06-05",
        "Publié le 5 juin 2024",
        "تاريخ النشر: 5 يونيو 2024",
        "الأربعاء، ٥ يونيو ٢٠٢٤",
        "June 5, 2024 10:30 am",
        "June 5, 2024 at 9 a.m. EST",
        "5 juin 2024 à 14h30",
        "June 5, 2024 | News",
        "– 5 June 2024 –",
        "For immediate release: June 5, 2024",
    ],
)
def test_a_line_that_holds_a_date_alone(block: str) -> None:
    assert date_line(block) == dt.date(2024, 6, 5)


@pytest.mark.parametrize(
    "block",
    [
        "Until June 5, 2024",
        "Deadline: June 5, 2024",
        "June 5, 2024 in Paris",
        "June 5, 2024 - June 7, 2024",
        "7 to 22 November 2023",
        "June 5, 2024: profit doubled.",
        "June 5, 2024 – Profit up 12%",
        "Paris, June 5, 2024",
        "05/06/2024",
        "June 5, 2024 " + "word " * 60,
    ],
)
def test_a_line_that_holds_more_than_a_date(block: str) -> None:
    assert date_line(block) is None


@pytest.mark.parametrize(
    "block",
    [
        "Last updated: 5 June 2024",
        "Updated on June 5, 2024",
        "Page last updated 5 June 2024 10:30",
        "Last modified: 2024-06-05",
        "Mis à jour le 5 juin 2024",
        "Dernière mise à jour : 5 juin 2024",
        "آخر تحديث: 5 يونيو 2024",
        "آخر تعديل: ٥ يونيو ٢٠٢٤",
        "Actualizado el 5 de junio de 2024",
    ],
)
def test_the_day_of_an_update(block: str) -> None:
    assert update_line(block) == DAY
    assert date_line(block) is None
    assert byline(block) is None


@pytest.mark.parametrize(
    "block",
    [
        "5 June 2024",
        "Updated tariffs from 5 June 2024",
        "The page was updated on 5 June 2024.",
        "Updated",
        "Updated " * 80,
    ],
)
def test_what_is_no_update(block: str) -> None:
    assert update_line(block) is None


@pytest.mark.parametrize(
    ("block", "rest"),
    [
        ("FOR IMMEDIATE RELEASE", ""),
        ("For immediate release: June 5, 2024", "June 5, 2024"),
        ("Pour diffusion immédiate – Paris", "Paris"),
        ("للنشر الفوري: الرباط", "الرباط"),
    ],
)
def test_notices_of_release(block: str, rest: str) -> None:
    assert is_notice(block)
    assert head_line(block)
    assert without_notice(block) == rest


def test_sentences_end_with_a_mark() -> None:
    assert ends_sentence("The bridge is open.")
    assert ends_sentence("“It is open.” ")
    assert ends_sentence("افتتح المختبر.")
    assert not ends_sentence("Who pays for bridges?")
    assert not ends_sentence("Laboratory opens")
    assert not ends_sentence("")


# The line under a title


@pytest.mark.parametrize(
    "line",
    [
        "Wednesday 5 June 2024, Halvern",
        "Halvern, le 5 juin 2024",
        "الرباط في 5 يونيو 2024",
        "News | 5 June 2024 | 3 min read",
        "Published by Jane Doe on 5 June 2024",
        "Press release 12/24 – 5 June 2024",
    ],
)
def test_a_line_under_a_title_dates_the_release(line: str) -> None:
    assert byline(line) == dt.date(2024, 6, 5)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge opens on 5 June 2024.",
        "The bridge opens on 5 June 2024",
        "Concert on Wednesday, June 5, 2024",
        "Open day: 5 June 2024",
        "Tickets from 5 June 2024",
        "Inscriptions jusqu’au 5 juin 2024",
        "مفتوح حتى 5 يونيو 2024",
        "Updated 5 June 2024",
        "Mis à jour le 5 juin 2024",
        "5 June 2024 to 7 June 2024",
        "Laboratory opens",
        "The institute that has tested bridges for years met again 5 June 2024 in Halvern",
    ],
)
def test_a_line_under_a_title_may_date_something_else(line: str) -> None:
    assert byline(line) is None


@settings(deadline=None)
@given(st.text(st.sampled_from("5 June 2024|,:-–.اTuesday@10am"), max_size=60))
def test_any_line_is_read(written: str) -> None:
    for line in (written, f"{written} 5 June 2024", f"Updated {written}"):
        for read in (date_line, update_line, byline):
            day = read(line)
            assert day is None or day.year >= 1900
