"""Classes of frequency: every term in one, exchanged one for one, and a vocabulary that grows as Heaps' law says."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench import vocabulary
from eval.bench.vocabulary import Pool, Vocabulary, at_rank, exchanged, growth, kind_of, tail_rank
from index.analysis import terms
from tests.eval.bench.releases import releases, words_of

REAL = [words_of(row) for row in releases(60)]


@pytest.fixture(scope="module")
def classes() -> Vocabulary:
    return Vocabulary.of(REAL)


DF = Counter(term for _, text in REAL for term in set(terms(text)))


def test_every_term_stands_in_the_class_of_its_frequency(classes: Vocabulary) -> None:
    assert {term for _, term in classes.place} == {term for _, text in REAL for term in terms(text)}
    for (_, term), (number, place) in classes.place.items():
        pool = classes.pools[number]
        spelt = pool.surfaces[place]
        assert terms(spelt) == [term]
        octave = {DF[each].bit_length() for surface in pool.surfaces for each in terms(surface)}
        assert octave == {DF[term].bit_length()}
        assert pool.open == (DF[term] == 1)
        assert pool.kind == kind_of(term)


def test_languages_do_not_mix() -> None:
    both = Vocabulary.of([("en", "harbour market"), ("fr", "harbour marché")])
    assert both.place["en", "harbour"][0] != both.place["fr", "harbour"][0]


@pytest.mark.parametrize(("term", "kind"), [("2024", "figure"), ("3.5", "figure"), ("بلدي", "arabic"), ("a", "word")])
def test_figures_and_scripts_are_kinds_of_their_own(term: str, kind: str) -> None:
    assert kind_of(term) == kind


@pytest.mark.parametrize("seed", range(20))
def test_terms_of_one_class_get_different_words_of_that_class(classes: Vocabulary, seed: int) -> None:
    closed = [at for at in classes.place.values() if not classes.pools[at[0]].open]
    pools, places = (np.array(column) for column in zip(*closed, strict=True))
    words = exchanged(classes, pools, places, np.random.default_rng(seed))
    assert len({(pool, word) for (pool, _), word in zip(closed, words, strict=True)}) == len(closed)
    assert all(word in classes.pools[pool].surfaces for (pool, _), word in zip(closed, words, strict=True))


def test_another_copy_gets_other_words_and_the_same_copy_the_same(classes: Vocabulary) -> None:
    pools, places = (np.array(column) for column in zip(*classes.place.values(), strict=True))
    first, again, other = (exchanged(classes, pools, places, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again
    assert sum(one != two for one, two in zip(first, other, strict=True)) > len(first) / 2


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from(["word", "arabic", "figure"]))
def test_made_up_words_are_terms_and_no_two_alike(one: int, two: int, kind: str) -> None:
    pool = Pool(kind, ("real",), 5, open=True)
    first, second = (terms(at_rank(pool, 6 + beyond)) for beyond in (one, two))
    assert len(first) == 1
    assert kind_of(first[0]) == kind
    assert (first == second) == (one == two)


def test_the_tail_begins_with_the_real_words() -> None:
    pool = Pool("word", ("first", "second"), 5, open=True)
    assert [at_rank(pool, rank) for rank in (5, 6)] == ["first", "second"]
    assert at_rank(pool, 7) not in pool.surfaces


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 10**6), st.floats(0.4, 0.8))
def test_ranks_follow_the_law(drawn: float, first: int, exponent: float) -> None:
    rank = tail_rank(drawn, first, exponent)
    assert rank >= first
    if rank < 2**50:
        beyond = (rank / first) ** (1 - 1 / exponent)
        assert 1 - drawn <= beyond * (1 + 1e-9)
        assert 1 - drawn >= ((rank + 1) / first) ** (1 - 1 / exponent) * (1 - 1e-9)


def test_draws_from_the_tail_grow_as_heaps_law_says() -> None:
    drawn = np.random.default_rng(1).random(400_000)
    ranks = [tail_rank(one, 500, 0.6) for one in drawn]
    few, many = len(set(ranks[:50_000])), len(set(ranks))
    assert math.log(many / few) / math.log(8) == pytest.approx(0.6, abs=0.06)


def test_growth_is_measured_between_the_middle_and_the_end() -> None:
    assert growth([(at * 100, round(30 * (at * 100) ** 0.6)) for at in range(1, 101)]) == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize("sizes", [[], [(5, 5)], [(0, 0), (0, 0)]])
def test_next_to_no_texts_grow_as_much_as_is_believed(sizes: list[tuple[int, int]]) -> None:
    assert growth(sizes) == vocabulary.GROWTH[1]
