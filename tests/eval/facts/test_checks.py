from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.article import Draft, Part
from eval.facts import checks
from eval.facts.truth import PageFacts

NEWS = "VERNON, le 3 mai 2024 - Le bac a repris son service. Les passagers voyageront « gratuitement »."
ABOUT = "À propos de Bac de Vernon\n\nLe Bac de Vernon relie les deux rives depuis 1911."
CONTACT = "Contact : presse@bac.example"

FACTS = PageFacts(
    "room/ferry.txt",
    title=("Le bac de Vernon reprend",),
    day=dt.date(2024, 5, 3),
    place=("VERNON", "VERNON, Normandie"),
    first=("Le bac a repris son service.",),
    last=("Les passagers voyageront « gratuitement ».",),
    before=("Un service attendu", "VERNON, le 3 mai 2024 -"),
    end=("presse@bac.example",),
    furniture=("Partager", "Tous les communiqués"),
)


def draft(text: str = f"{NEWS}\n\n{ABOUT}\n\n{CONTACT}", **fields: Any) -> Draft:
    given: dict[str, Any] = {
        "title": "Le bac de Vernon reprend",
        "published": dt.date(2024, 5, 3),
        "place": "Vernon",
        "parts": parts(text),
    }
    return Draft(text=text, **(given | fields))


def parts(text: str) -> tuple[Part, ...]:
    runs = sorted((text.find(run), kind, run) for kind, run in (("about", ABOUT), ("contact", CONTACT)))
    return tuple(Part(kind, start, start + len(run)) for start, kind, run in runs if start >= 0)


def outcome(found: Draft | None, facts: PageFacts = FACTS) -> dict[str, bool]:
    return {check.kind: check.held for check in checks.page(facts, found)}


def failed(found: Draft | None, facts: PageFacts = FACTS) -> set[str]:
    return {kind for kind, held in outcome(found, facts).items() if not held}


def test_a_release_as_a_person_reads_it_holds_every_fact() -> None:
    assert outcome(draft()) == dict.fromkeys(checks.RULES, True)


def test_a_refused_file_holds_nothing() -> None:
    assert failed(None) == set(checks.RULES)


def test_what_a_page_does_not_ask_for_is_not_counted() -> None:
    bare = dataclasses.replace(FACTS, end=(), furniture=())
    assert set(outcome(draft(), bare)) == set(checks.RULES) - {"end", "furniture"}


@pytest.mark.parametrize(
    "title", [None, "Le bac", "3 mai 2024 Le bac de Vernon reprend", "Le bac de Vernon reprend | Bac"]
)
def test_a_title_is_held_whole_and_alone(title: str | None) -> None:
    assert failed(draft(title=title)) == {"title"}


def test_a_title_where_the_file_has_none_is_a_guess() -> None:
    untitled = dataclasses.replace(FACTS, title=None)
    assert failed(draft(), untitled) == {"title"}
    assert failed(draft(title=None), untitled) == set()


@pytest.mark.parametrize("day", [None, dt.date(2024, 5, 2)])
def test_another_day_or_none_is_not_held(day: dt.date | None) -> None:
    assert failed(draft(published=day)) == {"date"}


def test_a_day_where_the_file_has_none_is_a_guess() -> None:
    undated = dataclasses.replace(FACTS, day=None)
    assert failed(draft(), undated) == {"date"}
    assert failed(draft(published=None), undated) == set()


@pytest.mark.parametrize("place", ["Vernon", "VERNON", "Vernon Normandie", "Vernon (Normandie)"])
def test_a_place_is_held_in_any_case_and_punctuation(place: str) -> None:
    assert failed(draft(place=place)) == set()


@pytest.mark.parametrize("place", [None, "Normandie", "Vernon-sur-Seine", "VERNON, le 3"])
def test_another_place_or_none_is_not_held(place: str | None) -> None:
    assert failed(draft(place=place)) == {"place"}


def test_a_place_where_there_is_no_dateline_is_a_guess() -> None:
    without = dataclasses.replace(FACTS, place=None)
    assert failed(draft(), without) == {"place"}
    assert failed(draft(place=None), without) == set()


@pytest.mark.parametrize(
    "start",
    [
        "VERNON, le 3 mai 2024 – Le bac a repris son service.",
        "Le bac a repris son service.",
        "Un service attendu\n\nVERNON, le 3 mai 2024 - Le bac a repris son service.",
        "Un service attendu\n\n* Le bac a repris son service.",
        "Le bac  a re\u00adpris son service .",
    ],
)
def test_subtitle_dateline_and_list_mark_may_stand_before_the_first_sentence(start: str) -> None:
    assert failed(draft(f"{start} Les passagers voyageront « gratuitement ».\n\n{ABOUT}\n\n{CONTACT}")) == set()


