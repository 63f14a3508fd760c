"""Folding: what print may vary becomes equal, nothing else does, and every place is found again."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.verifying.folding import DASHES, QUOTES, UNSEEN, fold, folded, plain
from tests.conftest import examples

TRICKY = st.text(
    st.sampled_from("ab é1 \n\t\r\u00a0'\"“’«»-–—ﬁＡ…½²\u0301\u0308\u200b\u064eكﻻ👩\u200d\ufe0f각\u1161\u11a8"),
    max_size=30,
)


@given(TRICKY | st.text(max_size=40))
@example("« a »")
@example("a - - b")
@example("\u1100\u1161\u11a8 e\u0301")
@settings(deadline=None, max_examples=examples(400))
def test_the_way_back_leads_along_the_same_fold(text: str) -> None:
    found = folded(text)
    assert found.text == fold(text)
    assert len(found.starts) == len(found.ends) == len(found.text)
    assert list(found.starts) == sorted(found.starts)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(TRICKY)
@settings(deadline=None, max_examples=examples(200))
def test_a_folded_character_is_what_stands_in_its_place(text: str) -> None:
    found = folded(text)
    for at, char in enumerate(found.text):
        if found.whole(at, at + 1):  # of dashes in a row the first stays, an accent on a later one too
            assert fold(text[found.starts[at] : found.ends[at]]).endswith(char.strip())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the port\r\n\r\nof Halvern", "the port of Halvern"),
        ("the\u00a0port", "the port"),
        ("l’accord", "l'accord"),
        ("« déjà » vu", "“déjà” vu"),
        ("“all”", '"all"'),
        ("word—word", "word - word"),
        ("2019–2020", "2019-2020"),
        ("co\u00adoperation", "cooperation"),
        ("ﬁnance", "finance"),
        ("Ａｃｍｅ", "Acme"),
        ("cafe\u0301", "café"),
        ("so…", "so..."),
        ("☀\ufe0f", "☀"),
    ],
)
def test_what_print_varies_is_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The port", "the port"),
        ("cafe", "café"),
        ("10²", "102"),
        ("½", "1/2"),
        ("كتب", "كَتَبَ"),
        ("some one", "someone"),
        ("well known", "well-known"),
        ("2.5", "25"),
        ("👍🏽", "👍"),
    ],
)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TRICKY)
@settings(deadline=None, max_examples=examples(200))
def test_plain_letters_are_left_as_they_are(text: str) -> None:
    if plain(text):
        kept = re.sub(rf"[\s{re.escape(QUOTES + DASHES)}{UNSEEN}…]|\.\.\.", "", text)
        assert re.sub(r"[\s'-]|\.\.\.", "", fold(text)) == kept
    assert plain(unicodedata.normalize("NFC", "cafe\u0301 كِتاب"))


def test_a_long_text_is_folded_in_time_that_follows_its_length(length: int) -> None:
    for hostile in (" " * length, "- " * (length // 2), "'" * length, "e\u0301" * (length // 2), "\u0301" * length):
        fold(hostile)
        folded(hostile[: length // 10])
