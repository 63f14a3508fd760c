"""The growing part: what it tells of an addition, what it keeps for packing, and what views of it survive."""

from __future__ import annotations

from collections.abc import Iterable
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import TermsCollide
from index.lexical import tail
from index.lexical.postings import keys_of
from index.lexical.tail import GrowingPostings
from tests.index.lexical.corpora import WORDS, Words, growing


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
