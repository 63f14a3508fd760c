"""The store looks through texts: those of today in order, those that were replaced, and none that may not be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from corpus.article import Document, Filters, Scope
from qa.desk import Desk

NOW = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
EVERYTHING = Scope(NOW)


@pytest.fixture
def held(desk: Desk) -> Desk:
    for path, day in (("a.txt", "3 March 2021"), ("b.txt", "5 May 2023"), ("c.txt", "4 April 2022")):
        desk.add(
            Document("room", path, f"Notice {path}\n\nHALVERN, {day} - The café of {path} opened.".encode(), "text")
        )
    desk.add(Document("else", "d.txt", b"Undated notice\n\nNobody knows when the bakery of d.txt opened.", "text"))
    return desk


def paths(desk: Desk, ids: list[str]) -> list[str]:
    found = desk.store.find(ids, EVERYTHING)
    return [found[name].path for name in ids]


def test_articles_come_newest_first_undated_ones_last(held: Desk) -> None:
    assert paths(held, held.store.newest_first(EVERYTHING)) == ["b.txt", "c.txt", "a.txt", "d.txt"]
    assert paths(held, held.store.newest_first(EVERYTHING, most=2)) == ["b.txt", "c.txt"]
    early = Filters(published_to=dt.date(2022, 12, 31))
    assert paths(held, held.store.newest_first(EVERYTHING, early)) == ["c.txt", "a.txt"]


def test_only_those_of_the_articles_named_that_the_scope_shows(held: Desk) -> None:
    every = held.store.newest_first(EVERYTHING)
    assert held.store.newest_first(EVERYTHING, ids=[every[2], "unknown"]) == [every[2]]
    assert held.store.newest_first(EVERYTHING, ids=[]) == []
    assert paths(held, held.store.newest_first(Scope(NOW, frozenset({"else"})), ids=every)) == ["d.txt"]


def test_words_are_read_in_the_order_asked_and_only_where_the_runs_stand(held: Desk) -> None:
    every = held.store.newest_first(EVERYTHING)
    assert [one.article_id for one in held.store.printed(every[::-1], EVERYTHING)] == every[::-1]
    (one,) = held.store.printed(every, EVERYTHING, ("café", "b.txt"))
    assert (one.title, one.text.endswith("The café of b.txt opened.")) == ("Notice b.txt", True)
    assert [one.title for one in held.store.printed(every, EVERYTHING, ("Undated",))] == ["Undated notice"]
    assert not list(held.store.printed(every, EVERYTHING, ("CAFÉ",)))
    assert not list(held.store.printed(every, Scope(NOW, frozenset())))


def test_more_articles_than_one_query_takes_come_in_order(desk: Desk, release: Callable[..., Document]) -> None:
    desk.intake().feed(release(f"{at}.txt", f"Notice {at}", f"Bakery number {at} opened.") for at in range(600))
    every = desk.store.newest_first(EVERYTHING)
    assert [one.article_id for one in desk.store.printed(every, EVERYTHING)] == every
    assert len(every) == 600


def test_texts_that_were_replaced_are_told_with_their_days_the_last_first(
    desk: Desk, release: Callable[..., Document]
) -> None:
    for word in ("first", "second", "third"):
        desk.add(release("a.txt", "Notice", f"The {word} text of the notice."))
    found = list(desk.store.replaced(("text of the",), EVERYTHING))
    assert [one.article.text for one in found] == ["The second text of the notice.", "The first text of the notice."]
    assert found[1].until == found[0].stored
    assert found[1].stored < found[0].stored < (found[0].until or NOW)
    assert not any(one.reread for one in found)
    assert not list(desk.store.replaced(("third",), EVERYTHING))
    assert not list(desk.store.replaced(("text",), Scope(NOW, frozenset())))


def test_an_article_that_went_back_to_its_text_replaced_the_one_between(
    desk: Desk, release: Callable[..., Document]
) -> None:
    for word in ("first", "second", "first"):
        desk.add(release("a.txt", "Notice", f"The {word} text."))
    assert [one.article.text for one in desk.store.replaced(("text",), EVERYTHING)] == ["The second text."]


def test_replaced_texts_of_removed_articles_are_not_seen(desk: Desk, release: Callable[..., Document]) -> None:
    for word in ("first", "second"):
        desk.add(release("a.txt", "Notice", f"The {word} text."))
    (one,) = desk.store.replaced(("first",), EVERYTHING)
    desk.remove(one.article.id)
    assert not list(desk.store.replaced(("first",), EVERYTHING))
