"""The language of a text, and those of a text in several."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fields.languages import language, languages
from tests.conftest import examples

ENGLISH = "The institute opened a laboratory for bridges, and forty engineers will work there, its director said."
FRENCH = "L’institut a ouvert un laboratoire pour les ponts, où quarante ingénieurs travailleront dès l’automne."
SPANISH = "El instituto abrió un laboratorio para los puentes y cuarenta ingenieros trabajarán allí desde el otoño."
ARABIC = "افتتح المعهد مختبرا للجسور وسيعمل فيه أربعون مهندسا ابتداء من الخريف المقبل كما قال مديره."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", ENGLISH * 3),
        ("fr", "L’institut a ouvert un laboratoire pour les ponts, où quarante ingénieurs travailleront."),
        ("es", "El instituto abrió un laboratorio para los puentes y cuarenta ingenieros trabajarán allí."),
        ("ar", ARABIC),
        ("ar", "قال الوزير إن الاتفاقية مهمة."),
    ],
)
def test_languages_are_named(code: str, text: str) -> None:
    assert language(text) == code
    assert languages([text]) == (code,)


@pytest.mark.parametrize("text", ["", "Ok", "2024: 1,250 | 940 | 12 %", "... --- ...", "😀" * 20])
def test_a_language_is_not_guessed_from_next_to_nothing(text: str) -> None:
    assert language(text) is None
    assert languages([text]) == ()


@pytest.mark.parametrize(
    ("paragraphs", "codes"),
    [
        ([ENGLISH, ENGLISH, ARABIC], ("en", "ar")),
        ([ARABIC, ARABIC, ARABIC, ENGLISH], ("ar", "en")),
        ([ENGLISH, FRENCH, FRENCH, FRENCH], ("fr", "en")),
        ([SPANISH, SPANISH, ENGLISH], ("es", "en")),
        ([ENGLISH, FRENCH, ARABIC, ENGLISH], ("en", "fr", "ar")),
    ],
)
def test_a_text_in_several_languages_has_them_all_the_main_one_first(
    paragraphs: list[str], codes: tuple[str, ...]
) -> None:
    assert languages(paragraphs) == codes


@pytest.mark.parametrize(
    "aside",
    [
        "« Oui », a dit la ministre.",
        "Musée du Fleuve, 12 rue des Gabares, Rivamar",
        "السلام عليكم",
        "info@halvern.example",
        "La Nuit des lanternes",
    ],
)
def test_a_name_or_a_short_quote_is_no_second_language(aside: str) -> None:
    assert languages([ENGLISH] * 8 + [aside]) == ("en",)


def test_a_line_in_a_long_text_is_no_second_language() -> None:
    assert languages([ENGLISH] * 40 + [FRENCH]) == ("en",)


@settings(deadline=None, max_examples=examples(30))
@given(st.lists(st.sampled_from([ENGLISH, FRENCH, ARABIC, SPANISH, "x", "", "12"]), max_size=8))
def test_the_main_language_is_one_of_the_texts_and_none_is_named_twice(paragraphs: list[str]) -> None:
    codes = languages(paragraphs)
    assert len(set(codes)) == len(codes)
    assert set(codes) <= {"en", "fr", "ar", "es"}
    assert bool(codes) == any(len(paragraph) > 12 for paragraph in paragraphs)
