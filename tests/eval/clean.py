"""Clean texts made by hand, for tests that need no store."""

from __future__ import annotations

import datetime as dt

from corpus.article import Article
from eval.gold import Gold, Relevant, fold
from eval.texts import Text


def text(
    path: str,
    *passages: str,
    title: str | None = None,
    published: dt.date | None = None,
    language: str | None = "en",
    source: str = "room",
) -> Text:
    """Make a text of its passages."""
    body = "\n\n".join(passages)
    article = Article(
        id=path,
        source=source,
        path=path,
        url=None,
        title=title,
        published=published,
        updated=None,
        place=None,
        issuer=None,
        language=language,
        text=body,
        raw_hash="",
        content_hash="",
        cleaner_version="",
        first_seen=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )
    return Text(path, article, passages, fold(body), tuple(map(fold, passages)))


def gold(question: str, *relevant: tuple[str, str], kind: str = "fact", answer: str = "", id: str = "q1") -> Gold:  # noqa: A002
    """Make a gold question; each relevant place is an article's path and a quote."""
    return Gold(id, question, "en", kind, tuple(Relevant(*item) for item in relevant), answer)
