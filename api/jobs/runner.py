"""Jobs done: one thread a kind, of which one process of a data folder at a time has work to do."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from filelock import FileLock, Timeout

from api import problems
from api.jobs import shapes
from api.jobs.working import WORKS, Work
from corpus.store.jobs import Job
from qa.desk import Desk
from qa.syncing import LOCKS

LOOK = 2.0
"""Seconds between two looks for work: what another process accepted, or left undone, is found this soon."""

PAUSE = 5.0
"""Seconds before a job that failed for a reason of ours is tried again."""

MOST_BEGUN = 4
"""Times a job is begun without getting on at all: one that breaks its process must not break every one after it."""

log = logging.getLogger("dateline.jobs")


class Runner:
    """Does the jobs of a Desk. What a killed process left is done by the next one that looks.

    Args:
        desk: whose jobs.
        look: seconds between two looks for work.
        pause: seconds before another try.
        works: how each kind is done.
    """

    def __init__(
        self, desk: Desk, look: float = LOOK, pause: float = PAUSE, works: Mapping[str, Work] = WORKS
    ) -> None:
        self._stop = threading.Event()
        self._lanes = {kind: _Lane(desk, kind, work, self._stop, look, pause) for kind, work in works.items()}

    def start(self) -> None:
        """Begin."""
        for lane in self._lanes.values():
            lane.start()

    def wake(self, kind: str) -> None:
        """Tell that there is work, so that it begins at once."""
        self._lanes[kind].woken.set()

    def stop(self, seconds: float = 20.0) -> None:
        """End: what is being done is left at the next release or page, and goes on when this begins again."""
        self._stop.set()
        for lane in self._lanes.values():
            lane.woken.set()
        for lane in self._lanes.values():
            lane.end(seconds)


class _Lane:
    """The jobs of one kind, one after the other."""

    def __init__(self, desk: Desk, kind: str, work: Work, stop: threading.Event, look: float, pause: float) -> None:
        self._desk, self._kind, self._work, self._stop = desk, kind, work, stop
        self._look, self._pause = look, pause
        self.woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"jobs-{kind}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self, seconds: float) -> None:
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        folder = self._desk.store.folder / LOCKS
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / f"jobs-{self._kind}.lock")
        while not self._stop.is_set():
            try:
                if self._desk.store.open_jobs(self._kind):
                    with lock.acquire(timeout=0):
                        self._work_off()
            except Timeout:  # another process does it
                pass
            except Exception:  # whatever it was, later jobs must not be lost with it
                log.exception("jobs could not be looked at; trying again in %.0f s", self._look)
            self.woken.wait(self._look)
            self.woken.clear()

    def _work_off(self) -> None:
        """Do what there is, the oldest first; whoever holds the lock finds nothing that another is at."""
        while not self._stop.is_set() and (jobs := self._desk.store.open_jobs(self._kind)):
            job = jobs[0]
            if job.begun >= MOST_BEGUN:
                said = f"it was begun {job.begun} times and never got on; the service's log says why"
                self._desk.store.end_job(job, shapes.of_kind(problems.INTERNAL, said))
                continue
            self._desk.store.begin_job(job)
            try:
                self._work(self._desk, job, self._stop)
            except Exception as error:  # what one job meets must not stop the others
                log.exception("job %s could not be done", job.id)
                self._again(job, error)

    def _again(self, job: Job, error: Exception) -> None:
        """Leave a job for another try, unless this was the last one."""
        now = self._desk.store.job(job.id)
        if now is not None and now.begun >= MOST_BEGUN:
            self._desk.store.end_job(job, shapes.problem(error))
        else:
            self._stop.wait(self._pause)
