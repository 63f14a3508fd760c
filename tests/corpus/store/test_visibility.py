"""Scope and filters: what the store lets a reader see, the same through every door."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Filters, Scope
from corpus.errors import ArticleUnknown
from corpus.store.articles import FILE, ArticleStore
from tests.corpus.entries import MODEL, NOW, entry

DAY = dt.date(2024, 6, 5)
NEXT = dt.timedelta(days=1)
ROOM = Scope(NOW, frozenset({"room"}))


def embargo(store: ArticleStore, article_id: str, until: dt.datetime) -> None:
    """Set `visible_from` of an article's current version, as later work will."""
    moment = until.astimezone(dt.UTC).isoformat(timespec="microseconds")
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        connection.execute(
            "UPDATE versions SET visible_from = ? WHERE number = (SELECT version FROM articles WHERE id = ?)",
            (moment, article_id),
        )


def seen(store: ArticleStore, scope: Scope, filters: Filters | None = None) -> set[str]:
    """Ask every door of the store for what this scope allows, and make sure that all agree."""
    ids = [article.id for article in store.page(scope, filters)]
    assert store.count(scope, filters) == len(ids) == len(set(ids))
    assert {article.id for article in store.oldest_first(scope, filters)} == set(ids)
    if filters is None:
        everything = sorted(set(ids) | {change.article_id for change in store.changes(0)})
        assert set(store.find(everything, scope)) == set(store.tellings(everything, scope)) == set(ids)
        assert sum(store.count_by_source(scope).values()) == len(ids)
        with store.snapshot(MODEL) as (_, stream):
            numbers = {passage.number: row.article.id for row in stream for passage in row.passages}
        quotable = store.quotable(list(numbers), scope)
        assert {numbers[number] for number in quotable} == set(ids)
        for article_id in set(everything) - set(ids):
            with pytest.raises(ArticleUnknown):
                store.article(article_id, scope)
    return set(ids)


def put(store: ArticleStore, path: str, source: str = "room", **facts: Any) -> str:
    made = entry(path, f"Words of {path}. They are many.", source, **facts)
    store.put([made])
    return made.document.id


def test_sources_limit_what_is_seen(store: ArticleStore) -> None:
    mine, other = put(store, "a.txt"), put(store, "a.txt", "other")
    assert seen(store, Scope(NOW)) == {mine, other}
    assert seen(store, ROOM) == {mine}
    assert seen(store, Scope(NOW, frozenset({"room", "nobody"}))) == {mine}
    assert store.count_by_source(ROOM) == {"room": 1}


def test_no_sources_are_not_all_sources(store: ArticleStore) -> None:
    put(store, "a.txt")
    assert seen(store, Scope(NOW, frozenset())) == set()


def test_a_source_is_its_whole_name(store: ArticleStore) -> None:
    put(store, "a.txt", "Room")
    put(store, "a.txt", "room2")
    put(store, "a.txt", "ro_m")
    assert seen(store, ROOM) == set()
    assert seen(store, Scope(NOW, frozenset({"r%", "' OR 1=1 --"}))) == set()


def test_an_embargo_ends_at_its_moment(store: ArticleStore) -> None:
    held = put(store, "a.txt")
    until = NOW.astimezone(dt.timezone(dt.timedelta(hours=2)))
    embargo(store, held, until)
    assert seen(store, Scope(NOW - dt.timedelta(microseconds=1))) == set()
    assert seen(store, Scope(NOW)) == {held}
    assert seen(store, Scope(NOW + NEXT)) == {held}


def test_an_embargo_hides_earlier_versions_too(store: ArticleStore) -> None:
    first, second = entry("a.txt", "First words."), entry("a.txt", "Second words.")
    store.put([first])
    was = store.article(first.document.id, Scope(NOW)).content_hash
    store.put([second])
    embargo(store, second.document.id, NOW)
    assert store.find([first.document.id], Scope(NOW - NEXT), was) == {}
    assert store.article(first.document.id, Scope(NOW), was).text == "First words."


def test_a_correction_does_not_end_an_embargo(store: ArticleStore) -> None:
    made = entry("a.txt", "The figure is 4.")
    store.put([made])
    embargo(store, made.document.id, NOW)
    store.put([entry("a.txt", "The figure is 5.")])
    assert seen(store, Scope(NOW - NEXT)) == set()
    assert seen(store, Scope(NOW)) == {made.document.id}


def test_as_of_a_day(store: ArticleStore) -> None:
    old, new = put(store, "old.txt", published=DAY - NEXT), put(store, "new.txt", published=DAY)
    assert seen(store, Scope(NOW, as_of=DAY - 2 * NEXT)) == set()
    assert seen(store, Scope(NOW, as_of=DAY - NEXT)) == {old}
    assert seen(store, Scope(NOW, as_of=DAY)) == {old, new}


