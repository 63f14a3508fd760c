"""The terms of an index, to be searched for those that are spelled nearly alike.

By looking at all of them, in two steps: letters as a set of 64 bits leave some hundred, whose distance rapidfuzz
counts. SymSpell, which keeps every way of leaving letters out, was some times quicker to ask than rapidfuzz over all
terms, but at 250,000 terms took half a minute to build and 200 MB, to be built anew with every release added. This
takes hundredths of a second and ten bytes a term; `docs/questions.md` has the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.lexical.packed import PackedPostings
from index.lexical.postings import Postings, Whole, keys_of
from index.lexical.tail import StillPostings

Masks = NDArray[np.uint64]

_WIDE = 0xE0
"""A first byte from here on begins a character of three or four bytes, of which more than one sets a bit."""

# One bit a character for Latin, Greek, Cyrillic, Hebrew and Arabic: that of its last byte; first bytes set none.
_BITS: Masks = np.array([0 if byte >= 0xC0 else 1 << (byte & 63) for byte in range(256)], np.uint64)


def edits(one: str, other: str) -> int:
    """Count the letters to insert, leave out, exchange or swap with their neighbour to make one word of another.

    Optimal string alignment: Damerau, A Technique for Computer Detection and Correction of Spelling Errors, 1964.
    """
    from rapidfuzz.distance import OSA  # few questions need it, and every start would wait for it

    return int(OSA.distance(one, other))


@dataclass(frozen=True, slots=True)
class Near:
    """A term of the index that is spelled nearly as another.

    Attributes:
        term: as the index holds it, stemmed.
        distance: between the two, see `edits`.
        df: living passages and titles that hold it.
    """

    term: str
    distance: int
    df: int


class Vocabulary:
    """The terms of several postings. Safe for several threads if the postings are.

    Args:
        postings: as they stood at one moment.
        before: an earlier vocabulary; what it has read of files that are still there is not read again.
    """

    def __init__(self, postings: Sequence[Postings], before: Vocabulary | None = None) -> None:
        self.postings = tuple(postings)
        self._read = before._known if before else {}

    def df(self, terms: Iterable[str]) -> Whole:
        """Count the living passages and titles that hold each term, shape (terms,), int64."""
        keys = keys_of(terms)
        df = np.zeros(len(keys), np.int64)
        for postings in self.postings:
            df += postings.df(keys)
        return df

    def near(self, term: str, distance: int) -> list[Near]:
        """Find the terms that differ by 1 to `distance`: the nearest first, then the more frequent.

        Terms that begin otherwise are found where none that begins alike is so near, and then at distance 1: few
        people mistype the first letter, and looking only at terms that share it is ten times as quick.
        """
        if not term or distance < 1:
            return []
        return self._near(term, distance, alike=True) or self._near(term, 1, alike=False)

    def _near(self, term: str, distance: int, alike: bool) -> list[Near]:
        sought = _Sought(term, distance, alike)
        found: Counter[str] = Counter()
        for lexicon in self._lexicons:
            found.update(lexicon.near(sought))
        measured = (Near(word, edits(term, word), df) for word, df in found.items())
        kept = (near for near in measured if 0 < near.distance <= distance)
        return sorted(kept, key=lambda near: (near.distance, -near.df, near.term))

    @cached_property
    def _lexicons(self) -> tuple[_Lexicon, ...]:
        return tuple(_lexicon(postings, self._read) for postings in self.postings)

    @property
    def _known(self) -> dict[int, _Letters]:
        """What was read of files, by the identity of their words, which it keeps alive."""
        if "_lexicons" not in self.__dict__:
            return self._read
        return {id(lexicon.letters.words): lexicon.letters for lexicon in self._lexicons}


class _Sought:
    """A word to look for, as letters are compared.

    Args:
        term: the word.
        distance: edits it may be away.
        alike: whether what is found begins with the same byte.
    """

    def __init__(self, term: str, distance: int, alike: bool) -> None:
        spelled = np.frombuffer(term.encode("utf-8", "surrogatepass"), np.uint8)
        self.first = int(spelled[0]) if alike else None
        self.mask = np.bitwise_or.reduce(_BITS[spelled])
        # An edit brings one character and takes one.
        self.bits = distance * (3 if spelled.max() >= _WIDE else 1)
        self.shortest, self.longest = len(term) - distance, len(term) + distance


@dataclass(frozen=True, slots=True)
class _Letters:
    """Words in UTF-8, one after another, and what they are sought by.

    Attributes:
        words: uint8. offsets: where each word begins and ends, shape (words + 1,), int64.
        masks: the characters of each as a set, shape (words,), uint64.
        lengths: characters of each, the same shape, uint8, at most 255.
    """

    words: NDArray[np.uint8]
    offsets: Whole
    masks: Masks
    lengths: NDArray[np.uint8]
    firsts: NDArray[np.uint8]

    @classmethod
    def of(cls, words: NDArray[np.uint8], offsets: Whole) -> _Letters:
        if len(offsets) < 2:
            return cls(words, offsets, np.empty(0, np.uint64), np.empty(0, np.uint8), np.empty(0, np.uint8))
        masks = np.bitwise_or.reduceat(_BITS[words], offsets[:-1])
        lengths = np.add.reduceat((words & 0xC0) != 0x80, offsets[:-1], dtype=np.int64)
        return cls(words, offsets, masks, np.minimum(lengths, 255).astype(np.uint8), words[offsets[:-1]])


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of one postings.

    Attributes:
        frequency: living rows that hold each, shape (words,), int64.
    """

    letters: _Letters
    frequency: Whole

    def near(self, sought: _Sought) -> dict[str, int]:
        """Give words, none that is so near left out, with their frequency."""
        letters = self.letters
        fitting = (letters.lengths >= max(sought.shortest, 0)) & (letters.lengths <= sought.longest)
        if sought.first is not None:
            fitting &= letters.firsts == sought.first
        close = np.flatnonzero(fitting)
        masks = letters.masks[close]
        brought, taken = np.bitwise_count(masks & ~sought.mask), np.bitwise_count(sought.mask & ~masks)
        close = close[(brought <= sought.bits) & (taken <= sought.bits)]
        return {self._word(at): int(self.frequency[at]) for at in close[self.frequency[close] > 0].tolist()}

    def _word(self, at: int) -> str:
        held = self.letters.words[self.letters.offsets[at] : self.letters.offsets[at + 1]]
        return held.tobytes().decode("utf-8", "surrogatepass")


def _lexicon(postings: Postings, read: dict[int, _Letters]) -> _Lexicon:
    if isinstance(postings, PackedPostings):
        letters = read.get(id(postings.words)) or _Letters.of(postings.words, postings.word_offsets)
        return _Lexicon(letters, postings.frequency)
    held = _held(postings)
    words = [word.encode("utf-8", "surrogatepass") for word, _ in held]
    offsets = np.cumsum([0, *map(len, words)], dtype=np.int64)
    frequency = np.array([df for _, df in held], np.int64)
    return _Lexicon(_Letters.of(np.frombuffer(b"".join(words), np.uint8), offsets), frequency)


def _held(postings: Postings) -> list[tuple[str, int]]:
    if isinstance(postings, StillPostings):
        # Counting the rows that lived at that moment takes ten times as long; a suggestion is checked anyway.
        return [(held.word, held.df) for held in list(postings.held.values())]
    return list(postings.vocabulary())
