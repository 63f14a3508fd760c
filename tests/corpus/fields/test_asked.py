"""The language of a question is told by its script and its little words."""

from __future__ import annotations

import pytest

from corpus.fields.asked import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what did ICESCO agree with NeLC?", "en"),
        ("Who leads Elsen?", "en"),
        ("When was the Kettle Bridge closed?", "en"),
        ("Where is it?", "en"),
        ("how many students", "en"),
        ("Quand rouvre la ligne ?", "fr"),
        ("Qui a signé l'accord avec Brightfell ?", "fr"),
        ("Combien a coûté le pont ?", "fr"),
        ("OÙ EST LE MUSÉE ?", "fr"),
        ("À quelle date ?", "fr"),
        ("متى أطلق القمر نجم 1؟", "ar"),
        ("من المدير؟", "ar"),
        ("ماذا وقعت الإيسيسكو مع UNESCO؟", "ar"),
        ("¿Cuándo abre el puerto?", "es"),
        ("¿Quién firmó el acuerdo con la universidad?", "es"),
        ("¿Qué anunció la universidad?", "es"),
    ],
)
def test_the_language_of_a_short_question_is_told(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize("text", ["ICESCO", "2023", "NeLC 2023?", "Elsen", "X"])
def test_a_name_or_a_number_tells_no_language(text: str) -> None:
    assert language(text) is None


@pytest.mark.parametrize(
    "text",
    ["List a few agreements", "Tell me about a new port in Elsen", "Can a student apply?", "Any news on a merger?"],
)
def test_an_english_article_is_no_french_verb(text: str) -> None:
    assert language(text) != "fr"
