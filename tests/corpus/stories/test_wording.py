"""What of a release is compared with another."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from corpus.article import Draft, Part
from corpus.stories.wording import figures, marked, news, news_words, wording
from tests.corpus.tellings import MAKTABA, MUSEE, QUAY

ABOUT = "About the port\n\nThe port of Elsen belongs to the town. Its offices are in Quay Street."


def test_parts_beside_the_news_are_left_out() -> None:
    text = f"{QUAY.text}\n\n{ABOUT}"
    with_part = replace(QUAY, text=text, parts=(Part("about", len(QUAY.text) + 2, len(text)),))
    assert news_words(with_part) == news_words(QUAY)
    assert wording(with_part).vocabulary > wording(QUAY).vocabulary, "their words are still known"


def test_a_text_that_is_all_parts_is_compared_whole() -> None:
    whole = Draft(ABOUT, "About us", parts=(Part("about", 0, len(ABOUT)),))
    assert news_words(whole) == news_words(Draft(ABOUT, "About us"))


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("ELSEN, 3 June 2024 - ", "The harbour of Elsen opened a quay."),
        ("CHICAGO, IL, June 05, 2024 /Lanternwire/ -- ", "The harbour of Elsen opened a quay."),
        ("RIVAMAR, le 14 mars 2023 – ", "Le musée rouvre ses portes samedi."),
        ("صحرين، 5 أكتوبر 2022 – ", "افتتحت وزارة الثقافة المكتبة المركزية."),
    ],
)
def test_a_dateline_is_not_the_news(head: str, rest: str) -> None:
    (span,) = news(Draft(head + rest))
    assert span.of(head + rest) == rest


def test_a_dash_without_a_dateline_stays() -> None:
    text = "The quay - the second of its kind - was opened by the town."
    assert [span.of(text) for span in news(Draft(text))] == [text]


def test_figures_are_digits_and_the_words_that_do_their_work() -> None:
    said = ["412", "$5", "third", "deuxieme", "الثالث", "march", "mars", "monday", "harbour", "مدينه"]
    assert figures(said) == frozenset(said[:8])


def test_names_are_written_with_a_capital_inside_a_sentence() -> None:
    told = wording(Draft("The mayor of Elsen spoke. Ferries go to Rivamar, and “Mara Olin” steers them.", "X"))
    assert told.names == {"elsen", "rivamar", "mara", "olin"}


def test_in_a_script_without_capitals_words_that_come_again_are_names() -> None:
    told = wording(MAKTABA)
    assert {"المكتبه", "صحرين"} & told.names == {"المكتبه"}, "the dateline's place is not told again in the news"
    assert "نادر" not in told.names


def test_words_and_title_are_folded_and_joined() -> None:
    told = wording(MUSEE)
    assert {"musee", "ete"} <= told.said
    assert told.title <= told.vocabulary
    assert "2023" not in told.words


@pytest.mark.parametrize(
    "title",
    [
        "CORRECTION: Harbour opens a quay",
        "Correction - Harbour opens a quay",
        "/C O R R E C T I O N -- Port of Elsen/",
        "CORRECTING and REPLACING Harbour opens a quay",
        "Corrected: Harbour opens a quay",
        "Harbour opens a quay (corrected)",
        "Harbour opens a quay – UPDATED",
        "UPDATE: Harbour opens a quay",
        "Re-issued: Harbour opens a quay",
        "Correction to the release of 3 June",
        "RECTIFICATIF : le port ouvre un quai",
        "Erratum – le port ouvre un quai",
        "Annule et remplace le communiqué du 3 juin",
        "Mise à jour : le port ouvre un quai",
        "Le port ouvre un quai (corrigé)",
        "تصحيح: افتتاح الرصيف الثاني",
        "استدراك بشأن افتتاح الرصيف",
        "نسخة مصححة: افتتاح الرصيف",
    ],
)
def test_a_correction_says_so(title: str) -> None:
    assert marked(replace(QUAY, title=title))


@pytest.mark.parametrize(
    "title",
    [
        "Corrections officers get a pay rise",
        "Correction facility of Elsen opens its doors",
        "Update on the works at the second quay",
        "Updated rules help fishermen",
        "Le correcteur du port prend sa retraite",
        "Lamps of the quay are replaced",
        "الوزارة تصحح أوضاع العمال",
        None,
    ],
)
def test_what_only_speaks_of_correcting_does_not(title: str | None) -> None:
    assert not marked(replace(QUAY, title=title))


def test_a_note_at_the_head_of_the_text_says_so_too() -> None:
    note = "Correction: the cost was wrong in the release of this morning; the corrected release reads as follows."
    assert marked(replace(QUAY, text=f"{note}\n\n{QUAY.text}"))
    assert not marked(replace(QUAY, text=f"{QUAY.text}\n\n{note}")), "far below the head it is about something else"


@pytest.mark.parametrize("hostile", ["(" * 10**6, "A, " * 300_000, "C " * 500_000, "\n\n".join(["-"] * 300_000)])
def test_hostile_texts_are_reduced_in_their_length_of_time(hostile: str, length: int) -> None:
    began = time.process_time()
    wording(Draft(hostile[:length], hostile[:length]))
    assert time.process_time() - began < 10
