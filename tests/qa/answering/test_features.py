"""What is read of sentences: bounded, told apart, and zero where nothing was read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from qa.answering.features import BY_READER, NAMES, PASSAGES, Floats, asked_for, candidates, features, held
from qa.citation import Proven
from qa.ranking.lexicon import Lexicon
from qa.reader.look import Read
from tests.conftest import examples
from tests.qa.answering.making import BRIDGE, asked, finding, proven, read


def table(question: str, passages: list[Proven], seen: dict[int, Read] | None = None) -> Floats:
    found = finding(question, passages, seen)
    listed = candidates(passages)
    return features(found.understood, found.terms, passages, found.read, listed, Lexicon())


def column(values: Floats, name: str) -> list[float]:
    return [float(value) for value in values[:, NAMES.index(name)]]


def test_sentences_are_cut_out_of_their_passages() -> None:
    passage = proven(1, BRIDGE)
    found = candidates([passage])
    assert [one.text for one in found] == [one.span.of(BRIDGE) for one in found]
    assert len(found) == 3


def test_a_sentence_of_two_passages_is_listed_once() -> None:
    passage = proven(1, BRIDGE, name="same")
    assert len(candidates([passage, proven(2, BRIDGE, name="same")])) == 3
    assert len(candidates([passage, proven(2, BRIDGE, name="other")])) == 6


def test_only_the_first_passages_answer() -> None:
    many = [proven(number, f"Bridge number {number} opened.") for number in range(PASSAGES + 5)]
    assert len(candidates(many)) == PASSAGES


def test_the_reader_tells_sentences_of_a_window_apart() -> None:
    values = table("how much did it cost?", [proven(1, BRIDGE)], {1: read(BRIDGE, "12 million")})
    share = column(values, "share")
    assert share[1] == max(share)
    assert column(values, "read") == [1.0, 1.0, 1.0]
    assert len(set(column(values, "window"))) == 1


def test_where_nothing_was_read_the_readers_features_are_zero() -> None:
    values = table("how much did it cost?", [proven(1, BRIDGE)])
    assert all(column(values, name) == [0.0, 0.0, 0.0] for name in BY_READER)


def test_a_reader_without_weights_leaves_it_to_length() -> None:
    window = read(BRIDGE, "12 million").windows[0]
    blank = np.empty(0, np.int64)
    bare = type(window)(window.span, 1.0, blank, blank, np.empty(0, np.float32))
    assert held(bare, Span(0, len(BRIDGE) // 2)) == pytest.approx(0.5, abs=0.01)


def test_words_kind_and_names_count_for_the_sentence_that_has_them() -> None:
    values = table("when did the harbour bridge of Elsen open?", [proven(1, BRIDGE)])
    for name in ("rest", "near", "kind"):
        assert column(values, name)[0] == max(column(values, name)) > column(values, name)[2]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("who signed it, and where?", ("who", "where")),
        ("When and where does the fair open?", ("when", "where")),
        ("qui l'a signé, et quand ?", ("who", "when")),
        ("متى افتتح الجسر وأين؟", ("when", "where")),
        ("who signed the agreement between Elsen and Halvern?", ("who",)),
        ("who signed it and who was there?", ("who",)),
        ("what did Elsen and Halvern agree?", ()),
        ("harbour bridge", ()),
    ],
)
def test_a_question_may_ask_for_two_things(question: str, kinds: tuple[str, ...]) -> None:
    assert asked_for(asked(question)) == kinds


def test_a_sentence_with_all_that_is_asked_for_counts_more_than_one_with_half_of_it() -> None:
    text = "Ada Holm signed the treaty in Halvern. Ilona Varga signed the treaty. The treaty was signed."
    assert column(table("who signed the treaty, and where?", [proven(1, text)]), "kind") == [1.0, 0.5, 0.0]


@given(st.text(alphabet="who and where, و أين؟ ", max_size=300))
@settings(max_examples=examples(100))
def test_any_question_asks_for_each_kind_once(text: str) -> None:
    found = asked_for(asked(f"harbour {text}"))
    assert len(set(found)) == len(found)


def test_someones_words_count_only_where_words_are_asked_for() -> None:
    text = "“It was time,” Ada Holm said. The bridge opened."
    assert column(table("what did Ada Holm say?", [proven(1, text)]), "quoted") == [1.0, 0.0]
    assert column(table("who opened the bridge?", [proven(1, text)]), "quoted") == [0.0, 0.0]


def test_what_is_beside_the_news_is_told() -> None:
    values = table("bridge", [proven(1, "The bridge.", part="about"), proven(2, "Le pont.", language="fr")])
    assert column(values, "aside") == [1.0, 0.0]
    assert column(values, "place")[0] == 0.0


def test_nothing_found_nothing_read() -> None:
    assert table("who?", []).shape == (0, len(NAMES))


@given(st.lists(st.sampled_from([BRIDGE, "Le pont.", "هذا الجسر.", "🎉", "word " * 70]), min_size=1, max_size=4))
@settings(max_examples=examples(60), deadline=None)
def test_every_number_is_of_about_the_same_size(texts: list[str]) -> None:
    passages = [proven(at, text, score=-float(at)) for at, text in enumerate(texts)]
    values = table("when did the harbour bridge open?", passages)
    assert values.shape == (len(candidates(passages)), len(NAMES))
    assert np.isfinite(values).all()
    assert np.abs(values).max() <= 3
