from __future__ import annotations

import pytest

from eval.goldrules import release
from tests.eval.clean import text


def test_sentences_lose_place_day_bullet_and_line_ends_before_them() -> None:
    read = release.of(
        text(
            "a.txt",
            "PORT ELSEN, Norland, January 16, 2024 (Elsen Port Wire) -- Cargo through the port grew\nagain in 2023.",
            "- Buses four and eleven go by Weir Street.",
        )
    )
    assert read.sentences == (
        "Cargo through the port grew again in 2023.",
        "Buses four and eleven go by Weir Street.",
    )


def test_sentences_too_short_or_too_long_for_a_question_are_left_out() -> None:
    read = release.of(text("a.txt", f"Too short. {'word ' * 61}. This one has just six words."))
    assert read.sentences == ("This one has just six words.",)


def test_the_lead_is_the_first_sentence_that_tells_something() -> None:
    read = release.of(
        text("a.txt", "Montclarel, le 23 janvier 2025", "Nine buses now run from the station every day.")
    )
    assert read.lead == "Nine buses now run from the station every day."
    assert release.of(text("a.txt", "Nothing but this here.")).lead == ""


def test_a_title_is_one_line_and_may_be_missing() -> None:
    assert release.of(text("a.txt", "x", title="Port\n reopens")).title == "Port reopens"
    assert release.of(text("a.txt", "x")).title == ""


@pytest.mark.parametrize(("words", "kept"), [(4, False), (5, True), (60, True), (61, False)])
def test_speech_has_the_length_of_an_answer(words: int, kept: bool) -> None:
    said = " ".join(["word"] * words)
    assert release.speech(f" {said} ") == (said if kept else "")


WRITTEN = (
    "Registration opens in May. The registration of Brightfell is free, and Brightfell pays. About NCFL. Solitude."
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Registration for the fair", "registration for the fair"),
        ("Brightfell Energy", "Brightfell Energy"),
        ("NCFL matches", "NCFL matches"),
        ("The Ministry of Ink", "the Ministry of Ink"),
        ("L'exposition", "l'exposition"),
        ("Solitude of the North", "Solitude of the North"),  # nowhere small: rather a name
        ("12 ships", "12 ships"),
        ("", ""),
    ],
)
def test_a_phrase_is_written_as_inside_a_sentence(phrase: str, expected: str) -> None:
    assert release.inside(phrase, WRITTEN) == expected


def test_a_name_has_its_capital_inside_a_sentence() -> None:
    assert release.is_name("Brightfell", WRITTEN)
    assert release.is_name("NCFL", WRITTEN)
    assert not release.is_name("Registration", WRITTEN)
    assert not release.is_name("Solitude", WRITTEN)
