"""Words as texts write them, and the terms in them: a word that was met before is not analysed again.

Analysing a hundred passages takes longer than finding them. Nearly all their words were met before, so all that
needs looking for is the few forms (`reopened,` `Reopens`) that a question's terms are written in.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

from index.analysis import tokens

MOST = 300_000
"""Forms kept, some 60 MB; with more the lexicon begins anew."""

STEM = 5
"""Letters that two longer terms share when they are taken for kin: `manufactur` and `manufact`, `donat` and `donor`
are not found by each other's stem."""

Forms = Mapping[str, tuple[str, ...]]
"""Word as written -> the wanted terms in it."""


class Lexicon:
    """Grows with every text that is looked through. Safe for several threads.

    Args:
        most: forms after which it begins anew.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._known: set[str] = set()
        self._written: dict[str, set[str]] = {}
        self._kin: dict[str, set[str]] = {}

    def forms(self, words: Iterable[str], wanted: Iterable[str]) -> tuple[Forms, Forms]:
        """Tell in which forms some terms are written.

        Args:
            words: of the texts that will be looked through, parted at white space.
            wanted: terms of a question.

        Returns:
            Forms of the wanted terms; and forms of their kin, each with the wanted terms it is kin to.
        """
        with self._lock:
            new = set(words) - self._known
            if len(self._known) + len(new) > self._most:
                new |= self._known.intersection(words)
                self._forget()
            self._learn(new)
            same: dict[str, tuple[str, ...]] = {}
            kin: dict[str, tuple[str, ...]] = {}
            for term in dict.fromkeys(wanted):
                _collect(same, self._written.get(term, ()), term)
                if len(term) > STEM:
                    for other in self._kin.get(term[:STEM], set()) - {term}:
                        _collect(kin, self._written[other], term)
            return same, kin

    def _learn(self, new: set[str]) -> None:
        order = list(new)
        # One text of them all, opened by a small word, so that capitals stand out as they do in running text.
        ends, at = [], 2
        for word in order:
            at += len(word) + 1
            ends.append(at)
        place = 0
        for token in tokens("a\n" + "\n".join(order)):
            while ends[place] <= token.start:
                place += 1
            self._written.setdefault(token.term, set()).add(order[place])
            if len(token.term) > STEM:
                self._kin.setdefault(token.term[:STEM], set()).add(token.term)
        self._known |= new


def _collect(forms: dict[str, tuple[str, ...]], written: Iterable[str], term: str) -> None:
    for form in written:
        forms[form] = (*forms.get(form, ()), term)
