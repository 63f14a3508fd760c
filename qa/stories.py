"""A story once: of releases that tell the same, the newest answers, and the others are named beside it.

A passage of an older edition gives way to the newest edition's own words for it. Where the newest has none, the two
are told apart by how they are related: what a correction left out is withdrawn and not shown; what another wire cut
is still said, so the older release is shown as what it is, under its own citation. Nothing is ever quoted from a
release that does not hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.article import Article, Filters, Passage, Scope, Span
from corpus.store import ArticleStore
from corpus.stories.alignment import Step, align
from corpus.stories.likeness import Relation
from corpus.stories.story import Member, Story
from index.analysis import terms
from index.engine import Candidate

KEPT = 0.5
"""Share of a passage's characters from which on another edition has the same passage."""

TOGETHER = 20
"""Candidates whose stories are looked up at once: most questions need no more."""


class Stories:
    """The stories that the candidates of one question belong to, as this asker may see them.

    Args:
        store: where they are looked up.
        scope, filters: which releases may be seen, and which may answer.
        wanted: terms of the question.
        grouped: false passes every candidate on as it is.
    """

    def __init__(
        self, store: ArticleStore, scope: Scope, filters: Filters, wanted: Iterable[str], grouped: bool = True
    ) -> None:
        self._store, self._scope, self._filters = store, scope, filters
        self._wanted = frozenset(wanted)
        self._grouped = grouped
        self._by_article: dict[str, Story] = {}
        self._articles: dict[str, Article] = {}
        self._passages: dict[str, list[Passage]] = {}

    def spread(self, candidates: Sequence[Candidate], per_article: int) -> Iterator[Candidate]:
        """Pass on the candidates in order, those of older editions as the newest tells them, each passage once.

        Args:
            candidates: best first.
            per_article: at most so many of one article, or of one story.
        """
        taken: Counter[str] = Counter()
        shown: set[int] = set()
        for at, candidate in enumerate(candidates):
            if self._grouped and at % TOGETHER == 0:
                ids = [one.passage.article_id for one in candidates[at : at + TOGETHER]]
                self._by_article.update(self._store.stories_of(ids, self._scope, self._filters))
            told = self._as_told_now(candidate)
            if told is None or told.passage.number in shown:
                continue
            story = self._by_article.get(told.passage.article_id)
            key = story.id if story else told.passage.article_id
            taken[key] += 1
            if taken[key] <= per_article:
                shown.add(told.passage.number)
                yield told

    def others(self, article_id: str) -> tuple[tuple[Member, Relation], ...]:
        """Name the other releases of a passed-on article's story, newest first, each with its relation to it."""
        story = self._by_article.get(article_id)
        return tuple(story.others(article_id)) if story else ()

    def _as_told_now(self, candidate: Candidate) -> Candidate | None:
        older = candidate.passage.article_id
        story = self._by_article.get(older)
        newest = next((member.article_id for member in story.members if member.fit), older) if story else older
        if story is None or newest == older:
            return candidate
        withdrawn = story.relation(older, newest) == "corrected"
        told = self._counterpart(candidate.passage, newest)
        if told is not None and (withdrawn or self._matched(told) >= self._matched(candidate.passage)):
            return replace(candidate, passage=told)
        return None if withdrawn else candidate

    def _counterpart(self, passage: Passage, newest: str) -> Passage | None:
        """Find the passage of the newest edition that tells what this one of an older edition tells."""
        missing = [one for one in (passage.article_id, newest) if one not in self._articles]
        self._articles.update(self._store.find(missing, self._scope) if missing else {})
        older, newer = self._articles.get(passage.article_id), self._articles.get(newest)
        if older is None or newer is None:
            return None
        places = _places(passage, older.text, newer.text)
        kept = sum(step.before.end - step.before.start for step in places if step.before and step.after)
        if kept < KEPT * sum(step.before.end - step.before.start for step in places if step.before):
            return None
        if newest not in self._passages:
            self._passages[newest] = self._store.passages_of(newest, self._scope)
        overlaps = [(sum(_shared(one, step) for step in places), -one.number, one) for one in self._passages[newest]]
        best = max(overlaps, default=(0, 0, None))
        return best[2] if best[0] else None

    def _matched(self, passage: Passage) -> frozenset[str]:
        """Give the terms of the question that a passage has."""
        text = self._articles[passage.article_id].text
        return self._wanted.intersection(terms(text[passage.start : passage.end]))


def _places(passage: Passage, older: str, newer: str) -> list[Step]:
    """Give the steps from the older text to the newer that touch a passage of the older."""
    if older == newer:
        whole = Span(passage.start, passage.end)
        return [Step("equal", whole, whole)]
    return [
        step
        for step in _aligned(older, newer)
        if step.before and step.before.start < passage.end and passage.start < step.before.end
    ]


@lru_cache(maxsize=64)
def _aligned(older: str, newer: str) -> tuple[Step, ...]:
    return align(older, newer)


def _shared(passage: Passage, step: Step) -> int:
    """Count the characters that a passage of the newer text has of a step's sentence there."""
    if step.after is None:
        return 0
    return max(0, min(passage.end, step.after.end) - max(passage.start, step.after.start))
