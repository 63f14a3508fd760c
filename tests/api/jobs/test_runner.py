"""Whoever runs jobs: the oldest first, one process at a time, again after a failure and not for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from filelock import FileLock

from api.jobs.runner import MOST_BEGUN, Runner
from api.jobs.working import Work
from corpus.article import Document, Scope
from corpus.errors import StoreError
from corpus.store.jobs import Job
from qa.desk import Desk
from qa.syncing import LOCKS

ALL = Scope.everything()
TEXT = b"Port reopens\n\nThe port of Halvern reopened to ships on Thursday."


@contextmanager
def running(desk: Desk, work: Work, look: float = 0.01) -> Iterator[Runner]:
    runner = Runner(desk, look, 0.01, {"add": work})
    runner.start()
    try:
        yield runner
    finally:
        runner.stop()


def promised(desk: Desk, *paths: str) -> Job:
    job = desk.store.add_job("add", [Document("port", path, TEXT, "text") for path in paths], ["port"], None, 99)
    assert job is not None
    return job


def until(true: Callable[[], bool]) -> None:
    for _ in range(6_000):
        if true():
            return
        threading.Event().wait(0.01)
    pytest.fail("it never came")


def state(desk: Desk, job: Job) -> str:
    found = desk.store.job(job.id)
    assert found is not None
    return found.state


def test_jobs_are_done_in_their_order(desk: Desk) -> None:
    seen: list[str] = []

    def work(desk: Desk, job: Job, _stop: threading.Event) -> None:
        seen.append(job.id)
        assert state(desk, job) == "running"
        desk.store.end_job(job)

    jobs = [promised(desk) for _ in range(4)]
    with running(desk, work):
        until(lambda: not desk.store.open_jobs("add"))
    assert seen == [job.id for job in jobs]


def test_what_was_left_by_a_process_that_ended_is_done(desk: Desk) -> None:
    left = promised(desk, "a.txt")
    desk.store.begin_job(left)
    runner = Runner(desk, 0.01)
    runner.start()
    until(lambda: state(desk, left) == "done")
    runner.stop()
    assert desk.store.count(ALL) == 1


def test_while_another_process_works_this_one_does_not(desk: Desk) -> None:
    begun = threading.Event()

    def work(desk: Desk, job: Job, _stop: threading.Event) -> None:
        begun.set()
        desk.store.end_job(job)

    (desk.store.folder / LOCKS).mkdir(exist_ok=True)
    other = FileLock(desk.store.folder / LOCKS / "jobs-add.lock")
    with other:
        promised(desk)
        with running(desk, work):
            assert not begun.wait(0.2)
            other.release()
            assert begun.wait(60)


def test_work_begins_at_once_when_there_is_some(desk: Desk) -> None:
    done = threading.Event()

    def work(desk: Desk, job: Job, _stop: threading.Event) -> None:
        desk.store.end_job(job)
        done.set()

    with running(desk, work, look=600) as runner:
        promised(desk)
        runner.wake("add")
        assert done.wait(60)


def test_a_job_that_fails_is_tried_again_and_the_next_is_done_then(desk: Desk) -> None:
    tries: list[str] = []
    first, second = promised(desk), promised(desk)

    def work(desk: Desk, job: Job, _stop: threading.Event) -> None:
        tries.append(job.id)
        if job.id == first.id:
            raise StoreError("the disk is full")
        desk.store.end_job(job)

    with running(desk, work):
        until(lambda: state(desk, second) == "done")
    assert tries == [first.id] * MOST_BEGUN + [second.id]
    failed = desk.store.job(first.id)
    assert failed is not None
    assert (failed.state, (failed.problem or {})["type"]) == ("failed", "urn:dateline:problem:store-failed")


def test_an_unforeseen_failure_tells_nothing_of_itself(desk: Desk) -> None:
    job = promised(desk)

    def work(_desk: Desk, _job: Job, _stop: threading.Event) -> None:
        raise RuntimeError("/etc/secret")

    with running(desk, work):
        until(lambda: state(desk, job) == "failed")
    found = desk.store.job(job.id)
    assert found is not None
    assert (found.problem or {})["status"] == 500
    assert "/etc" not in str(found.problem)


def test_a_job_that_gets_on_is_never_given_up(desk: Desk) -> None:
    tries: list[int] = []
    job = promised(desk)

    def work(desk: Desk, job: Job, _stop: threading.Event) -> None:
        tries.append(job.begun)
        if len(tries) > 3 * MOST_BEGUN:
            desk.store.end_job(job)
            return
        desk.store.tell_job(job, len(tries), 99)
        raise RuntimeError("later")

    with running(desk, work):
        until(lambda: state(desk, job) == "done")


def test_a_job_that_broke_every_process_is_given_up(desk: Desk) -> None:
    job, next_ = promised(desk), promised(desk)
    for _ in range(MOST_BEGUN):  # each of these was killed by it
        desk.store.begin_job(job)
    with running(desk, lambda desk, job, _stop: desk.store.end_job(job)):
        until(lambda: state(desk, next_) == "done")
    assert state(desk, job) == "failed"


def test_at_the_end_what_is_done_is_left_and_goes_on_later(desk: Desk) -> None:
    begun = threading.Event()

    def waits(_desk: Desk, _job: Job, stop: threading.Event) -> None:
        begun.set()
        stop.wait(60)

    job = promised(desk, "a.txt")
    with running(desk, waits):
        assert begun.wait(60)
    assert state(desk, job) == "running"
    runner = Runner(desk, 0.01)
    runner.start()
    until(lambda: state(desk, job) == "done")
    runner.stop()
