"""Sentences as an answer takes them: whole, but for text that lost its full stops."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.passages.sentences import sentences
from qa.answering.pieces import ENDLESS, PIECE, pieces
from tests.conftest import examples

CLAUSE = "the harbour of Elsen was closed for a day and the boats stayed out at sea"


def cut(text: str) -> list[str]:
    return [one.of(text) for one in pieces(text, Span(0, len(text)))]


def test_sentences_are_taken_as_they_are() -> None:
    text = "The bridge opened. It cost 12 million dollars! Was it worth it?"
    assert cut(text) == ["The bridge opened.", "It cost 12 million dollars!", "Was it worth it?"]


def test_a_long_sentence_with_its_punctuation_stays_whole() -> None:
    text = ", ".join([CLAUSE] * 6) + "."
    assert cut(text) == [text]


def test_text_without_full_stops_is_cut_where_sentences_open() -> None:
    text = " ".join(f"The mayor said that {CLAUSE}" for _ in range(5))
    assert cut(text) == [f"The mayor said that {CLAUSE}"] * 5


def test_what_nothing_parts_is_cut_into_even_pieces() -> None:
    lengths = [len(one.split()) for one in cut(" ".join([CLAUSE] * 10))]
    assert max(lengths) <= PIECE
    assert max(lengths) - min(lengths) <= 1


@given(
    st.lists(st.sampled_from([CLAUSE, "The", "In Elsen", "it rained.", "\n\n", "وأضاف", "a, b;", "🎉"]), max_size=60)
)
@settings(max_examples=examples(100))
def test_pieces_hold_every_word_once_and_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    found = list(pieces(text, Span(0, len(text))))
    assert " ".join(one.of(text) for one in found).split() == text.split()
    whole = {(one.start, one.end) for one in sentences(text)}
    long = [one for one in found if (one.start, one.end) not in whole]
    assert all(len(one.of(text).split()) <= ENDLESS for one in long)
