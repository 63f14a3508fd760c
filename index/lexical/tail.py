"""Postings that grow in memory: the newest documents, until they are packed.

One thread changes them; others read what `still` gave them. What is there already is never written to, only added
to, and a deletion replaces arrays; so a reader shares them and passes over what came after it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.errors import TermsCollide
from index.lexical.postings import Change, Keys, Unsigned, Whole, checked, key

_FIRST_ROOM = 64

_NONE = np.empty(0, np.uint32)


@dataclass(slots=True)
class _Held:
    """A term and its postings; `df` counts the living rows among them."""

    word: str
    rows: array[int] = field(default_factory=lambda: array("I"))
    counts: array[int] = field(default_factory=lambda: array("I"))
    df: int = 0


class GrowingPostings:
    """Postings in memory. See `Postings` for what it offers beside `add`."""

    def __init__(self) -> None:
        self.rows = self.documents = self.length = 0
        self._held: dict[int, _Held] = {}
        self._forward: list[tuple[int, ...]] = []  # row -> keys of its terms; none once it is deleted
        self._lengths = np.zeros(_FIRST_ROOM, np.uint32)
        self._alive = np.zeros(_FIRST_ROOM, np.bool_)

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Whether a row is not deleted, shape (rows,)."""
        return self._alive[: self.rows]

    @property
    def lengths(self) -> Unsigned:
        """Terms of each row, repeats included, shape (rows,)."""
        return self._lengths[: self.rows]

    def add(self, terms: Iterable[str]) -> Change:
        """Add a document as row `rows`.

        Raises:
            TermsCollide: one of its words has the key of another word; nothing is added.
        """
        counts = Counter(terms)
        keys = {term: key(term) for term in counts}
        self._refuse_equal_keys(keys)
        for term, count in counts.items():
            held = self._held.setdefault(keys[term], _Held(term))
            held.rows.append(self.rows)
            held.counts.append(count)
            held.df += 1
        length = counts.total()
        self._make_room()
        self._lengths[self.rows] = length
        self._alive[self.rows] = True
        self._forward.append(tuple(keys.values()))
        self.rows += 1
        self.documents += 1
        self.length += length
        touched = np.sort(np.fromiter(keys.values(), np.uint64))
        return Change(touched, np.ones(len(touched), np.int64), +1, length)

    def _refuse_equal_keys(self, keys: dict[str, int]) -> None:
        words = {number: term for term, number in keys.items()}
        for term, number in keys.items():
            there = self._held.get(number)
            other = there.word if there else words[number]
            if other != term:
                raise TermsCollide(other, term)

    def _make_room(self) -> None:
        if self.rows == len(self._lengths):
            # New arrays, not `resize`: a view that a caller holds stays what it was.
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
            self._alive = np.concatenate([self._alive, np.zeros_like(self._alive)])

    def delete(self, rows: Sequence[int] | Whole) -> Change:
        """Delete rows; one that is deleted already is passed over. See `Postings`."""
        gone = checked(rows, self.alive)
        fewer: Counter[int] = Counter()
        for row in gone.tolist():
            fewer.update(self._forward[row])
            self._forward[row] = ()
        for number, df in fewer.items():
            held = self._held[number]
            held.df -= df
        if not all(self._held[number].df for number in fewer):
            self._held = {number: held for number, held in self._held.items() if held.df}
        length = int(self._lengths[gone].sum(dtype=np.int64))
        self._alive = self._alive.copy()
        self._alive[gone] = False
        self.documents -= len(gone)
        self.length -= length
        order = sorted(fewer)
        return Change(
            np.array(order, np.uint64), np.array([-fewer[number] for number in order], np.int64), -len(gone), -length
        )

    def frequencies(self) -> tuple[Keys, Whole]:
        """Give the keys of all terms of living rows, sorted, and in how many living rows each stands."""
        keys = np.fromiter(self._held, np.uint64, len(self._held))
        df = np.fromiter((held.df for held in self._held.values()), np.int64, len(keys))
        order = np.argsort(keys)
        return keys[order], df[order]

    def df(self, keys: Keys) -> Whole:
        """Count the living rows that hold each term."""
        found = (self._held.get(number) for number in keys.tolist())
        return np.fromiter((held.df if held else 0 for held in found), np.int64, len(keys))

    def lists(self, keys: Keys) -> list[tuple[Unsigned, Unsigned]]:
        """Give the postings of each key, as copies: an array that is viewed could not grow."""
        return _lists(self._held, keys, self.rows)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of living rows and in how many living rows each stands."""
        for number in sorted(self._held):
            yield self._held[number].word, self._held[number].df

    def still(self) -> StillPostings:
        """Give these postings as they are now."""
        return StillPostings(self._held, self.alive, self.lengths, self.documents, self.length)


@dataclass(frozen=True, slots=True)
class StillPostings:
    """Growing postings as they were at one moment. See `Postings`.

    Attributes:
        held: shared with what grows; it may hold more terms and rows than there were.
        alive, lengths: as of that moment, shape (rows,).
        documents, length: of the rows that live.
    """

    held: dict[int, _Held]
    alive: NDArray[np.bool_]
    lengths: Unsigned
    documents: int
    length: int

    @property
    def rows(self) -> int:
        """Rows ever given, deleted ones included."""
        return len(self.alive)

    def frequencies(self) -> tuple[Keys, Whole]:
        """Give the keys of all terms of living rows, sorted, and in how many living rows each stands."""
        keys = np.sort(np.fromiter(list(self.held), np.uint64))
        df = self.df(keys)
        return keys[df > 0], df[df > 0]

    def df(self, keys: Keys) -> Whole:
        """Count the living rows that hold each term."""
        if not self.rows:
            return np.zeros(len(keys), np.int64)
        living = (np.count_nonzero(self.alive.take(rows)) for rows, _ in self.lists(keys))
        return np.fromiter(living, np.int64, len(keys))

    def lists(self, keys: Keys) -> list[tuple[Unsigned, Unsigned]]:
        """Give the postings of each key, as copies."""
        return _lists(self.held, keys, self.rows)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the words of living rows and in how many living rows each stands."""
        keys, df = self.frequencies()
        yield from ((self.held[number].word, count) for number, count in zip(keys.tolist(), df.tolist(), strict=True))


def _lists(held: dict[int, _Held], keys: Keys, rows: int) -> list[tuple[Unsigned, Unsigned]]:
    """Give the postings of each key in the first so many rows."""
    if not rows:
        return [(_NONE, _NONE)] * len(keys)
    found = []
    for number in keys.tolist():
        there = held.get(number) or _Held("")
        # In one step of the interpreter each, and the counts second: beside one who appends, they are never fewer.
        posted = np.frombuffer(there.rows.tobytes(), np.uint32)
        counts = np.frombuffer(there.counts.tobytes(), np.uint32)
        size = int(np.searchsorted(posted, rows))
        found.append((posted[:size], counts[:size]))
    return found
