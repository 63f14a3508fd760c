"""Which days a question asks about, and when they bound the search."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.understanding.periods import ROOM, Period, closeness, counting, period, periods

TODAY = dt.date(2026, 11, 22)
OPEN = ("0001-01-01", "9999-12-31")
WORDS = (
    "in on since before after between from to and the of last this next early late end first third quarter week month"
    " year spring fall winter June May March 3 7 31 2024 2025 1445 Q3 Ramadan published releases what did announce"
    " en mars l'automne dernier depuis du au في منذ قبل بين و مايو ويوليو رجب ١٤٤٥ كانون الثاني الماضي الربع الثالث"
    " 2024-06-03 3/6/2024 2024-2025 15-20 $2025 yesterday recently"
).split()


def read(text: str, language: str | None = "en", today: dt.date = TODAY) -> Period | None:
    return period(text, today, language)


def days(found: Period | None) -> tuple[str, str] | None:
    return (found.start.isoformat(), found.end.isoformat()) if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("who directed the pupils in the summer school?", None),
        ("who won in the winter games?", None),
        ("what opened in the summer?", ("2026-06-01", "2026-08-31")),
    ],
)
def test_a_season_before_a_noun_is_part_of_a_name(text: str, wanted: tuple[str, str] | None) -> None:
    assert days(read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("What was signed in March 2025?", "2025-03-01", "2025-03-31"),
        ("What was signed on 9 November 2023?", "2023-11-09", "2023-11-09"),
        ("What was signed on November 9th, 2023?", "2023-11-09", "2023-11-09"),
        ("the vote of 2024-06-03", "2024-06-03", "2024-06-03"),
        ("the fair of 13/06/2024", "2024-06-13", "2024-06-13"),
        ("the fair of 06/13/2024", "2024-06-13", "2024-06-13"),
        ("from 3 to 7 June 2024", "2024-06-03", "2024-06-07"),
        ("the fair of May 15-20, 2024", "2024-05-15", "2024-05-20"),
        ("between May and July 2024", "2024-05-01", "2024-07-31"),
        ("between December and February 2024", "2023-12-01", "2024-02-29"),
        ("from 2021 to 2023", "2021-01-01", "2023-12-31"),
        ("the third quarter of 2024", "2024-07-01", "2024-09-30"),
        ("Q3 2024 results", "2024-07-01", "2024-09-30"),
        ("results of the last quarter of 2024", "2024-10-01", "2024-12-31"),
        ("the first half of 2024", "2024-01-01", "2024-06-30"),
        ("What opened in autumn 2024?", "2024-09-01", "2024-11-30"),
        ("What opened in the winter of 2024?", "2023-12-01", "2024-02-29"),
        ("the 2024-25 season", "2024-01-01", "2025-12-31"),
        ("What was sold in Q2 fiscal 2024?", "2024-04-01", "2024-06-30"),
        ("sales in the third quarter of the fiscal year 2024", "2024-07-01", "2024-09-30"),
        ("sales in the first quarter of FY2024", "2024-01-01", "2024-03-31"),
        ("le deuxième trimestre de l'exercice 2024", "2024-04-01", "2024-06-30"),
        ("Who spoke in the summer school in 2024?", "2024-01-01", "2024-12-31"),
        ("What was said in March about the plan for 2024?", "2024-01-01", "2024-12-31"),
        ("What was agreed in early June 2024?", "2024-06-01", "2024-06-10"),
        ("What opened in mid-September 2006?", "2006-09-11", "2006-09-20"),
    ],
)
def test_a_period_with_its_year_is_read(text: str, start: str, end: str) -> None:
    assert days(read(text)) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("What was signed last autumn?", "2025-09-01", "2025-11-30"),
        ("What was signed this autumn?", "2026-09-01", "2026-11-30"),
        ("What was signed last week?", "2026-11-09", "2026-11-15"),
        ("What was signed last month?", "2026-10-01", "2026-10-31"),
        ("What was signed this year?", "2026-01-01", "2026-12-31"),
        ("What was signed last quarter?", "2026-07-01", "2026-09-30"),
        ("What opens next March?", "2027-03-01", "2027-03-31"),
        ("What opened last March?", "2026-03-01", "2026-03-31"),
        ("What was signed in the last 3 weeks?", "2026-11-01", "2026-11-22"),
        ("What was signed yesterday?", "2026-11-21", "2026-11-21"),
        ("What was signed recently?", "2026-08-24", "2026-11-22"),
        ("What was signed in December?", "2025-12-01", "2025-12-31"),
        ("What was signed on 29 February?", "2024-02-29", "2024-02-29"),
        ("Who spoke at the June meeting?", "2026-06-01", "2026-06-30"),
        ("What was signed since 2022?", "2022-01-01", OPEN[1]),
        ("What was signed after May 2024?", "2024-06-01", OPEN[1]),
        ("What was agreed before the June meeting?", OPEN[0], "2026-05-31"),
        ("How much is due by the end of 2022?", OPEN[0], "2022-12-31"),
    ],
)
def test_what_is_said_of_today_counts_from_it(text: str, start: str, end: str) -> None:
    assert days(read(text)) == (start, end)


def test_today_is_the_day_that_is_given() -> None:
    assert days(read("What opened last autumn?", today=dt.date(2024, 1, 5))) == ("2023-09-01", "2023-11-30")
    assert days(read("What opened in June?", today=dt.date(2024, 5, 31))) == ("2023-06-01", "2023-06-30")


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("Qu'a signé le port en mars 2025 ?", "fr", "2025-03-01", "2025-03-31"),
        ("Qu'a signé le port l'automne dernier ?", "fr", "2025-09-01", "2025-11-30"),
        ("Qu'a signé le port depuis 2022 ?", "fr", "2022-01-01", OPEN[1]),
        ("Qui a parlé le 3 juin ?", "fr", "2026-06-03", "2026-06-03"),
        ("Qui a parlé le 1er août 2024 ?", "fr", "2024-08-01", "2024-08-01"),
        ("Qui a parlé le 3/6/2024 ?", "fr", "2024-06-03", "2024-06-03"),
        ("entre mai et juillet", "fr", "2026-05-01", "2026-07-31"),
        ("de mai à juillet 2024", "fr", "2024-05-01", "2024-07-31"),
        ("au troisième trimestre 2024", "fr", "2024-07-01", "2024-09-30"),
        ("les trois derniers mois", "fr", "2026-08-24", "2026-11-22"),
        ("en été 2024", "fr", "2024-06-01", "2024-08-31"),
        ("ماذا وقع الميناء في مارس ٢٠٢٥؟", "ar", "2025-03-01", "2025-03-31"),
        ("ماذا وقع الميناء في كانون الثاني 2024؟", "ar", "2024-01-01", "2024-01-31"),
        ("من تحدث يوم ٩ تشرين الثاني ٢٠٢٣؟", "ar", "2023-11-09", "2023-11-09"),
        ("بين مايو ويوليو 2024", "ar", "2024-05-01", "2024-07-31"),
        ("منذ عام 2022", "ar", "2022-01-01", OPEN[1]),
        ("الربع الثالث من عام 2024", "ar", "2024-07-01", "2024-09-30"),
        ("الأسبوع الماضي", "ar", "2026-11-09", "2026-11-15"),
        ("ماذا افتتح في رجب 1445؟", "ar", "2024-01-13", "2024-02-10"),
        ("ماذا افتتح في شهر رمضان ١٤٤٥ هـ؟", "ar", "2024-03-11", "2024-04-09"),
        ("ماذا افتتح في ربيع الأول 1445؟", "ar", "2023-09-16", "2023-10-15"),
        ("من تحدث يوم 10 رمضان 1445؟", "ar", "2024-03-20", "2024-03-20"),
        ("ماذا افتتح عام 1445؟", "ar", "2023-07-19", "2024-07-06"),
        ("What opened in Ramadan 1445?", "en", "2024-03-11", "2024-04-09"),
        ("What opened in Rajab?", "en", "2025-12-21", "2026-01-19"),
        ("¿Qué firmó el puerto en marzo de 2025?", "es", "2025-03-01", "2025-03-31"),
        ("¿Quién habló el 3 de junio de 2024?", "es", "2024-06-03", "2024-06-03"),
    ],
)
def test_other_languages_and_calendars_are_read(text: str, language: str, start: str, end: str) -> None:
    assert days(read(text, language)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "When may a visitor enter?",
        "May a visitor enter?",
        "How far did prices fall?",
        "Who will march to Elsen?",
        "What did NeLC pay, $2025 or 2025%?",
        "What does bill S. 1955 say?",
        "What is the last day to apply?",
        "Who leads Care Today?",
        "What was signed on 30 February 2024?",
        "What was signed on 2024-13-41?",
        "the fair of 3/6/2024",
        "What fell in 1445?",
        "ما عنوان الميناء؟",
        "Qui a été nommé ?",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "press releases published in March 2025",
        "releases from 2024",
        "the statement of 9 November 2023",
        "the 9 November 2023 statement",
        "What has been announced since 2022?",
        "How many berths has the port announced since 2022?",
        "What did the Elsen port announce in March 2025?",
        "What was announced last week?",
        "news published between May and July 2024",
        "Qu'a annoncé le port en mars 2025 ?",
        "communiqués publiés depuis mai 2024",
        "ماذا أعلن الميناء في مارس 2025؟",
        "البيان الصادر يوم 9 نوفمبر 2023",
    ],
)
def test_words_of_publishing_bound_the_search(text: str) -> None:
    found = read(text, "ar" if not text.isascii() and "ا" in text else "en")
    assert found is not None
    assert found.explicit


@pytest.mark.parametrize(
    "text",
    [
        "What happens on 1 July 2025?",
        "What did the port earn in the third quarter of 2024?",
        "How large is the 2026 budget?",
        "What opened in March 2025?",
        "How many berths did the port have in 2024?",
        "Since 2022, how many ships have called?",
        "What did the port announce about the fair in July 2025?",
        "What was announced in March?",
        "What was announced last autumn?",
        "recent statements",
    ],
)
def test_days_of_the_content_and_vague_ones_are_hints(text: str) -> None:
    found = read(text)
    assert found is not None
    assert not found.explicit


def test_what_bounds_counts_before_hints_and_a_day_before_a_year() -> None:
    text = "Which statements published in 2024 speak of the fair of 3 June 2025?"
    assert [found.form for found in periods(text, TODAY, "en")] == ["in year", "of day"]
    assert days(read(text)) == ("2024-01-01", "2024-12-31")
    assert days(read("What did the 2024 plan say on 3 June 2025?")) == ("2025-06-03", "2025-06-03")
    assert counting(()) is None


def test_open_ends_are_no_bounds() -> None:
    since, before = read("news since 2022"), read("news published before 2022")
    assert since is not None
    assert since.bounds == (dt.date(2022, 1, 1), None)
    assert before is not None
    assert before.bounds == (None, dt.date(2021, 12, 31))


def test_closeness_falls_evenly_around_a_period() -> None:
    march = Period(dt.date(2025, 3, 1), dt.date(2025, 3, 31), False, (0, 1))
    assert closeness(march, dt.date(2025, 3, 31)) == 1
    assert closeness(march, dt.date(2025, 3, 31) + dt.timedelta(ROOM // 2)) == 0.5
    assert closeness(march, dt.date(2025, 3, 1) - dt.timedelta(ROOM // 2)) == 0.5
    assert closeness(march, dt.date(2026, 3, 1)) == closeness(march, None) == 0


def test_words_of_one_date_are_not_those_before_the_next() -> None:
    week, year = periods("last week 2024", dt.date(2025, 6, 1), "en")
    assert (week.words, year.words) == ((0, 9), (10, 14))


@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60), st.dates(dt.date(1950, 1, 1))
)
@settings(deadline=None)
def test_any_text_has_sound_periods(text: str, today: dt.date) -> None:
    at = 0
    for found in periods(text, today, None):
        start, end = found.words
        assert at <= start < end <= len(text)
        assert found.start <= found.end
        at = end
    assert (period(text, today, "fr") is None) == (not periods(text, today, "fr"))
