"""Which two texts a reader means who asks what changed."""

from __future__ import annotations

from corpus import proof
from corpus.article import Article, Scope
from corpus.errors import ArticleUnknown, NothingToCompare
from corpus.store import ArticleStore
from corpus.stories.difference import Difference, difference

HASH = "sha256:"
SHORTEST = 6
"""Hex digits of a content hash that name a version, at least."""


def compared(
    store: ArticleStore, article_id: str, other: str | None, scope: Scope, first: str | None = None
) -> Difference:
    """Tell what changed between two versions of an article, or two releases of its story; see `two`.

    Raises:
        ArticleUnknown: either is not there.
        NothingToCompare: there is only one text of its story.
        TextDamaged: either text is not the one that was stored.
    """
    before, after = two(store, article_id, other, scope, first)
    return difference(proof.proven(before), proof.proven(after))


def two(
    store: ArticleStore, article_id: str, other: str | None, scope: Scope, first: str | None = None
) -> tuple[Article, Article]:
    """Choose what to compare.

    Args:
        store: where they are read.
        article_id: of the article asked about.
        other: another article's id, or the content hash of one of its versions or the first digits of that; null
            for the text it had before, and where it had none for the nearest other release of its story.
        scope: both are read inside it.
        first: what stands first, named in the same way, so that neither need be the text of today; null for that.

    Returns:
        The text before and the text after: as they were named, or in order of age.

    Raises:
        ArticleUnknown: either is not there, or not in this scope.
        NothingToCompare: there is only one text of this story.
    """
    now = store.article(article_id, scope)
    versions = [edition for _, edition in store.history(article_id)]
    if other is not None or first is not None:
        before, after = (now if name is None else _named(store, versions, name, scope) for name in (first, other))
        return before, after
    if len(versions) > 1:
        return versions[-2], now
    story = store.stories_of([article_id], scope).get(article_id)
    if story is None:
        raise NothingToCompare(article_id)
    ages = [member.article_id for member in story.members]
    at = ages.index(article_id)
    newer, older = (at, 1) if at == 0 else (0, at)
    return store.article(ages[older], scope), store.article(ages[newer], scope)


def _named(store: ArticleStore, versions: list[Article], other: str, scope: Scope) -> Article:
    digits = other.removeprefix(HASH)
    fitting = {one.content_hash: one for one in versions if one.content_hash.removeprefix(HASH).startswith(digits)}
    if len(digits) >= SHORTEST and len(fitting) == 1:
        return fitting.popitem()[1]
    if other.startswith(HASH):
        raise ArticleUnknown(other)
    return store.article(other, scope)