@pytest.mark.parametrize(
    "start",
    [
        "Le bac de Vernon reprend\n\nLe bac a repris son service.",
        "Communiqué de presse\n\nVERNON, le 3 mai 2024 - Le bac a repris son service.",
        "Le service a repris.",
        "repris son service.",
    ],
)
def test_nothing_else_may_stand_before_it_and_nothing_of_it_may_be_lost(start: str) -> None:
    text = f"{start} Les passagers voyageront « gratuitement ».\n\n{ABOUT}\n\n{CONTACT}"
    assert failed(draft(text)) == {"first"}


def test_the_order_of_what_stands_before_counts() -> None:
    swapped = "VERNON, le 3 mai 2024 - Un service attendu Le bac a repris son service."
    assert failed(draft(f"{swapped} Les passagers voyageront « gratuitement ».\n\n{ABOUT}\n\n{CONTACT}")) == {"first"}


def test_a_part_that_was_not_recognised_is_taken_for_news() -> None:
    assert failed(draft(parts=())) == {"last"}
    assert failed(draft(parts=parts(draft().text)[:1])) == {"last"}


def test_news_that_was_taken_for_a_part_is_missed() -> None:
    assert failed(draft(parts=(Part("about", 0, len(draft().text)),))) == {"first", "last"}


def test_a_contact_above_the_news_is_no_news() -> None:
    text = f"{CONTACT}\n\n{NEWS}\n\n{ABOUT}"
    assert failed(draft(text), dataclasses.replace(FACTS, end=("depuis 1911.",))) == set()


def test_a_part_that_was_cut_off_is_missed_at_the_end_alone() -> None:
    assert failed(draft(NEWS)) == {"end"}


def test_a_last_sentence_ends_with_the_text_and_not_before() -> None:
    more = f"{NEWS} Fin.\n\n{ABOUT}\n\n{CONTACT}"
    assert failed(draft(more)) == {"last"}
    assert failed(draft(NEWS.removesuffix(".") + f"\n\n{ABOUT}\n\n{CONTACT}")) == {"last"}


@pytest.mark.parametrize(
    ("found", "where"),
    [
        (draft(f"Partager\n\n{NEWS}\n\n{ABOUT}\n\n{CONTACT}"), {"first", "furniture"}),
        (draft(f"{NEWS}\n\n{ABOUT}\n\n{CONTACT}\n\nTous les\ncommuniqués"), {"last", "end", "furniture"}),
        (draft(title="Le bac de Vernon reprend Partager"), {"title", "furniture"}),
        (draft(subtitle="Partager"), {"furniture"}),
    ],
)
def test_furniture_is_found_wherever_it_is_shown(found: Draft, where: set[str]) -> None:
    assert failed(found) == where


def test_many_runs_of_furniture_are_one_check_that_names_them() -> None:
    shown = draft(f"{NEWS}\n\nPartager Tous les communiqués")
    (check,) = (item for item in checks.page(FACTS, shown) if item.kind == "furniture")
    assert not check.held
    assert check.found == "Partager | Tous les communiqués"


def test_furniture_is_not_put_together_from_title_and_text() -> None:
    facts = dataclasses.replace(FACTS, furniture=("reprend VERNON",))
    assert failed(draft(), facts) == set()


def test_arabic_words_are_compared_as_others_are() -> None:
    facts = PageFacts(
        "room/library.txt",
        title=("افتتاح مكتبة الميناء",),
        day=None,
        place=("الرباط",),
        first=("افتتحت البلدية مكتبة جديدة.",),
        last=("هل تزورونها غدا؟",),
        before=("الرباط، 7 مايو 2024 -",),
    )
    text = "الرباط، 7 مايو 2024 – افتتحت البلدية\u200f مكتبة جديدة.\n\nهل تزورونها غدا؟"
    assert failed(Draft(text=text, title="افتتاح مكتبة الميناء", place="الرباط"), facts) == set()
    assert failed(Draft(text=text, title="مكتبة الميناء", place="سلا"), facts) == {"title", "place"}


def test_news_is_the_text_between_the_parts() -> None:
    text = f"{CONTACT}\n\n{NEWS}\n\n{ABOUT}"
    assert checks.news(draft(text)).split() == NEWS.split()
    assert checks.news(draft(NEWS)) == NEWS


@given(st.text(), st.text(alphabet=" \n\t\u00a0\u200b\u00ad"))
@example("t\u00a8", "")  # a found one: the mark alone is a space and an accent
def test_bare_words_are_the_same_however_they_are_spaced(text: str, space: str) -> None:
    assert checks.bare(checks.bare(text)) == checks.bare(text)
    assert checks.bare(space.join(["a", "b", "c"])) == "abc"
    assert not any(character.isspace() for character in checks.bare(text))


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8, unique=True).map(sorted))
def test_news_and_parts_are_the_whole_text(cuts: list[int]) -> None:
    text = "".join(chr(ord("a") + at % 26) for at in range(60))
    spans = tuple(Part("about", start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    inside = sum(span.end - span.start for span in spans)
    assert len(checks.news(Draft(text=text, parts=spans)).replace("\n\n", "")) == len(text) - inside
