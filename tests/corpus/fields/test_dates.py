"""Dates as releases write them; what could be two days is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fields.dates import dates_in, in_path, stated

DAY = dt.date(2024, 6, 5)

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "en, short": "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ar, Egypt and the Gulf": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar, Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "ar, Morocco": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "ar, Algeria and Tunisia": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
}
NAMES = [
    (language, month, name.replace("_", " "))
    for language, names in MONTHS.items()
    for month, name in enumerate(names.split(), start=1)
]


def days(text: str) -> list[dt.date]:
    return [found.day for found in dates_in(text)]


@pytest.mark.parametrize(("language", "month", "name"), NAMES)
def test_every_month_has_its_name(language: str, month: int, name: str) -> None:
    assert days(f"17 {name} 2023") == [dt.date(2023, month, 17)]


@pytest.mark.parametrize(
    "text",
    [
        "June 5, 2024",
        "JUNE 5, 2024",
        "June 05 2024",
        "June 5th, 2024",
        "June 5,2024",
        "5 June 2024",
        "5th of June, 2024",
        "5 juin 2024",
        "le 5 juin 2024",
        "5\u00a0juin\u00a02024",
        "5 de junio de 2024",
        "5. Juni 2024",
        "5 giugno 2024",
        "5 de junho de 2024",
        "5 de junio del 2024",
        "5 يونيو 2024",
        "٥ يونيو ٢٠٢٤",
        "۵ يونيو ۲۰۲۴",
        "5 يونيو، 2024",
        "5 من يونيو عام 2024",
        "5 حزيران/يونيو 2024",
        "5 حزيران / يونيو 2024",
        "٥ يونيو/حزيران ٢٠٢٤",
        "2024-06-05",
        "٢٠٢٤-٠٦-٠٥",
        "2024-06-05T23:30:00-05:00",
        "LONDON--(BUSINESS WIRE)--Jun 5, 2024--",
    ],
)
def test_ways_to_write_a_day(text: str) -> None:
    assert days(text) == [DAY]
    assert stated(f"  {text}\n") == DAY


@pytest.mark.parametrize(
    "text", ["29/01/2024", "29/1/2024", "1/29/2024", "29.01.2024", "٢٩/٠١/٢٠٢٤", "29/01/2024 10:30"]
)
def test_numbers_of_which_one_alone_can_be_the_month(text: str) -> None:
    assert days(text) == [dt.date(2024, 1, 29)]


@pytest.mark.parametrize(
    "text", ["29/13/2024", "29.01/2024", "01.29.2024", "129/01/2024", "29/01/20245", "3/29/01/2024", "30/02/2024"]
)
def test_numbers_that_are_no_day(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize("text", ["1er juin 2024", "1º de junio de 2024", "June 1st, 2024", "1 يونيو/حزيران 2024"])
def test_firsts_of_a_month(text: str) -> None:
    assert days(text) == [dt.date(2024, 6, 1)]


@pytest.mark.parametrize(
    "text", ["5 كانون الثاني/يناير 2024", "5 يناير/كانون الثاني 2024", "٥ كانون الثاني / يناير ٢٠٢٤"]
)
def test_double_month_names_of_two_words(text: str) -> None:
    assert days(text) == [dt.date(2024, 1, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2024",
        "5/6/24",
        "05.06.2024",
        "20240605",
        "June 2024",
        "juin 2024",
        "حزيران/يونيو 2024",
        "June 5",
        "May 5 or 6, 2024",
        "May 5–6, 2024",
        "5/6 May 2024",
        "5 Mayfair 2024",
        "5 maya 2024",
    ],
)
def test_what_could_be_several_days_is_none(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "31 June 2024",
        "30 February 2024",
        "29 février 2023",
        "June 0, 2024",
        "2024-13-01",
        "2024-00-10",
        "45 juin 2024",
        "5 June 0000",
        "5 June 1850",
        "105 June 2024",
        "5 June 20245",
        "12024-06-05",
        "2024-06-0512",
        "item-2024-06-05",
    ],
)
def test_what_no_calendar_has_is_none(text: str) -> None:
    assert days(text) == []


def test_leap_days_exist_in_leap_years() -> None:
    assert days("29 February 2024") == [dt.date(2024, 2, 29)]


def test_several_dates_come_in_order_with_their_places() -> None:
    text = "Du 5 juin 2024 au 7 juillet 2024; ٩ نوفمبر ٢٠٢٣."
    found = list(dates_in(text))
    assert [text[each.start : each.end] for each in found] == ["5 juin 2024", "7 juillet 2024", "٩ نوفمبر ٢٠٢٣"]
    assert [each.day for each in found] == [DAY, dt.date(2024, 7, 7), dt.date(2023, 11, 9)]


def test_what_states_no_day_is_null() -> None:
    assert stated("yesterday") is None
    assert stated("") is None


SHAPES: tuple[Callable[[dt.date], str], ...] = (
    dt.date.isoformat,
    lambda day: f"{day.day} {MONTHS['fr'].split()[day.month - 1]} {day.year}",
    lambda day: f"{MONTHS['en'].split()[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {MONTHS['ar, Levant'].split()[day.month - 1].replace('_', ' ')} {day.year}",
)


@settings(deadline=None)
@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.sampled_from(SHAPES),
    st.text("ab ,.–(:"),
    st.text("ab ,.–):"),
)
def test_any_day_is_found_again_inside_words(
    day: dt.date, shape: Callable[[dt.date], str], before: str, after: str
) -> None:
    written = shape(day)
    text = f"{before} {written} {after}"
    found = list(dates_in(text))
    assert [each.day for each in found] == [day]
    assert text[found[0].start : found[0].end] == written


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789٠٥۵²-/ ,.juneJUIN يونيوde")))
def test_odd_text_never_breaks_the_search(text: str) -> None:
    for found in dates_in(text):
        assert 0 <= found.start < found.end <= len(text)


# Paths


@pytest.mark.parametrize(
    "path",
    [
        "wire/2024/0605/plant-opens.md",
        "2024/06/05/plant.html",
        "2024-06-05-plant.txt",
        "2024_06_05.txt",
        "plant.2024.06.05.txt",
        "20240605.txt",
        "press-20240605-plant.txt",
        "Office__5Jun2024plant1.txt",
        "2024/0605/2024-06-05-plant.md",
    ],
)
def test_days_in_paths(path: str) -> None:
    assert in_path(path) == DAY


@pytest.mark.parametrize(
    "path",
    [
        "2024/plant.md",
        "2024/06/plant.md",
        "2024/13/05/plant.md",
        "2024/0230/plant.md",
        "05-06-2024.txt",
        "budget-2023-24.html",
        "120240605x.txt",
        "id-198704123456.md",
        "5Xyz2024.txt",
        "plant.md",
        "",
    ],
)
def test_paths_without_a_day(path: str) -> None:
    assert in_path(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "2024/0605/remembering-2001-09-11.md",
        "2001-09-11/2024-06-05.txt",
        "2024-06-05-to-2024-06-07.txt",
        "11Sep2001/20240605.txt",
    ],
)
def test_two_days_in_a_path_decide_nothing(path: str) -> None:
    assert in_path(path) is None
