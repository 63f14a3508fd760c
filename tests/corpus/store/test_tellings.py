"""What ranking reads of releases: only what a scope allows, at every moment, by one statement a scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from corpus.article import Scope
from corpus.store.articles import ArticleStore
from tests.corpus.entries import NOW, entry
from tests.corpus.store.test_visibility import embargo

DAY = dt.timedelta(days=1)


def put(store: ArticleStore, path: str, source: str = "room", published: dt.date | None = None) -> str:
    made = entry(path, f"Words of {path}. They are many.", source, published=published)
    store.put([made])
    return made.document.id


@pytest.mark.parametrize("sources", [None, frozenset({"room"})])
def test_an_embargo_ends_between_two_questions_of_one_scope(
    store: ArticleStore, sources: frozenset[str] | None
) -> None:
    held, free = put(store, "held.txt"), put(store, "free.txt")
    embargo(store, held, NOW)
    for days, expected in ((-1, {free}), (0, {held, free}), (-2, {free}), (3, {held, free})):
        assert set(store.tellings([held, free], Scope(NOW + days * DAY, sources))) == expected


def test_scopes_do_not_lend_each_other_what_they_allow(store: ArticleStore) -> None:
    old, new = put(store, "old.txt", published=NOW.date() - DAY), put(store, "new.txt", "desk", NOW.date())
    everything = Scope(NOW)
    expected = {
        everything: {old, new},
        replace(everything, sources=frozenset({"desk"})): {new},
        replace(everything, sources=frozenset()): set(),
        replace(everything, as_of=NOW.date() - DAY): {old},
        replace(everything, as_of=NOW.date() - DAY, sources=frozenset({"desk"})): set(),
        replace(everything, without=frozenset({old})): {new},
    }
    for _ in range(2):
        for scope, ids in expected.items():
            assert set(store.tellings([old, new], scope)) == ids == set(store.find([old, new], scope))


def test_what_was_removed_or_erased_is_not_told_of(store: ArticleStore) -> None:
    gone, erased, kept = (put(store, f"{name}.txt") for name in ("gone", "erased", "kept"))
    asked = [gone, erased, kept, "nobody"]
    assert set(store.tellings(asked, Scope(NOW))) == {gone, erased, kept}
    store.remove(gone, "taken down")
    store.purge(erased)
    assert set(store.tellings(asked, Scope(NOW))) == {kept}


def test_it_is_told_as_the_article_says_and_of_its_current_version(store: ArticleStore) -> None:
    first = entry("a.txt", "First words.", published=NOW.date(), language="fr", title="Un titre")
    store.put([first])
    before = store.tellings([first.document.id], Scope(NOW))[first.document.id]
    assert (before.title, before.text, before.language) == ("Un titre", "First words.", "fr")
    assert before.published == NOW.date()
    store.put([entry("a.txt", "Second words.", title=None)])
    after = store.tellings([first.document.id], Scope(NOW))[first.document.id]
    assert (after.title, after.text, after.published) == (None, "Second words.", None)
    assert after.version > before.version


def test_any_number_of_articles_can_be_asked_for(store: ArticleStore) -> None:
    made = [entry(f"{at}.txt", f"Words {at}.", title=f"Title {at}") for at in range(60)]
    store.put(made)
    ids = [one.document.id for one in made]
    for count in (0, 1, 59, 60):
        assert set(store.tellings(ids[:count], Scope(NOW))) == set(ids[:count])
    strange = ["it's", '"]', "\\", "\u0000", "é"]
    assert set(store.tellings([*strange, ids[0]], Scope(NOW))) == {ids[0]}
