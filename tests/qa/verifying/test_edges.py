"""Whole words: nothing is found inside a word, a figure or a character."""

from __future__ import annotations

import pytest

from qa.verifying.edges import whole


def holds(text: str, quote: str) -> bool:
    at = text.index(quote)
    return whole(text, at, at + len(quote))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It cost 15 million euros.", "15 million"),
        ("a (well-known) case", "well"),
        ("the Center's plan", "Center"),
        ("snake_case", "snake"),
        ("at 5, 6 and 7", "5"),
        ("it is 5.", "5"),
        ("هذا والاتفاق جديد", "الاتفاق"),
        ("وَالاتفاق", "الاتفاق"),
        ("東京都知事", "京都"),
        ("ok 👩\u200d💻 ok", "👩\u200d💻"),
        ("word—word", "word"),
        ("x", "x"),
    ],
)
def test_whole_words_are_found(text: str, quote: str) -> None:
    assert holds(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It cost 15 million euros.", "5 million"),
        ("It cost 15 million euros.", "15 mill"),
        ("some 1,500 people", "500 people"),
        ("some 1,500 people", "1"),
        ("up 2.5 %", "5 %"),
        ("up 2.5 %", "2"),
        ("at 12:30", "12"),
        ("٢٫٥", "٢"),
        ("the warehouse", "house"),
        ("cafe\u0301", "cafe"),
        ("cafe\u0301s", "s"),
        ("كِتَابٌ", "كِتَاب"),
        ("مكتبة", "كتبة"),
        ("ok 👩\u200d💻", "👩"),
        ("ok 👩\u200d💻", "💻"),
        ("ok 👍🏽", "👍"),
        ("x²", "x"),
    ],
)
def test_parts_of_words_figures_and_characters_are_not(text: str, quote: str) -> None:
    assert not holds(text, quote)


def test_a_word_after_a_very_long_run_of_letters_is_judged_at_once() -> None:
    text = "ا" * 100_000
    assert not whole(text, 99_000, 100_000)
