"""Whose full stop is it: the word's own, or the sentence's?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passages.abbreviations import owns_stop


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("Dr", "", " Roe spoke."),
        ("M", "Selon ", " Le Goff"),
        ("ST", "in ", " LOUIS"),
        ("SEN", "", " ROE: Yes."),
        ("e.g", "some, ", " Bath"),
        ("No", "see ", " 5"),
        ("Fig", "see ", " II"),
        ("Jan", "on ", " 5"),
        ("a.m", "at 11 ", " – 1 p.m."),
        ("p.m", "at 5 ", " EST"),
        ("a.m", "At 9 ", " Roe opened"),
        ("Calif", "in Orland, ", " 94110"),
        ("La", "the ", " Gov. Roe"),
        ("R-Ala", "Sen. Roe (", " Board"),
        ("Inc", "Acme ", " Board met"),
        ("Inc", "Acme ", " (“Acme”)"),
        ("Inc", "the ", " 5000 list"),
        ("U.S", "the ", " Senate"),
        ("J", "", " Le Goff"),
        ("P.-D.G", "le ", " Roy"),
        ("CEO/Dr", "", " Roe"),
        ("د", "قال ", " سالم"),
        ("ود", "سالم ", " منى"),
        ("أ.د", "قال ", " عمر"),
        ("ش.م.ع", "شركة الخليج ", " أرباحها"),
    ],
)
def test_the_words_own(word: str, before: str, after: str) -> None:
    assert owns_stop(word, before, after)


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("town", "the ", " Roe spoke."),
        ("St", "on Main ", " The shop"),
        ("Sr", "Ed Roe ", " The family"),
        ("SEC", "the ", " Undue"),
        ("PR", "our ", " Roe said"),
        ("no", "it was ", " Then"),
        ("sat", "the cat ", " Roe laughed"),
        ("Jan", "in ", " Elections followed"),
        ("p.m", "Doors open at 5 ", " Tickets are"),
        ("Calif", "of Orland, ", " Roe said"),
        ("Inc", "Acme ", " The firm"),
        ("Inc", "Acme ", " Investors should"),
        ("Inc", "Acme ", " “We grew"),
        ("etc", "fees, ", " Roe"),
        ("U.S", "the ", " It was"),
        ("U.S", "the ", " “It was"),
        ("NASA", "for ", " Roe said"),
        ("م", "عام 2024 ", " وقال"),
        ("ش.م.ع", "شركة الخليج ", " وأضاف"),
        ("اليوم", "المركز ", " وقال"),
    ],
)
def test_the_sentences(word: str, before: str, after: str) -> None:
    assert not owns_stop(word, before, after)


@given(st.text(min_size=1), st.text(), st.text())
def test_any_word_is_decided(word: str, before: str, after: str) -> None:
    assert owns_stop(word, before, after) in {True, False}
