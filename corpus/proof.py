"""Proof of a stored text: it leaves the house only while it is the one that its content hash was made of."""

from __future__ import annotations

import logging

from corpus.article import Article, content_hash
from corpus.errors import TextDamaged

log = logging.getLogger("dateline")


def sound(article: Article) -> bool:
    """Tell whether an article's text is still the one that was stored; what is not is noted in the log."""
    if content_hash(article.text) == article.content_hash:
        return True
    log.error("article %s: its text is not the one that was stored; it is not sent", article.id)
    return False


def proven(article: Article) -> Article:
    """Give an article back, if its text is still the one that was stored.

    Raises:
        TextDamaged: it is not.
    """
    if not sound(article):
        raise TextDamaged(article.id)
    return article
