"""Writing postings: what is in the files, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import TermsCollide
from index.lexical import packing
from index.lexical.packed import PackedPostings, files
from index.lexical.packing import offsets, pack, pack_numbered, smallest
from index.lexical.postings import Keys, keys_of
from tests.index.lexical.corpora import WORDS, Words, folder


def one_key(terms: Iterable[str]) -> Keys:
    return np.array([7 for _ in terms], np.uint64)


@given(st.lists(WORDS, max_size=8))
@settings(deadline=None, max_examples=80)
def test_the_forward_index_says_the_same_as_the_postings(documents: list[Words]) -> None:
    with folder() as made:
        part = pack(made, "body", documents)
        for row, document in enumerate(documents):
            held = part.terms[part.term_offsets[row] : part.term_offsets[row + 1]].tolist()
            assert held == sorted(held)
            assert {part.word(at) for at in held} == set(document)
            counts = {
                part.word(at): dict(
                    zip(
                        part.posted[part.offsets[at] : part.offsets[at + 1]].tolist(),
                        part.counts[part.offsets[at] : part.offsets[at + 1]].tolist(),
                        strict=True,
                    )
                )[row]
                for at in held
            }
            assert counts == Counter(document)


def test_the_files_are_the_ones_that_are_named_and_nothing_of_them_is_pickled(tmp_path: Path) -> None:
    pack(tmp_path, "title", [["a", "b"]])
    assert {path.name for path in tmp_path.iterdir()} == set(files("title"))
    for path in tmp_path.iterdir():
        assert np.load(path, allow_pickle=False).dtype.kind == ("i" if "offsets" in path.name else "u")


@pytest.mark.parametrize(("most", "dtype"), [(1, np.uint8), (255, np.uint8), (256, np.uint16), (70_000, np.uint32)])
def test_counts_and_lengths_take_the_smallest_type_that_fits(tmp_path: Path, most: int, dtype: type) -> None:
    part = pack(tmp_path, "body", [["a"] * most])
    assert part.counts.dtype == part.lengths.dtype == smallest(most) == dtype


def test_numbered_documents_give_the_same_files_as_words(tmp_path: Path) -> None:
    documents = [["b", "a", "b"], [], ["c", "a"]]
    (tmp_path / "words").mkdir()
    (tmp_path / "numbers").mkdir()
    pack(tmp_path / "words", "body", documents)
    numbered = ["a", "unused", "b", "c"]
    tokens = np.array([numbered.index(word) for document in documents for word in document], np.uint32)
    pack_numbered(tmp_path / "numbers", "body", numbered, tokens, np.array([3, 0, 2], np.int64))
    for name in files("body"):
        assert (tmp_path / "words" / name).read_bytes() == (tmp_path / "numbers" / name).read_bytes()


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_an_index_without_a_word_opens(tmp_path: Path, documents: Sequence[Words]) -> None:
    pack(tmp_path, "body", documents)
    part = PackedPostings(tmp_path, "body")
    assert (part.rows, part.length, list(part.vocabulary())) == (len(documents), 0, [])
    assert part.df(keys_of(["a"])).tolist() == [0]


def test_two_words_with_one_key_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with mock.patch.object(packing, "keys_of", one_key), pytest.raises(TermsCollide, match="'a' and 'b'"):
        pack(tmp_path, "body", [["a", "b"]])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_missed(tmp_path: Path) -> None:
    pack(tmp_path, "body", [["a"]])
    (tmp_path / "body.counts.npy").unlink()
    with pytest.raises(FileNotFoundError, match="counts"):
        PackedPostings(tmp_path, "body")


@pytest.mark.parametrize("name", ["counts", "rows", "words", "terms", "lengths", "keys"])
def test_files_of_two_indexes_do_not_open_as_one(tmp_path: Path, name: str) -> None:
    pack(tmp_path, "body", [["a", "b"], ["a"]])
    pack(tmp_path, "other", [["a", "b", "long"], ["a"], ["c"]])
    (tmp_path / f"other.{name}.npy").replace(tmp_path / f"body.{name}.npy")
    with pytest.raises(ValueError, match="do not fit together"):
        PackedPostings(tmp_path, "body")


def test_a_file_that_is_no_array_does_not_open(tmp_path: Path) -> None:
    pack(tmp_path, "body", [["a"]])
    (tmp_path / "body.rows.npy").write_bytes(b"nothing of the kind, but long enough for a header")
    with pytest.raises(ValueError):  # noqa: PT011  (NumPy's own words)
        PackedPostings(tmp_path, "body")


def test_a_packed_index_cannot_be_written_to(tmp_path: Path) -> None:
    part = pack(tmp_path, "body", [["a"]])
    with pytest.raises(ValueError, match="read-only"):
        part.posted[0] = 5


@given(st.lists(st.integers(0, 9)))
def test_offsets_begin_at_0_and_end_at_the_sum(sizes: list[int]) -> None:
    found = offsets(np.array(sizes, np.int64)).tolist()
    assert found == [sum(sizes[:at]) for at in range(len(sizes) + 1)]
