"""Whether two releases tell the same story: the same news, edited, corrected, or another that reads alike.

Most releases that share most of their words are not the same: a press office fills one form again and again, for
another town, quarter or product. What tells them apart is small and stands where it matters. A second edition of a
release adds words or cuts some; a form filled anew swaps them. So what counts are words that took others' places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

from corpus.stories.alignment import Step, align
from corpus.stories.folding import shingles, words
from corpus.stories.wording import Wording, figures

Relation = Literal["same", "edited", "corrected", "different"]

ENOUGH = 0.75
"""Share of the shorter one's shingles that stand in the longer one too."""

OF_LONGER = 0.3
"""The same of the longer one: an item of a digest is not the digest."""

LEAD_WORDS = 40
"""What the news is stands in its first sentences. Two words changed there leave .84 of its shingles, and a second
event told in the words of the first less than that."""

LEAST_WORDS = 20
"""A shorter text, such as a caption, tells too little: its title has to be the same too."""

SOON = 3
"""Days. If one figure of title or lead is all that changed, it was corrected when that came soon; later it is next
week's bulletin, or next year's greetings."""

SPELT_ALIKE = 0.8
"""From which likeness of letters on two words are one word, misspelt."""


MOST_WORDS = 20_000
"""A longer text is a book, and compared with nothing but its copies: its sentences would hold up everyone else."""

ANOTHER_ENDING = 0.5
"""Share of words in common up to which the last sentences of two texts are not the same ones told anew."""

MISSPELT_MOST = 100
"""Pairs of words compared letter by letter; texts that swap more are not misspelt."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be swapped between two texts of one story, as shares of the words they have in common.

    Attributes:
        telling: figures and names.
        words: all words.
        figures: figures, as a share of the figures of both.
        lead: share of either lead that has to stand in the other text.
    """

    telling: float
    words: float
    figures: float
    lead: float


UNMARKED = Allowance(0.02, 0.03, 0.25, 0.8)
MARKED = Allowance(0.05, 0.08, 1.0, 0.5)
"""Where just one of two says that it corrects or replaces another."""


@dataclass(frozen=True, slots=True)
class Swapped:
    """How many words of each sort stand in one text where the other has others, each word counted once."""

    figures: int
    names: int
    words: int


def relate(one: Wording, other: Wording) -> Relation:
    """Tell how two releases are related; the same whichever comes first."""
    first, second = sorted((one, other), key=lambda told: (len(told.words), told.told.text, told.told.title or ""))
    corrects = first.marked != second.marked
    allowed = MARKED if corrects else UNMARKED
    another = _subject_swaps(first, second)
    if not _overlap(first, second) or _lead_kept(first, second) < allowed.lead:
        return "different"
    if another and not corrects and not _soon(first, second):
        return "different"
    if first.words == second.words:
        return "same" if not another else "corrected" if corrects else "different"
    steps = align(first.told.text, second.told.text, first.news, second.news)
    swapped = swaps(first, second, steps)
    if not _tolerable(first, second, swapped, allowed):
        return "different"
    if another and not corrects and (swapped.figures, swapped.words) != (1, 1):
        return "different"
    return "corrected" if corrects or swapped.figures or swapped.names else "edited"


def swaps(one: Wording, other: Wording, steps: Iterable[Step]) -> Swapped:
    """Count the words that took the place of others.

    What was cut at one place and added at another is no swap, nor is one ending of a text for another: wires add
    their own.
    """
    told, names, all_figures = 0, 0, 0
    seen: set[str] = set()
    for before, after in _places(one.told.text, other.told.text, steps):
        mine, theirs = _without_misspelt(before - other.vocabulary - seen, after - one.vocabulary - seen)
        here, there = figures(before - after - seen), figures(after - before - seen)
        names += min(len((mine & one.names) - here), len((theirs & other.names) - there))
        all_figures += min(len(here), len(there))
        told += min(len(mine | here), len(theirs | there))
        seen |= mine | theirs | here | there
    return Swapped(all_figures, names, told)


def _places(before: str, after: str, steps: Iterable[Step]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the words that differ, place by place: an edited sentence, or sentences put in place of others."""
    removed: set[str] = set()
    added: set[str] = set()
    for step in steps:
        if step.kind == "removed" and step.before:
            removed.update(words(step.before.of(before)))
        elif step.kind == "added" and step.after:
            added.update(words(step.after.of(after)))
        else:
            yield frozenset(removed), frozenset(added)
            removed, added = set(), set()
        if step.changes:
            was = (words(change.before.of(before)) for change in step.changes)
            now = (words(change.after.of(after)) for change in step.changes)
            yield frozenset(chain.from_iterable(was)), frozenset(chain.from_iterable(now))
    if len(removed & added) > ANOTHER_ENDING * min(len(removed), len(added)):
        yield frozenset(removed), frozenset(added)


def _subject_swaps(one: Wording, other: Wording) -> int:
    """Count the figures and names of title and lead, told of in the news, that the other release does not know."""
    mine, theirs = _without_misspelt(_subject(one) - other.vocabulary, _subject(other) - one.vocabulary)
    return min(len(mine), len(theirs))


def _subject(told: Wording) -> frozenset[str]:
    return told.title.union(told.words[:LEAD_WORDS]) & (told.figures | told.names)


def _overlap(first: Wording, second: Wording) -> bool:
    """Tell whether the shorter stands in the longer, and is more than an item of it."""
    if len(first.words) < LEAST_WORDS:
        return first.words == second.words and first.title == second.title
    if len(second.words) > MOST_WORDS:
        return first.words == second.words
    shared = len(first.shingles & second.shingles)
    least, most = sorted((len(first.shingles), len(second.shingles)))
    return shared >= ENOUGH * least and shared >= OF_LONGER * most


def _lead_kept(first: Wording, second: Wording) -> float:
    """Give the share of a lead that stands in the other text: of the better kept one, for either may be cut."""
    leads = ((one, frozenset(shingles(one.words[:LEAD_WORDS]).tolist())) for one in (first, second))
    kept = [len(lead & (second if one is first else first).shingles) / len(lead) for one, lead in leads]
    return max(kept)


def _tolerable(first: Wording, second: Wording, swapped: Swapped, allowed: Allowance) -> bool:
    common = len(first.said & second.said)
    of_both = len(first.figures & second.figures) + swapped.figures
    return (
        swapped.figures + swapped.names <= allowed.telling * common
        and swapped.words <= allowed.words * common
        and swapped.figures <= max(1, allowed.figures * of_both)
    )


def _soon(first: Wording, second: Wording) -> bool:
    one, other = first.told.published, second.told.published
    return one is not None and other is not None and abs((one - other).days) <= SOON


def _without_misspelt(mine: Set[str], theirs: Set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Leave out the words that are the other's but for a letter or two; figures are never misspelt."""
    left, right = set(mine), set(theirs)
    if len(left) * len(right) <= MISSPELT_MOST:
        for word in sorted(mine):
            near = next((there for there in sorted(right) if _spelt_alike(word, there)), None)
            if near:
                left.discard(word)
                right.discard(near)
    return frozenset(left), frozenset(right)


def _spelt_alike(one: str, other: str) -> bool:
    if figures((one, other)) or abs(len(one) - len(other)) > 3:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELT_ALIKE
