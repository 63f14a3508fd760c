from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import terms
from qa.ranking.lexicon import Lexicon
from qa.ranking.words import NEAR, _nearest, meet

TERMS = ["harbour", "storm", "reopen"]


def test_body_and_title_are_told_apart() -> None:
    met = meet(TERMS, ["The harbour reopened.", "Nothing."], ["Storm over the harbour", ""], Lexicon())
    assert met.body.tolist() == [[True, False, True], [False, False, False]]
    assert met.title.tolist() == [[True, True, False], [False, False, False]]
    assert met.lengths.tolist() == [3, 1]


def test_weights_sum_to_one_and_what_is_rare_among_candidates_weighs_most() -> None:
    met = meet(TERMS, ["harbour storm", "harbour", "harbour", "storm"], [""] * 4, Lexicon())
    harbour, storm, reopen = met.weights
    assert harbour < storm < reopen
    assert met.weights.sum() == pytest.approx(1)


def test_kin_count_only_where_the_term_itself_is_missing() -> None:
    met = meet(terms("pharmacy"), ["A pharmacy.", "A pharmaceutical firm.", "Shut."], [""] * 3, Lexicon())
    assert met.kin.tolist() == [0, 1, 0]


def test_terms_far_apart_are_not_near() -> None:
    far = "harbour " + "and " * NEAR + "storm"
    near, apart = meet(["harbour", "storm"], ["harbour and storm", far], ["", ""], Lexicon()).near
    assert near == pytest.approx(1)
    assert apart == pytest.approx(0.5)


def test_around_are_the_words_about_the_nearest_terms() -> None:
    text = "first " * 60 + "the harbour saw a storm on Monday " + "last " * 60
    (around,) = meet(["harbour", "storm"], [text], [""], Lexicon()).around([text])
    assert "harbour saw a storm on Monday" in around
    assert len(around.split()) < 60


def test_around_is_the_same_wherever_lines_end() -> None:
    met = meet(["harbour", "storm"], ["The harbour\n\nsaw a\tstorm", "No."], ["", ""], Lexicon())
    assert met.around(["The harbour\n\nsaw a\tstorm", "No."]) == ("The harbour saw a storm", "")


PIECES = st.lists(
    st.sampled_from("harbour Harbour's storms, (storm) storm/harbour and to reopened.".split()), max_size=60
)


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_each_passage_has_the_terms_that_analysing_it_alone_finds(texts: list[list[str]]) -> None:
    joined = [" ".join(words) for words in texts]
    met = meet(TERMS, joined, [""] * len(joined), Lexicon())
    assert met.body.tolist() == [[term in terms(text) for term in TERMS] for text in joined]


def test_nothing_met_gives_no_place() -> None:
    met = meet(TERMS, ["Nothing of it."], ["Title"], Lexicon())
    assert met.around(["Nothing of it."]) == ("",)
    assert met.near.tolist() == [0]


@pytest.mark.parametrize(("wanted", "texts"), [([], ["a b"]), (TERMS, []), ([], [])])
def test_without_terms_or_candidates_nothing_is_met(wanted: list[str], texts: list[str]) -> None:
    met = meet(wanted, texts, [""] * len(texts), Lexicon())
    assert met.body.shape == (len(texts), len(wanted))
    assert met.share(met.body).tolist() == [0.0] * len(texts)


def test_a_term_asked_twice_counts_once() -> None:
    once = meet(["storm", "harbour"], ["storm"], [""], Lexicon())
    twice = meet(["storm", "harbour", "storm"], ["storm"], [""], Lexicon())
    np.testing.assert_allclose(once.share(once.body), twice.share(twice.body))


@given(st.lists(st.tuples(st.integers(0, 80), st.sampled_from(range(3))), max_size=25))
def test_the_nearest_window_is_that_of_trying_all(placed: list[tuple[int, int]]) -> None:
    value = [0.5, 0.3, 0.2]
    placed.sort()
    share, end = _nearest(placed, value)
    windows = [{term for at, term in placed if first <= at < first + NEAR} for first in range(81)]
    assert share == pytest.approx(max(sum(value[term] for term in window) for window in windows))
    inside = {term for at, term in placed if end - NEAR < at <= end}
    assert sum(value[term] for term in inside) == pytest.approx(share)
