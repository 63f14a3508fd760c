"""Sources on the web, brought up to date: listings read, pages fetched, articles committed a batch at a time.

What was fetched is committed before it is noted as fetched, and what was listed is noted together with its listing.
So a sync that is broken off anywhere goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.article import Document
from corpus.errors import Interrupted, PageGone, Refused, StoreBusy, Unavailable
from corpus.fetching import kinds, ledger
from corpus.fetching.client import Fetched, Fetcher
from corpus.fetching.urls import place_of
from corpus.records import Fetch, Source
from corpus.store.articles import PAGE_GONE, ArticleStore
from qa.ingest import Intake, Progress
from qa.listings import Listings

BATCH = 16
"""Pages fetched before they are committed: at one a second, a power cut costs a quarter of a minute."""

BATCH_SECONDS = 20.0
"""Seconds after which what was fetched is committed, however little."""

PATIENCE = 3
"""Pages of one server in a row that could not be had, after which it is left alone until the next sync."""

LOCKS = "locks"
"""Folder of the data folder in which processes see that a source is being synced."""


@dataclass(slots=True)
class Synced:
    """What a sync did.

    Attributes:
        source: its name.
        counts: outcome -> pages: what an ingest counts, `gone`, and `waiting` for the next sync.
        listed: pages that were listed for the first time.
        requests: pages asked for.
        refused: each refusal, in order.
        problem: why it could not be finished; null if it was.
        passages: passages cut; `reused` of them had vectors already.
        encoding: seconds spent in the embedder; `seconds` in all.
        alone: whether single pages were asked for, and no listing.
    """

    source: str
    counts: Counter[str] = field(default_factory=Counter)
    listed: int = 0
    requests: int = 0
    refused: list[Refused] = field(default_factory=list)
    problem: str | None = None
    passages: int = 0
    reused: int = 0
    encoding: float = 0.0
    seconds: float = 0.0
    alone: bool = False

    def outcome(self) -> dict[str, Any]:
        """What the store keeps of it."""
        return {"counts": dict(self.counts), "problem": self.problem, "seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class _Got:
    """A page that waits to be committed with its batch."""

    entry: Fetch
    fetched: Fetched
    document: Document


class Sync:
    """One sync of one source on the web.

    Args:
        store: where articles go.
        intake: makes what takes them in; a new one for every batch, for what was removed by hand meanwhile must
            not come back.
        fetcher: what fetches.
        source: what to sync.
        restore: bring back what was removed or erased by hand.
        progress: told after every page.
        given: answers that are there already.
    """

    def __init__(
        self,
        store: ArticleStore,
        intake: Callable[[], Intake],
        fetcher: Fetcher,
        source: Source,
        restore: bool = False,
        progress: Progress | None = None,
        given: Sequence[Fetched] = (),
    ) -> None:
        self._store, self._intake, self._fetcher, self._source = store, intake, fetcher, source
        self._restore, self._progress = restore, progress
        self._given = {fetched.url: fetched for fetched in given}
        self._known = store.known(source.name)
        self._waiting: list[_Got] = []
        self._notes: list[Fetch] = []
        self._begun = fetcher.clock.monotonic()
        self._failed: Counter[str] = Counter()
        self.done = Synced(source.name)

    def run(self, limit: int | None = None) -> Synced:
        """Read the listings, then fetch what is due, `limit` pages at most."""
        return self._kept(lambda: self._fetch(self._due(), limit))

    def pages(self, urls: Sequence[str]) -> Synced:
        """Fetch these pages and no others, whatever is known of them."""
        now = self._fetcher.clock.now()
        self.done.alone = True
        known = self._store.ledger(self._source.name)
        return self._kept(lambda: self._fetch([known.get(url) or Fetch(url, listed=now) for url in urls], None))

    def _kept(self, work: Callable[[], None]) -> Synced:
        """Do the work, and keep what came of it with the source."""
        began = time.perf_counter()
        try:
            work()
        except (Refused, Interrupted) as error:
            self.done.problem = str(error)
        finally:
            self.done.seconds = time.perf_counter() - began
            self._store.note_sync(self._source.name, self._fetcher.clock.now(), self.done.outcome())
        return self.done

    def _due(self) -> list[Fetch]:
        listings = Listings(self._store, self._fetcher, self._source, self._restore, self._given.values())
        pages = listings.read()
        self.done.listed = listings.new
        for refused in listings.refused:
            self._refuse(refused)
        if self._restore:  # what is not shown is fetched as if for the first time
            live = {url for url, known in self._known.items() if known.removed_why is None}
            pages = [page if page.url in live else replace(page, fetched=None) for page in pages]
        return ledger.due(pages, self._fetcher.clock.now(), always=self._source.kind == "url")

    def _fetch(self, due: Sequence[Fetch], limit: int | None) -> None:
        """Fetch pages and commit them, a batch at a time, whatever happens in between."""
        now, later = due[:limit], due[limit:] if limit is not None else []
        left = len(now)
        try:
            for done, entry in enumerate(now, start=1):
                self._fetcher.clock.check()
                if self._failed[place_of(entry.url)] < PATIENCE:
                    self._one(entry)
                    left -= 1
                if self._progress:
                    self._progress(done, len(now))
                if len(self._waiting) >= BATCH or self._fetcher.clock.monotonic() - self._begun > BATCH_SECONDS:
                    self._commit()
        finally:
            self._commit()
            if left + len(later):
                self.done.counts["waiting"] += left + len(later)
        if tired := [place for place, times in self._failed.items() if times >= PATIENCE]:
            told = ", ".join(sorted(tired))
            self.done.problem = f"{told} failed {PATIENCE} times in a row; the rest waits for the next sync"

    def _one(self, entry: Fetch) -> None:
        place = place_of(entry.url)
        self.done.requests += 1
        try:
            before = self._known.get(entry.url)
            held = before is not None and (before.removed_why is None or not self._restore)
            given = self._given.pop(entry.url, None)
            self._take(entry, given or self._fetcher.get(entry.url, ledger.validators(entry) if held else None))
        except PageGone as gone:
            self._miss(entry, gone)
        except Unavailable as refused:
            self._refuse(refused)
            self._failed[place] += PATIENCE if refused.after and not refused.again else 1
            return
        except Refused as refused:
            self._refuse(refused)
            self._notes.append(ledger.denied(entry, self._fetcher.clock.now()))
        self._failed[place] = 0

    def _take(self, entry: Fetch, fetched: Fetched) -> None:
        if fetched.status == 304:
            self.done.counts["unchanged"] += 1
            self._notes.append(ledger.answered(entry, fetched, self._fetcher.clock.now()))
            return
        if ledger.leads_home(fetched):
            raise PageGone(entry.url, "leads to the site's front page now")
        document = ledger.document(self._source.name, entry, fetched, kinds.format_of(fetched))
        self._waiting.append(_Got(entry, fetched, document))

    def _miss(self, entry: Fetch, gone: PageGone) -> None:
        """Note that a page was not there, and take its article out once that is certain."""
        noted = ledger.missed(entry, gone, self._fetcher.clock.now())
        before = self._known.get(entry.url)
        if before is not None and before.removed_why is None and ledger.is_gone(noted):
            self._store.remove(before.article_id, PAGE_GONE)
            self.done.counts["gone"] += 1
        elif entry.failures == 0:
            self._refuse(gone)
        self._notes.append(noted)

    def _commit(self) -> None:
        """Commit the articles, and only then note that their pages were fetched."""
        got, self._waiting = self._waiting, []
        if got:
            summary = self._intake().feed([each.document for each in got], self._restore)
            self.done.counts.update(summary.counts)
            self.done.refused += summary.refused
            self.done.passages += summary.passages
            self.done.reused += summary.reused
            self.done.encoding += summary.encoding
            bad = {error.name.partition("#")[0] for error in summary.refused}
            now = self._fetcher.clock.now()
            self._notes += [ledger.answered(each.entry, each.fetched, now, each.entry.url not in bad) for each in got]
        notes, self._notes = self._notes, []
        if notes:
            self._store.note_fetches(self._source.name, notes)
        self._begun = self._fetcher.clock.monotonic()

    def _refuse(self, refused: Refused) -> None:
        self.done.refused.append(refused)
        self.done.counts["refused"] += 1


@contextmanager
def alone(data: Path, name: str) -> Iterator[None]:
    """Keep every other thread and process from syncing the same source meanwhile.

    Raises:
        StoreBusy: one of them is at it.
    """
    folder = data / LOCKS
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreBusy(f"source {name!r} is being synced already; wait for that to end") from None
    try:
        yield
    finally:
        lock.release()


def waited(data: Path, name: str, stop: threading.Event, look: float = 1.0) -> None:
    """Wait until nobody syncs a source, or until the event is set; looks every so many seconds."""
    while not stop.is_set():
        try:
            with alone(data, name):
                return
        except StoreBusy:
            stop.wait(look)
