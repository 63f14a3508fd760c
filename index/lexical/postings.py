"""What every part of a word index offers, on disk or in memory, and how a change of one is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Whole = NDArray[np.int64]
Unsigned = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """What an addition or a deletion changed; `Statistics.apply` takes it.

    Attributes:
        keys: of the terms touched, shape (n,), uint64, sorted and unique.
        by: what each one's document frequency grew by, shape (n,), int64, negative after a deletion.
        documents: what the number of living documents grew by.
        length: what their length grew by, in terms.
    """

    keys: Keys
    by: Whole
    documents: int
    length: int


class Postings(Protocol):
    """Documents as rows of terms, numbered from 0 in the order they were added.

    A deleted row keeps its number and stays in the postings; `alive` says which rows count.
    """

    @property
    def rows(self) -> int:
        """Rows ever given, deleted ones included."""

    @property
    def documents(self) -> int:
        """Count the living rows."""

    @property
    def length(self) -> int:
        """Count the terms of the living rows, repeats included."""

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Whether a row is not deleted, shape (rows,). To be read, not written."""

    @property
    def lengths(self) -> Unsigned:
        """Terms of each row, repeats included, shape (rows,), deleted rows too."""

    def frequencies(self) -> tuple[Keys, Whole]:
        """Give the keys of all terms of living rows, sorted, and in how many living rows each stands."""

    def df(self, keys: Keys) -> Whole:
        """Count the living rows that hold each term, shape (len(keys),); 0 for a term not held."""

    def lists(self, keys: Keys) -> list[tuple[Unsigned, Unsigned]]:
        """Give the postings of each key: rows, ascending, deleted ones too, and how often it stands in each."""

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of living rows, in the order of their keys, and in how many living rows each stands."""


class MutablePostings(Postings, Protocol):
    """Postings of which rows can be deleted, by one thread; others read what `still` gave them."""

    def delete(self, rows: Sequence[int] | Whole) -> Change:
        """Delete rows; one that is deleted already is passed over. The cost is that of their terms.

        Raises:
            IndexError: no such row; nothing is deleted.
        """

    def still(self) -> Postings:
        """Give these postings as they are now, to be read in any thread while these ones change."""


def key(term: str) -> int:
    """Give the 64-bit key of a term: BLAKE2b over its UTF-8 bytes, read as little-endian."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def keys_of(terms: Iterable[str]) -> Keys:
    """Give the keys of terms, in their order, shape (n,), uint64."""
    return np.fromiter((key(term) for term in terms), np.uint64)


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Sort numbers and drop repeats; many times quicker than `numpy.unique`, which hashes them first."""
    ranked = np.sort(numbers)
    fresh = np.ones(len(ranked), np.bool_)
    np.not_equal(ranked[1:], ranked[:-1], out=fresh[1:])
    return ranked[fresh]


def checked(rows: Sequence[int] | Whole, alive: NDArray[np.bool_]) -> Whole:
    """Give those of some rows that live, sorted and unique.

    Raises:
        IndexError: a row is outside `alive`.
    """
    asked = distinct(np.asarray(rows, np.int64))
    if len(asked) and (asked[0] < 0 or asked[-1] >= len(alive)):
        raise IndexError(f"rows {asked[0]} to {asked[-1]} asked of a word index of {len(alive)} rows")
    return np.asarray(asked[alive[asked]], np.int64)


def places(keys: Keys, wanted: Keys) -> Whole:
    """Find keys among sorted ones: the place of each, -1 where it is not there, shape (len(wanted),)."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at: Whole = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    at[keys[at] != wanted] = -1
    return at


def runs(starts: Whole, sizes: Whole) -> Whole:
    """Give the numbers start, start + 1, ... of every run, one run after another, shape (sizes.sum(),)."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Whole = np.arange(total, dtype=np.int64)
    numbers += np.repeat(starts - (ends - sizes), sizes)
    return numbers
