"""Which words of a text, as it writes them, stand for what a question looks for.

Nearly all words of a passage were met before, so they are not read again: what is kept is, of each term, the words
that have it, and a text is asked for those as a whole.
"""

from __future__ import annotations

import threading
from collections.abc import Set as AbstractSet

from index.analysis import SHORT_FORMS, terms, tokens

WORDS_KEPT = 50_000
"""Words as texts write them, some 15 MB; with more they are gathered anew."""

_BY_PLACE = SHORT_FORMS | {"may"}
"""Terms of words that only their place tells from little ones."""

Places = list[tuple[int, int]]


class Written:
    """Words as texts write them, by their terms. Safe for several threads.

    Args:
        most: words that are kept.
    """

    def __init__(self, most: int = WORDS_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._seen: set[str] = set()
        self._having: dict[str, set[str]] = {}

    def words(self, text: str, wanted: AbstractSet[str]) -> set[str]:
        """Give the words of a text, parted at white space, that have a wanted term.

        No term reaches over white space, and what a word stands for goes by itself, but for short forms and months.
        """
        own = set(text.split())
        with self._lock:
            if new := own - self._seen:
                self._learn(new, own)
            return {word for term in wanted if term in self._having for word in own & self._having[term]}

    def _learn(self, new: set[str], own: set[str]) -> None:
        if len(self._seen) + len(new) > self._most:
            self._seen, self._having = set(), {}
            new = own
        for word in new:
            for term in terms(word):
                self._having.setdefault(term, set()).add(word)
        self._seen |= new


_written = Written()


def places(text: str, wanted: AbstractSet[str]) -> Places:
    """Give where a text has wanted terms, in order, code points."""
    if not wanted.isdisjoint(_BY_PLACE):
        return [(token.start, token.end) for token in tokens(text) if token.term in wanted]
    found: Places = []
    for word in _written.words(text, wanted):
        own = [(token.start, token.end) for token in tokens(word) if token.term in wanted]
        found += [(at + start, at + end) for at in _standing(text, word) for start, end in own]
    return sorted(found)


def held(text: str, wanted: AbstractSet[str]) -> frozenset[str]:
    """Give the wanted terms that a text has."""
    if not wanted.isdisjoint(_BY_PLACE):
        return frozenset(terms(text)).intersection(wanted)
    return frozenset(term for word in _written.words(text, wanted) for term in terms(word)).intersection(wanted)


def _standing(text: str, word: str) -> list[int]:
    """Give where a word stands between white space; it stands there once at least."""
    found = []
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            found.append(at)
        at = text.find(word, end)
    return found
