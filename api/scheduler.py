"""The schedule: one thread that syncs each source that has one, when its time has come."""

from __future__ import annotations

import datetime as dt
import logging
import random
import threading
from collections.abc import Callable

from filelock import FileLock, Timeout

from corpus.errors import CorpusError, StoreBusy
from corpus.fetching.pacing import jittered
from corpus.records import Source
from qa.desk import Desk
from qa.syncing import LOCKS

LOOK = 5.0
"""Seconds between two looks at what is due: a source added by another process is found this soon."""

AFTER_FAILURE = dt.timedelta(minutes=15)
"""How soon a sync that could not be finished is tried again, if the source's own schedule is longer."""

log = logging.getLogger("dateline.schedule")


class Scheduler:
    """Syncs the sources of a Desk on their schedules, one after the other, in a thread of its own.

    Of several processes on one data folder one does it; when that ends, another takes over. A source whose time came
    while it was being synced, or while the service was down, is synced once and not several times.

    Args:
        desk: whose sources.
        look: seconds between two looks at what is due.
        now: the moment.
        draw: a number between 0 and 1, which moves a time a little, so that not everybody knocks at the full hour.
    """

    def __init__(
        self,
        desk: Desk,
        look: float = LOOK,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._desk, self._look, self._now, self._draw = desk, look, now, draw
        self._stop = threading.Event()
        self._sources = desk.sources(self._stop)
        self._next: dict[str, tuple[dt.datetime | None, dt.datetime]] = {}
        self._thread = threading.Thread(target=self._run, name="schedule", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """End: what is being fetched is left, what was fetched is committed."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._sources.close()

    def due(self) -> list[str]:
        """Names of the sources whose time has come, the longest overdue first."""
        now = self._now()
        times = [(self._when(source), source.name) for source in self._desk.store.sources().values()]
        return [
            name for when, name in sorted((when, name) for when, name in times if when is not None) if when <= now
        ]

    def sync_due(self) -> None:
        """Sync every source whose time has come. What goes wrong with one never stops the others."""
        for name in self.due():
            if self._stop.is_set():
                return
            self._sync(name)

    def _run(self) -> None:
        folder = self._desk.store.folder / LOCKS
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / "schedule.lock")
        while not self._stop.wait(self._look):
            try:
                with lock.acquire(timeout=0):
                    self.sync_due()
            except Timeout:  # another process does it
                continue
            except Exception:  # whatever it was, later syncs must not be lost with it
                log.exception("the schedule could not be looked at; trying again in %.0f s", self._look)

    def _sync(self, name: str) -> None:
        try:
            done = self._sources.sync(name)
        except StoreBusy as error:  # somebody syncs it by hand
            log.info("%s", error)
        except CorpusError as error:
            self._failed(name, str(error))
        except Exception as error:  # a defect met with one source must not stop the others
            log.exception("source %s could not be synced", name)
            self._failed(name, f"{type(error).__name__}: {error}")
        else:
            counts = ", ".join(f"{count} {what}" for what, count in done.counts.items()) or "nothing new"
            log.log(logging.WARNING if done.problem else logging.INFO, "source %s: %s", name, done.problem or counts)

    def _failed(self, name: str, problem: str) -> None:
        """Keep with the source what went wrong, for `sources list`, and do not try again at once."""
        log.warning("source %s: %s", name, problem)
        self._desk.store.note_sync(name, self._now(), {"counts": {}, "problem": problem})

    def _when(self, source: Source) -> dt.datetime | None:
        """When a source is to be synced next; null for one without a schedule."""
        if source.options.every is None:
            return None
        if source.synced is None:
            return dt.datetime.min.replace(tzinfo=dt.UTC)
        known = self._next.get(source.name)
        if known is None or known[0] != source.synced:
            wait = dt.timedelta(seconds=jittered(source.options.every, draw=self._draw))
            if source.outcome and source.outcome.get("problem"):
                wait = min(wait, AFTER_FAILURE)
            known = self._next[source.name] = (source.synced, source.synced + wait)
        return known[1]
