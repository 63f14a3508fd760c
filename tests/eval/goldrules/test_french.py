from __future__ import annotations

import datetime as dt

import pytest

from eval.goldrules import french
from eval.goldrules.release import Draft, Release

DAY = dt.date(2024, 1, 25)


def made(*sentences: str, published: dt.date | None = DAY) -> list[Draft]:
    return list(french.drafts(Release("", " ".join(sentences), published, sentences)))


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Les Chemins de fer du Valdorre (CFV) ont rouvert ce jeudi la ligne des Gorges.",
            "Qu'ont rouvert les Chemins de fer du Valdorre (CFV) en janvier 2024 ?",
            "la ligne des Gorges",
        ),
        (
            "Brightfell, fabricant d'éoliennes, a signé aujourd'hui un contrat avec la compagnie.",
            "Qu'a signé Brightfell en janvier 2024 ?",
            "un contrat avec la compagnie",
        ),
        (
            "« Nous n'allons pas nous cacher derrière la météo », a déclaré Hélène Vauquelain, présidente.",
            "Qu'a déclaré Hélène Vauquelain en janvier 2024 ?",
            "Nous n'allons pas nous cacher derrière la météo",
        ),
        (
            "« Nous avons préféré déplacer la fête », explique Clémence Abarel.",
            "Qu'explique Clémence Abarel en janvier 2024 ?",
            "Nous avons préféré déplacer la fête",
        ),
        (
            "« Le sel est ce qu'il y a de plus banal », rappelle Anaïs Delcombe.",
            "Que rappelle Anaïs Delcombe en janvier 2024 ?",
            "Le sel est ce qu'il y a de plus banal",
        ),
        (
            "La ligne des Gorges a coûté 64 millions d'euros à la région.",
            "Combien a coûté la ligne des Gorges ?",
            "64 millions d'euros",
        ),
        (
            "La sixième Nuit des lanternes aura lieu le samedi 8 juin 2024, de 20 heures à minuit.",
            "Quand aura lieu la sixième Nuit des lanternes ?",
            "8 juin 2024",
        ),
    ],
)
def test_a_sentence_is_asked_about(sentence: str, question: str, answer: str) -> None:
    (draft,) = made(sentence)
    assert (draft.question, draft.answer) == (question, answer)
    assert draft.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Elle a signé un contrat avec la compagnie de Montclarel.",
        "Le chantier a coûté 64 millions d'euros à la région.",
        "L'exposition ouvre ses portes le 6 octobre 2023 et dure six mois.",
        "« Le sel est banal », rappelle Anaïs Delcombe avec un sourire.",
        "« Nous avons préféré déplacer la fête », explique la directrice.",
    ],
)
def test_what_cannot_be_turned_safely_is_left(sentence: str) -> None:
    assert made(sentence) == []


def test_only_a_lead_is_asked_what_was_done() -> None:
    assert (
        made("Rien de tout cela ne sera facile pour les voyageurs.", "CFV a signé un contrat avec la compagnie.")
        == []
    )


def test_an_undated_release_is_asked_about_without_a_month() -> None:
    (draft,) = made("« Nous avons préféré déplacer la fête », explique Clémence Abarel.", published=None)
    assert draft.question == "Qu'explique Clémence Abarel ?"
