"""Quoted phrases: found in any quotes, held word for word whatever the quotes, dashes and case of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.understanding.phrases import fold, held, holds, phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('who said "the harbour is ours"?', ("the harbour is ours",)),
        ("who said “the harbour is ours”?", ("the harbour is ours",)),
        ("qui a dit « le port est à nous » ?", ("le port est à nous",)),
        ("wer sagte „der Hafen“?", ("der Hafen",)),
        ("من قال «الميناء لنا»؟", ("الميناء لنا",)),
        ('"one" and "two", then “ONE.”', ("one", "two")),
        ('a 5" screen', ()),
        ('an empty "" or "…" quote', ()),
        ("the port's and the pilots' words", ()),
        ("who said “the harbour", ()),
    ],
)
def test_phrases_are_what_stands_in_quotes(text: str, expected: tuple[str, ...]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It’s the well–known\n port of Elsen.", "it's the well-known port"),
        ("The PORT of Elsen", "Port of  elsen"),
        ("STRASSE", "straße"),
        ("Re\u0301ouverture du port", "réouverture"),
        ("وقع الميناء والمتحف اتفاقا", "المتحف"),
        ("A port. Another “port of Elsen”!", "port of Elsen"),
    ],
)
def test_a_phrase_is_held_whatever_its_looks(text: str, phrase: str) -> None:
    assert holds(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The partners met.", "art"),
        ("The ports met.", "port"),
        ("The port of Elsen", "port Elsen"),
        ("The port", "the port of Elsen"),
        ("", "port"),
        ("المتاحف", "متحف"),
    ],
)
def test_other_words_are_not_the_phrase(text: str, phrase: str) -> None:
    assert not holds(text, phrase)


@given(st.text())
@settings(deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
@settings(deadline=None)
def test_a_text_holds_what_it_is_made_of(before: str, phrase: str, after: str) -> None:
    assert holds(f"{before} | {phrase} | {after}", phrase)


@given(st.text('"«»“”„ aب.', max_size=30))
def test_every_phrase_stands_in_the_question_with_a_word(text: str) -> None:
    for phrase in phrases(text):
        assert phrase in text
        assert any(map(str.isalnum, phrase))


def test_a_long_row_of_quotes_is_read_in_time(length: int) -> None:
    assert phrases("“" * length + '"' * (length | 1) + "«" * length) == ()
    assert not held("a " * (length // 100), "a a b")
