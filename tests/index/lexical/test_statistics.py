"""What is known of the whole corpus, held equal to rank-bm25 however it is cut into parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.lexical import statistics
from index.lexical.packing import pack
from index.lexical.postings import Keys, MutablePostings, Whole, keys_of
from index.lexical.statistics import Statistics
from tests.index.lexical.corpora import LETTERS, QUERIES, WORDS, Words, folder, growing

DOCUMENTS = st.lists(WORDS, max_size=6)


def weight(found: Statistics, term: str) -> float:
    weights = found.weights([term])
    return float(weights.idf[0]) if len(weights.idf) else 0.0


def assert_equals_rank_bm25(found: Statistics, living: Sequence[Words], epsilon: float = 0.25) -> None:
    assert (found.documents, found.length) == (len(living), sum(map(len, living)))
    assert found.terms == len({word for words in living for word in words})
    if not any(living):  # rank-bm25 divides by zero
        assert (found.mean_idf, len(found.weights(LETTERS).keys)) == (0.0, 0)
        return
    oracle = BM25Okapi([*living], epsilon=epsilon)
    np.testing.assert_allclose(found.mean_idf, oracle.average_idf, rtol=1e-9, atol=1e-12)
    for letter in LETTERS + "z":
        np.testing.assert_allclose(weight(found, letter), oracle.idf.get(letter, 0.0), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.weights(LETTERS).mean_length, oracle.avgdl, rtol=1e-12)


@given(st.lists(DOCUMENTS, min_size=1, max_size=4), st.sampled_from([0.0, 0.25, 1.0]), st.data())
@settings(deadline=None, max_examples=80)
def test_statistics_equal_rank_bm25_after_any_changes_of_any_part(
    pieces: list[list[Words]], epsilon: float, data: st.DataObject
) -> None:
    with folder() as made:
        tail = growing(pieces[0])
        parts: list[MutablePostings] = [
            tail,
            *(pack(made, str(at), documents) for at, documents in enumerate(pieces[1:])),
        ]
        living = [dict(enumerate(documents)) for documents in pieces]
        found = Statistics(parts, epsilon=epsilon)
        stills: list[tuple[Statistics, list[Words]]] = []
        for _ in range(data.draw(st.integers(0, 5))):
            there = [words for rows in living for words in rows.values()]
            stills.append((found.still([part.still() for part in parts]), there))
            assert_equals_rank_bm25(found, there, epsilon)
            at = data.draw(st.integers(0, len(parts) - 1))
            if at == 0 and data.draw(st.booleans()):
                words = data.draw(WORDS)
                living[0][tail.rows] = words
                found.apply(tail.add(words))
            elif living[at]:
                rows = data.draw(st.lists(st.sampled_from(sorted(living[at])), max_size=3))
                found.apply(parts[at].delete(rows))
                for row in rows:
                    living[at].pop(row, None)
        everything = [words for rows in living for words in rows.values()]
        assert_equals_rank_bm25(found, everything, epsilon)
        assert_equals_rank_bm25(Statistics(parts, epsilon=epsilon), everything, epsilon)
        for still, there in stills:
            assert_equals_rank_bm25(still, there, epsilon)


@given(DOCUMENTS, QUERIES)
@settings(deadline=None, max_examples=60)
def test_a_term_weighs_as_often_as_the_question_says_it(documents: list[Words], query: Words) -> None:
    found = Statistics([growing(documents)])
    weights = found.weights(query)
    times = Counter(query)
    known = [word for word in times if any(word in words for words in documents)]
    assert weights.keys.tolist() == keys_of(known).tolist()
    np.testing.assert_allclose(weights.idf, [times[word] * weight(found, word) for word in known])
    assert weights.df.tolist() == [sum(word in words for words in documents) for word in known]


@given(DOCUMENTS, QUERIES, QUERIES, st.floats(0, 2))
@settings(deadline=None, max_examples=60)
def test_a_term_that_stands_for_another_counts_its_share(
    documents: list[Words], query: Words, also: Words, share: float
) -> None:
    found = Statistics([growing(documents)])
    weights = found.weights(query, also, share)
    times = {**dict.fromkeys(also, share), **Counter(query)}
    expected = {int(keys_of([word])[0]): times[word] * weight(found, word) for word in times}
    assert dict(zip(weights.keys.tolist(), weights.idf.tolist(), strict=True)) == pytest.approx(
        {key: value for key, value in expected.items() if key in set(weights.keys.tolist())}
    )
    assert set(weights.keys.tolist()) == set(found.weights([*query, *also]).keys.tolist())


def test_no_part_at_all_is_an_empty_corpus() -> None:
    assert_equals_rank_bm25(Statistics([]), [])


def test_a_change_costs_what_its_terms_cost() -> None:
    part = growing([[f"w{number}"] for number in range(300)])
    found = Statistics([part])
    with mock.patch.object(part, "df", wraps=part.df) as asked, mock.patch.object(statistics, "_summed") as summed:
        found.apply(part.add(["w1", "new"]))
    assert [len(call.args[0]) for call in asked.call_args_list] == [2]
    assert not summed.called
    assert found.terms == 301


class Frequencies:
    """A part of which only the frequencies are known."""

    documents = length = 0

    def __init__(self, keys: Keys, df: Whole) -> None:
        self._known = keys, df

    def frequencies(self) -> tuple[Keys, Whole]:
        return self._known


@given(st.lists(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, 99), max_size=20), max_size=5))
def test_frequencies_of_a_term_are_summed_over_the_parts(parts: list[dict[int, int]]) -> None:
    made = [
        Frequencies(np.array(sorted(held), np.uint64), np.array([held[n] for n in sorted(held)], np.int64))
        for held in parts
    ]
    total = sum((Counter(held) for held in parts), Counter())
    assert statistics._summed(made).tolist() == [total[number] for number in sorted(total)]  # type: ignore[arg-type]
