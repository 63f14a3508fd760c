"""LocalEngine: the conformance suite, and what only it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Passage
from corpus.records import Change, Entry, Indexable
from corpus.store import ArticleStore
from index.engine import Blend, Limits, LocalEngine, SearchEngine, pure, ranked
from index.errors import VectorsMissing
from index.segments import manifest
from tests.index.conformance import EngineConformance
from tests.index.oracle import EMBEDDER, EVERYTHING, NOWHERE, Release, assert_equals_the_oracle, found_ids, put, query

EVERY = Blend(depth=1000)


class TestLocalEngine(EngineConformance):
    @staticmethod
    def make(store: ArticleStore, model: str, dimensions: int) -> SearchEngine:
        return LocalEngine(store, model, dimensions)


class TestSegments(EngineConformance):
    """Nothing is remembered for long: every few passages become a segment, and segments merge all the time."""

    @staticmethod
    def make(store: ArticleStore, model: str, dimensions: int) -> SearchEngine:
        return LocalEngine(store, model, dimensions, Limits(articles=2, passages=3))


def local(store: ArticleStore, limits: Limits | None = None) -> LocalEngine:
    return LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, limits or Limits())


class WatchedStore(ArticleStore):
    """A store that notes what is read of it, and can fail in the middle of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[Sequence[str] | None] = []
        self.fail_after: int | None = None

    @contextmanager
    def snapshot(self, model: str, ids: Sequence[str] | None = None) -> Iterator[tuple[int, Iterator[Indexable]]]:
        self.asked.append(ids)
        with super().snapshot(model, ids) as (sequence, rows):
            yield sequence, self._failing(rows)

    def _failing(self, rows: Iterator[Indexable]) -> Iterator[Indexable]:
        for at, row in enumerate(rows):
            if at == self.fail_after:
                raise OSError("the disk is gone")
            yield row


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[WatchedStore]:
    store = WatchedStore(tmp_path / "watched")
    yield store
    store.close()


def releases(count: int) -> list[Release]:
    return [Release(f"{at}.txt", f"The port of place{at} opened. Rail{at} signed.") for at in range(count)]


@pytest.mark.parametrize("removed", [1, 4])
def test_a_refresh_that_failed_half_way_is_made_good_by_the_next(watched: WatchedStore, removed: int) -> None:
    engine = local(watched)
    every = releases(8)
    put(watched, *every)
    engine.refresh()
    for release in every[:removed]:  # four of eight make it build anew, one does not
        watched.remove(release.id)
    put(watched, Release("new.txt", "The port is new."), Release("newer.txt", "The port is newer."))
    watched.fail_after = 1
    with pytest.raises(OSError, match="the disk is gone"):
        engine.refresh()
    watched.fail_after = None
    engine.refresh()
    assert len(found_ids(engine.search(query("port"), EVERYTHING, NOWHERE, EVERY))) == 8 - removed + 2
    assert_equals_the_oracle(engine, watched, "new port", EVERYTHING, NOWHERE, EVERY)


def test_a_first_load_that_failed_is_made_good_by_the_next(watched: WatchedStore) -> None:
    engine = local(watched)
    put(watched, *releases(4))
    watched.fail_after = 2
    with pytest.raises(OSError, match="the disk is gone"):
        engine.refresh()
    watched.fail_after = None
    engine.refresh()
    assert_equals_the_oracle(engine, watched, "port", EVERYTHING, NOWHERE, EVERY)


def test_a_change_reads_only_what_changed(watched: WatchedStore) -> None:
    engine = local(watched)
    every = releases(8)
    put(watched, *every)
    engine.refresh()
    engine.refresh()
    put(watched, Release("0.txt", "The port closed."))
    watched.remove(every[1].id)
    engine.refresh()
    assert [sorted(ids or ()) for ids in watched.asked] == [
        sorted(release.id for release in every),
        sorted([every[0].id, every[1].id]),
    ]


def test_more_changes_than_are_remembered_are_written_at_once(watched: WatchedStore) -> None:
    engine = local(watched, Limits(articles=3))
    put(watched, *releases(2))
    engine.refresh()
    assert not engine.folder.exists()
    put(watched, *releases(40)[2:])
    engine.refresh()
    written = manifest.newest(engine.folder)[0]
    assert (written.through, sum(entry.articles for entry in written.segments)) == (watched.sequence(), 40)
    assert_equals_the_oracle(engine, watched, "port", EVERYTHING, NOWHERE, EVERY)


def test_an_engine_opened_later_stands_on_what_was_written(watched: WatchedStore) -> None:
    put(watched, *releases(10))
    local(watched, Limits(articles=3)).refresh()
    watched.asked.clear()
    later = local(watched)
    later.refresh()
    assert watched.asked == []
    assert_equals_the_oracle(later, watched, "port", EVERYTHING, NOWHERE, EVERY)


