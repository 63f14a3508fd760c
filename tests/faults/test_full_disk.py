"""A disk without room: said clearly, answered all the same, nothing lost, and healed once there is room again."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from corpus.errors import StoreError
from corpus.store import ArticleStore
from corpus.store.articles import FILE
from index.engine import Limits
from index.errors import IndexUnwritable
from index.segments import manifest, steps, tiers
from index.segments.steps import Step
from tests.faults import shelves
from tests.faults.judging import assert_no_trace, assert_nothing_is_left_over
from tests.faults.shelves import assert_right, damage, engine, writer
from tests.index.oracle import Release, put

TINY = Limits(articles=2, passages=3)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Have the system refuse to let any file grow beyond so many bytes, in the middle of a write if need be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def filled(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> ArticleStore:
    monkeypatch.setattr(tiers, "SMALLEST", 6)
    monkeypatch.setattr(steps, "_listeners", [])
    shelves.fill(store)
    return store


@pytest.mark.parametrize("step", Step)
def test_a_disk_that_fills_up_at_any_step_is_done_without(
    filled: ArticleStore, step: Step, caplog: pytest.LogCaptureFixture
) -> None:
    room = False
    met = 0

    def listener(reached: Step) -> None:
        nonlocal met
        if reached == step and not room:
            met += 1
            raise full()

    steps.listen(listener)
    standing = engine(filled, TINY)
    for at in range(20, 22):
        put(filled, *shelves.releases(2, at * 2))
        filled.remove(shelves.releases(1, at * 2)[0].id)
        assert_right(standing, filled)
        assert_right(engine(filled, TINY), filled)
    assert any("No space left on device" in record.getMessage() for record in caplog.records) is (met > 0)
    with pytest.raises(IndexUnwritable, match=r"No space left on device.*free space"):
        _write_and_merge(filled)
    assert met > 0
    room = True
    _write_and_merge(filled)
    assert damage(filled) == ()
    assert_nothing_is_left_over(shelves.folder(filled))
    assert_right(engine(filled), filled)


def _write_and_merge(store: ArticleStore) -> None:
    put(store, *shelves.releases(1, store.sequence() + 100))
    writer(store).advance()
    writer(store).merge(whole=True)


def test_a_file_cut_short_anywhere_is_never_an_index(filled: ArticleStore) -> None:
    """Each size lets other files of the index through: some whole, one cut, the rest not begun."""
    folder = shelves.folder(filled)
    refused = 0
    for size in (0, 130, 140, 160, 260, 400, 2_000):
        put(filled, *shelves.releases(3, 30 + refused))
        before = manifest.newest(folder)
        try:
            with files_of_at_most(size):
                writer(filled, most=3).advance()
        except IndexUnwritable:
            refused += 1
            assert manifest.newest(folder) == before
            assert_nothing_is_left_over(folder)
        assert_right(engine(filled), filled)
    assert refused > 3
    writer(filled).advance()
    assert damage(filled) == ()
    assert_right(engine(filled), filled)


@pytest.mark.parametrize("nth", [1, 2, 9, 20])
def test_a_disk_that_cannot_be_synced_to_is_a_full_disk(
    filled: ArticleStore, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    left = nth

    def fsync(_handle: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise full()

    before = manifest.newest(shelves.folder(filled))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(IndexUnwritable, match="No space left"):
            writer(filled).advance()
    assert left == 0
    assert manifest.newest(shelves.folder(filled)) == before
    assert_right(engine(filled), filled)


def test_arrays_that_cannot_be_written_leave_the_index_as_it_was(
    filled: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = 0

    def save(*_args: object, **_more: object) -> None:
        nonlocal saved
        saved += 1
        raise full()

    before = manifest.newest(shelves.folder(filled))
    with monkeypatch.context() as patched:
        patched.setattr(np, "save", save)
        with pytest.raises(IndexUnwritable, match="No space left"):
            writer(filled).advance()
        with pytest.raises(IndexUnwritable, match="No space left"):
            writer(filled).merge(whole=True)
        assert_right(engine(filled, TINY), filled)
    assert saved >= 3
    assert manifest.newest(shelves.folder(filled)) == before
    writer(filled).merge(whole=True)
    assert damage(filled) == ()


# The store


NEW, OLD = Release("new.txt", "The new port opened. " * 40), Release("0.txt", "The port opened anew. " * 40)
WRITES: list[Callable[[ArticleStore], object]] = [
    lambda store: put(store, NEW),
    lambda store: put(store, NEW, OLD),
    lambda store: store.remove(OLD.id),
    lambda store: store.purge(OLD.id),
]


@pytest.mark.parametrize("write", WRITES, ids=["put", "put two", "remove", "purge"])
def test_a_store_without_room_says_so_and_keeps_what_it_had(
    filled: ArticleStore, write: Callable[[ArticleStore], object]
) -> None:
    standing = engine(filled)
    standing.refresh()
    before = filled.current()
    with files_of_at_most(4096):
        with pytest.raises(StoreError, match=r"nothing of this was stored|cannot be used"):
            write(filled)
        assert filled.current() == before
        assert_right(standing, filled)
    write(filled)
    assert filled.sequence() > before[0]
    assert_right(standing, filled)


def test_a_purge_whose_log_cannot_be_emptied_says_so_and_is_finished_by_another(store: ArticleStore) -> None:
    secret = Release("secret.txt", "The port zq906x1zq opened. " * 200)
    put(store, secret, *(Release(f"{at}.txt", f"The port own{at}q opened. " * 400) for at in range(20)))
    store.purge(Release("0.txt", "").id)
    put(store, *(Release(f"more {at}.txt", f"The rail own{at}q opened. " * 400) for at in range(5)))
    with files_of_at_most((store.folder / FILE).stat().st_size), pytest.raises(StoreError, match="purge again"):
        store.purge(secret.id)
    assert store.versions(secret.id) == []
    store.purge(secret.id)
    assert_no_trace(store.folder, {"zq906x1zq"})
