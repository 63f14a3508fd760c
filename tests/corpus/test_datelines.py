"""Place and day at the head of a release, in four languages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.datelines import Dateline, dateline
from corpus.daylines import byline, date_line
from corpus.heads import HEAD_BLOCKS, first_day, first_place, head

PROSE = "The institute opened a laboratory for bridges, and forty engineers will work there, its director said."
PARAGRAPH = " ".join([PROSE] * 3)


@pytest.mark.parametrize(
    ("written", "place", "day"),
    [
        ("CHICAGO, IL, June 05, 2024 /24-7PressRelease/ -- ", "CHICAGO, IL", "2024-06-05"),
        ("NEW YORK, June 5, 2024 /PRNewswire/ -- ", "NEW YORK", "2024-06-05"),
        ("TORONTO, June 05, 2024 (GLOBE NEWSWIRE) -- ", "TORONTO", "2024-06-05"),
        ("TORONTO, ON, June 05, 2024 (GLOBE NEWSWIRE) -- ", "TORONTO, ON", "2024-06-05"),
        ("DETROIT, MICHIGAN - October 10, 2025 (NEWMEDIAWIRE) - ", "DETROIT, MICHIGAN", "2025-10-10"),
        ("MIAMI, FL - (NewMediaWire) - September 03, 2024 - ", "MIAMI, FL", "2024-09-03"),
        ("LONDON--(BUSINESS WIRE)--Jun 5, 2024--", "LONDON", "2024-06-05"),
        ("Washington, D.C. - June 5, 2024 - ", "Washington, D.C.", "2024-06-05"),
        ("St. Louis, Mo., June 5, 2024 -- ", "St. Louis, Mo.", "2024-06-05"),
        ("London, Wednesday, June 5, 2024 – ", "London", "2024-06-05"),
        ("FOR IMMEDIATE RELEASE – LONDON, June 5, 2024 – ", "LONDON", "2024-06-05"),
        ("RIYADH, Saudi Arabia, 5 June 2024: ", "RIYADH, Saudi Arabia", "2024-06-05"),
        ("Port-au-Prince, Haiti, 5 June 2024 — ", "Port-au-Prince, Haiti", "2024-06-05"),
        ("Rabat, le 9 novembre 2023 – ", "Rabat", "2023-11-09"),
        ("Saint-Étienne, le 1er mars 2024 — ", "Saint-Étienne", "2024-03-01"),
        ("Genève, lundi 4 mars 2024 – ", "Genève", "2024-03-04"),
        ("Madrid, 5 de junio de 2024 – ", "Madrid", "2024-06-05"),
        ("الرباط، 9 نوفمبر 2023 – ", "الرباط", "2023-11-09"),
        ("الرباط، ٩ نوفمبر ٢٠٢٣ – ", "الرباط", "2023-11-09"),
        ("القاهرة في 5 يونيو 2024 - ", "القاهرة", "2024-06-05"),
        ("دمشق، الخميس 9 تشرين الثاني/نوفمبر 2023 - ", "دمشق", "2023-11-09"),
        ("June 5, 2024 – ", None, "2024-06-05"),
        ("WASHINGTON — ", "WASHINGTON", None),
        ("LONDON (Reuters) - ", "LONDON", None),
        ("PHILADELPHIA–(BUSINESS WIRE)–", "PHILADELPHIA", None),
        ("PHILADELPHIA--(BUSINESS WIRE)--", "PHILADELPHIA", None),
        ("St. Paul, MN – ", "St. Paul, MN", None),
    ],
)
def test_datelines(written: str, place: str | None, day: str | None) -> None:
    assert dateline(written + PROSE) == Dateline(place, dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "prose",
    [
        "The agreement was signed on June 5, 2024 - a Wednesday - in Paris.",
        "Founded in Chicago on June 5, 2024, the company makes bridges.",
        "On June 5, 2024, Acme – a maker of bridges – opened.",
        "On June 5, 2024 – the day of the launch – forty engineers came.",
        "Acme announced on June 5, 2024: bridges are back.",
        "Acme 2000, June 5, 2024 – bridges.",
        "June 5, 2024 – June 7, 2024, Halvern",
        "5 June 2024 - 7 June 2024: summer school",
        "LONDON, June 31, 2024 – bridges are back.",
        "LONDON, 05/06/2024 – bridges are back.",
        "NATO — the alliance — met.",
        "Acme Inc - a maker of bridges - met.",
        "COVID-19 — The second year.",
        "Il a été signé le 9 novembre 2023 – un jeudi.",
        "Bridges are back – " + PARAGRAPH + " London, June 5, 2024 – ",
    ],
)
def test_a_date_or_a_dash_inside_prose_is_no_dateline(prose: str) -> None:
    assert dateline(prose) is None


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
        "June 5, 2024 " + PARAGRAPH,
    ],
)
def test_a_line_that_holds_more_than_a_date(block: str) -> None:
    assert date_line(block) is None


@pytest.mark.parametrize("rule", ["-" * 80, "- " * 60, ", " * 2_000, "—" * 500, "le el " * 200, "/a" * 80, "( " * 80])
@pytest.mark.parametrize("mark", ["3 ", "x: ", "", "("])
def test_rules_and_dashes_before_a_date_are_read_in_no_time(rule: str, mark: str) -> None:
    # With plain repetitions in the patterns these would run for hours: the test would never end.
    assert date_line(f"{rule} {mark}June 5, 2024 x y") is None
    dateline(f"{rule} {mark}June 5, 2024 x y")
    dateline(f"WORD {rule} {mark}")


@settings(deadline=None)
@given(st.text(st.sampled_from(" -–—,،:/()[]AbÉ1.لfr") | st.sampled_from("\u0627\u0644"), max_size=150))
def test_any_head_is_read(written: str) -> None:
    for text in (written, f"{written}June 5, 2024{written}"):
        date_line(text)
        if line := dateline(text):
            assert line.place or line.day
            assert line.place is None or line.place == line.place.strip(" ,،-–—")


# The head of a release


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


def test_a_date_line_counts_above_the_first_sentence_only() -> None:
    lead = "The institute will open its laboratory for bridges to schools and visitors next month."
    assert first_day(["Laboratory opens", "5 June 2024", lead]) == (dt.date(2024, 6, 5), "text")
    assert first_day(["Laboratory opens", lead, "5 June 2024"]) is None
