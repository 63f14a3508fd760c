"""Which releases hold a quoted phrase."""

from __future__ import annotations

from corpus.article import Filters, Scope
from corpus.store import ArticleStore
from index.analysis import terms
from index.engine import Blend, Query, SearchEngine, pure
from qa.understanding.phrases import fold, held

DEPTH = 100
"""Passages that are looked at: those in which the phrase's words weigh most."""

_WORDS = pure(Blend(depth=DEPTH), "bm25")


def holders(
    phrase: str, engine: SearchEngine, store: ArticleStore, scope: Scope, filters: Filters
) -> frozenset[str] | None:
    """Name the articles in scope whose title or text holds a phrase word for word.

    Returns:
        Their ids, none if there are none; None where the phrase is of little words alone and cannot be looked up.
    """
    words = tuple(terms(phrase))
    if not words:
        return None
    found = engine.search(Query(words, None), scope, filters, _WORDS)
    ids = list(dict.fromkeys(candidate.passage.article_id for candidate in found))
    articles = store.find(ids, scope)
    return frozenset(
        article.id for article in articles.values() if held(fold(f"{article.title or ''}\n{article.text}"), phrase)
    )
