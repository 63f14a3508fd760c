"""Copies of a data folder: what is a backup, and an index that belongs to another state of the store."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from corpus.store import ArticleStore
from corpus.store.articles import FILE
from index.segments import manifest, upkeep
from tests.faults import shelves
from tests.faults.judging import assert_no_trace
from tests.faults.shelves import assert_right, damage, engine, writer
from tests.index.oracle import EVERY, EVERYTHING, NOWHERE, Release, found_ids, put, query


@contextmanager
def opened(folder: Path) -> Iterator[ArticleStore]:
    store = ArticleStore(folder)
    try:
        yield store
    finally:
        store.close()


def copied(store: ArticleStore, to: Path) -> Path:
    """Copy a data folder while nothing writes to it."""
    shutil.copytree(store.folder, to)
    return to


def test_a_copied_folder_answers_from_the_index_that_was_copied_with_it(store: ArticleStore, tmp_path: Path) -> None:
    shelves.fill(store)
    number = manifest.newest(shelves.folder(store))[0].number
    with opened(copied(store, tmp_path / "copy")) as other:
        assert_right(engine(other), other)
        assert manifest.newest(shelves.folder(other))[0].number == number
        assert damage(other) == ()


def test_a_copy_without_the_index_answers_all_the_same(store: ArticleStore, tmp_path: Path) -> None:
    shelves.fill(store)
    folder = copied(store, tmp_path / "copy")
    shutil.rmtree(folder / "index")
    with opened(folder) as other:
        assert_right(engine(other), other)
        upkeep.settle(other, "hashing/64", 64)
        upkeep.merge(other, "hashing/64", 64)
        assert_right(engine(other), other)
        assert damage(other) == ()


def test_sqlites_own_backup_of_a_store_that_is_written_to_is_whole(store: ArticleStore, tmp_path: Path) -> None:
    shelves.fill(store)
    stop = threading.Event()

    def write() -> None:
        at = 20
        while not stop.is_set():
            put(store, *shelves.releases(2, at % 60))
            at += 2

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for round_ in range(3):
            folder = tmp_path / f"copy {round_}"
            folder.mkdir()
            with closing(sqlite3.connect(store.folder / FILE)) as live, closing(sqlite3.connect(folder / FILE)) as to:
                live.backup(to, pages=20, sleep=0.001)
            shutil.copytree(store.folder / "index", folder / "index")  # of an earlier state than the store's
            with opened(folder) as other:
                assert other.sequence() >= 11
                assert_right(engine(other), other)
    finally:
        stop.set()
        thread.join()


def test_an_index_that_is_ahead_of_a_store_put_back_is_not_believed(store: ArticleStore, tmp_path: Path) -> None:
    shelves.fill(store)
    early = copied(store, tmp_path / "early")
    later = Release("later.txt", "The zq900x1zq of the port opened.")
    put(store, later)
    store.remove(shelves.releases(1)[0].id)
    writer(store).advance()
    shutil.rmtree(early / "index")
    shutil.copytree(store.folder / "index", early / "index")
    with opened(early) as other:
        back = engine(other)
        assert_right(back, other)
        assert later.id not in found_ids(back.search(query("port"), EVERYTHING, NOWHERE, EVERY))
        assert_no_trace(other.folder, {"zq900x1zq"})


def test_an_index_of_another_history_is_not_believed(store: ArticleStore, tmp_path: Path) -> None:
    """Both stores have a change of the same number; when it was made tells them apart."""
    shelves.fill(store)
    with opened(copied(store, tmp_path / "other")) as other:
        mine, theirs = (
            Release("new.txt", "The port zq901x1zq opened."),
            Release("new.txt", "The rail zq902x1zq opened."),
        )
        put(store, mine)
        put(other, theirs)
        writer(store).advance()
        assert manifest.newest(shelves.folder(store))[0].through == other.sequence()
        shutil.rmtree(other.folder / "index")
        shutil.copytree(store.folder / "index", other.folder / "index")
        assert_right(engine(other), other)
        writer(other).advance()
        assert damage(other) == ()
        assert_no_trace(other.folder, {"zq901x1zq"})


def test_an_index_of_another_store_gives_none_of_its_words(store: ArticleStore, tmp_path: Path) -> None:
    put(store, Release("foreign.txt", "The port zq903x1zq opened."))
    writer(store).advance()
    with opened(tmp_path / "own") as own:
        put(own, Release("own.txt", "The rail opened."))
        shutil.copytree(store.folder / "index", own.folder / "index")
        assert_right(engine(own), own)
        assert_no_trace(own.folder, {"zq903x1zq"})


@pytest.mark.parametrize("again", [False, True])
def test_an_old_copy_of_the_index_does_not_bring_back_what_was_purged(
    store: ArticleStore, tmp_path: Path, again: bool
) -> None:
    shelves.fill(store)
    secret = Release("secret.txt", "The port zq904x1zq opened.")
    put(store, secret)
    writer(store).advance()
    shutil.copytree(store.folder / "index", tmp_path / "old")
    store.purge(secret.id)
    if again:
        put(store, Release("secret.txt", "The port opened in other words."))
    upkeep.erase(store)
    assert_no_trace(store.folder, {"zq904x1zq"})
    shutil.rmtree(store.folder / "index")
    shutil.copytree(tmp_path / "old", store.folder / "index")
    assert_right(engine(store), store)
    upkeep.erase(store)
    assert_no_trace(store.folder, {"zq904x1zq"})


def test_a_purge_that_was_cut_off_leaves_no_words_in_an_index_that_is_healed(store: ArticleStore) -> None:
    """Put again before the index was cleared: the words of the first text are nobody's any more."""
    shelves.fill(store)
    put(store, Release("secret.txt", "The port zq905x1zq opened."))
    writer(store).advance()
    store.purge(Release("secret.txt", "").id)
    put(store, Release("secret.txt", "The port opened in other words."))
    folder = shelves.folder(store)
    shutil.rmtree(folder / manifest.newest(folder)[0].segments[0].name)
    assert_right(engine(store), store)
    assert_no_trace(store.folder, {"zq905x1zq"})
