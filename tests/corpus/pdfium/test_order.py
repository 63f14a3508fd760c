"""Right-to-left lines in the order they are read; fpdf2's bidirectional algorithm is the oracle."""

from __future__ import annotations

import time

import pytest
from fpdf.bidi import BidiParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.pdfium.order import Glyph, glyphs, reading_order, spaced, unmirrored
from tests.conftest import examples

SIZE = 10.0


def laid_out(text: str) -> list[Glyph]:
    """Place a text as it is seen, left to right, each letter half a size wide."""
    left = 50.0
    placed = []
    for each in BidiParagraph(text).get_reordered_characters():
        width = 3.0 if each.character == " " else 5.0
        placed.append(Glyph(each.character, left, left + width))
        left += width
    return placed


def read(text: str, backwards: bool = False) -> str:
    seen = laid_out(text)
    return unmirrored([reading_order(seen[::-1] if backwards else seen, SIZE, rtl_page=True)])[0]


ARABIC = st.sampled_from("صحرين أعلنت وزارة الصحة يوم ثلاث سنوات ملايين، درهم. نعم: و الأسئلة «نعم» (كلها)".split())
NUMBER = st.sampled_from("5 2024 12.5 1,300 ١٢ 30/6".split())
LATIN = st.sampled_from(["Brightfell Energy", "UNESCO", "(UNESCO)", "e-Learning", "Halvern 2030"])


@settings(deadline=None)
@given(st.lists(st.tuples(ARABIC, ARABIC | NUMBER, ARABIC, LATIN, ARABIC), min_size=1, max_size=3), st.booleans())
def test_a_line_comes_back_from_where_its_letters_are_seen(parts: list[tuple[str, ...]], backwards: bool) -> None:
    text = " ".join(word for part in parts for word in part)
    assert read(text, backwards) == text


@pytest.mark.parametrize(
    "text",
    [
        "صحرين، 5 يونيو 2024 – أعلنت وزارة الصحة (نحو 3 ملايين دولار)",
        "شركة Brightfell Energy Ltd. المنفذة",
        "بنسبة 12.5 ثم 1,300 مرة",
        "المادة (5) من «النظام»",
    ],
)
def test_examples(text: str) -> None:
    assert read(text) == read(text, backwards=True) == text


def test_a_few_arabic_words_in_an_english_line() -> None:
    text = "The mayor said نعم وزارة to 5 people in the hall"
    assert reading_order(laid_out(text), SIZE) == text


def test_letters_of_a_ligature_keep_their_order_in_either_way_of_storing() -> None:
    ligature = [Glyph("ل", 10, 18), Glyph("ا", 10, 18)]
    right, left = Glyph("س", 18, 24), Glyph("م", 4, 10)
    assert reading_order([right, *ligature, left], SIZE) == "سلام"
    assert reading_order([left, *ligature[::-1], right], SIZE) == "سلام"


def test_a_vowel_mark_follows_its_letter() -> None:
    letter, mark, next_letter = Glyph("م", 20, 28), Glyph("\u064f", 23, 25), Glyph("ن", 12, 20)
    for stored in ([letter, mark, next_letter], [next_letter, mark, letter]):
        assert reading_order(stored, SIZE) == "م\u064fن"


def test_gaps_are_spaces_and_wide_gaps_part_columns() -> None:
    right, near, far = Glyph("ا", 100, 105), Glyph("ب", 92, 97), Glyph("ت", 40, 45)
    assert reading_order([right, near, far], SIZE) == "ا ب\tت"
    touching = Glyph("ب", 95.5, 100)
    assert reading_order([right, touching], SIZE) == "اب"


def test_spaces_without_a_width_are_not_trusted() -> None:
    assert reading_order([Glyph("ا", 100, 105), Glyph(" ", 50, 50), Glyph("ب", 95, 100)], SIZE) == "اب"


def test_left_to_right_lines_keep_the_spaces_that_the_file_has() -> None:
    line = [Glyph("a", 0, 5), Glyph("b", 6.5, 11), Glyph(" ", 0, 0), Glyph("c", 14, 19), Glyph("d", 60, 65)]
    assert "".join(spaced(line, SIZE)) == "ab c\td"


def test_glyphs_of_different_places_stay_apart() -> None:
    assert [glyph.text for glyph in glyphs([Glyph("a", 0, 5), Glyph("b", 5, 10)])] == ["a", "b"]


def test_mirrored_brackets_are_told_by_all_lines_together() -> None:
    drawn = ["قال »إن المختبر", "سيخدم السكان« كلهم )نحو 3", "ملايين دولار( اليوم"]
    assert unmirrored([*drawn, "He said (so) «there»"]) == [
        "قال «إن المختبر",
        "سيخدم السكان» كلهم (نحو 3",
        "ملايين دولار) اليوم",
        "He said (so) «there»",
    ]
    right = ["قال «إن المختبر", "سيخدم» (نحو"]
    assert unmirrored(right) == right


@pytest.mark.parametrize("text", ["ا", "ا ", "1", "(", "a", "ا1", "\u064f"])
def test_a_line_of_fifty_thousand_letters_takes_no_longer_than_its_length(text: str) -> None:
    letters = text * (examples(50_000) // len(text))
    line = [Glyph(char, at * 5.0, at * 5.0 + 5) for at, char in enumerate(letters)]
    began = time.process_time()
    reading_order(line, SIZE)
    assert time.process_time() - began < 4
