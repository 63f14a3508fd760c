"""The store: the one source of truth, in SQLite."""

from corpus.store.articles import ArticleStore

__all__ = ["ArticleStore"]
