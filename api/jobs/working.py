"""What a job does: releases taken in, or a source synced."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api import problems
from api.jobs import shapes
from api.jobs.queue import ADD, SYNC
from corpus.article import article_id
from corpus.errors import CorpusError, StoreBusy
from corpus.records import Entry
from corpus.store.jobs import Job
from qa import syncing
from qa.desk import Desk
from qa.sources import Sources
from qa.syncing import Synced

TOLD_EVERY = 1.0
"""Seconds between two notes of how far a sync is; each is a commit."""

TRIES = 4
"""Times a sync is begun: one that somebody else was at may have been broken off, and then it is ours."""

LOOK = 0.5
"""Seconds between two looks whether somebody else still syncs a source."""

SHOWN = 100
"""Refused pages of a sync that are told one by one."""

Work = Callable[[Desk, Job, threading.Event], None]
"""Does a job and ends it; or, once the event is set, leaves it as far as it got."""


def add(desk: Desk, job: Job, stop: threading.Event) -> None:
    """Take in the releases of a job that still wait."""

    def put(entries: Sequence[tuple[int, Entry]]) -> None:
        desk.store.put_items(job, entries)

    def turn(at: int, error: CorpusError) -> None:
        desk.store.refuse_item(job, at, shapes.problem(error))

    desk.bulk().run(desk.store.documents(job), put, turn, stop.is_set)
    if not stop.is_set():
        desk.store.end_job(job)


def sync(desk: Desk, job: Job, stop: threading.Event) -> None:
    """Bring the source of a job up to date; where somebody is at it already, wait, and tell what came of that."""
    (name,) = job.sources
    keeper = desk.sources(stop)
    try:
        done = _synced(desk, keeper, job, stop)
    except StoreBusy as error:
        desk.store.end_job(job, shapes.problem(error))
    except CorpusError as error:
        desk.store.note_sync(name, dt.datetime.now(dt.UTC), {"counts": {}, "problem": str(error)})
        desk.store.end_job(job, shapes.problem(error))
    else:
        if not stop.is_set():
            problem = shapes.of_kind(problems.SYNC_UNFINISHED, done.problem) if done.problem else None
            desk.store.end_job(job, problem, done.counts, _refused(done))
    finally:
        keeper.close()


def _synced(desk: Desk, keeper: Sources, job: Job, stop: threading.Event) -> Synced:
    """Sync, or wait for the sync that the schedule or a person is at.

    Raises:
        CorpusError: as `Sources.sync`; StoreBusy only where it is not the source that is busy.
    """
    (name,) = job.sources
    before = desk.store.sources().get(name)
    for _ in range(TRIES):
        try:
            return keeper.sync(name, progress=_telling(desk, job))
        except StoreBusy as error:
            busy = error
        syncing.waited(desk.store.folder, name, stop, LOOK)
        now = desk.store.sources().get(name)
        if before and now and now.synced != before.synced and now.outcome:
            return Synced(name, Counter(now.outcome.get("counts", {})), problem=now.outcome.get("problem"))
        if stop.is_set():
            return Synced(name)  # it goes on when there is a service again
    raise busy


def _telling(desk: Desk, job: Job) -> Callable[[int, int], None]:
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > TOLD_EVERY:
            last = time.monotonic()
            desk.store.tell_job(job, done, total)

    return tell


def _refused(done: Synced) -> list[tuple[str, Mapping[str, Any]]]:
    return [(article_id(done.source, one.name), shapes.problem(one)) for one in done.refused[:SHOWN]]


WORKS: Mapping[str, Work] = {ADD: add, SYNC: sync}
"""How each kind of job is done."""
