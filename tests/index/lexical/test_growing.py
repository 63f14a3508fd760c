"""BM25 over postings, held equal to rank-bm25 after any adds and deletes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index.lexical.growing import PostingIndex

TERMS = st.sampled_from("abcdefg")
DOCUMENTS = st.lists(TERMS, max_size=9)
QUERIES = st.lists(st.sampled_from("abcdefgz"), max_size=5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), DOCUMENTS),
        st.tuples(st.just("delete"), st.integers(0, 30)),
        st.tuples(st.just("ask"), QUERIES),
    ),
    max_size=25,
)
# At k1 = 0 or b = 1 rank-bm25 divides 0 by 0 for an empty document.
PARAMETERS = st.tuples(
    st.sampled_from([0.01, 0.9, 1.2, 3.0]), st.sampled_from([0.0, 0.4, 0.75]), st.sampled_from([0.0, 0.25, 1.0])
)


def assert_close(found: NDArray[np.float64] | float, expected: NDArray[np.float64] | float) -> None:
    # Where idfs cancel to a mean of 0, nothing relative is left to compare.
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def assert_equals_the_oracle(index: PostingIndex, living: dict[int, list[str]], query: Sequence[str]) -> None:
    scores, matched = index.scores(query)
    assert scores.shape == matched.shape == (index.rows,)
    assert len(index) == len(living)
    dead = np.array([row not in living for row in range(index.rows)], np.bool_)
    assert not scores[dead].any()
    assert matched.tolist() == [row in living and not {*query}.isdisjoint(living[row]) for row in range(index.rows)]
    rows = sorted(living)
    if not any(living.values()):  # rank-bm25 divides by zero where there is no term at all
        assert not scores.any()
        return
    oracle = BM25Okapi([living[row] for row in rows], k1=index.k1, b=index.b, epsilon=index.epsilon)
    assert_close(scores[rows], oracle.get_scores(query))
    for term in {*query, *chain.from_iterable(living.values())}:
        assert_close(index.idf(term), oracle.idf.get(term, 0.0))


def filled(documents: Sequence[Sequence[str]]) -> PostingIndex:
    index = PostingIndex()
    for document in documents:
        index.add(document)
    return index


@given(STEPS, QUERIES, PARAMETERS)
@settings(deadline=None, max_examples=250)
def test_scores_equal_rank_bm25_after_any_adds_and_deletes(
    steps: list[tuple[str, list[str] | int]], query: list[str], parameters: tuple[float, float, float]
) -> None:
    index = PostingIndex(*parameters)
    living: dict[int, list[str]] = {}
    for step, what in [*steps, ("ask", query)]:
        if isinstance(what, int):
            if living:
                row = sorted(living)[what % len(living)]
                index.delete(row)
                del living[row]
        elif step == "add":
            row = index.add(what)
            assert row not in living
            living[row] = what
        else:
            assert_equals_the_oracle(index, living, what)


@given(st.lists(DOCUMENTS, min_size=1, max_size=12), st.data())
@settings(deadline=None, max_examples=80)
def test_deleting_leaves_what_never_adding_would_have_left(documents: list[list[str]], data: st.DataObject) -> None:
    index = filled(documents)
    gone = data.draw(st.sets(st.integers(0, len(documents) - 1)))
    for row in data.draw(st.permutations(sorted(gone))):
        index.delete(row)
    kept = [row for row in range(len(documents)) if row not in gone]
    fresh = filled([documents[row] for row in kept])
    query = list("abcdefg")
    assert_close(index.scores(query)[0][kept], fresh.scores(query)[0])
    assert index.scores(query)[1][kept].tolist() == fresh.scores(query)[1].tolist()


@given(st.lists(DOCUMENTS, min_size=1, max_size=12), st.sets(st.integers(0, 11)))
@settings(deadline=None, max_examples=80)
def test_the_mean_idf_of_the_histogram_is_the_mean_over_all_terms(documents: list[list[str]], gone: set[int]) -> None:
    index = PostingIndex(epsilon=1.0)
    for document in documents:
        index.add([*document, "everywhere"])
    for row in gone & {*range(len(documents) - 1)}:  # the last stays, so that the term is somewhere
        index.delete(row)
    living = [{*document, "everywhere"} for row, document in enumerate(documents) if row not in gone]
    living += [{*documents[-1], "everywhere"}] if len(documents) - 1 in gone else []
    frequencies = [sum(term in document for document in living) for term in set().union(*living)]
    mean = sum(math.log((len(living) - df + 0.5) / (df + 0.5)) for df in frequencies) / len(frequencies)
    # A term that every document holds has a negative idf, and with epsilon 1 gets the mean itself.
    assert_close(index.idf("everywhere"), mean)


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([["a", "b"], ["a", "b"]], id="two documents, every idf negative, and the mean too"),
        pytest.param([["a"], ["a", "b"]], id="two documents, one common term"),
        pytest.param([["a", "a", "b"]], id="a single document"),
        pytest.param([["a"], [], []], id="empty documents"),
        pytest.param([[], ["b", "b"], ["a", "b"], []], id="empty documents among others"),
        pytest.param([["a"], ["b"], ["c"]], id="nothing in common"),
    ],
)
@pytest.mark.parametrize("query", [["a"], ["a", "a", "b"], ["b", "a", "b"], ["z"], ["z", "a"], []])
def test_small_corpora_equal_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    assert_equals_the_oracle(filled(documents), dict(enumerate(documents)), query)


def test_the_two_document_corpus_really_has_a_negative_mean() -> None:
    assert filled([["a", "b"], ["a", "b"]]).idf("a") < 0


def test_a_term_that_vanishes_with_a_delete_no_longer_counts_in_the_mean() -> None:
    documents = [["a", "b"], ["a"], ["a", "rare"]]
    index = filled(documents)
    with_rare = index.idf("a")
    index.delete(2)
    assert index.idf("rare") == 0.0
    assert index.idf("a") != with_rare
    assert_equals_the_oracle(index, {0: documents[0], 1: documents[1]}, ["a", "rare"])


def test_a_term_that_comes_back_counts_only_where_it_is_now() -> None:
    index = filled([["a"], ["b"]])
    index.delete(0)
    assert index.add(["a", "c"]) == 2
    assert_equals_the_oracle(index, {1: ["b"], 2: ["a", "c"]}, ["a"])


def test_a_repeated_query_term_counts_twice() -> None:
    index = filled([["a", "b"], ["b"], ["c"], ["d"]])
    assert_close(index.scores(["a", "a"])[0], 2 * index.scores(["a"])[0])
    assert index.scores(["a"])[0][0] > 0


def test_an_empty_index_scores_nothing() -> None:
    scores, matched = PostingIndex().scores(["a"])
    assert scores.shape == matched.shape == (0,)
    assert PostingIndex().idf("a") == 0.0


def test_an_index_whose_documents_are_all_deleted_scores_nothing_and_takes_new_ones() -> None:
    index = filled([["a"], ["b"]])
    index.delete(0)
    index.delete(1)
    assert len(index) == 0
    assert not index.scores(["a"])[1].any()
    assert index.add(["a"]) == 2
    assert_equals_the_oracle(index, {2: ["a"]}, ["a"])


@pytest.mark.parametrize("row", [-1, 0, 2, 99])
def test_an_unknown_or_deleted_row_cannot_be_deleted(row: int) -> None:
    index = filled([["a"], ["b"]])
    index.delete(0)
    with pytest.raises(KeyError):
        index.delete(row)
    assert_equals_the_oracle(index, {1: ["b"]}, ["a", "b"])


def test_scores_can_be_asked_between_adds() -> None:
    index = filled([["a"]])
    kept = index.scores(["a"])  # whatever the caller keeps must not stand in the way of the next add
    index.add(["a"])
    assert len(kept[0]) == 1
    assert index.scores(["a"])[1].tolist() == [True, True]
