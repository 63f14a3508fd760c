"""Passages: every word in exactly one, cut where a reader would."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passages import LONGEST_UNIT, PASSAGE_WORDS, cut
from corpus.sentences import sentences

SENTENCE = st.integers(1, 20).map(lambda words: " ".join(["Word"] * words) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)
PROSE = st.lists(PARAGRAPH, min_size=1, max_size=12).map("\n\n".join)
ODD = st.text(st.sampled_from([*"aB1.!? \n\t\u00a0\u2003“”-é\u200bو👍"]))


def words(text: str) -> int:
    return len(text.split())


@settings(deadline=None)
@given(PROSE | ODD, st.integers(1, 40))
def test_every_visible_character_is_in_exactly_one_passage_in_order(text: str, aim: int) -> None:
    spans = cut(text, aim)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""


@settings(deadline=None)
@given(PROSE, st.integers(30, 200))
def test_passages_of_short_sentences_have_a_sensible_size(text: str, aim: int) -> None:
    sizes = [words(span.of(text)) for span in cut(text, aim)]
    total = words(text)
    assert len(sizes) == max(1, round(total / aim))
    even = total / len(sizes)
    # A cut moves a sentence (20 words) off the even share at most, and a quarter share more for a paragraph's end.
    assert max(sizes) <= even + 2 * (20 + even / 4)
    assert min(sizes) >= min(total, even - 2 * (20 + even / 4))


@settings(deadline=None)
@given(PROSE, st.integers(30, 200))
def test_no_sentence_is_cut_in_two(text: str, aim: int) -> None:
    starts = {span.start for span in sentences(text)}
    assert {span.start for span in cut(text, aim)} <= starts


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n"])
def test_nothing_has_no_passages(text: str) -> None:
    assert cut(text) == []


def test_a_short_release_is_one_passage() -> None:
    text = "One sentence.\n\nAnother one."
    assert [span.of(text) for span in cut(text)] == [text]


def test_the_last_passage_is_as_full_as_the_others() -> None:
    text = " ".join(["Five words are in here."] * 80)  # 400 words: not 150 + 150 + 100
    assert [words(span.of(text)) for span in cut(text)] == [135, 130, 135]


def test_a_paragraph_end_nearby_is_preferred() -> None:
    first, second = " ".join(["Five words are in here."] * 27), " ".join(["Five words are in here."] * 33)
    text = f"{first}\n\n{second}"
    assert [span.of(text) for span in cut(text)] == [first, second]


def test_an_endless_run_without_sentences_is_cut_at_words() -> None:
    text = " ".join(f"word{number}" for number in range(1_000))
    spans = cut(text)
    assert max(words(span.of(text)) for span in spans) <= PASSAGE_WORDS + LONGEST_UNIT
    assert " ".join(span.of(text) for span in spans) == text


def test_a_giant_word_is_not_broken() -> None:
    text = "a" * 10_000
    assert [span.of(text) for span in cut(text)] == [text]
