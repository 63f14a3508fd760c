"""A question as a row of words of the calendar, each in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.understanding.row import read


def letters(text: str, day_first: bool = False) -> str:
    return "".join(token.word.letter for token in read(text, day_first))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 9 November 2023", "idmy"),
        ("يوم ٩ نوفمبر 2023", "Ddmy"),
        ("في تشرين الثاني", "im"),
        ("بين مايو ويوليو", "wm&m"),
        ("بيوليو", "im"),
        ("كانون 2023", "xy"),
        ("Rabi al-Awwal 1445", "Hh"),
        ("the 3rd quarter", "Ddq"),
        ("Q3 T4 H1 3Q H3 Q5", "QQQQxx"),
        ("2024-06-03 2024-25 3-7 7-3 1/2/3", "IYRxx"),
        ("$2025 £20 2025% 20 % S. 1955", "xxxxxx"),
        ("1990s 2,500 20245 1899 2100", "xxxxx"),
        ("2024م 1445هـ", "yh"),
        ("Tomorrow Today today", "zxz"),
        ("J’ai vu l'été", "xxxDE"),
        ("", ""),
    ],
)
def test_every_word_is_a_letter(text: str, expected: str) -> None:
    assert letters(text) == expected


def test_a_slashed_date_is_read_by_the_language_unless_it_can_be_only_one() -> None:
    assert [token.word.values for token in read("13/6/2024 6/13/2024 6/6/2024", False)] == [
        (2024, 6, 13), (2024, 6, 13), (2024, 6, 6),
    ]  # fmt: skip
    assert letters("3/6/2024") == "x"
    assert read("3/6/2024", True)[0].word.values == (2024, 6, 3)


@given(st.text(max_size=80) | st.text("Q3T 0١٢-/.,كانولثيأو'سm", max_size=60), st.booleans())
@settings(deadline=None)
def test_words_stand_in_the_text_one_after_another(text: str, day_first: bool) -> None:
    at = 0
    for token in read(text, day_first):
        assert at <= token.start < token.end <= len(text)
        at = token.end


def test_a_long_text_is_read_in_time(length: int) -> None:
    assert set(letters("1-" * (length // 2))) == {"x"}
    assert len(letters("ربيع " * (length // 50))) == length // 50
