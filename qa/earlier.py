"""Releases as they were on a day: before a correction came, its release answers with the text that stood then.

Only the present text of a release is searched. So what a correction took out is not found, and what it put in is not
shown: a passage is sent in the words that it had on that day, or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Article, Passage, Scope, Version
from corpus.store import ArticleStore
from corpus.stories.alignment import Step, align
from qa.citation import Proven

KEPT = 0.5
"""Share of a passage's characters from which on the earlier text has the same passage."""


def as_it_was(proven: Sequence[Proven], store: ArticleStore, scope: Scope) -> list[Proven]:
    """Put passages into the words that their releases had on the day of an `as_of` question.

    Args:
        proven: passages of present texts.
        store: which keeps the earlier ones.
        scope: of the question.

    Returns:
        The same passages where nothing has changed since, as it is without `as_of`. One that is put into earlier
        words has no number of its own, but that of the present passage below zero.
    """
    if scope.as_of is None:
        return list(proven)
    articles = {one.article.id: one.article for one in proven}
    texts = {name: then(store.history(name), scope.as_of) for name in articles}
    told = (_told(one, texts[one.article.id], scope) for one in proven)
    return [one for one in told if one is not None]


def then(history: Sequence[tuple[Version, Article]], day: dt.date) -> tuple[Version, Article] | None:
    """Choose the version that stood on a day: the last stored by then; of a release taken in later, the first.

    What only another cleaning made of the same bytes is no correction: of these versions the last is taken.

    Args:
        history: of an article, oldest first.
        day: the day's end counts, in UTC.

    Returns:
        None of an article without versions.
    """
    if not history:
        return None
    at = max((at for at, (version, _) in enumerate(history) if version.stored.date() <= day), default=0)
    received = history[at][0].raw_hash
    while at + 1 < len(history) and history[at + 1][0].raw_hash == received:
        at += 1
    return history[at]


def _told(one: Proven, stood: tuple[Version, Article] | None, scope: Scope) -> Proven | None:
    if stood is None:
        return None
    version, article = stood
    if article.content_hash == one.article.content_hash:
        return one
    if article.visible_from is not None and article.visible_from > scope.now:
        return None
    steps = [step for step in align(article.text, one.article.text) if _touches(step, one.passage)]
    both = [(step.before, step.after) for step in steps if step.before and step.after]
    kept = sum(after.end - after.start for _, after in both)
    if not both or kept < KEPT * sum(step.after.end - step.after.start for step in steps if step.after):
        return None
    start, end = min(before.start for before, _ in both), max(before.end for before, _ in both)
    passage = Passage(-one.passage.number, article.id, version.number, start, end, one.passage.part)
    return replace(one, article=article, passage=passage)


def _touches(step: Step, passage: Passage) -> bool:
    return step.after is not None and step.after.start < passage.end and passage.start < step.after.end
