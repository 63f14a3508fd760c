"""What each paragraph of a clean text is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.passages.blocks import Kind, blocks
from corpus.passages.sentences import paragraphs

PROSE = "The harbour reopened after two years of work and the first ships came in."


def kinds(*written: str) -> list[str]:
    return [block.kind.value for block in blocks("\n\n".join(written))]


@pytest.mark.parametrize(
    "item",
    [
        "- One thing",
        "• One thing.",
        "* One thing",
        "*One thing",
        "– Une chose",
        "1. One thing",
        "12) One thing",
        "(a) one thing",
        "iv) one thing",
        "a. one thing",
        "1- شيء واحد",
        "أ) شيء واحد",
        "أولاً: شيء واحد",
        "▪ One thing",
    ],
)
def test_an_item_of_a_list(item: str) -> None:
    assert kinds(PROSE, item) == ["prose", "item"]


@pytest.mark.parametrize(
    "prose", ["A. Roe spoke today.", "-30-", "2024 was good.", "10.30 is the hour.", "أحمد هنا."]
)
def test_no_item(prose: str) -> None:
    assert "item" not in kinds(prose)


def test_a_row_of_a_table() -> None:
    assert kinds("Year | Visitors", "2023 | 1,200", "2024 | 1,300 | up.") == ["row"] * 3


def test_a_bar_in_a_sentence_makes_no_row() -> None:
    assert kinds("The lens 28 mm | Art is sold from today in every shop.") == ["prose"]


@pytest.mark.parametrize("colon", ["The winners are:", "Les lauréats sont :", "الفائزون هم:", "“They said:”"])
def test_an_introduction_ends_with_a_colon(colon: str) -> None:
    assert kinds(colon, "- Ada Roe") == ["introduction", "item"]


@pytest.mark.parametrize(
    "heading", ["About the harbour", "À propos du port", "عن الميناء", "Why now?", "لماذا الآن؟"]
)
def test_a_heading_stands_over_something_longer(heading: str) -> None:
    assert kinds(heading, PROSE) == ["heading", "prose"]
    assert kinds(heading, "- One thing") == ["heading", "item"]
    assert kinds(heading, "Key figures", PROSE) == ["heading", "heading", "prose"]
    assert kinds(PROSE, heading)[1] in {"line", "prose"}


def test_a_question_over_its_answer_is_a_heading_however_long() -> None:
    asked = (
        "How did the harbour reopen so soon? " * 2 + "And what did all of the work that was done there cost the town?"
    )
    assert kinds(asked, f"{PROSE} {PROSE} {PROSE}") == ["heading", "prose"]
    assert kinds(asked) == ["prose"]
    assert kinds(asked * 2, f"{PROSE} " * 9) == ["prose", "prose"]


@pytest.mark.parametrize(
    "line",
    ["ada.roe@example.org", "www.example.org", "Tel. 555 010 4455", "###", "https://example.org/news", "* * *"],
)
def test_addresses_and_marks_head_nothing(line: str) -> None:
    assert "heading" not in kinds(line, PROSE)


def test_lines_of_a_contact_are_no_headings() -> None:
    assert kinds("Ada Roe", "Head of press", "ada.roe@example.org") == ["line"] * 3


def test_a_long_or_ended_paragraph_is_prose() -> None:
    assert kinds("It reopened.", PROSE) == ["prose", "prose"]
    assert kinds(" ".join(["word"] * 17), PROSE) == ["prose", "prose"]


def test_only_the_asked_run_is_looked_at() -> None:
    text = f"About us\n\n{PROSE}\n\nContact\n\n{PROSE}"
    end = text.index("\n\nContact")
    assert [block.kind for block in blocks(text, Span(0, end))] == [Kind.HEADING, Kind.PROSE]
    assert [block.words for block in blocks(text, Span(0, end))] == [2, len(PROSE.split())]


@settings(deadline=None)
@given(st.text(st.sampled_from([*"aB1-•|:.?؟ \n\u00a0ب()#@"])))
def test_blocks_are_the_paragraphs(text: str) -> None:
    assert [block.span for block in blocks(text)] == list(paragraphs(text))


@pytest.mark.parametrize(
    "hostile", ["- a\n\n" * 200_000, "a | " * 250_000, "Head\n\n" * 160_000, "so:\n\n" * 200_000, "é" * 1_000_000]
)
def test_a_million_characters_take_seconds_at_most(hostile: str, length: int) -> None:
    began = time.process_time()
    assert blocks(hostile[:length])
    assert time.process_time() - began < 10
