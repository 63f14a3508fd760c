"""A sync promised while somebody else is at that source: it waits, and tells what came of that one."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.jobs import working
from corpus.article import Scope
from corpus.errors import StoreBusy
from corpus.records import Source
from corpus.store.jobs import Job
from qa.desk import Desk
from qa.sources import Sources
from qa.syncing import alone

NOW = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def promised(desk: Desk, room: Path) -> Job:
    """A sync of a folder of three releases, begun."""
    desk.store.register(Source("files", "folder", str(room)))
    job = desk.store.add_job("sync", [], ["files"], None, 9)
    assert job is not None
    desk.store.begin_job(job)
    return job


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once a sync has met somebody else at its source."""
    event, sync = threading.Event(), Sources.sync

    def tried(keeper: Sources, name: str, **more: Any) -> Any:
        try:
            return sync(keeper, name, **more)
        except StoreBusy:
            event.set()
            raise

    monkeypatch.setattr(working, "LOOK", 0.01)
    monkeypatch.setattr(Sources, "sync", tried)
    return event


@contextmanager
def waiting(desk: Desk, job: Job, met: threading.Event, stop: threading.Event) -> Iterator[None]:
    """Do a job in a thread while somebody else is at its source; they are done at the end, and then it is."""
    thread = threading.Thread(target=working.sync, args=(desk, job, stop))
    with alone(desk.store.folder, "files"):
        thread.start()
        assert met.wait(60)
        yield
    thread.join(60)
    assert not thread.is_alive()


def now(desk: Desk, job: Job) -> Job:
    found = desk.store.job(job.id)
    assert found is not None
    return found


def test_it_ends_as_the_sync_that_it_met(desk: Desk, promised: Job, met: threading.Event) -> None:
    with waiting(desk, promised, met, threading.Event()):
        assert now(desk, promised).state == "running"
        desk.store.note_sync("files", NOW, {"counts": {"added": 7}, "problem": None, "seconds": 1.0})
    job = now(desk, promised)
    assert (job.state, job.counts, job.problem) == ("done", {"added": 7}, None)
    assert desk.store.count(Scope.everything()) == 0, "nothing was read a second time"


def test_it_fails_as_that_one_did(desk: Desk, promised: Job, met: threading.Event) -> None:
    with waiting(desk, promised, met, threading.Event()):
        desk.store.note_sync("files", NOW, {"counts": {}, "problem": "the folder is gone"})
    job = now(desk, promised)
    assert (job.state, (job.problem or {})["detail"]) == ("failed", "the folder is gone")
    assert (job.problem or {})["type"].endswith("sync-unfinished")


def test_one_that_was_broken_off_is_done_anew(desk: Desk, promised: Job, met: threading.Event) -> None:
    with waiting(desk, promised, met, threading.Event()):
        pass
    job = now(desk, promised)
    assert (job.state, job.counts) == ("done", {"added": 3})


def test_a_service_that_ends_leaves_it_for_the_next_one(desk: Desk, promised: Job, met: threading.Event) -> None:
    stop = threading.Event()
    with waiting(desk, promised, met, stop):
        stop.set()
    assert now(desk, promised).state == "running"


def test_a_source_that_goes_meanwhile_fails_it(desk: Desk, promised: Job, met: threading.Event) -> None:
    with waiting(desk, promised, met, threading.Event()):
        desk.store.forget_source("files")
    assert (now(desk, promised).problem or {})["type"].endswith("source-missing")


def test_a_store_that_stays_busy_fails_it(desk: Desk, promised: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def busy(_keeper: Sources, name: str, **_more: object) -> None:
        tries.append(name)
        raise StoreBusy("another process has been writing for too long")

    monkeypatch.setattr(Sources, "sync", busy)
    working.sync(desk, promised, threading.Event())
    job = now(desk, promised)
    assert (job.state, (job.problem or {})["type"]) == ("failed", "urn:dateline:problem:store-busy")
    assert tries == ["files"] * working.TRIES
