"""A check names what is wrong with an index, and finds nothing where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.store import ArticleStore
from index.engine import Limits, LocalEngine
from index.segments import upkeep
from index.segments.check import check
from tests.index.oracle import EMBEDDER, Release, put


@pytest.fixture
def folder(store: ArticleStore) -> Path:
    """An index of ten articles, of which one has changed since and one is gone."""
    put(store, *(Release(f"{at}.txt", f"The port of place{at} opened.", f"Title {at}") for at in range(10)))
    engine = LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, Limits(articles=3))
    engine.refresh()
    put(store, Release("3.txt", "The port closed."))
    store.remove(Release("4.txt", "").id)
    return engine.folder


def test_an_index_that_agrees_is_sound_whatever_has_happened_since(store: ArticleStore, folder: Path) -> None:
    found = check(store, folder)
    assert found.sound
    assert found.compared == 10


@pytest.mark.parametrize("name", ["body.rows.npy", "vectors.npy", "columns/ids.npy"])
def test_a_damaged_file_is_named_and_mended(store: ArticleStore, folder: Path, name: str) -> None:
    (path,) = folder.glob(f"*/{name}")
    data = bytearray(path.read_bytes())
    data[-1] ^= 4
    path.write_bytes(data)
    found = check(store, folder)
    assert found.damaged == (path.relative_to(folder).as_posix(),)
    assert not found.sound
    upkeep.rebuild(store, EMBEDDER.id, EMBEDDER.dimensions, anew=False)
    assert check(store, folder).sound


def test_an_index_of_another_state_is_foreign(store: ArticleStore, folder: Path, tmp_path: Path) -> None:
    other = ArticleStore(tmp_path / "other")
    put(other, *(Release(f"{at}.txt", "The rail.") for at in range(20)))
    assert check(other, folder).foreign
    other.close()


def test_articles_that_differ_are_named(store: ArticleStore, folder: Path) -> None:
    changed, lost = Release("5.txt", "").id, Release("6.txt", "").id
    with store._engine.begin() as connection:  # behind the back of everything that numbers changes
        connection.exec_driver_sql(
            "UPDATE vectors SET data = zeroblob(length(data)) WHERE article_id = ?", (changed,)
        )
        connection.exec_driver_sql("UPDATE articles SET removed = '2024-01-01' WHERE id = ?", (lost,))
    assert check(store, folder).stale == (lost,)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE articles SET removed = NULL WHERE id = ?", (lost,))
    found = check(store, folder)
    assert (found.stale, found.missing, found.differing) == ((), (), (changed,))


def test_articles_that_no_segment_has_are_missing(store: ArticleStore, folder: Path) -> None:
    put(store, Release("new.txt", "The museum."))
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM changes WHERE sequence > 12")
    found = check(store, folder)
    assert found.missing == (Release("new.txt", "").id,)
    upkeep.rebuild(store, EMBEDDER.id, EMBEDDER.dimensions)
    assert check(store, folder).sound
    (held,) = upkeep.inspected(store.folder)
    assert sum(entry.articles for entry in held.manifest.segments) == 10
