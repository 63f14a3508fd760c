"""Reading many documents: in this process, or in others that are stopped when one of them asks too much."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillReading
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from corpus.article import Document, Draft, Span
from corpus.errors import NotText, Refused, TookTooLong, Unreadable
from corpus.passages import cutting
from corpus.reading import read
from corpus.rules import LARGEST

Task = tuple[Document, Draft | None]
"""A document, with its draft where that is known already."""

SECONDS = 30.0
"""For one document; a release takes milliseconds, a long report a second or two."""

MEGABYTES = 2_000
"""Address space of a reading process; one that has read a hundred ordinary pages takes some 400."""

READ_HERE = 12
"""Plain documents read in this process before others are started: starting them takes a second."""

PLAIN = frozenset({"text", "markdown"})
PLAIN_BYTES = 100_000
"""Documents of these formats up to this size cannot take long: they may be read in this process."""

AHEAD = 8
"""Documents a process may be given ahead of the one whose turn it is."""

RENEW_AFTER = 2_000
"""Documents after which a process is replaced, so that what its libraries keep cannot pile up."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that was read and cut."""

    document: Document
    draft: Draft
    spans: Sequence[Span]


_Reading = tuple[Document, Future[Ready | Refused], ProcessPool]


class Readers(Protocol):
    """Reads and cuts documents, in their order."""

    def read(self, tasks: Iterable[Task | Refused]) -> Iterator[Ready | Refused]:
        """Yield for each task what came of it, in order; refusals given are passed on in their place."""

    def close(self) -> None:
        """Let go of what it holds."""


@dataclass(frozen=True, slots=True)
class Here:
    """Reads in this process, one after the other.

    Attributes:
        words: aimed-at length of a passage.
        largest: bytes of the largest document accepted.
    """

    words: int = cutting.PASSAGE_WORDS
    largest: int = LARGEST

    def read(self, tasks: Iterable[Task | Refused]) -> Iterator[Ready | Refused]:
        """Read each. See `Readers`."""
        for task in tasks:
            yield task if isinstance(task, Refused) else make(*task, self.words, self.largest)

    def close(self) -> None:
        """Nothing is held."""


class Pool:
    """Reads in other processes, several at a time, each within limits of time and memory.

    A document that breaks or outlasts its process is refused, and the others go on. The processes start when
    there is enough to read, or something that may be dangerous.

    Args:
        workers: how many processes.
        words, largest: as `Here`.
        seconds, megabytes: what one document may take.
    """

    def __init__(
        self,
        workers: int,
        words: int = cutting.PASSAGE_WORDS,
        largest: int = LARGEST,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        self._workers, self._words, self._largest = workers, words, largest
        self._seconds, self._megabytes = seconds, megabytes
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()  # requests and the schedule read at once, and share the processes
        self._read_here = 0

    def read(self, tasks: Iterable[Task | Refused]) -> Iterator[Ready | Refused]:
        """Read each, some ahead of the one that is yielded. See `Readers`."""
        waiting: deque[_Reading | Ready | Refused] = deque()
        for task in tasks:
            waiting.append(task if isinstance(task, Refused) else self._begin(*task))
            if len(waiting) > self._workers * AHEAD:
                yield self._end(waiting.popleft())
        while waiting:
            yield self._end(waiting.popleft())

    def _begin(self, document: Document, draft: Draft | None) -> _Reading | Ready | Refused:
        plain = document.format in PLAIN and len(document.raw) <= PLAIN_BYTES
        if draft is not None or (plain and self._pool is None and self._read_here < READ_HERE):
            self._read_here += draft is None
            return make(document, draft, self._words, self._largest)
        return self._schedule(document)

    def _schedule(self, document: Document) -> _Reading:
        arguments = (document, None, self._words, self._largest)
        with self._lock:
            self._pool = self._pool or _start(self._workers, self._megabytes)
            return document, self._pool.schedule(make, args=arguments, timeout=self._seconds), self._pool

    def _end(self, item: _Reading | Ready | Refused) -> Ready | Refused:
        if not isinstance(item, tuple):
            return item
        document, future, pool = item
        try:
            try:
                return future.result()
            except BrokenProcessPool:
                # Nothing says whose fault it was, and what waited behind it is lost too: each is tried once more.
                self._let_go(pool)
                return self._schedule(document)[1].result()
        except StillReading:
            return TookTooLong(document.path, f"more than {self._seconds:g} s to read; repair it or leave it out")
        except (ProcessExpired, BrokenProcessPool, MemoryError):
            reason = f"its reader broke down or took more than {self._megabytes:,} MB; repair it or leave it out"
            return TookTooLong(document.path, reason)

    def close(self) -> None:
        """Stop the processes; what they were reading is not waited for."""
        if self._pool is not None:
            self._let_go(self._pool)

    def _let_go(self, pool: ProcessPool) -> None:
        with self._lock:
            if self._pool is not pool:
                return  # another thread was first
            self._pool = None
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def make(document: Document, draft: Draft | None, words: int, largest: int) -> Ready | Refused:
    """Read a document unless its draft is known, and cut it; what is wrong with it is given back."""
    try:
        draft = draft or read(document, largest)
        spans = cutting.cut(draft.text, words, draft.parts)
        whole_characters(document.path, draft.text, *_words(draft))
    except Refused as refused:
        return refused
    except (ValueError, RecursionError, SystemError) as error:  # the last: C code that recursed too deeply
        # Hostile bytes must never stop the others.
        return Unreadable(document.path, f"its reader could not get through it ({error}); repair it or leave it out")
    return Ready(document, draft, spans)


def whole_characters(name: str, *words: str) -> None:
    """Refuse what neither database nor reply can hold: lone surrogates, as in file names of another encoding.

    Raises:
        NotText: the document's name, or words of it, are not Unicode throughout.
    """
    if any("\ud800" <= char <= "\udfff" for text in (name, *words) for char in text):
        raise NotText(printable(name), "its name or text holds half characters; rename or repair it")


def printable(name: str) -> str:
    """Write a name that is not Unicode throughout so that it can be shown."""
    return name.encode(errors="backslashreplace").decode()


def _words(draft: Draft) -> Iterator[str]:
    yield from filter(None, (draft.title, draft.subtitle, draft.place, draft.issuer, draft.language, draft.url))
    for person in draft.people:
        yield from filter(None, (person.name, person.role))


def _start(workers: int, megabytes: int) -> ProcessPool:
    """Start processes that hold nothing of this one: neither its model nor its locks."""
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["corpus.reading"])
    return ProcessPool(workers, RENEW_AFTER, _limit, (megabytes,), context)


def _limit(megabytes: int) -> None:
    """Bound this process's memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
