"""Several processes over one data folder: one changes it, others ask and write its index at the same time."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random

import pytest

from corpus.store import ArticleStore
from index.segments import manifest
from tests.faults import crasher, others, shelves
from tests.faults.judging import judge
from tests.faults.shelves import assert_right, damage, engine, writer
from tests.index.oracle import put

END = "end"


def started(target: Callable[..., None], *told: object) -> multiprocessing.context.ForkServerProcess:
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload([crasher.__name__])
    process = forks.Process(target=target, args=told)
    process.start()
    return process


def joined(*processes: multiprocessing.context.ForkServerProcess) -> list[int | None]:
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


@pytest.mark.slow
def test_others_ask_rightly_while_one_changes_everything_and_dies(tmp_path: Path) -> None:
    folder = str(tmp_path)
    ArticleStore(tmp_path / "data").close()
    askers = [started(others.ask_until, folder, END) for _ in range(2)]
    try:
        for seed, moment in enumerate([None, crasher.COMMITTED, None]):
            changing = started(crasher.live, folder, seed, moment, 6, 15)
            changing.join()
            assert changing.exitcode == (-signal.SIGKILL if moment else 0)
            judge(tmp_path, Random(seed))
        _until_asked(tmp_path, 12)
    finally:
        (tmp_path / END).touch()
        exits = joined(*askers)
    assert exits == [0, 0]


def _until_asked(folder: Path, questions: int) -> None:
    ends = time.monotonic() + 30
    while not (folder / others.ASKED).exists() or (folder / others.ASKED).stat().st_size < questions:
        assert time.monotonic() < ends, "those who ask have come to a stop"
        time.sleep(0.05)


def test_two_who_write_the_index_at_once_do_not_damage_it(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path / "data")
    writers = [started(others.write_index, str(tmp_path), END, seed) for seed in range(2)]
    standing = engine(store, crasher.TINY)
    try:
        # A busy machine may not have let the two begin before as much has changed as is meant to at the least.
        ends = time.monotonic() + 60
        for at in count():
            if at >= 12 and manifest.newest(shelves.folder(store))[0].number > 2:
                break
            assert time.monotonic() < ends, "those who write have come to a stop"
            put(store, *shelves.releases(2, 2 * at))
            if at % 2:
                store.remove(shelves.releases(1, 2 * at)[0].id)
            assert_right(standing, store)
    finally:
        (tmp_path / END).touch()
        exits = joined(*writers)
    assert exits == [0, 0]
    assert damage(store) == ()
    assert_right(engine(store), store)
    writer(store).advance(wait=0)
    store.close()


def test_the_writers_lock_is_free_again_when_its_holder_is_killed(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    shelves.fill(store)
    assert joined(started(others.die_while_writing, str(tmp_path))) == [-signal.SIGKILL]
    folder = shelves.folder(store)
    assert list(folder.glob("*.new")) != []
    assert_right(engine(store), store)
    written = writer(store).advance(wait=0)
    assert written.through == store.sequence()
    assert list(folder.glob("*.new")) == []
    assert damage(store) == ()
    store.close()