def test_undated_articles_count_from_the_day_they_were_first_seen(store: ArticleStore) -> None:
    evening = dt.datetime(2024, 6, 5, 23, 30, tzinfo=dt.timezone(-dt.timedelta(hours=5)))  # 6 June in UTC
    undated = put(store, "a.txt", seen=evening)
    assert seen(store, Scope(NOW, as_of=DAY)) == set()
    assert seen(store, Scope(NOW, as_of=DAY + NEXT)) == {undated}


def test_a_dated_article_counts_from_its_date_even_if_seen_later(store: ArticleStore) -> None:
    dated = put(store, "a.txt", published=DAY, seen=NOW + 90 * NEXT)
    assert seen(store, Scope(NOW, as_of=DAY)) == {dated}


def test_without_some_articles(store: ArticleStore) -> None:
    one, other = put(store, "a.txt"), put(store, "b.txt")
    assert seen(store, Scope(NOW, without=frozenset({one}))) == {other}
    assert seen(store, Scope(NOW, without=frozenset({one, other, "unknown"}))) == set()


def test_filters_by_date_leave_undated_articles_out(store: ArticleStore) -> None:
    dated, undated = put(store, "a.txt", published=DAY), put(store, "b.txt")
    assert seen(store, Scope(NOW), Filters()) == {dated, undated}
    assert seen(store, Scope(NOW), Filters(published_from=dt.date.min)) == {dated}
    assert seen(store, Scope(NOW), Filters(published_to=dt.date.max)) == {dated}
    assert seen(store, Scope(NOW), Filters(published_from=DAY, published_to=DAY)) == {dated}
    assert seen(store, Scope(NOW), Filters(published_from=DAY + NEXT)) == set()
    assert seen(store, Scope(NOW), Filters(published_to=DAY - NEXT)) == set()


def test_filters_by_source_and_language(store: ArticleStore) -> None:
    english, french = put(store, "a.txt"), put(store, "b.txt", "other", language="fr")
    unknown = put(store, "c.txt", language=None)
    assert seen(store, Scope(NOW), Filters(language="en")) == {english}
    assert seen(store, Scope(NOW), Filters(language="fr")) == {french}
    assert seen(store, Scope(NOW), Filters(source="room")) == {english, unknown}
    assert seen(store, ROOM, Filters(source="other")) == set()


@dataclass(frozen=True)
class Planned:
    """An article as the model of the store sees it."""

    source: str
    published: dt.date | None
    first_seen: dt.datetime
    visible_from: dt.datetime | None
    removed: bool
    language: str | None


DAYS = st.integers(-2, 2).map(lambda days: DAY + days * NEXT)
MOMENTS = st.integers(-2, 2).map(lambda days: NOW + days * NEXT)
PLANS = st.lists(
    st.builds(
        Planned,
        st.sampled_from(["room", "other"]),
        st.none() | DAYS,
        MOMENTS,
        st.none() | MOMENTS,
        st.booleans(),
        st.sampled_from(["en", "fr", None]),
    ),
    max_size=6,
)
SCOPES = st.builds(Scope, MOMENTS, st.none() | st.frozensets(st.sampled_from(["room", "other"])), st.none() | DAYS)
FILTERS = st.builds(
    Filters, st.none() | DAYS, st.none() | DAYS, st.sampled_from([None, "room"]), st.sampled_from([None, "en"])
)


def may_be_seen(plan: Planned, scope: Scope) -> bool:
    return (
        not plan.removed
        and (plan.visible_from is None or plan.visible_from <= scope.now)
        and (scope.sources is None or plan.source in scope.sources)
        and (scope.as_of is None or (plan.published or plan.first_seen.date()) <= scope.as_of)
    )


def wanted(plan: Planned, filters: Filters) -> bool:
    dated = filters.published_from or filters.published_to
    return (
        (not dated or plan.published is not None)
        and (filters.published_from is None or (plan.published or dt.date.min) >= filters.published_from)
        and (filters.published_to is None or (plan.published or dt.date.max) <= filters.published_to)
        and filters.source in (None, plan.source)
        and filters.language in (None, plan.language)
    )


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLANS, st.lists(st.tuples(SCOPES, FILTERS), min_size=4, max_size=10))
def test_every_door_agrees_with_the_rules(
    tmp_path: Path, plans: Sequence[Planned], asked: Sequence[tuple[Scope, Filters]]
) -> None:
    store = ArticleStore(Path(tempfile.mkdtemp(dir=tmp_path)))
    made = [
        entry(
            f"{number}.txt",
            f"Words of {number}. They are many.",
            plan.source,
            published=plan.published,
            seen=plan.first_seen,
            language=plan.language,
        )
        for number, plan in enumerate(plans)
    ]
    store.put(made)
    articles = {each.document.id: plan for each, plan in zip(made, plans, strict=True)}
    for article_id, plan in articles.items():
        if plan.visible_from:
            embargo(store, article_id, plan.visible_from)
        if plan.removed:
            store.remove(article_id)
    for scope, filters in asked:
        allowed = {article_id for article_id, plan in articles.items() if may_be_seen(plan, scope)}
        assert seen(store, scope) == allowed
        assert seen(store, scope, filters) == {each for each in allowed if wanted(articles[each], filters)}
    store.close()
