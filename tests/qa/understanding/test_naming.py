"""Names and numbers of a question, as typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.understanding.naming import Named, named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("what did ICESCO agree with NeLC?", ("ICESCO", "NeLC")),
        ("What did the Bank of Elsen tell Mara Quill's crew?", ("Bank of Elsen", "Mara Quill")),
        ("Who chairs the G20 in Port Elsen?", ("G20", "Port Elsen")),
        ("Did Brightfell & Sons and Dr. Oda Lind sign?", ("Brightfell & Sons", "Dr. Oda Lind")),
        ("NeLC's plan for XT.COM", ("NeLC", "XT.COM")),
        ("Qu'a signé l'Université de Lormont avec l'ICESCO ?", ("Université de Lormont", "ICESCO")),
        ("¿Qué firmó la Universidad de Lormont?", ("Universidad de Lormont",)),
        ("ماذا وقعت الإيسيسكو مع UNESCO؟", ("UNESCO",)),
        ("Amount of the grant for Elsen", ("Elsen",)),
        ("What opened in March or in Ramadan?", ()),
        ("elsen port fees", ()),
        ("Who did NOT sign with Elsen?", ("Elsen",)),
        ("When is the 12th Annual Elsen Fair?", ("12th Annual Elsen Fair",)),
        ("the 3rd pier and the 4th", ()),
        ("متى أبحرت السفينة نسيم-3؟", ("نسيم-3",)),
        ("متى أبحرت السفينة نسيم-٣؟", ("نسيم-٣",)),
        ("WHAT DID ELSEN SIGN?", ()),
        ("Elsen and Elsen again met Elsen", ("Elsen",)),
    ],
)
def test_names_are_told_by_their_capitals(text: str, names: tuple[str, ...]) -> None:
    assert named(text).names == names


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("who gave $2.5 million to Elsen?", ("$2.5 million",)),
        ("which fee rose 12% or 12 per cent?", ("12%", "12 per cent")),
        ("which loan of 1,200 euros?", ("1,200 euros",)),
        ("which 18 of 2,500 ships?", ("18", "2,500")),
        ("qui a reçu 3 millions ?", ("3 millions",)),
        ("من تلقى ٣ ملايين دولار؟", ("٣ ملايين دولار",)),
        ("which €40m loan?", ()),
        ("the KC-135 and the 3rd pier", ()),
        ("the port", ()),
    ],
)
def test_numbers_keep_their_units(text: str, numbers: tuple[str, ...]) -> None:
    assert named(text).numbers == numbers


def test_dates_are_neither_names_nor_numbers() -> None:
    text = "Which 3 piers of Elsen opened on 9 November 2023?"
    start = text.index("on 9")
    assert named(text, [(start, len(text) - 1)]) == Named(("Elsen",), ("3",))


@given(st.text(max_size=60) | st.text("AbC dé'’.&-3,%$الم ", max_size=60))
@settings(deadline=None)
def test_everything_named_stands_in_the_text(text: str) -> None:
    found = named(text)
    for word in (*found.names, *found.numbers):
        assert word
        assert word in text


def test_a_long_text_is_read_in_time(length: int) -> None:
    assert named("A.b-" * (length // 4)).numbers == ()
    assert len(named("1,1" * (length // 3)).numbers) == 1
