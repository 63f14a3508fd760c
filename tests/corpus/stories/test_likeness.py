"""Same, edited, corrected, or another that reads alike."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.stories.likeness import Relation, relate
from corpus.stories.wording import wording
from tests.conftest import examples
from tests.corpus.tellings import DIFFERENT, MAKTABA, MUSEE, QUAY, RELEASES

WIRE = {
    "en": "Lanternwire sends releases of three hundred houses to editors in forty lands. Register without charge.",
    "fr": "Le Fil du fleuve diffuse les communiqués de trois cents maisons. L’inscription est gratuite et rapide.",
    "ar": "توزع وكالة الفانوس بيانات ثلاثمائة مؤسسة على المحررين في أربعين بلداً. التسجيل مجاني وسريع.",
}
MORE = {
    "en": "The town thanks the school orchestra, which played on the quay in spite of the rain.",
    "fr": "La municipalité remercie la fanfare, qui a joué dans la cour malgré la pluie.",
    "ar": "وشكرت الوزارة فرقة المدرسة التي عزفت في ساحة المكتبة رغم المطر.",
}


def relation(one: Draft, other: Draft) -> Relation:
    found = relate(wording(one), wording(other))
    assert found == relate(wording(other), wording(one)), "the same whichever comes first"
    return found


def paragraphs(told: Draft) -> list[str]:
    return told.text.split("\n\n")


def with_text(told: Draft, *blocks: str) -> Draft:
    return replace(told, text="\n\n".join(blocks))


@pytest.mark.parametrize("language", RELEASES)
@pytest.mark.parametrize("other", RELEASES)
def test_a_release_is_the_same_as_itself_and_no_other(language: str, other: str) -> None:
    assert relation(RELEASES[language], RELEASES[other]) == ("same" if language == other else "different")


@pytest.mark.parametrize("language", RELEASES)
def test_another_wire_another_dateline_another_title(language: str) -> None:
    told = RELEASES[language]
    first = told.text.partition("–" if "–" in told.text.split("\n\n")[0] else " - ")[2].strip()
    bare = replace(told, text=f"NORWICK, 9 June 2024 /Lanternwire/ -- {first}", title="A day of rain")
    assert relation(told, bare) == "same"


@pytest.mark.parametrize("language", RELEASES)
def test_quotes_spaces_and_letter_forms_do_not_count(language: str) -> None:
    told = RELEASES[language]
    typed = told.text.translate(str.maketrans("“”’«»–", '""\'""-', "")).replace(" ", "  ")
    assert relation(told, replace(told, text=typed)) in {"same", "edited"}


@pytest.mark.parametrize("language", RELEASES)
@pytest.mark.parametrize(
    "edit",
    [
        lambda told, language: with_text(told, *paragraphs(told), WIRE[language]),
        lambda told, language: with_text(told, *paragraphs(told)[:-1], MORE[language], paragraphs(told)[-1]),
        lambda told, _: with_text(told, *paragraphs(told)[:-1]),
        lambda told, _: with_text(told, *paragraphs(told)[:2]),
        lambda told, _: with_text(told, paragraphs(told)[0], *paragraphs(told)[2:]),
        lambda told, _: with_text(told, *paragraphs(told)[1:]),
        lambda told, language: replace(
            with_text(told, *paragraphs(told)[:-1], MORE[language]), title="What happened yesterday"
        ),
    ],
    ids=[
        "more at the end",
        "more inside",
        "less at the end",
        "half",
        "less inside",
        "no lead",
        "other title and end",
    ],
)
def test_words_that_came_or_went_make_an_edition(language: str, edit: Callable[[Draft, str], Draft]) -> None:
    assert relation(RELEASES[language], edit(RELEASES[language], language)) == "edited"


def test_two_wires_may_each_add_their_own() -> None:
    one = with_text(QUAY, *paragraphs(QUAY), WIRE["en"])
    other = with_text(
        QUAY, *paragraphs(QUAY), "Kestrel Newsroom is a service of Halden Media. Stories sorted by hand."
    )
    assert relation(one, other) == "edited"


@pytest.mark.parametrize(
    ("told", "was", "now"),
    [
        (QUAY, "31 million", "37 million"),
        (QUAY, "Mara Olin", "Mara Dahl"),
        (MUSEE, "6,4 millions", "4,6 millions"),
        (MUSEE, "dix heures", "neuf heures"),
        (MAKTABA, "18 مليون", "81 مليون"),
    ],
)
def test_one_figure_or_name_that_became_another_is_a_correction(told: Draft, was: str, now: str) -> None:
    assert relation(told, replace(told, text=told.text.replace(was, now))) == "corrected"


@pytest.mark.parametrize(
    ("told", "mark", "changes"),
    [
        (QUAY, "CORRECTION: ", {"31 million": "37 million", "420": "402", "ten and four": "nine and five"}),
        (MUSEE, "RECTIFICATIF : ", {"6,4": "4,6", "1911": "1912", "trois salles": "quatre salles"}),
        (MAKTABA, "تصحيح: ", {"18 مليون": "81 مليون", "سلمى الحداد": "ليلى النجار", "ألف مخطوط": "مائة مخطوط"}),
    ],
)
def test_a_release_that_says_so_may_correct_more(told: Draft, mark: str, changes: dict[str, str]) -> None:
    text = told.text
    for was, now in changes.items():
        assert was in text
        text = text.replace(was, now)
    assert relation(told, replace(told, text=text, title=mark + (told.title or ""))) == "corrected"


def test_a_misspelt_name_is_an_edition() -> None:
    assert relation(QUAY, replace(QUAY, text=QUAY.text.replace("Rivamar", "Rivammar"))) == "edited"


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_a_form_filled_anew_is_another_story(pair: tuple[Draft, Draft]) -> None:
    assert relation(*pair) == "different"


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_each_of_those_is_a_story_with_its_own_editions(pair: tuple[Draft, Draft]) -> None:
    for told in pair:
        assert relation(told, with_text(told, *paragraphs(told), MORE["en"])) == "edited"


def test_a_title_s_figure_is_corrected_soon_or_not_at_all() -> None:
    greeting = replace(QUAY, title="Elsen spends 31 million euros on a quay", published=dt.date(2024, 6, 3))
    corrected = replace(greeting, title="Elsen spends 37 million euros on a quay")
    text = QUAY.text.replace("31 million", "37 million")
    assert relation(greeting, replace(corrected, text=text, published=dt.date(2024, 6, 5))) == "corrected"
    assert relation(greeting, replace(corrected, text=text, published=dt.date(2024, 6, 10))) == "different"
    assert relation(greeting, replace(corrected, text=text, published=None)) == "different"


def test_an_item_of_a_digest_is_not_the_digest() -> None:
    digest = "\n\n".join(told.text for told in (QUAY, *DIFFERENT["shares offered, then sold"], MUSEE, MAKTABA))
    assert relation(QUAY, replace(QUAY, text=digest)) == "different"


def test_a_caption_is_compared_with_its_title() -> None:
    caption = Draft("See the attached file.", "Minutes of the council, May")
    assert relation(caption, caption) == "same"
    assert relation(caption, replace(caption, title="Minutes of the council, June")) == "different"


@given(st.text(max_size=300), st.text(max_size=300))
@settings(deadline=None)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert relation(Draft(one, one), Draft(one, one)) == "same"
    relation(Draft(one, other), Draft(other, one))


@given(st.integers(0, 40), st.sampled_from(sorted(RELEASES)), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=examples(60))
def test_a_sentence_less_anywhere_is_still_the_story(at: int, language: str, chance: object) -> None:
    told = RELEASES[language]
    said = told.text.replace("\n\n", "\n\n ").split(". ")
    at %= len(said)
    shorter = ". ".join(said[:at] + said[at + 1 :])
    assert relation(told, replace(told, text=shorter)) in {"edited", "corrected"}


@pytest.mark.parametrize("hostile", ["A. " * 100_000, "a" * 10**6, "1 " * 300_000, "A b c. " * 60_000])
def test_hostile_texts_are_compared_in_their_length_of_time(hostile: str, length: int) -> None:
    hostile = hostile[:length]
    began = time.process_time()
    relation(Draft(hostile, "x"), Draft("A lead of its own. " + hostile, "x"))
    assert time.process_time() - began < 20
