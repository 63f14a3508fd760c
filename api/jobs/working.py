"""What a job does: releases taken in, or a source synced."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api import problems
from api.jobs import shapes
from api.jobs.queue import ADD, SYNC
from corpus.article import article_id
from corpus.errors import CorpusError, StoreBusy
from corpus.records import Entry
from corpus.store.jobs import Job
from qa.desk import Desk
from qa.syncing import Synced

TOLD_EVERY = 1.0
"""Seconds between two notes of how far a sync is; each is a commit."""

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
    """Bring the source of a job up to date."""
    (name,) = job.sources
    keeper = desk.sources(stop)
    try:
        done = keeper.sync(name, progress=_telling(desk, job))
    except StoreBusy as error:  # the schedule is at it, or a person
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
