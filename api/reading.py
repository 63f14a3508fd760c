"""What is held, as every door shows it: a page of a list, one article."""

from __future__ import annotations

from api import schemas
from api.access.visitor import Visitor
from corpus.article import Scope
from corpus.errors import ArticleUnknown
from corpus.export import elsewhere, record
from qa.desk import Desk


def listed(query: schemas.ListQuery, desk: Desk, visitor: Visitor, scope: Scope) -> schemas.ArticlePage:
    """List articles, newest first, undated ones last.

    Raises:
        ArticleUnknown: the list is to go on after an article that this visitor does not see.
    """
    filters = query.narrow()
    if query.after is not None:
        reached(desk, visitor, query.after)
    rows = desk.store.page(scope, filters, query.limit + 1, query.after)
    shown = rows[: query.limit]
    return schemas.ArticlePage(
        articles=[schemas.ArticleSummary.model_validate(record(row, ())) for row in shown],
        total=desk.store.count(scope, filters),
        next=shown[-1].id if len(rows) > len(shown) else None,
    )


def full(desk: Desk, article_id: str, scope: Scope, content_hash: str | None = None) -> schemas.Article:
    """Read one article whole, or its version of a hash.

    Raises:
        ArticleUnknown: there is none that may be seen.
        TextDamaged: its text is not the one that was stored.
    """
    found = desk.store.article(article_id, scope, content_hash)
    story = desk.store.stories_of([article_id], scope).get(article_id)
    also_in = elsewhere(story.others(article_id)) if story else []
    return schemas.Article.model_validate({**record(found, desk.store.versions(article_id)), "also_in": also_in})


def reached(desk: Desk, visitor: Visitor, article_id: str) -> None:
    """Answer for an article of a source that a visitor does not reach as for one that is not there.

    Raises:
        ArticleUnknown: so it is.
    """
    if visitor.sources is not None and not any(
        visitor.reaches(one.source) for _, one in desk.store.history(article_id)
    ):
        raise ArticleUnknown(article_id)
