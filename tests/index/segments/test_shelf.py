"""The shelf gives the newest index that belongs to the store, whatever others do to the folder meanwhile."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.store import ArticleStore
from index.segments import manifest, shelf
from index.segments.manifest import EMPTY, Manifest
from index.segments.shelf import ATTEMPTS, Opened, Shelf
from tests.faults.shelves import assert_right, damage, engine, folder, releases, writer
from tests.index.oracle import EMBEDDER, put


def made(store: ArticleStore) -> Shelf:
    return Shelf(store, folder(store), EMBEDDER.id, EMBEDDER.dimensions)


@pytest.fixture
def written(store: ArticleStore) -> Manifest:
    put(store, *releases(6))
    return writer(store, most=9).advance()


def names(opened: Opened | None) -> list[str]:
    assert opened is not None
    return [segment.entry.name for segment in opened.segments]


def test_nothing_is_opened_where_there_is_nothing(store: ArticleStore) -> None:
    assert made(store).newest() is None


def test_an_index_is_opened_once_until_it_is_another(store: ArticleStore, written: Manifest) -> None:
    held = made(store)
    assert held.changed()
    opened = held.newest()
    assert names(opened) == [entry.name for entry in written.segments]
    assert held.manifest == written
    assert not held.changed()
    assert held.newest() is None
    put(store, *releases(1, 6))
    again = writer(store).advance()
    assert held.changed()
    assert names(held.newest()) == [entry.name for entry in again.segments]


def test_segments_that_stay_are_not_opened_again_and_what_died_is_dead_in_them(
    store: ArticleStore, written: Manifest
) -> None:
    held = made(store)
    before = held.newest()
    store.remove(releases(1)[0].id)
    put(store, *releases(1, 6))
    writer(store).advance()
    after = held.newest()
    assert before is not None
    assert after is not None
    assert after.segments[0] is before.segments[0]
    assert after.segments[0].catalogue.dead.tolist() == [0]
    assert len(after.segments) == 3


def exchanging(store: ArticleStore, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Have another process exchange the index between the look at its manifest and the opening, so many times."""
    newest, left = manifest.newest, times

    def then_exchange(there: Path) -> tuple[Manifest, list[str]]:
        nonlocal left
        found = newest(there)
        if left:
            left -= 1
            with monkeypatch.context() as undone:
                undone.setattr(manifest, "newest", newest)
                writer(store).advance(anew=True)
        return found

    monkeypatch.setattr(manifest, "newest", then_exchange)


def test_an_index_that_is_exchanged_meanwhile_is_opened_as_it_then_is(
    store: ArticleStore, written: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = made(store)
    exchanging(store, monkeypatch, 1)
    opened = held.newest()
    assert held.manifest.number == written.number + 1
    assert names(opened)[0].startswith("segment-000002")
    assert damage(store) == ()


def test_an_index_that_is_exchanged_all_the_time_is_done_without(
    store: ArticleStore, written: Manifest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held = made(store)
    exchanging(store, monkeypatch, 3 * ATTEMPTS)
    with caplog.at_level(logging.WARNING):
        assert names(held.newest()) == []
    assert held.manifest == EMPTY
    assert "answering from memory" in caplog.text
    monkeypatch.undo()
    assert_right(engine(store), store)


def test_an_index_of_another_store_is_not_believed_and_made_anew(
    store: ArticleStore, written: Manifest, tmp_path: Path
) -> None:
    other = ArticleStore(tmp_path / "other")
    put(other, *releases(3, 20))
    shutil.copytree(store.folder / "index", other.folder / "index")
    opened = made(other).newest()
    assert opened is not None
    living = {name.decode() for each in opened.segments for name in each.catalogue.columns.ids.tolist()}
    assert living == {each.id for each in releases(3, 20)}
    other.close()


def test_a_damaged_segment_is_made_again_before_it_is_opened(store: ArticleStore, written: Manifest) -> None:
    path = folder(store) / written.segments[0].name / "vectors.npy"
    path.write_bytes(path.read_bytes()[:-1])
    opened = made(store).newest()
    assert opened is not None
    assert sum(segment.catalogue.articles for segment in opened.segments) == 6
    assert damage(store) == ()


def test_what_is_damaged_and_cannot_be_made_again_is_done_without(
    store: ArticleStore, written: Manifest, caplog: pytest.LogCaptureFixture
) -> None:
    (folder(store) / written.segments[0].name / "vectors.npy").unlink()
    standing = engine(store)
    with FileLock(folder(store) / "writer.lock"), pytest.MonkeyPatch.context() as patched:
        patched.setattr(shelf, "PATIENCE", 0.01)
        with caplog.at_level(logging.WARNING):
            assert_right(standing, store)
    assert "another process has been writing" in caplog.text
    assert_right(standing, store)
    assert_right(engine(store), store)
    assert damage(store) == ()


def test_an_index_that_goes_away_is_let_go(store: ArticleStore, written: Manifest) -> None:
    held = made(store)
    held.newest()
    shutil.rmtree(folder(store))
    assert names(held.newest()) == []
    assert held.manifest == EMPTY
    assert held.newest() is None


@pytest.fixture
def beside(store: ArticleStore, written: Manifest) -> Iterator[Shelf]:
    held = made(store)
    yield held
    held.close()


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends, "the process beside has not come to it"
        time.sleep(0.02)


def test_another_process_writes_beside(store: ArticleStore, beside: Shelf) -> None:
    beside.newest()
    put(store, *releases(2, 6))
    beside.write_beside()
    beside.write_beside()  # one is at work already
    until(lambda: beside.changed() and manifest.newest(folder(store))[0].through == store.sequence())
    opened = beside.newest()
    assert opened is not None
    assert sum(segment.catalogue.articles for segment in opened.segments) == 8


def test_a_process_beside_ends_with_the_shelf(store: ArticleStore, beside: Shelf) -> None:
    put(store, *releases(2, 6))
    beside.write_beside()
    until(lambda: beside._process is not None)
    beside.close()
    assert beside._process is not None
    assert beside._process.poll() is not None
    assert_right(engine(store), store)
    writer(store).advance()
    assert damage(store) == ()
