"""Proof: a passage is read afresh from the store before it is sent; what does not match is not sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from corpus.article import Article, Passage, Scope
from corpus.proof import sound
from corpus.store import ArticleStore
from corpus.stories.likeness import Relation
from corpus.stories.story import Member
from index.engine import Candidate


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands. `article.text[start:end]` is the quote, counted in code points.

    Attributes:
        also_in: the other releases of the same story, newest first, each with its relation to this one.
    """

    number: int
    article: Article
    start: int
    end: int
    also_in: tuple[tuple[Member, Relation], ...] = ()

    @property
    def quote(self) -> str:
        """The words, cut out of the text that was just read."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Proven:
    """A candidate whose passage was found again in the store, word for word."""

    candidate: Candidate
    article: Article
    passage: Passage


def as_stored(proven: Iterable[Proven]) -> tuple[list[Proven], int]:
    """Keep passages of texts that are those that were stored: earlier ones, which `prove` did not read.

    Returns:
        Those kept, in order, and how many were held back.
    """
    every = list(proven)
    kept = [one for one in every if sound(one.article)]
    return kept, len(every) - len(kept)


def prove(candidates: Iterable[Candidate], k: int, store: ArticleStore, scope: Scope) -> tuple[list[Proven], int]:
    """Take the first `k` candidates whose passages the store confirms.

    Returns:
        The proven candidates in order, and how many were held back because the store did not confirm them.
    """
    proven: list[Proven] = []
    held_back = 0
    waiting = iter(candidates)
    while batch := list(islice(waiting, k - len(proven))):
        sound = store.quotable([candidate.passage.number for candidate in batch], scope)
        for candidate in batch:
            found = sound.get(candidate.passage.number)
            if found and found[0] == candidate.passage:
                proven.append(Proven(candidate, found[1], found[0]))
            else:
                held_back += 1
    return proven, held_back
