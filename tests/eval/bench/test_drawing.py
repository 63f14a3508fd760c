"""Drawn quotes are what they are said to be."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from eval.bench.drawing import FALSE, TRUE, Drawn, Text, false, letters, true, words

TEXTS: list[Text] = [
    (text, words(text))
    for text in (
        "The port of Halvern — closed since May — reopened to “all” ships; it cost 1,500 euros.\n\nThe mayor’s glad.",
        "أعيد افتتاح ميناء هالفرن أمام السفن يوم الخميس بعد إصلاح الرصيف القديم.",
        "Zoë a signé l’accord « à Rivamar » le 12 mai, dit-elle.",
    )
]


def drawn(count: int, draw: object) -> list[Drawn]:
    random = Random(5)
    assert callable(draw)
    return [one for one in (draw(TEXTS, random) for _ in range(count)) if one is not None]


def test_true_quotes_have_the_letters_of_their_home_in_order() -> None:
    found = drawn(1_000, true)
    assert {one.kind for one in found} == set(TRUE)
    for one in found:
        home = letters(TEXTS[one.home][0])
        if one.kind != "left out":
            assert letters(unicodedata.normalize("NFC", one.quote)) in home


def test_false_quotes_of_every_kind_come_and_few_are_true_by_chance() -> None:
    found = drawn(1_000, false)
    assert {one.kind for one in found} == set(FALSE)
    stand = [one for one in found if any(letters(one.quote) in letters(text) for text, _ in TEXTS)]
    assert len(stand) < len(found) / 10


def test_the_same_seed_draws_the_same() -> None:
    assert drawn(50, true) == drawn(50, true)


@pytest.mark.parametrize(
    ("one", "other"), [("“l’accord”", "l'accord"), ("a — b", "a-b"), ("a\r\n b", "ab"), ("ﬁn", "fin"), ("5−6", "5-6")]
)
def test_letters_leave_out_what_print_may_vary(one: str, other: str) -> None:
    assert letters(one) == letters(other)


def test_letters_keep_signs_and_figures() -> None:
    assert letters("1,500 € 🚢 كِ") == "1500€🚢كِ"
