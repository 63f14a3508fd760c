"""Lines with places put together to paragraphs."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.layout import joined, paragraphs
from corpus.pdfium.line import Line

WIDTH = 600.0
FULL = "and so the words of the line went on to its end"


def line(text: str, base: float, *, left: float = 50, page: int = 0, size: float = 10, hyphen: bool = False) -> Line:
    """Set a line whose letters are half its size wide."""
    return Line(text, page, left, left + len(text) * size / 2, base, size, hyphen=hyphen)


def texts(*lines: Line) -> list[str]:
    return joined(paragraphs(lines, [WIDTH] * 3))


def test_lines_at_the_usual_distance_are_one_paragraph() -> None:
    assert texts(line(FULL, 100), line(FULL, 112), line("there.", 124)) == [f"{FULL} {FULL} there."]


@pytest.mark.parametrize(
    "second",
    [
        line("A new one.", 140),
        line(FULL, 112, size=13),
        line(FULL, 112, left=65),
        line("- an item", 112),
        line("2. an item", 112),
        line("• an item", 112),
        line("Columns\tapart", 112),
        line(FULL.capitalize(), 90),
        line(FULL.capitalize(), 100, page=1),
    ],
)
def test_what_begins_a_paragraph(second: Line) -> None:
    third = line(FULL, second.base + 40, page=second.page)
    assert texts(line(FULL, 100), second, third)[:2] == [FULL, second.text]


def test_a_line_with_room_for_the_next_word_was_ended_there() -> None:
    assert texts(line(FULL, 100), line("It closed.", 112), line(FULL.capitalize(), 124)) == [
        f"{FULL} It closed.",
        FULL.capitalize(),
    ]
    address = (line("Press office", 100), line("Jane Doe", 112), line("555-0100", 124))
    assert len(texts(*address, *(line(FULL, 180 + 12 * at) for at in range(3)))) == 4


def test_a_sentence_runs_on_though_a_long_word_left_some_room() -> None:
    assert len(texts(line(FULL, 100), line(FULL[:38], 112), line("incomprehensibilities and on", 124))) == 1


def test_items_hang_under_their_mark() -> None:
    assert texts(line(f"- {FULL}", 100), line(FULL, 112, left=60), line(f"- {FULL}", 124)) == [
        f"- {FULL} {FULL}",
        f"- {FULL}",
    ]


def test_centred_lines_are_one_heading() -> None:
    long, short = (
        line("Orlington reopens the Kettle Bridge", 100, size=16),
        line("after eighteen months", 118, size=16),
    )
    middle = (long.left + long.right) / 2
    half = (short.right - short.left) / 2
    assert len(texts(long, replace(short, left=middle - half, right=middle + half))) == 1


@pytest.mark.parametrize(("page", "base"), [(1, 60), (0, 40)])
def test_a_sentence_goes_on_in_the_next_column_or_page(page: int, base: float) -> None:
    left = 50 if page else 320
    assert len(texts(line(FULL, 500), line(FULL, 512), line(FULL, base, page=page, left=left))) == 1
    assert len(texts(line(FULL, 500), line("It ended.", 512), line(FULL, base, page=page, left=left))) == 2


def test_right_to_left_lines_end_at_the_left() -> None:
    words = "هذه كلمات تملأ السطر كله إلى آخره"
    full = Line(words, 0, 300, 550, 100, 10)
    short = Line("انتهى هنا.", 0, 490, 550, 112, 10)
    assert texts(full, short, replace(full, base=124)) == [f"{words} انتهى هنا.", words]


# Hyphens


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the infra", "structure of it", "the infrastructure of it"),
        ("the COVID", "19 cases", "the COVID-19 cases"),
        ("Mr Jean", "Pierre came", "Mr Jean-Pierre came"),
        ("a long", "term plan", "a long-term plan"),
        ("il est peut", "être là", "il est peut-être là"),
        ("from two to twenty", "five people", "from two to twenty-five people"),
    ],
)
def test_a_hyphen_in_a_hyphenated_text(first: str, second: str, whole: str) -> None:
    others = [line("an extraor", 400, hyphen=True), line("dinary thing", 412), line("the neigh", 440, hyphen=True)]
    others.append(line("bour of it", 452))
    assert texts(line(first, 100, hyphen=True), line(second, 112), *others)[0] == whole


def test_a_single_hyphen_in_a_long_text_belongs_to_its_word() -> None:
    others = [line(FULL, 200 + 12 * at) for at in range(40)]
    assert (
        texts(line("its carbon", 100, hyphen=True), line("neutral trains", 112), *others)[0]
        == "its carbon-neutral trains"
    )


def test_the_rest_of_the_text_knows_the_word() -> None:
    others = [line("infrastructure and sea-side", 300)]
    assert texts(line("the infra", 100, hyphen=True), line("structure", 112), *others)[0] == "the infrastructure"
    assert texts(line("the sea", 100, hyphen=True), line("side", 112), *others)[0] == "the sea-side"


def test_a_hyphen_at_the_end_of_all_stays() -> None:
    assert texts(line("the end", 100, hyphen=True)) == ["the end-"]


LINES = st.builds(
    Line,
    st.text(st.sampled_from("aA.-•1 \tا")).filter(str.strip).map(str.strip),
    st.integers(0, 2),
    st.floats(0, 500),
    st.floats(0, 600),
    st.floats(0, 800),
    st.floats(0, 40),
    hyphen=st.booleans(),
)


@given(st.lists(LINES))
def test_every_line_is_in_one_paragraph(lines: list[Line]) -> None:
    groups = paragraphs(lines, [WIDTH] * 3)
    assert [each for group in groups for each in group] == lines
    assert len(joined(groups)) == len(groups)


def test_a_hundred_thousand_lines(length: int) -> None:
    lines = [line(FULL, 12.0 * at, hyphen=at % 2 == 0) for at in range(length // 10)]
    began = time.process_time()
    joined(paragraphs(lines, [WIDTH]))
    assert time.process_time() - began < 8
