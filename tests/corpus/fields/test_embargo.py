"""Embargo notices in four languages; where one leaves room, the later moment is meant."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fields.embargo import moment, notice

PROSE = "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there soon."
DAY = dt.date(2024, 6, 5)


def utc(hour: int, minute: int = 0, day: int = 5) -> dt.datetime:
    return dt.datetime(2024, 6, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 5 June 2024, 10:00 GMT", utc(10)),
        ("EMBARGOED UNTIL JUNE 5, 2024 AT 10:00 A.M. EDT", utc(14)),
        ("STRICTLY EMBARGOED UNTIL 00:01 BST ON WEDNESDAY 5 JUNE 2024", utc(23, 1, 4)),
        ("UNDER EMBARGO UNTIL 0001 GMT, 5 June 2024", utc(0, 1)),
        ("Embargo – Wednesday, June 5, 2024, 9 a.m. ET", utc(13)),
        ("Embargoed for release until June 5, 2024 at noon (Paris time)", utc(10)),
        ("NOT FOR RELEASE BEFORE 10:00 CET ON 5 JUNE 2024", utc(9)),
        ("Not for publication or broadcast before 5 June 2024, 11:00 GMT+3", utc(8)),
        ("Hold for release until 5 June 2024 12:00 +0300", utc(9)),
        ("EMBARGO 2024-06-05T10:00:00Z", utc(10)),
        ("For Release 8 a.m. CT/9 a.m. ET, Wednesday, June 5, 2024", utc(13)),
        ("FOR RELEASE AT 8:30 A.M. EDT, JUNE 5, 2024", utc(12, 30)),
        ("Sous embargo jusqu'au 5 juin 2024 à 10h00 (heure de Paris)", utc(8)),
        ("SOUS EMBARGO JUSQU’AU MERCREDI 5 JUIN 2024, 10 H 30", utc(10, 30)),
        ("Embargo : 5 juin 2024 – 18 heures", utc(18)),
        ("À ne pas diffuser avant le 5 juin 2024 à 6h TU", utc(6)),
        ("محظور النشر حتى 5 يونيو 2024 الساعة 10 صباحا بتوقيت غرينتش", utc(10)),
        ("يحظر النشر قبل الساعة 3 مساء بتوقيت مكة المكرمة 5 يونيو 2024", utc(12)),
        ("محظور النشر حتى ٥ يونيو ٢٠٢٤، ١٠:٠٠ بتوقيت الرياض", utc(7)),
        ("EMBARGADO HASTA el 5 de junio de 2024, 10:00", utc(10)),
    ],
)
def test_notices_are_read_with_their_zone(line: str, until: dt.datetime) -> None:
    read = notice(line)
    assert read is not None
    assert read.until == until
    assert read.until.tzinfo is not None
    assert read.whole


@pytest.mark.parametrize(
    ("line", "until"),
    [
        # a day is hidden to its end
        ("Embargo: 5 June 2024", utc(0, day=6)),
        ("Sous embargo jusqu’au 5 juin 2024", utc(0, day=6)),
        ("محظور النشر حتى الساعة العاشرة من يوم 5 يونيو 2024", utc(0, day=6)),
        ("Embargoed until midnight, June 5, 2024", utc(0, day=6)),
        # several zones share a name: the westernmost
        ("EMBARGO: 10:00 AST June 5, 2024", utc(14)),
        ("EMBARGO: 10:00 CST June 5, 2024", utc(16)),
        # figures that could be two days: the later
        ("Embargo: 06/05/2024 10:00 GMT", utc(10)),
        ("Embargo: 05/06/2024 10:00 GMT", utc(10)),
        # several moments: the last
        ("EMBARGOED UNTIL 5 June 2024 09:00 GMT (print: 12:00 GMT)", utc(12)),
    ],
)
def test_in_doubt_it_is_hidden_longer(line: str, until: dt.datetime) -> None:
    read = notice(line)
    assert read is not None
    assert read.until == until


@pytest.mark.parametrize("line", ["Embargoed until 10:00 GMT", "Embargoed until 5 June 10:00 GMT"])
def test_the_releases_own_day_completes_a_notice(line: str) -> None:
    read = notice(line, DAY)
    assert read is not None
    assert read.until == utc(10)
    assert notice(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "FOR RELEASE: June 5, 2024",
        "Embargo on arms exports extended until 5 June 2025",
        "Embargo: what you need to know",
        "EMBARGOED UNTIL DELIVERY",
        "The embargo until 5 June 2024 was lifted.",
        "Pour diffusion immédiate",
        "للنشر الفوري",
        "حظر الصيد حتى 5 يونيو 2024",
        PROSE,
        "",
    ],
)
def test_what_is_no_notice(line: str) -> None:
    assert notice(line) is None


@pytest.mark.parametrize("line", ["Embargo lifted", "The embargo has been lifted.", "EMBARGO LEVÉ", "رفع الحظر"])
def test_a_lifted_embargo_holds_nothing_back(line: str) -> None:
    read = notice(line)
    assert read is not None
    assert (read.until, read.lifted) == (None, True)


def test_a_notice_with_the_release_behind_it_is_read_and_is_not_a_line_of_its_own() -> None:
    read = notice(f"EMBARGOED UNTIL 5 June 2024, 10:00 GMT. {PROSE} {PROSE}")
    assert read is not None
    assert (read.until, read.whole) == (utc(10), False)


@pytest.mark.parametrize(
    ("stated", "until"),
    [
        ("2024-06-05T10:00:00+02:00", utc(8)),
        ("2024-06-05T10:00:00Z", utc(10)),
        ("2024-06-05T10:00", utc(10)),
        ("2024-06-05", utc(0, day=6)),
        (" 2024-06-05 ", utc(0, day=6)),
    ],
)
def test_what_a_sender_states(stated: str, until: dt.datetime) -> None:
    assert moment(stated) == until


@pytest.mark.parametrize("stated", ["", "tomorrow", "2024-13-01", "5 June 2024", "10:00"])
def test_what_a_sender_states_badly_is_null(stated: str) -> None:
    assert moment(stated) is None


@pytest.mark.parametrize("line", ["Embargo: 31 December 9999", "Embargoed until 31 December 9999, 23:59 EST"])
def test_the_end_of_all_years_can_be_told_in_every_zone(line: str) -> None:
    read = notice(line)
    assert read is not None
    assert read.until is not None
    assert read.until.astimezone(dt.timezone(dt.timedelta(hours=14))).year == 9999


@pytest.mark.parametrize(
    "piece", ["embargo ", "10:00 ", "5 June 2024 ", "GMT+", "1", "not for release ", "محظور النشر "]
)
def test_a_million_characters_take_no_time(piece: str) -> None:
    notice("Embargo: " + piece * (1_000_000 // len(piece)))
    notice(piece * (1_000_000 // len(piece)))


@settings(deadline=None)
@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from([("GMT", 0), ("UTC", 0), ("CEST", 2), ("EDT", -4), ("GMT+3", 3), ("UTC-5", -5)]),
)
def test_any_moment_is_read_back(day: dt.date, hour: int, minute: int, zone: tuple[str, int]) -> None:
    read = notice(f"EMBARGOED UNTIL {day:%d %B %Y}, {hour:02d}:{minute:02d} {zone[0]}")
    assert read is not None
    there = dt.timezone(dt.timedelta(hours=zone[1]))
    assert read.until == dt.datetime.combine(day, dt.time(hour, minute), there)


@settings(deadline=None)
@given(st.text(st.sampled_from("embargo until 5June2024,:.GMT+-/() حتى\u0665"), max_size=80))
def test_any_line_is_read(written: str) -> None:
    for line in (written, f"Embargo: {written}", f"EMBARGOED UNTIL {written} 5 June 2024"):
        read = notice(line)
        assert read is None or read.until is None or read.until.tzinfo is not None
