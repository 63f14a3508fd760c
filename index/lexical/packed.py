"""Postings of many documents in one folder, written once and memory-mapped.

Only what a deletion changes is in memory: which rows live, and how many living rows hold each term. Nothing that
depends on other documents (idf, length norm) is stored, so a segment never goes stale.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical.postings import Change, Keys, Unsigned, Whole, checked, places, runs

ARRAYS = (
    "keys", "offsets", "rows", "counts", "lengths", "terms", "term_offsets", "words", "word_offsets"
)  # fmt: skip
"""The files of one index, `PREFIX.NAME.npy`; `PackedPostings` says what is in each."""


def files(prefix: str) -> tuple[str, ...]:
    """Name the files of an index."""
    return tuple(f"{prefix}.{name}.npy" for name in ARRAYS)


class PackedPostings:
    """Postings mapped from files. See `Postings` for what it offers.

    Args:
        folder: where the files are.
        prefix: the first part of their names, `body` or `title`.

    Attributes:
        keys: of all terms, sorted, unique, shape (terms,), uint64.
        offsets: where each term's postings begin and end, shape (terms + 1,), int64.
        posted: rows of the postings, ascending within a term, shape (postings,), uint32.
        counts: how often the term stands in that row, the same shape, the smallest unsigned type that fits.
        terms: the forward index: for each row the places of its terms in `keys`, ascending, the same size, uint32.
        term_offsets: where each row's terms begin and end, shape (rows + 1,), int64.
        words: the terms themselves in UTF-8, in the order of the keys, one after another, uint8.
        word_offsets: where each word begins and ends, shape (terms + 1,), int64.
        frequency: living rows that hold each term, shape (terms,), int64.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: a file is no array, or not one that fits the others.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        arrays = {name: _mapped(folder / f"{prefix}.{name}.npy") for name in ARRAYS}
        self.keys: Keys = arrays["keys"]
        self.offsets: Whole = arrays["offsets"]
        self.posted: Unsigned = arrays["rows"]
        self.counts: Unsigned = arrays["counts"]
        self.lengths: Unsigned = arrays["lengths"]
        self.terms: Unsigned = arrays["terms"]
        self.term_offsets: Whole = arrays["term_offsets"]
        self.words: NDArray[np.uint8] = arrays["words"]
        self.word_offsets: Whole = arrays["word_offsets"]
        self._check(folder / prefix)
        self.documents = len(self.lengths)
        self.length = int(self.lengths.sum(dtype=np.int64))
        self.alive = np.ones(self.documents, np.bool_)
        self.frequency: Whole = np.diff(self.offsets)

    def _check(self, name: Path) -> None:
        """Hold the arrays' sizes against each other; their contents are the checksums' matter."""
        sizes = [
            (self.offsets, len(self.keys), len(self.posted)),
            (self.offsets, len(self.keys), len(self.counts)),
            (self.term_offsets, len(self.lengths), len(self.terms)),
            (self.word_offsets, len(self.keys), len(self.words)),
        ]
        for offsets, entries, size in sizes:
            if len(offsets) != entries + 1 or offsets[-1] != size:
                raise ValueError(f"the files of {name} do not fit together; rebuild the index")

    @property
    def rows(self) -> int:
        """Rows ever given, deleted ones included."""
        return len(self.lengths)

    def frequencies(self) -> tuple[Keys, Whole]:
        """Give the keys of all terms of living rows, sorted, and in how many living rows each stands."""
        if self.documents == self.rows:
            return self.keys, self.frequency
        held = self.frequency > 0
        return self.keys[held], self.frequency[held]

    def df(self, keys: Keys) -> Whole:
        """Count the living rows that hold each term."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64)
        at = places(self.keys, keys)
        return np.where(at >= 0, self.frequency[at], 0)

    def lists(self, keys: Keys) -> list[tuple[Unsigned, Unsigned]]:
        """Give the postings of each key, mapped, not copied."""
        found = []
        for at in places(self.keys, keys).tolist():
            held = slice(self.offsets[at], self.offsets[at + 1]) if at >= 0 else slice(0)
            found.append((self.posted[held], self.counts[held]))
        return found

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of living rows and in how many living rows each stands."""
        for at in np.flatnonzero(self.frequency).tolist():
            yield self.word(at), int(self.frequency[at])

    def word(self, at: int) -> str:
        """Give the word of a place in `keys`."""
        held = self.words[self.word_offsets[at] : self.word_offsets[at + 1]]
        return held.tobytes().decode("utf-8", "surrogatepass")

    def delete(self, rows: Sequence[int] | Whole) -> Change:
        """Delete rows; one that is deleted already is passed over. See `Postings`."""
        gone = checked(rows, self.alive)
        if not len(gone):
            return Change(self.keys[:0], self.offsets[:0], 0, 0)
        starts = self.term_offsets[gone]
        at, df = np.unique(self.terms[runs(starts, self.term_offsets[gone + 1] - starts)], return_counts=True)
        length = int(self.lengths[gone].sum(dtype=np.int64))
        # New arrays, a megabyte for a million rows: whoever reads the old ones in another thread goes on doing so.
        self.frequency, self.alive = self.frequency.copy(), self.alive.copy()
        self.frequency[at] -= df
        self.alive[gone] = False
        self.documents -= len(gone)
        self.length -= length
        return Change(self.keys[at], -df, -len(gone), -length)

    def still(self) -> PackedPostings:
        """Give these postings as they are now: deletions replace arrays, they do not write to them."""
        return copy.copy(self)


def _mapped(path: Path) -> NDArray[Any]:
    # A plain view: the memmap class makes every later slice several times slower.
    mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped.view(np.ndarray)
