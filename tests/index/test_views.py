"""Questions side by side with changes: each is answered from one state of the store, and never from one too old."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import numpy as np
import pytest

from corpus.article import Passage
from corpus.store import ArticleStore
from index.collection import Asked, Collection
from index.engine import Blend, Limits, LocalEngine
from index.errors import VectorsMissing
from tests.index.oracle import EMBEDDER, EVERY, EVERYTHING, NOWHERE, Release, exhaustive, found_ids, put, query

ASKED = "port rail Elsen"
READERS = 2
CHANGES = 25
LARGE, TINY = Limits(), Limits(articles=4, passages=6)


def local(store: ArticleStore, limits: Limits = LARGE) -> LocalEngine:
    return LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, limits)


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Do something in several threads, again and again; what any of them fails with is raised at the end."""
    done, wrong = threading.Event(), list[Exception]()

    def again() -> None:
        try:
            while not done.is_set():
                work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
            wrong.append(error)

    threads = [threading.Thread(target=again) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert wrong == []


class Changing:
    """Changes a store at random, and notes after each what a question must find from then on.

    Attributes:
        right: by sequence number the score, BM25 and cosine of every passage, as an exhaustive search gives them.
        living: as of the last change that is committed.
    """

    def __init__(self, store: ArticleStore, seed: int) -> None:
        self._store, self._random = store, Random(seed)
        self.right: dict[int, dict[int, tuple[float, float, float]]] = {}
        self.gone: dict[str, int] = {}
        self._living: dict[str, Release] = {}
        self._count = 0
        self._note()

    def step(self) -> None:
        """Add, update, remove or purge one article."""
        chosen = self._random.choice(["add", "add", "update", "remove", "purge"] if self._living else ["add"])
        if chosen == "add":
            self._count += 1
            words = self._random.choices("port rail museum council opened signed Elsen Sahrin".split(), k=12)
            self._put(Release(f"{self._count}.txt", " ".join(words), self._random.choice([None, "Elsen port"])))
        else:
            name = self._random.choice(sorted(self._living))
            old = self._living.pop(name)
            if chosen == "update":
                self._put(Release(old.path, f"The port of Sahrin, number {self._random.random()}.", "rail"))
            else:
                self._store.remove(name) if chosen == "remove" else self._store.purge(name)
                self.gone[name] = self._store.sequence()
        self._note()

    def _put(self, release: Release) -> None:
        put(self._store, release)
        self._living[release.id] = release

    def _note(self) -> None:
        with self._store.snapshot(EMBEDDER.id) as (sequence, rows):
            self.right[sequence] = dict(exhaustive(list(rows), query(ASKED), EVERYTHING, NOWHERE, EVERY))


@pytest.mark.parametrize(("limits", "seed"), [(LARGE, 1), (TINY, 2)])
def test_beside_changes_every_answer_is_that_of_one_state_of_the_store(
    store: ArticleStore, limits: Limits, seed: int
) -> None:
    changing, engine = Changing(store, seed), local(store, limits)
    answers: list[tuple[int, int, dict[int, tuple[float, float, float]], set[str], set[str]]] = []

    def ask() -> None:
        removed = set(changing.gone)
        engine.refresh()
        earliest = engine.sequence
        found = engine.search(query(ASKED), EVERYTHING, NOWHERE, EVERY)
        scores = {one.passage.number: (one.score, one.bm25, one.cosine) for one in found}
        answers.append((earliest, engine.sequence, scores, found_ids(found), removed))

    with beside(ask):
        for _ in range(CHANGES):
            changing.step()
    ask()
    assert answers[-1][2].keys() == changing.right[store.sequence()].keys()
    for earliest, latest, scores, ids, removed in answers:
        assert not ids & removed
        states = [right for number, right in changing.right.items() if earliest <= number <= latest]
        assert any(_agree(scores, right) for right in states)


def _agree(found: dict[int, tuple[float, float, float]], right: dict[int, tuple[float, float, float]]) -> bool:
    if found.keys() != right.keys():
        return False
    numbers = sorted(found)
    words = [(found[number][1], right[number][1]) for number in numbers]
    whole = [(found[number], right[number]) for number in numbers]
    exact = all(np.isclose(one, other, rtol=1e-9, atol=1e-12) for one, other in words)
    return exact and all(np.allclose(one, other, rtol=1e-5, atol=1e-5) for one, other in whole)


def test_a_question_does_not_wait_for_changes_that_it_need_not_see(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, Release("a.txt", "The port opened."))
    engine = local(store)
    engine.refresh()
    loading, go_on = threading.Event(), threading.Event()
    load = store.indexables

    def slowly(model: str, ids: list[str]) -> object:
        loading.set()
        assert go_on.wait(30)
        return load(model, ids)

    monkeypatch.setattr(store, "indexables", slowly)
    put(store, Release("b.txt", "The port of Sahrin opened."))
    other = threading.Thread(target=engine.refresh)
    other.start()
    assert loading.wait(30)
    found = engine.search(query("port"), EVERYTHING, NOWHERE, EVERY)  # one that was refreshed before
    go_on.set()
    other.join()
    assert found_ids(found) == {Release("a.txt", "").id}
    assert len(found_ids(engine.search(query("port"), EVERYTHING, NOWHERE, EVERY))) == 2


def test_what_a_refresh_failed_at_is_not_shown_by_halves(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Release("a.txt", "The port opened.")
    put(store, old)
    engine = local(store)
    engine.refresh()
    before = engine.search(query("port"), EVERYTHING, NOWHERE, EVERY)
    put(store, Release("a.txt", "The port closed."), Release("b.txt", "The museum."))
    monkeypatch.setattr(store, "indexables", lambda *_: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            engine.refresh()
        assert engine.search(query("port"), EVERYTHING, NOWHERE, EVERY) == before
    monkeypatch.undo()
    engine.refresh()
    assert engine.sequence == store.sequence()
    assert len(found_ids(engine.search(query("port"), EVERYTHING, NOWHERE, EVERY))) == 2


def test_a_view_stays_what_it_was(store: ArticleStore) -> None:
    releases = [Release(f"{at}.txt", f"The port of place{at} opened.") for at in range(6)]
    put(store, *releases)
    collection = Collection((), EMBEDDER.dimensions)
    collection.add(store.indexables(EMBEDDER.id, [release.id for release in releases[:4]]))
    asked = Asked(query("port").terms, True, query("port").vector, 0.25, 100)
    view = collection.view()
    before = view.find(asked, EVERYTHING, NOWHERE)
    collection.drop([releases[1].id])
    collection.add(store.indexables(EMBEDDER.id, [release.id for release in releases[4:]]))
    after = view.find(asked, EVERYTHING, NOWHERE)
    assert (before.passages, view.passages) == (after.passages, 4)
    np.testing.assert_array_equal(before.bm25, after.bm25)
    np.testing.assert_array_equal(before.cosine, after.cosine)
    ids = {passage.article_id for passage in collection.view().find(asked, EVERYTHING, NOWHERE).passages}
    assert ids == {release.id for release in releases} - {releases[1].id}


@pytest.mark.parametrize("words", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("late", [[0], [3, 1, 7], [9, 0, 5, 2]])
def test_of_equals_the_first_passages_are_named_though_vectors_came_late(
    store: ArticleStore, words: float, late: list[int]
) -> None:
    releases = [Release(f"{at}.txt", "The port of Elsen opened on Monday.") for at in range(12)]
    for at, release in enumerate(releases):
        put(store, release, model="another/1" if at in late else EMBEDDER.id)
    engine = local(store)
    with pytest.raises(VectorsMissing):
        engine.refresh()
    for at in late:
        with store.snapshot(EMBEDDER.id, [releases[at].id]) as (_, stream):
            rows = list(stream)
        store.add_vectors(EMBEDDER.id, [(row, releases[at].entry().vectors) for row in rows])
        if at != late[-1]:
            with pytest.raises(VectorsMissing):
                engine.refresh()
    engine.refresh()
    numbers = _numbers(engine, Blend(words=words))
    assert numbers == sorted(numbers)
    assert len(numbers) == 12
    for depth in (1, 5, 11):
        assert _numbers(engine, Blend(words=words, depth=depth, aside=1.0))[:depth] == numbers[:depth]


def _numbers(engine: LocalEngine, blend: Blend) -> list[int]:
    passages: list[Passage] = [
        one.passage for one in engine.search(query("opened port Elsen"), EVERYTHING, NOWHERE, blend)
    ]
    return [passage.number for passage in passages]
