"""Which releases hold a quoted phrase, among those that may be seen."""

from __future__ import annotations

import datetime as dt

from corpus.article import Document, Filters, Scope
from qa.desk import Desk
from qa.understanding.holding import holders


def held(desk: Desk, phrase: str, scope: Scope | None = None, filters: Filters | None = None) -> set[str] | None:
    desk.ready()
    scope = scope or Scope.everything()
    found = holders(phrase, desk.engine, desk.store, scope, filters or Filters())
    return None if found is None else {article.path for article in desk.store.find(list(found), scope).values()}


def test_only_releases_with_the_very_words_hold_a_phrase(desk: Desk) -> None:
    for path, source, text in (
        ("a.txt", "one", "The mayor said: “We keep the harbour–light on.”"),
        ("b.txt", "two", "Nobody keeps the light of the harbour on; we do."),
        ("c.txt", "two", "WE KEEP THE\nHARBOUR-LIGHT, said Elsen."),
    ):
        desk.add(Document(source, path, text.encode(), "text", fields={"title": path}))
    assert held(desk, "we keep the harbour-light") == {"a.txt", "c.txt"}
    assert held(desk, "we keep the harbour-light", filters=Filters(source="two")) == {"c.txt"}
    assert held(desk, "we keep the harbour-light", Scope(dt.datetime.now(dt.UTC), frozenset({"one"}))) == {"a.txt"}
    assert held(desk, "we keep the airport-light") == set()


def test_a_title_holds_a_phrase_too(desk: Desk) -> None:
    desk.add(Document("one", "a.txt", b"Elsen opens.", "text", fields={"title": "The Long Quay"}))
    assert held(desk, "the long quay") == {"a.txt"}


def test_little_words_alone_cannot_be_looked_up(desk: Desk) -> None:
    desk.add(Document("one", "a.txt", b"That is what it is.", "text", fields={"title": "Elsen"}))
    assert held(desk, "it is what it is") is None
