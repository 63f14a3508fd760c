"""Matching: every true quote is found where it stands, no false one anywhere."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.verifying.matching import match
from qa.verifying.quote import read
from tests.conftest import examples

TEXT = (
    "HALVERN — The port of Halvern reopened to “all” ships on Thursday, said the port’s mayor.\n\n"
    "It cost 15 million euros – twice what was planned. The mayor said: “We are glad … and proud.”\n\n"
    "أُعيد افتتاح ميناء هالفرن والمطار يوم الخميس 🚢🚢 بعد الإصلاح. Zoe\u0308 came."
)
WORDS = [word.span() for word in re.finditer(r"\S+", TEXT)]
runs = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, 12)).map(
    lambda drawn: (WORDS[drawn[0]][0], WORDS[min(sum(drawn), len(WORDS) - 1)][1])
)


def found(quote: str, text: str = TEXT) -> tuple[list[str], bool] | None:
    held = match(read(quote), text)
    return ([span.of(text) for span in held.spans], held.exact) if held else None


@given(runs, st.lists(st.sampled_from([" ", "\n", "\r\n\r\n", "\t ", "\u00a0"]), min_size=20, max_size=20))
@settings(deadline=None, max_examples=examples(200))
def test_words_cut_anywhere_are_found_however_the_blanks_between_them_are_typed(
    run: tuple[int, int], blanks: list[str]
) -> None:
    cut = TEXT[run[0] : run[1]]
    typed = "".join(word + blank for word, blank in zip(cut.split(), blanks, strict=False))
    if not any(map(str.isalnum, cut)):
        return
    held = match(read(typed), TEXT)
    assert held
    told = " ".join(span.of(TEXT) for span in held.spans)
    assert letters(told) == letters(typed)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


@given(runs, st.data())
@settings(deadline=None, max_examples=examples(200))
def test_a_changed_letter_or_figure_is_found_nowhere(run: tuple[int, int], data: st.DataObject) -> None:
    cut = TEXT[run[0] : run[1]]
    places = [at for at, char in enumerate(cut) if char.isalnum()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("zq7ظ9X").filter(lambda char: char != cut[at]))
    changed = cut[:at] + other + cut[at + 1 :]
    assert match(read(changed), TEXT) is None or letters(changed) in letters(TEXT)


@pytest.mark.parametrize(
    ("quote", "words", "exact"),
    [
        ("port of Halvern reopened", ["port of Halvern reopened"], True),
        ('reopened to "all" ships', ["reopened to “all” ships"], False),
        ("“the port's mayor”", ["the port’s mayor"], False),
        ("euros - twice", ["euros – twice"], False),
        ("mayor. It cost", ["mayor.\n\nIt cost"], False),
        ("mayor.\r\n\r\nIt cost", ["mayor.\n\nIt cost"], True),
        ("We are glad … and proud", ["We are glad … and proud"], True),
        ("We are glad ... and proud", ["We are glad … and proud"], False),
        ("The port [...] twice […] proud.", ["The port", "twice", "proud."], True),
        ("port [...] port", ["port", "port"], True),
        ("on Thursday.", ["on Thursday"], False),
        ("المطار يوم الخميس", ["المطار يوم الخميس"], True),
        ("Zoë came", ["Zoe\u0308 came"], False),
        ("🚢🚢", ["🚢🚢"], True),
        ("$", None, None),
        ("5 million", None, None),
        ("the port of Halvern", None, None),
        ("proud [...] The port", None, None),
        ("ships Thursday", None, None),
        ("اعيد افتتاح", None, None),
    ],
)
def test_what_is_found_and_what_is_not(quote: str, words: list[str] | None, exact: bool | None) -> None:
    assert found(quote) == (None if words is None else (words, exact))


def test_a_quote_that_begins_or_ends_inside_a_ligature_is_not_cut_out_of_it() -> None:
    assert found("the ﬁ", "the ﬁsh") is None
    assert found("finance", "a ﬁnance b") == (["ﬁnance"], False)


def test_the_first_whole_place_is_taken() -> None:
    held = match(read("art"), "start art art")
    assert held is not None
    assert (held.spans[0].start, held.exact) == (6, True)


def test_hostile_texts_are_searched_at_once(length: int) -> None:
    for text, quote in [
        ("a" * length, "a" * 2_000),
        ("a b " * (length // 4), "a b " * 1_000 + "c"),
        ("é" * length, "é" * 2_000),
        ("' " * (length // 2) + "a", "'a b"),
    ]:
        assert match(read(quote), text) is None
