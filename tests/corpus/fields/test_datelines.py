"""Place and day at the head of a release, in four languages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fields.datelines import Dateline, dateline
from corpus.fields.daylines import date_line

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
        ("Ried, 9. November 2023 – ", "Ried", "2023-11-09"),
        ("Porto Belo, Thursday 9 November 2023 | ", "Porto Belo", "2023-11-09"),
        ("Ried, Donnerstag, den 9. November 2023 – ", "Ried", "2023-11-09"),
        ("Lisboa, 9 de novembro de 2023 – ", "Lisboa", "2023-11-09"),
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
        # wires with the hour, the date first, the wire first
        (
            "Austin, Texas (Newsworthy.ai) Wednesday Jun 5, 2024 @ 11:20 AM US/Central — ",
            "Austin, Texas",
            "2024-06-05",
        ),
        (
            "Elsen, Ontario, Canada (Wire) Wednesday Jun 5, 2024 @ 8:00 AM America/Toronto — ",
            "Elsen, Ontario, Canada",
            "2024-06-05",
        ),
        ("June 5, 2024 – Geneva, Switzerland - ", "Geneva, Switzerland", "2024-06-05"),
        ("(NewMediaWire) - June 05, 2024 - GLENDALE, CA -- ", "GLENDALE, CA", "2024-06-05"),
        ("NEW YORK, NY / NewsDirect / June 5th, 2024 / ", "NEW YORK, NY", "2024-06-05"),
        ("MONTREAL, QC / ACCESSWIRE / June 5, 2024 / ", "MONTREAL, QC", "2024-06-05"),
        ("WEST PALM BEACH, FLJune 05, 2024 /24-7PressRelease/ -- ", "WEST PALM BEACH, FL", "2024-06-05"),
        ("Wichita, KS – June 5, 2024, ", "Wichita, KS", "2024-06-05"),
        ("VALLETTA, MALTA, June 5, 2024 ", "VALLETTA, MALTA", "2024-06-05"),
        ("SALT LAKE CITY -– June 5, 2024 – ", "SALT LAKE CITY", "2024-06-05"),
        # international organisations
        ("GENEVA (5 June 2024) – ", "GENEVA", "2024-06-05"),
        ("NEW YORK / GENEVA, 5 June 2024 – ", "NEW YORK / GENEVA", "2024-06-05"),
        ("UNITED NATIONS, New York, 5 June 2024 – ", "UNITED NATIONS, New York", "2024-06-05"),
        ("Genève (OMS) – ", "Genève", None),
        ("Rabat, June 5 (ICESCO) – ", "Rabat", None),
        ("ABU DHABI, 5th June, 2024 (WAM) -- ", "ABU DHABI", "2024-06-05"),
        ("Riyadh, June 5, 2024, SPA -- ", "Riyadh", "2024-06-05"),
        ("(Washington, D.C.) – ", "Washington, D.C.", None),
        ("Wednesday, June 5, 2024 (Washington, D.C.) — ", "Washington, D.C.", "2024-06-05"),
        # Los Angeles begins as an article, À Paris with a preposition
        ("LOS ANGELES, CA, June 05, 2024 /Wire/ -- ", "LOS ANGELES, CA", "2024-06-05"),
        ("À Paris, le 5 juin 2024 – ", "Paris", "2024-06-05"),
        ("Madrid, miércoles 5 de junio de 2024.- ", "Madrid", "2024-06-05"),
        ("Bogotá, D.C., 5 de junio de 2024. ", "Bogotá, D.C.", "2024-06-05"),
        # Hijri beside Gregorian dates, agencies, days without a year
        ("الرياض 28 ذو القعدة 1445 هـ الموافق 5 يونيو 2024 م واس ", "الرياض", "2024-06-05"),
        ("سهرين – 28 ذو القعدة 1445هـ الموافق 5 يونيو 2024م – ", "سهرين", "2024-06-05"),
        ("أبوظبي في 5 يونيو / وام / ", "أبوظبي", None),
        ("عمان 5 حزيران (بترا)- ", "عمان", None),
        ("الرباط (إيسيسكو) - ", "الرباط", None),
        ("الدوحة - قنا: ", "الدوحة", None),
        ("الدار البيضاء، في 5 يونيو 2024 - ", "الدار البيضاء", "2024-06-05"),
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
        # labels, events, organisations
        "REMARKS — The minister spoke.",
        "STATEMENT – The minister said so.",
        "ICESCO – The ICESCO council met.",
        "World Water Forum, Paris, 5 June 2024",
        "Women Lead, Paris, 5 June 2024",
        "Paris, June 5–7, 2024",
        "Acme Robotics (ACME) – The company opened.",
        "SEGG Media (NASDAQ: SEGG) – The company opened.",
        "FEMA Administrator Jane Doe said so.",
        "Today, June 5, 2024 – the bridge opens.",
        # Arabic prose that begins with a verb, or with what happened
        "اجتمع في 5 يونيو 2024 – مجلس المعهد",
        "عقد المجلس في 5 يونيو 2024 - اجتماعا",
        "انعقد الاجتماع في 5 يونيو 2024 – في الرباط",
        "وقال الوزير - إن المختبر مهم",
    ],
)
def test_a_date_or_a_dash_inside_prose_is_no_dateline(prose: str) -> None:
    assert dateline(prose) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Brussels, 5 June 2024", "Brussels"),
        ("Paris, le 5 juin 2024", "Paris"),
        ("5 June 2024, Geneva", "Geneva"),
        ("5 June 2024, Port Elsen, Norland", "Port Elsen, Norland"),
        ("Beirut | 5 June 2024 |", "Beirut"),
        ("القاهرة في 5 يونيو 2024", "القاهرة"),
    ],
)
def test_a_line_of_place_and_day_alone(line: str, place: str) -> None:
    assert dateline(line) == Dateline(place, dt.date(2024, 6, 5))


@pytest.mark.parametrize(
    ("damaged", "place"),
    [
        ("WASHINGTON A federal jury met.", "WASHINGTON"),
        ("NEW YORK The U.S. Attorney spoke.", "NEW YORK"),
        ("AUSTIN, Texas Two men met.", "AUSTIN, Texas"),
        ("WASHINGTON D C U S Senator Orr spoke.", "WASHINGTON D C"),
        ("October 16, 2007 WASHINGTON, D.C. U.S. Senators met.", "WASHINGTON, D.C."),
    ],
)
def test_a_city_in_capitals_is_one_though_its_dash_was_lost(damaged: str, place: str) -> None:
    line = dateline(damaged)
    assert line is not None
    assert line.place == place


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
