"""What people say of answers: kept with its place, decided about, and cleared of what was purged."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from corpus.store.articles import ArticleStore
from corpus.store.feedback import Said, Spot
from tests.corpus.entries import entry
from tests.corpus.store.looking import OTHER, TEXT, A
from tests.corpus.store.test_purging import bytes_of

SPOT = Spot(A, 4, 14, "sha256:00")
SAID = Said("is it open?", "up", "très bien", True, {"source": "room"}, dt.date(2024, 3, 14), SPOT)
PLAIN = Said("where?", "down")
MANY = 1_000


def keep(store: ArticleStore, said: Said = SAID) -> str:
    name = store.add_feedback(said, MANY)
    assert name is not None
    return name


def test_what_was_said_comes_back_as_it_was_the_newest_first(store: ArticleStore) -> None:
    names = [keep(store), keep(store, PLAIN)]
    found = store.feedback()
    assert [one.id for one in found] == names[::-1]
    assert [one.said for one in found] == [PLAIN, SAID]
    assert {(one.state, one.gold_id) for one in found} == {("open", None)}
    assert len(set(names)) == 2


def test_it_is_listed_by_state_and_by_page(store: ArticleStore) -> None:
    names = [keep(store, replace(PLAIN, question=f"where {at}?")) for at in range(5)]
    store.decide_feedback(names[1], "dropped")
    pages = [store.feedback("open", 2), store.feedback("open", 2, names[3]), store.feedback("open", 2, names[0])]
    assert [[one.id for one in page] for page in pages] == [[names[4], names[3]], [names[2], names[0]], []]
    assert (store.count_feedback(), store.count_feedback("open"), store.count_feedback("dropped")) == (5, 4, 1)
    assert store.feedback(after="nothing") == []


def test_what_was_decided_is_kept(store: ArticleStore) -> None:
    name = keep(store)
    accepted = store.decide_feedback(name, "accepted", "q-1")
    assert accepted is not None
    assert (accepted.state, accepted.gold_id, accepted.said) == ("accepted", "q-1", SAID)
    dropped = store.decide_feedback(name, "dropped")
    assert dropped is not None
    assert (dropped.state, dropped.gold_id) == ("dropped", "q-1")
    assert store.decide_feedback("nothing", "dropped") is None


def test_no_more_waits_than_may(store: ArticleStore) -> None:
    first = store.add_feedback(SAID, 2)
    assert first is not None
    assert store.add_feedback(SAID, 2) is not None
    assert store.add_feedback(SAID, 2) is None
    store.decide_feedback(first, "dropped")
    assert store.add_feedback(SAID, 2) is not None


def test_a_purge_takes_place_and_comment_and_leaves_what_is_the_askers_own(store: ArticleStore) -> None:
    rare = "Zanzibarquark"
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    gone = keep(store, replace(SAID, comment=rare))
    stays = keep(store, replace(SAID, spot=replace(SPOT, article_id=entry("b.txt", OTHER).document.id)))
    store.purge(A)
    found = {one.id: one.said for one in store.feedback()}
    assert found[gone] == replace(SAID, comment=None, spot=None)
    assert found[stays].comment == SAID.comment
    assert found[stays].spot is not None
    assert not [name for name, data in bytes_of(store.folder).items() if rare.encode() in data]


def test_a_removed_article_keeps_what_was_said_of_it(store: ArticleStore) -> None:
    store.put([entry("a.txt", TEXT)])
    keep(store)
    store.remove(A)
    assert [one.said for one in store.feedback()] == [SAID]
