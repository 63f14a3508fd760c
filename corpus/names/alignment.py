"""Which words before a short form it stands for: its letters are theirs, nearly all of them first letters.

After Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text, 2003.
Theirs takes any letter inside a word; here a word that gives an inner letter gives its first one too, and only some
may be inner, because a release has many capitals in brackets that explain nothing (stock symbols, parties, places).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.names.folding import words

LITTLE = frozenset(
    "a an and at by for from in into of on or the to with und"
    " au aux d de des du en et l la le les pour sur un une y el los las del para por con".split()
)
"""Folded; a short form may leave them out."""

_UNIT = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a part of one as its hyphens and capitals part it (`e`, `Learning`).

    Attributes:
        letters: folded.
        start, end: in the text, code points.
        lower: whether it is written without capitals.
    """

    letters: str
    start: int
    end: int
    lower: bool

    @property
    def little(self) -> bool:
        """Whether a short form may leave it out."""
        return self.letters in LITTLE

    @property
    def opens(self) -> bool:
        """Whether a name may begin with it."""
        return not (self.little and self.lower)


def units(text: str) -> list[Unit]:
    """Part a text into what a short form may take its letters from."""
    found = []
    for match in _UNIT.finditer(text):
        edges = [0, *(hump.start() for hump in _HUMP.finditer(match.group())), len(match.group())]
        for start, end in pairwise(edges):
            written = match.group()[start:end]
            if letters := "".join(words(written)):
                found.append(Unit(letters, match.start() + start, match.start() + end, written.islower()))
    return found


def long_form(short: str, before: Sequence[Unit], whole: bool = False) -> int | None:
    """Find where the long form of a short form begins.

    Args:
        short: letters and figures.
        before: the words before it, in order.
        whole: only all of them will do.

    Returns:
        The place of its first word; null if these words do not explain it.
    """
    letters = "".join(words(short))
    if len(letters) < 2:
        return None
    most = len(letters) // 3 if len(letters) > 3 else 0
    left_out = 0 if len(letters) == 2 else 1 if len(letters) < 6 else 2
    reach = range(1) if whole else range(len(before) - 1, -1, -1)
    for inner, skipped in sorted({(0, 0), (0, left_out), (most, 0), (most, left_out)}, key=sum):
        for start in reach:
            first = before[start]
            # A sentence that opens with "In cooperation with the ..." opens no name, "In Defence of ..." may.
            sentence = first.little and start + 1 < len(before) and before[start + 1].lower
            begins = first.letters[0] == letters[0] and first.opens and not sentence
            if begins and _explains(letters, tuple(before[start:]), inner, skipped):
                return start
    return None


def _explains(letters: str, said: tuple[Unit, ...], inner: int, skipped: int) -> bool:
    """Tell whether words give all the letters, at most so many of them inner, at most so many words giving none."""

    @cache
    def rest(at: int, word: int, inner: int, skipped: int) -> bool:
        if word == len(said):
            return at == len(letters)
        unit = said[word]
        if word and (unit.little or skipped) and rest(at, word + 1, inner, skipped - (not unit.little)):
            return True
        if at == len(letters) or unit.letters[0] != letters[at]:
            return False
        place = 0
        for more in range(len(letters) - at):
            if more:
                place = unit.letters.find(letters[at + more], place + 1)
                if place < 0 or more > inner:
                    return False
            if rest(at + more + 1, word + 1, inner - more, skipped):
                return True
        return False

    return rest(0, 0, inner, skipped)
