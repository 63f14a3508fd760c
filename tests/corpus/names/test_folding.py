"""Names as they are compared: who writes them does not matter, and sound joins two scripts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.names.folding import alike, is_arabic, key, sound, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O.I.F.", "oif"),
        ("l’École des Mines", "L'ecole des mines"),
        ("الإيسيسكو", "إيسيسكو"),
        ("والإيسيسكو", "إيسيسكو"),
        ("منظمة العالم", "منظمه العالم"),
        ("Centers for Rail", "Center for Rail"),
        ("In-Flight Care", "in flight care"),
        ("Cœur", "coeur"),
    ],
)
def test_forms_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("NTA", "NAT"), ("Glass", "Glas"), ("Rail Board", "RailBoard")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(max_size=40))
def test_a_key_holds_words_alone_and_is_its_own_words_key(name: str) -> None:
    folded = key(name)
    assert folded == folded.strip()
    assert all(char == " " or char.isalnum() for char in folded)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=40))
def test_plain_english_needs_no_second_way(name: str) -> None:
    beside = f"{name} é"  # not ASCII any more: the long way
    assert words(beside)[: len(words(name))] == words(name)


@given(st.text(max_size=30))
def test_unicode_normal_form_does_not_matter(name: str) -> None:
    composed = unicodedata.normalize("NFC", name)
    assert words(unicodedata.normalize("NFD", composed)) == words(composed)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("ICESCO", "الإيسيسكو"),
        ("ISESCO", "إيسيسكو"),
        ("UNESCO", "اليونسكو"),
        ("UNICEF", "يونيسف"),
        ("ALECSO", "الألكسو"),
        ("COMESA", "الكوميسا"),
        ("INTERPOL", "الإنتربول"),
        ("OPEC", "أوبك"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(latin: str, arabic: str) -> None:
    assert sound(latin) == sound(arabic) != ""
    assert (is_arabic(latin), is_arabic(arabic)) == (False, True)


@pytest.mark.parametrize("name", ["NTFS", "BBC", "", "…", "H"])
def test_what_nobody_pronounces_has_no_sound(name: str) -> None:
    assert sound(name) == ""


def test_names_of_one_sound_are_suggested_in_pairs_and_one_name_twice_is_none() -> None:
    given_names = ["ICESCO", "NTA", "ISESCO", "الإيسيسكو", "إيسيسكو", "OPEC", "NATO"]
    assert alike(given_names[:4]) == [("ICESCO", "ISESCO"), ("ICESCO", "الإيسيسكو"), ("ISESCO", "الإيسيسكو")]
    assert ("الإيسيسكو", "إيسيسكو") not in alike(given_names)


def test_names_of_two_consonants_are_never_suggested() -> None:
    assert sound("NATO") == sound("ناتو")
    assert alike(["NATO", "ناتو"]) == []
