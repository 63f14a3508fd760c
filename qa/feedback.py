"""What people say of answers: a place is checked when it comes, and its words are read afresh when they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Article, Scope, Span
from corpus.errors import ArticleUnknown
from corpus.store import ArticleStore
from corpus.store.feedback import Feedback, Said, Spot
from qa.errors import FeedbackFull, FeedbackUnknown, PlaceInvalid
from qa.question import Question, understand

MOST_OPEN = 10_000
"""Entries that may wait: beyond that somebody is filling the disk."""

LONGEST_PLACE = 20_000
"""Code points of a place; a passage has a tenth of that."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody said, beside the words that it is about.

    Attributes:
        article: whose words they are; null where there is no place, or what stands there may not be seen now.
        quote: the words at that place, read from the store.
    """

    feedback: Feedback
    article: Article | None = None
    quote: str | None = None


def keep(store: ArticleStore, said: Said, scope: Scope) -> str:
    """Keep what somebody said; gives its id.

    Args:
        said: its place has an empty content hash where the article's text of now is meant.
        scope: what whoever says it may see.

    Raises:
        QuestionRefused: the question could not have been asked.
        ArticleUnknown: the place is in no article that may be seen, or in no version of it.
        PlaceInvalid: the text does not reach so far.
        FeedbackFull: too much waits already.
    """
    understand(Question(said.question))
    if said.spot is not None:
        said = replace(said, spot=_spot(store, said.spot, scope))
    name = store.add_feedback(said, MOST_OPEN)
    if name is None:
        raise FeedbackFull(f"{MOST_OPEN:,} entries wait to be looked at; nothing more is kept until some are decided")
    return name


def heard(store: ArticleStore, entries: Sequence[Feedback], scope: Scope) -> list[Heard]:
    """Read the words that each entry is about."""
    return [_heard(store, entry, scope) for entry in entries]


def decide(store: ArticleStore, name: str, state: str, scope: Scope, gold_id: str | None = None) -> Heard:
    """Note what was decided about an entry.

    Args:
        state: `accepted` or `dropped`.
        gold_id: of the gold question that it became.

    Raises:
        FeedbackUnknown: there is no such entry.
    """
    entry = store.decide_feedback(name, state, gold_id)
    if entry is None:
        raise FeedbackUnknown(f"there is no feedback {name!r}; `GET /v1/feedback` lists what there is")
    return _heard(store, entry, scope)


def _spot(store: ArticleStore, spot: Spot, scope: Scope) -> Spot:
    article = store.find([spot.article_id], scope, spot.content_hash or None).get(spot.article_id)
    if article is None:
        raise ArticleUnknown(spot.article_id)
    if not 0 <= spot.start < spot.end <= len(article.text):
        raise PlaceInvalid(
            f"{spot.start} to {spot.end} is no place in article {spot.article_id}, whose text has "
            f"{len(article.text):,} characters; send start, end and content_hash as the citation has them"
        )
    if spot.end - spot.start > LONGEST_PLACE:
        raise PlaceInvalid(f"more than {LONGEST_PLACE:,} characters; send the place of one passage or sentence")
    return replace(spot, content_hash=article.content_hash)


def _heard(store: ArticleStore, entry: Feedback, scope: Scope) -> Heard:
    spot = entry.said.spot
    if spot is None:
        return Heard(entry)
    article = store.find([spot.article_id], scope, spot.content_hash).get(spot.article_id)
    return Heard(entry, article, Span(spot.start, spot.end).of(article.text) if article else None)
