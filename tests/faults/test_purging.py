"""A purge takes an article's words out of every file, whatever was stored, indexed and merged before."""

from __future__ import annotations

import threading
from pathlib import Path
from random import Random

import pytest

from corpus.store import ArticleStore
from corpus.store.reader import FILE
from index.segments import manifest, steps, upkeep
from index.segments.steps import Step
from tests.faults import shelves
from tests.faults.judging import OWN, assert_no_trace
from tests.faults.life import own, release
from tests.faults.shelves import assert_right, engine, writer
from tests.index.oracle import Release, put

SECRET = Release("secret.txt", "The port zq7x7zq opened.")


@pytest.mark.parametrize("seed", [34])
def test_no_words_stay_in_the_database_after_many_changes(store: ArticleStore, seed: int) -> None:
    random, editions, erased = Random(seed), dict[int, set[int]](), set[str]()
    for at in range(30):
        if random.random() < 0.7 or not editions:
            paths = random.sample(range(14), 3)
            put(store, *(release(f"{path}.txt", at) for path in paths))
            for path in paths:
                editions.setdefault(path, set()).add(at)
        else:
            path = random.choice(sorted(editions))
            store.purge(release(f"{path}.txt", 0).id)
            erased |= {own(f"{path}.txt", edition) for edition in editions.pop(path)}
            there = {found.decode() for found in OWN.findall((store.folder / FILE).read_bytes())}
            assert not there & erased


def test_a_writer_at_work_does_not_put_back_what_is_purged_meanwhile(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first index of a folder: there is no manifest yet, and the writer has read the words already."""
    put(store, *shelves.releases(2), SECRET)
    reading, go_on = threading.Event(), threading.Event()

    def hold(step: Step) -> None:
        if step == Step.SEGMENT_BEGUN and not go_on.is_set():
            reading.set()
            assert go_on.wait(30)

    monkeypatch.setattr(steps, "_listeners", [hold])
    writing = threading.Thread(target=lambda: writer(store).advance())
    writing.start()
    assert reading.wait(30)
    store.purge(SECRET.id)
    erasing = threading.Thread(target=upkeep.erase, args=(store,))
    erasing.start()
    erasing.join(0.2)
    go_on.set()
    writing.join()
    erasing.join()
    assert_no_trace(store.folder, {"zq7x7zq"})
    assert_right(engine(store), store)


def test_an_exchange_of_manifests_is_not_taken_for_damage(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lists the folder while another swaps sees a manifest that is gone a moment later."""
    shelves.fill(store)
    put(store, SECRET)
    before = writer(store).advance()
    store.purge(SECRET.id)
    listed = manifest.listed
    swapped = False

    def swap(folder: Path) -> list[Path]:
        nonlocal swapped
        found = listed(folder)
        if not swapped:
            swapped = True
            with monkeypatch.context() as undone:
                undone.setattr(manifest, "listed", listed)
                try_writing = threading.Thread(target=lambda: writer(store).merge(whole=True, wait=0.1))
                try_writing.start()
                try_writing.join()
        return found

    monkeypatch.setattr(threading, "excepthook", lambda _: None)  # it is kept from writing by the lock
    monkeypatch.setattr(manifest, "listed", swap)
    upkeep.erase(store)
    assert swapped
    assert manifest.newest(shelves.folder(store))[0].number > before.number
    assert_no_trace(store.folder, {"zq7x7zq"})
    assert_right(engine(store), store)


@pytest.mark.parametrize("harm", ["no manifest", "damaged manifest", "damaged segment"])
def test_an_index_that_cannot_be_read_is_no_hiding_place(store: ArticleStore, harm: str) -> None:
    shelves.fill(store)
    put(store, SECRET)
    written = writer(store).advance()
    folder = shelves.folder(store)
    match harm:
        case "no manifest":
            manifest.listed(folder)[0].unlink()
        case "damaged manifest":
            manifest.listed(folder)[0].write_text("{}")
        case _:
            (folder / written.segments[0].name / "vectors.npy").unlink()
    store.purge(SECRET.id)
    upkeep.erase(store)
    assert_no_trace(store.folder, {"zq7x7zq"})
    assert_right(engine(store), store)
