"""Texts as rows of numbers, one a word: what was read once is not read again.

Reading a hundred passages takes longer than finding them. Nearly all their words were met before, and many of the
passages too, so all that needs looking for is the few numbers that stand for words with a question's terms.

Nothing here goes stale or shows a text: a passage is known by a hash of it, and of its words no more is kept beside
it than which terms stand where.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.analysis import terms

MOST = 300_000
"""Words kept as texts write them, some 60 MB; with more the lexicon begins anew."""

TEXTS = 10_000
"""Passages and titles after which those not seen among the last so many are let go; at most some 20 MB are kept."""

WIDTH = np.dtype(np.int32).itemsize

STEM = 5
"""Letters that two longer terms share when they are taken for kin: `manufactur` and `manufact`, `donat` and `donor`
are not found by each other's stem."""

_STOPS = '.,;:!?()[]"“”'
"""Around a word they change nothing about its terms."""

Columns = Mapping[int, tuple[int, ...]]
"""Number of a word -> the wanted terms it stands for, each by its place among those wanted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is kept of a text.

    Attributes:
        words: of each word, parted at white space, the number of the terms in it: int32 by int32, packed, as many
            small arrays are slow to join.
        looks: kind of thing -> whether the text holds one; filled by who looks first.
    """

    words: bytes
    looks: dict[str, bool] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words) // WIDTH


class Lexicon:
    """Grows with every text that is read. Safe for several threads.

    Args:
        most: words after which it begins anew.
        texts: texts that are kept at the least.
    """

    def __init__(self, most: int = MOST, texts: int = TEXTS) -> None:
        self._most, self._texts = most, texts
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._numbers = _Numbers()
        self._readings: dict[tuple[int, int], Reading] = {}
        self._older: dict[tuple[int, int], Reading] = {}

    def read(self, texts: Iterable[str], wanted: Sequence[str]) -> tuple[list[Reading], Columns, Columns]:
        """Read texts, and tell which words are looked for in them.

        Args:
            texts: of passages and titles.
            wanted: terms of a question, each once.

        Returns:
            What was read of each text; the words that have wanted terms; and those that have kin of wanted terms.
            Numbers mean the same within one answer only.
        """
        with self._lock:
            if len(self._numbers) > self._most:
                self._forget()
            kept, readings = self._readings, []
            for text in texts:
                key = hash(text), len(text)
                found = kept.get(key)
                if found is None:
                    found = self._older.get(key)
                    found = kept[key] = self._read(text) if found is None else found
                readings.append(found)
            if len(kept) >= self._texts:
                self._readings, self._older = {}, kept
            return readings, *self._numbers.columns(wanted)

    def _read(self, text: str) -> Reading:
        words = text.split()
        return Reading(np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words)).tobytes())


class _Numbers(dict[str, int]):
    """Word as written -> number; words of the same terms have the same one, 0 those without any."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self._of_terms: dict[tuple[str, ...], int] = {(): 0}
        self._having: dict[str, list[int]] = {}
        self._kin: dict[str, set[str]] = {}

    def __missing__(self, word: str) -> int:
        bare = word.strip(_STOPS)
        number = self[bare] if bare != word else self._numbered(word)
        self[word] = number
        return number

    def _numbered(self, word: str) -> int:
        # In lines of its own, so that capitals stand out as they do in running text.
        found = tuple(dict.fromkeys(terms(f"\n\n\n{word}\n\n\n")))
        number = self._of_terms.get(found)
        if number is None:
            number = self._of_terms[found] = len(self._of_terms)
            for term in found:
                self._having.setdefault(term, []).append(number)
                if len(term) > STEM:
                    self._kin.setdefault(term[:STEM], set()).add(term)
        return number

    def columns(self, wanted: Sequence[str]) -> tuple[Columns, Columns]:
        """Give the numbers of words with wanted terms, and of those with kin of them."""
        same: dict[int, tuple[int, ...]] = {}
        kin: dict[int, tuple[int, ...]] = {}
        for column, term in enumerate(wanted):
            _collect(same, self._having.get(term, ()), column)
            if len(term) > STEM:
                for other in self._kin.get(term[:STEM], set()) - {term}:
                    _collect(kin, self._having[other], column)
        return same, kin


def _collect(columns: dict[int, tuple[int, ...]], numbers: Iterable[int], column: int) -> None:
    for number in numbers:
        columns[number] = (*columns.get(number, ()), column)