def test_a_long_tail_is_written_as_a_segment(watched: WatchedStore) -> None:
    engine = local(watched, Limits(articles=100, passages=6))
    for release in releases(20):
        put(watched, release)
        engine.refresh()
    written = manifest.newest(engine.folder)[0]
    assert written.segments
    assert watched.sequence() - written.through <= 6
    assert_equals_the_oracle(engine, watched, "port", EVERYTHING, NOWHERE, EVERY)


@pytest.mark.slow
def test_another_process_writes_while_questions_go_on(watched: WatchedStore) -> None:
    engine = local(watched, Limits(articles=100, passages=6, background=True))
    for release in releases(20):
        put(watched, release)
        engine.refresh()
        assert_equals_the_oracle(engine, watched, "port", EVERYTHING, NOWHERE, EVERY)
    writing = engine._shelf._beside
    assert writing is not None
    writing.join(60)
    put(watched, *releases(22)[20:])
    engine.refresh()
    assert engine._shelf.manifest.segments
    assert_equals_the_oracle(engine, watched, "port", EVERYTHING, NOWHERE, EVERY)
    engine.close()


def test_an_index_that_cannot_be_written_is_done_without(watched: WatchedStore, tmp_path: Path) -> None:
    put(watched, *releases(12))
    engine = local(watched, Limits(articles=3, passages=6))
    engine.folder.parent.write_text("a file where the folder should be")
    for release in releases(20)[12:]:
        put(watched, release)
        engine.refresh()
        assert_equals_the_oracle(engine, watched, "port", EVERYTHING, NOWHERE, EVERY)


def test_both_sides_at_once_find_what_one_after_the_other_does(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, *releases(30))
    engine = local(store, Limits(articles=3))
    engine.refresh()
    before = engine.search(query("port rail7"), EVERYTHING, NOWHERE, Blend(depth=10))
    monkeypatch.setattr("index.collection.PARALLEL_FROM", 0)
    assert engine.search(query("port rail7"), EVERYTHING, NOWHERE, Blend(depth=10)) == before
    monkeypatch.setattr("index.dense.packed.PackedVectors.search", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):  # what fails beside is not lost
        engine.search(query("port"), EVERYTHING, NOWHERE, EVERY)


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("limits", [Limits(), Limits(articles=1)])
def test_damaged_vectors_are_missing_vectors(store: ArticleStore, value: float, limits: Limits) -> None:
    engine = local(store, limits)
    put(store, *releases(6))
    engine.refresh()
    bad, good = Release("bad.txt", "The museum opened."), Release("good.txt", "The budget of the schools.")
    entry = bad.entry()
    vectors = entry.vectors.copy()
    vectors[0, 0] = value
    store.put([Entry(entry.document, entry.draft, entry.spans, vectors, entry.model)])
    put(store, good)
    with pytest.raises(VectorsMissing) as missing:
        engine.refresh()
    assert missing.value.article_ids == (bad.id,)
    with store.snapshot(EMBEDDER.id, [bad.id]) as (_, stream):
        rows = list(stream)
    store.add_vectors(EMBEDDER.id, [(row, entry.vectors) for row in rows])
    engine.refresh()
    assert_equals_the_oracle(engine, store, "budget museum", EVERYTHING, NOWHERE, EVERY)


def test_what_is_committed_while_changes_are_read_is_not_passed_over(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, Release("a.txt", "The port opened."))
    engine = LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions)
    engine.refresh()
    listed = store.changes

    def then_another(since: int) -> list[Change]:
        found = listed(since)
        put(store, Release("late.txt", "The museum opened."))
        return found

    put(store, Release("b.txt", "The rail opened."))
    monkeypatch.setattr(store, "changes", then_another)
    engine.refresh()
    monkeypatch.undo()
    engine.refresh()
    assert engine.sequence == store.sequence()
    assert_equals_the_oracle(engine, store, "museum opened", EVERYTHING, NOWHERE, EVERY)


def test_ranked_puts_the_best_first_and_equals_by_passage_number() -> None:
    found = [Passage(number, "a", 1, 0, 1) for number in (9, 3, 7)]
    candidates = ranked(found, np.array([1.0, 1.0, 2.0]), np.zeros(3), Blend(words=1.0))
    assert [candidate.passage.number for candidate in candidates] == [7, 3, 9]
    assert [candidate.bm25 for candidate in candidates] == [2.0, 1.0, 1.0]
    assert ranked([], np.empty(0), np.empty(0), Blend()) == []


@pytest.mark.parametrize(("mode", "words"), [("bm25", 1.0), ("dense", 0.0), ("hybrid", 0.4)])
def test_a_mode_is_the_blend_at_one_end_or_as_it_is(mode: str, words: float) -> None:
    blend = Blend(words=0.4, depth=7, title=0.5)
    assert pure(blend, mode) == Blend(words=words, depth=7, title=0.5)


def test_an_unknown_mode_is_named() -> None:
    with pytest.raises(ValueError, match="sparse"):
        pure(Blend(), "sparse")
