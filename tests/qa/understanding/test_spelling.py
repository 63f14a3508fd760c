"""What an asker may have meant: a word of a release that they may see, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.article import Document, Filters, Scope, article_id
from qa.desk import Desk
from qa.understanding.spelling import Speller, allowance, unknown

ANYWHERE = Filters()
TEXT = (
    "The harbour council of Elsen signed the agreement with Brightfell. A forecast of the government names the"
    " Carrowmore quay, and the academy will keep the harbour open."
)


def add(desk: Desk, path: str, text: str, language: str = "en", source: str = "room", **fields: str) -> str:
    desk.add(Document(source, path, text.encode(), "text", fields={"title": path, "language": language, **fields}))
    desk.ready()
    return path


def respelt(
    desk: Desk, text: str, language: str | None = "en", scope: Scope | None = None, filters: Filters = ANYWHERE
) -> str | None:
    desk.engine.refresh()
    found = Speller(desk.engine, desk.store).did_you_mean(text, language, scope or Scope.everything(), filters)
    return found.text if found else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who signed the agreemnet with Elsen?", "who signed the agreement with Elsen?"),
        ("the harbuor council and the forcast of Elsen", "the harbour council and the forecast of Elsen"),
        ("Goverment forecast of the harbour", None),
        ("the goverment's forecast", "the government's forecast"),
        ("did the Carrowmoer council of Elsen sign", "did the Carrowmore council of Elsen sign"),
        ("carrowmroe quay council", "Carrowmore quay council"),
    ],
)
def test_a_mistyped_word_is_respelt_and_the_rest_stays(desk: Desk, typed: str, meant: str | None) -> None:
    add(desk, "a.txt", TEXT)
    if meant is None:
        meant = "Government forecast of the harbour"
        add(desk, "b.txt", "Government of Elsen. Government.")
    assert respelt(desk, typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "who signed the agreement with Elsen?",
        "did the harbour council keep the petrol quay?",  # a word well spelled, though no release has it
        "did the council of Elsem sign?",  # too short a name to be another's
        "did the NeLC council sign?",
        "did the council sign in 2204?",
        "did the acd council sign?",
        "para Elsen harbour council",
    ],
)
def test_what_is_well_spelled_or_a_name_is_left_alone(desk: Desk, text: str) -> None:
    add(desk, "a.txt", TEXT)
    assert respelt(desk, text) is None


def test_a_question_in_a_language_of_no_release_is_left_alone(desk: Desk) -> None:
    add(desk, "a.txt", TEXT)
    assert respelt(desk, "l'académi gouvernementale annoncera forcastions", "fr") is None
    assert respelt(desk, "harbour council agreemant", "fr") is None


@pytest.mark.parametrize(
    ("language", "text", "typed", "meant"),
    [
        ("fr", "Le ministère a signé la convention du port.", "qui a signé la convnetion du port", "convention"),
        ("ar", "وقع المجلس اتفاقية الميناء في المدينة.", "من وقع اتفافية الميناء", "اتفاقية"),
    ],
)
def test_other_languages_are_respelt_from_their_own_releases(
    desk: Desk, language: str, text: str, typed: str, meant: str
) -> None:
    add(desk, "a.txt", text, language)
    found = respelt(desk, typed, language)
    assert found is not None
    assert meant in found


def test_only_words_that_may_be_seen_are_suggested(desk: Desk) -> None:
    add(desk, "seen.txt", "The council of Elsen met in the harbour.", source="open", published="2024-01-05")
    add(desk, "closed.txt", "The agreement was signed.", source="closed", published="2025-01-05")
    typed, meant = "who signed the agreemnet", "who signed the agreement"
    now = dt.datetime.now(dt.UTC)
    assert respelt(desk, typed) == meant
    assert respelt(desk, typed, scope=Scope(now, frozenset({"open"}))) is None
    assert respelt(desk, typed, scope=Scope(now, as_of=dt.date(2024, 6, 1))) is None
    assert respelt(desk, typed, filters=Filters(source="open")) is None
    desk.remove(article_id("closed", "closed.txt"))
    assert respelt(desk, typed) is None


def test_a_word_is_unknown_where_no_release_has_any_form_of_it(desk: Desk) -> None:
    add(desk, "a.txt", TEXT)
    desk.engine.refresh()
    vocabulary = desk.engine.vocabulary()
    text = "the harbours forecasts zzyzx"
    assert [text[start:end] for start, end in unknown(text, vocabulary)] == ["zzyzx"]
    assert unknown("zzyzx yzzyx", vocabulary) == {}
    assert unknown("", vocabulary) == {}


@pytest.mark.parametrize(
    ("word", "language", "letters"),
    [
        ("agreemnet", "en", 2),
        ("harbuor", "en", 1),
        ("agreement", "en", 0),
        ("honour", "en", 0),
        ("abd", "en", 0),
        ("Brihgtfell", "en", 1),
        ("Elsne", None, 0),
        ("NeLCs", "en", 0),
        ("covid19", "en", 0),
        ("convnetion", "fr", 1),
        ("convn", "fr", 0),
        ("welche", None, 0),
    ],
)
def test_as_many_letters_may_be_wrong_as_a_word_can_bear(word: str, language: str | None, letters: int) -> None:
    assert allowance(word, language) == letters
