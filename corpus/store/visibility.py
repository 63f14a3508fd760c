"""Scope and filters as conditions of a query: the one place that says what the store lets a reader see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, cast, func, or_

from corpus.article import Filters, Scope
from corpus.store.schema import articles, versions


def visible(scope: Scope, filters: Filters | None = None) -> list[ColumnElement[bool]]:
    """Conditions over `articles` joined with their current `versions`.

    Removed articles and those under embargo at `scope.now` are never visible. Undated articles count from
    the day they were first seen in `as_of`, and fall outside any date filter.
    """
    conditions: list[ColumnElement[bool]] = [
        articles.c.removed.is_(None),
        or_(versions.c.visible_from.is_(None), versions.c.visible_from <= scope.now),
    ]
    if scope.sources is not None:
        conditions.append(articles.c.source.in_(scope.sources))
    if scope.as_of is not None:
        seen = func.substr(articles.c.first_seen, 1, 10)
        conditions.append(func.coalesce(versions.c.published, seen) <= scope.as_of)
    if scope.without:
        conditions.append(articles.c.id.not_in(scope.without))
    if filters is not None:
        conditions += _narrowed(filters)
    return conditions


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.published_from is not None or filters.published_to is not None:
        conditions.append(versions.c.published.is_not(None))
    if filters.published_from is not None:
        conditions.append(versions.c.published >= filters.published_from)
    if filters.published_to is not None:
        conditions.append(versions.c.published <= filters.published_to)
    if filters.source is not None:
        conditions.append(articles.c.source == filters.source)
    if filters.language is not None:
        among = cast(versions.c.languages, String).contains(f'"{filters.language}"', autoescape=True)
        conditions.append(or_(versions.c.language == filters.language, among))
    return [and_(*conditions)] if conditions else []
