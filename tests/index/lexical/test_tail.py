"""The growing part: what it tells of an addition, what it keeps for packing, and what views of it survive."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import TermsCollide
from index.lexical import tail
from index.lexical.postings import keys_of
from index.lexical.tail import GrowingPostings, StillPostings
from tests.index.lexical.corpora import LETTERS, WORDS, Words, growing


@given(st.lists(WORDS, max_size=5), WORDS)
def test_an_addition_tells_exactly_what_it_changed(before: list[Words], added: Words) -> None:
    part = growing(before)
    change = part.add(iter(added))
    assert change.keys.tolist() == sorted(keys_of(set(added)).tolist())
    assert change.by.tolist() == [1] * len(set(added))
    assert (change.documents, change.length) == (1, len(added))
    assert part.rows == len(before) + 1


def test_views_stay_what_they_were_while_the_part_grows() -> None:
    part = growing([["a"], ["a", "b"]])
    alive, lengths, ((rows, counts),) = part.alive, part.lengths, part.lists(keys_of(["a"]))
    for _ in range(200):
        part.add(["a", "a"])
    assert alive.tolist() == [True, True]
    assert lengths.tolist() == [1, 2]
    assert (rows.tolist(), counts.tolist()) == ([0, 1], [1, 1])
    assert part.lengths.tolist() == [1, 2, *[2] * 200]


@given(st.lists(WORDS | st.integers(0, 9), max_size=12))
def test_a_part_that_stands_still_holds_what_there_was(steps: list[Words | int]) -> None:
    part, documents = GrowingPostings(), dict[int, Words]()
    seen: list[tuple[StillPostings, dict[int, Words]]] = []
    for step in steps:
        if isinstance(step, list):
            documents[part.rows] = step
            part.add(step)
        elif step < part.rows:
            part.delete([step])
            documents.pop(step, None)
        seen.append((part.still(), documents.copy()))
    for still, there in seen:
        df = Counter(word for words in there.values() for word in set(words))
        asked = keys_of(LETTERS)
        assert still.df(asked).tolist() == [df[letter] for letter in LETTERS]
        assert dict(still.vocabulary()) == df
        assert (still.documents, still.length) == (len(there), sum(map(len, there.values())))
        assert np.flatnonzero(still.alive).tolist() == sorted(there)
        for letter, (rows, counts) in zip(LETTERS, still.lists(asked), strict=True):
            held = dict(zip(rows.tolist(), counts.tolist(), strict=True))
            counted = {row: words.count(letter) for row, words in there.items() if letter in words}
            assert {row: count for row, count in held.items() if row in there} == counted
            assert max(held, default=-1) < still.rows


def test_a_part_is_read_while_another_thread_adds_and_deletes() -> None:
    part, wrong = growing([["a"] * (row % 3 + 1) for row in range(50)]), list[object]()
    shown, done = [part.still()], threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                still = shown[-1]
                ((rows, counts),) = still.lists(keys_of(["a"]))
                assert rows.tolist() == list(range(still.rows))
                assert counts.tolist() == [row % 3 + 1 for row in range(still.rows)]
                assert still.df(keys_of(["a"])).tolist() == [still.documents]
        except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for row in range(50, 1_500):
        part.add(["a"] * (row % 3 + 1))
        if row % 5 == 0:
            part.delete([row // 2])
        shown.append(part.still())
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_term_that_comes_back_stands_only_where_it_is_now() -> None:
    part = growing([["a"], ["b"]])
    part.delete([0])
    part.add(["a", "c"])
    ((rows, _),) = part.lists(keys_of(["a"]))
    assert rows.tolist() == [2]


@pytest.mark.parametrize("before", [[], ["a"]])
def test_two_words_with_one_key_are_refused_and_nothing_is_added(before: Words) -> None:
    part = GrowingPostings()
    with mock.patch.object(tail, "key", return_value=7):
        if before:
            part.add(before)
        with pytest.raises(TermsCollide, match="one key"):
            part.add(["a", "b"] if not before else ["b"])
    assert (part.rows, part.length, len(list(part.vocabulary()))) == (len(before), len(before), len(before))


def test_deleting_many_rows_at_once_counts_each_of_their_terms() -> None:
    part = growing([["a", "b"], ["a"], ["a", "c"]])
    change = part.delete(np.array([2, 0, 2]))
    by: Iterable[tuple[int, int]] = zip(change.keys.tolist(), change.by.tolist(), strict=True)
    keys = dict(zip(keys_of("abc").tolist(), "abc", strict=True))
    assert {keys[number]: fewer for number, fewer in by} == {"a": -2, "b": -1, "c": -1}
    assert (change.documents, change.length) == (-2, -4)
