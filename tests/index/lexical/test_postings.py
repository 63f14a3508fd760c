"""What every part of a word index promises: packed and growing ones pass the same tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.lexical.packing import pack
from index.lexical.postings import MutablePostings, Postings, distinct, key, keys_of, places, runs
from tests.index.lexical.corpora import LETTERS, WORDS, Words, folder, growing

Opened = Callable[[Sequence[Words]], AbstractContextManager[MutablePostings]]
DOCUMENTS = st.lists(WORDS, max_size=8)


@contextmanager
def packed(documents: Sequence[Words]) -> Iterator[MutablePostings]:
    with folder() as made:
        yield pack(made, "body", documents)


@contextmanager
def in_memory(documents: Sequence[Words]) -> Iterator[MutablePostings]:
    yield growing(documents)


BOTH = pytest.mark.parametrize("opened", [packed, in_memory])


def assert_holds(part: Postings, documents: Sequence[Words], dead: set[int]) -> None:
    """The part says of its living rows what can be counted in the documents."""
    living = {row: Counter(words) for row, words in enumerate(documents) if row not in dead}
    df = Counter(word for counts in living.values() for word in counts)
    assert (part.rows, part.documents) == (len(documents), len(living))
    assert part.length == sum(counts.total() for counts in living.values())
    assert part.alive.tolist() == [row in living for row in range(len(documents))]
    assert part.lengths[part.alive].tolist() == [counts.total() for counts in living.values()]
    asked = keys_of(LETTERS + "z")
    assert part.df(asked).tolist() == [df[letter] for letter in LETTERS + "z"]
    keys, counted = part.frequencies()
    assert dict(zip(keys.tolist(), counted.tolist(), strict=True)) == {key(word): count for word, count in df.items()}
    assert keys.tolist() == sorted(keys.tolist())
    assert dict(part.vocabulary()) == df
    assert [key(word) for word, _ in part.vocabulary()] == keys.tolist()
    for letter, (rows, counts) in zip(LETTERS + "z", part.lists(asked), strict=True):
        assert rows.tolist() == sorted(set(rows.tolist()))
        found = {row: count for row, count in zip(rows.tolist(), counts.tolist(), strict=True) if row in living}
        assert found == {row: held[letter] for row, held in living.items() if held[letter]}


@BOTH
@given(documents=DOCUMENTS, steps=st.lists(st.lists(st.integers(0, 7), max_size=4), max_size=4))
@settings(deadline=None, max_examples=80)
def test_a_part_holds_its_living_rows_after_any_deletes(
    opened: Opened, documents: list[Words], steps: list[list[int]]
) -> None:
    with opened(documents) as part:
        dead: set[int] = set()
        assert_holds(part, documents, dead)
        for step in steps:
            rows = [row for row in step if row < len(documents)]
            part.delete(rows)
            dead.update(rows)
            assert_holds(part, documents, dead)


@BOTH
@given(documents=DOCUMENTS, steps=st.lists(st.lists(st.integers(0, 7), max_size=4), max_size=4))
@settings(deadline=None, max_examples=80)
def test_a_part_that_stands_still_holds_what_there_was(
    opened: Opened, documents: list[Words], steps: list[list[int]]
) -> None:
    with opened(documents) as part:
        seen: list[tuple[Postings, set[int]]] = []
        dead: set[int] = set()
        for step in [*steps, []]:
            seen.append((part.still(), set(dead)))
            rows = [row for row in step if row < len(documents)]
            part.delete(rows)
            dead.update(rows)
        for still, gone in seen:
            assert_holds(still, documents, gone)


@BOTH
@given(documents=DOCUMENTS, first=st.sets(st.integers(0, 7)), second=st.lists(st.integers(0, 7), max_size=6))
@settings(deadline=None, max_examples=80)
def test_a_deletion_tells_exactly_what_it_changed(
    opened: Opened, documents: list[Words], first: set[int], second: list[int]
) -> None:
    with opened(documents) as part:
        part.delete(sorted(row for row in first if row < len(documents)))
        keys = keys_of(LETTERS)
        before = part.df(keys), part.documents, part.length
        change = part.delete([row for row in second if row < len(documents)])
        by = dict(zip(change.keys.tolist(), change.by.tolist(), strict=True))
        assert [by.get(number, 0) for number in keys.tolist()] == (part.df(keys) - before[0]).tolist()
        assert (change.documents, change.length) == (part.documents - before[1], part.length - before[2])
        assert change.keys.tolist() == sorted(by)
        assert 0 not in by.values()


@BOTH
@pytest.mark.parametrize("rows", [[-1], [2], [0, 99]])
def test_a_row_that_never_was_cannot_be_deleted_and_nothing_is(opened: Opened, rows: list[int]) -> None:
    with opened([["a"], ["b", "a"]]) as part:
        with pytest.raises(IndexError, match="of 2 rows"):
            part.delete(rows)
        assert_holds(part, [["a"], ["b", "a"]], set())


@BOTH
def test_a_row_whose_words_are_all_gone_elsewhere_takes_them_out_of_the_vocabulary(opened: Opened) -> None:
    with opened([["secret", "known"], ["known"]]) as part:
        part.delete([0])
        assert list(part.vocabulary()) == [("known", 1)]


@BOTH
def test_words_of_any_script_come_back_as_they_were(opened: Opened) -> None:
    words = ["déjà", "قمه", "2500", "a\u0301", "𝔘", "\ud800"]
    with opened([words]) as part:
        assert {word for word, _ in part.vocabulary()} == set(words)


@BOTH
def test_a_count_beyond_a_byte_is_kept(opened: Opened) -> None:
    with opened([["a"] * 70_000, ["a"] * 300]) as part:
        ((rows, counts),) = part.lists(keys_of(["a"]))
        assert rows.tolist() == [0, 1]
        assert counts.tolist() == [70_000, 300]


def test_a_key_stays_the_same_on_every_machine() -> None:
    # Written into files: another value would make every index unreadable.
    keys = [0x91589B47C7FB736F, 0xB4B2797457A0A6E4, 0x4EFBCC94FF5D26F7]
    assert [key(word) for word in ("summit", "", "قمه")] == keys


@given(st.lists(st.integers(0, 30)))
def test_distinct_numbers_are_sorted_and_single(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


@given(st.sets(st.integers(0, 40)), st.lists(st.integers(0, 45)))
def test_places_are_those_of_a_list(keys: set[int], wanted: list[int]) -> None:
    ranked = sorted(keys)
    expected = [ranked.index(number) if number in keys else -1 for number in wanted]
    assert places(np.array(ranked, np.uint64), np.array(wanted, np.uint64)).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5))))
def test_runs_are_ranges_laid_end_to_end(pairs: list[tuple[int, int]]) -> None:
    starts: NDArray[np.int64] = np.array([start for start, _ in pairs], np.int64)
    sizes: NDArray[np.int64] = np.array([size for _, size in pairs], np.int64)
    assert runs(starts, sizes).tolist() == [start + step for start, size in pairs for step in range(size)]
