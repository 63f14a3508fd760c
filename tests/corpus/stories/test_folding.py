"""Words are compared whoever wrote them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.folding import fold, shingles, without_addresses, words

ALIKE = [
    ("The port’s “second” quay", 'The port\'s "second" quay'),
    ("L’ÉTÉ à l'école", "l'ete a l’ecole"),
    ("مُدِيرَةُ المَكْتَبَةِ", "مديره المكتبه"),
    ("إلى الأمام", "الى الامام"),
    ("مستشفى الرازي", "مستشفي الرازي"),
    ("عام ٢٠٢٤، ١٢٫٥ في المائة", "عام 2024، 12.5 في المائة"),
    ("Aurora™ and Borealis®", "Aurora and Borealis"),
    ("co\u00adoperation\u200b", "cooperation"),
    ("مـــدينة", "مدينة"),
    ("ﬁne print", "fine print"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_two_hands_write_differently_is_one(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("412,5 millions", "412,6 millions"),
        ("$5 million", "€5 million"),
        ("1.5", "15"),
        ("مائة", "مئتان"),
        ("ten", "tin"),
    ],
)
def test_what_says_something_else_stays_apart(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_a_figure_is_one_word_with_its_currency() -> None:
    assert words("It cost $1,234.50 at 10:30, 4.1 per cent more.") == [
        *("it", "cost", "$1,234.50", "at", "10:30", "4.1", "per", "cent", "more")
    ]


def test_addresses_say_nothing() -> None:
    text = "See https://elsen.example/a?b=c or www.elsen.example\nor write to press@elsen.example today"
    assert without_addresses(text) == "See or\nor write to today"
    assert words("no address here") == ["no", "address", "here"]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_are_words_of_themselves(text: str) -> None:
    found = words(text)
    assert all(word == word.casefold() and word.strip() for word in found)


@given(st.lists(st.sampled_from("a quay opens in the harbour of elsen".split()), max_size=30))
def test_every_three_words_in_a_row_make_a_shingle(said: list[str]) -> None:
    runs = shingles(said)
    assert len(runs) == max(1, len(said) - 2)
    for at in range(max(0, len(said) - 2)):
        assert runs[at] == shingles(said[at : at + 3])[0]


@given(st.lists(st.sampled_from("abcdefgh"), min_size=3, max_size=6))
def test_the_order_of_words_counts(said: list[str]) -> None:
    if said != said[::-1]:
        assert shingles(said).tolist() != shingles(said[::-1]).tolist()


@pytest.mark.parametrize(
    "hostile",
    [
        "1," * 500_000,
        "1" + "," * 1_000_000,
        "a" * 1_000_000,
        "@" * 1_000_000,
        "a@ " * 300_000,
        "é" * 1_000_000,
        "'" * 10**6,
    ],
)
def test_a_million_characters_take_no_longer_than_they_are_long(hostile: str) -> None:
    began = time.process_time()
    words(hostile)
    assert time.process_time() - began < 5
