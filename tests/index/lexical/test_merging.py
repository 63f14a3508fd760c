"""Merging leaves what packing the living documents anew would give, to the byte."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import TermsCollide
from index.lexical import merging
from index.lexical.merging import merge
from index.lexical.packed import PackedPostings, files
from index.lexical.packing import pack, pack_numbered
from tests.index.lexical.corpora import WORDS, Words, folder

DOCUMENTS = st.lists(WORDS, max_size=6)


@given(st.lists(DOCUMENTS, max_size=4), st.sampled_from([1, 4, 1000]), st.data())
@settings(deadline=None, max_examples=60)
def test_a_merge_is_what_packing_the_living_documents_gives(
    pieces: list[list[Words]], slice_size: int, data: st.DataObject
) -> None:
    with folder() as made, mock.patch.object(merging, "SLICE", slice_size):
        parts, living = [], []
        for at, documents in enumerate(pieces):
            part = pack(made, f"part{at}", documents)
            gone = [row for row in range(len(documents)) if data.draw(st.booleans())]
            part.delete(gone)
            parts.append(part)
            living += [words for row, words in enumerate(documents) if row not in gone]
        merge(made, "merged", parts)
        pack(made, "anew", living)
        for ours, anew in zip(files("merged"), files("anew"), strict=True):
            assert (made / ours).read_bytes() == (made / anew).read_bytes(), ours


def test_a_word_that_was_deleted_stands_in_no_file(tmp_path: Path) -> None:
    part = pack(tmp_path, "old", [["public", "confidential"], ["public"]])
    part.delete([0])
    merge(tmp_path, "new", [part])
    assert b"confidential" in (tmp_path / "old.words.npy").read_bytes()
    assert b"confidential" not in b"".join((tmp_path / name).read_bytes() for name in files("new"))


def test_the_parts_stay_as_they_are(tmp_path: Path) -> None:
    part = pack(tmp_path, "old", [["a"], ["b", "a"]])
    part.delete([1])
    before = [(tmp_path / name).read_bytes() for name in files("old")]
    merge(tmp_path, "new", [part])
    assert [(tmp_path / name).read_bytes() for name in files("old")] == before
    assert part.alive.tolist() == [True, False]
    assert part.rows == 2


def test_counts_of_different_widths_meet_in_the_wider(tmp_path: Path) -> None:
    parts = [pack(tmp_path, "small", [["a"]]), pack(tmp_path, "large", [["a"] * 300])]
    merged = merge(tmp_path, "new", parts)
    assert merged.counts.tolist() == merged.lengths.tolist() == [1, 300]


def with_the_key_of(folder_: Path, prefix: str, word: str, other: str) -> PackedPostings:
    """Pack one document whose word claims the key of another."""
    part = pack(folder_, prefix, [[word]])
    spelled = np.frombuffer(other.encode(), np.uint8)
    np.save(folder_ / f"{prefix}.words.npy", spelled)
    np.save(folder_ / f"{prefix}.word_offsets.npy", np.array([0, len(spelled)], np.int64))
    del part
    return PackedPostings(folder_, prefix)


@pytest.mark.parametrize("other", ["b", "longer"])
def test_two_words_with_one_key_in_different_parts_are_refused(tmp_path: Path, other: str) -> None:
    parts = [pack(tmp_path, "one", [["x", "a"]]), with_the_key_of(tmp_path, "two", "a", other)]
    with pytest.raises(TermsCollide, match=f"'a' and '{other}'"):
        merge(tmp_path, "new", parts)


def test_many_rows_are_merged_slice_by_slice(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    words = [f"w{number}" for number in range(500)]
    lengths = rng.integers(0, 30, 4000)
    tokens = (500 * rng.random(int(lengths.sum())) ** 3).astype(np.uint32)
    cut = int(lengths[:1500].sum())
    parts = [
        pack_numbered(tmp_path, "one", words, tokens[:cut], lengths[:1500]),
        pack_numbered(tmp_path, "two", words, tokens[cut:], lengths[1500:]),
    ]
    pack_numbered(tmp_path, "anew", words, tokens, lengths)
    with mock.patch.object(merging, "SLICE", 997):
        merge(tmp_path, "new", parts)
    for ours, anew in zip(files("new"), files("anew"), strict=True):
        assert (tmp_path / ours).read_bytes() == (tmp_path / anew).read_bytes(), ours
