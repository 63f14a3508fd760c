"""Folders kept as they are: a new file is taken in, a changed one anew, a removed one taken out, as it happens.

The system tells of changes, but what it tells is only where to look: a file counts as changed when it is not as we
last took it in, and as written when two looks in a row find it the same. From time to time everything is looked at,
for what the system did not tell (shares on other machines tell nothing at all).

A folder that is gone as a whole, or whose disk is another one, is no folder of removed files: it was unmounted, or
is being replaced. Its articles stay until it is back.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import watchfiles

from corpus import sources
from corpus.article import Document
from corpus.errors import Refused
from corpus.rules import LARGEST
from corpus.sources import Origin
from corpus.store.articles import FILE_GONE, ArticleStore
from qa.ingest import Intake

SETTLED = 0.15
"""Seconds for which a file must stay the same to count as written."""

TICK = 0.05
"""Seconds between two looks at what has not settled."""

LOOK_ROUND = 15.0
"""Seconds after which everything is looked at; never more than a twentieth of the time goes into it."""

TOGETHER = 64
"""Files taken in at a time, so that the first of thousands answer while the last are still read."""

LEFTOVERS = (".tmp", ".temp", ".swp", ".swx", ".part", ".partial", ".crdownload", ".download", ".bak", ".lock", "~")
"""Endings of what programs write beside a file while they work on it."""

Signature = tuple[int, int, int, int] | None
"""Device, inode, size and time of change of a file; null where there is none."""

UNSEEN: Signature = (-1, -1, -1, -1)
"""The signature of a file that may not be looked at: it is neither new nor gone."""


@dataclass(slots=True)
class Changed:
    """What was done about some changes.

    Attributes:
        counts: outcome -> documents, as an ingest counts them; `removed` besides.
        files: paths inside their sources of the files that were looked at.
        refused: each refusal, in order.
        absent: folders that are not there at present; null where that is as before.
    """

    counts: Counter[str] = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    absent: tuple[str, ...] | None = None


class Watch:
    """Keeps the articles of folders as their files are.

    Args:
        store: where the articles are.
        intake: makes what takes documents in.
        origins: the folders, of registered sources; what is in them has been taken in.
        told: called after every batch of changes.
        largest: bytes of the largest document accepted.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        store: ArticleStore,
        intake: Callable[[], Intake],
        origins: Sequence[Origin],
        told: Callable[[Changed], None],
        largest: int = LARGEST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._intake, self._told, self._largest, self._clock = store, intake, told, largest, clock
        self._origins = {os.fspath(origin.path): origin for origin in origins}
        self._places = {root: _place(root) for root in self._origins}
        self._taken: dict[str, Signature] = {}
        self._unsettled: dict[str, tuple[Signature, float]] = {}
        self._next_round = 0.0
        self.gone: set[str] = set()

    def remember(self) -> None:
        """Take everything as it is now for taken in. Done before the first ingest, nothing after it is missed."""
        for root in self._origins:
            self._taken |= dict(self._files(root)[0])

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop` is set."""
        while not stop.is_set():
            self._absent()
            present = [root for root in self._origins if root not in self.gone]
            for hints in self._events(present, stop):
                self.look(hints)
                if self._absent() or stop.is_set():
                    break

    def look(self, hints: Iterable[str] = ()) -> None:
        """Look where something may have changed, and do what is to be done about what has settled."""
        for path in hints:
            self._suspect(path)
        if self._clock() >= self._next_round:
            self._round()
        if ready := self._settled():
            self._apply(ready)

    def _events(self, present: Sequence[str], stop: threading.Event) -> Iterator[list[str]]:
        """Yield paths as the system tells of them, and nothing every tick."""
        tick = round(TICK * 1000)
        if present:
            # Without a sound the watch would miss what happens before it stands; the first round finds that.
            self._next_round = 0.0
            try:
                for changes in watchfiles.watch(
                    *present, watch_filter=None, debounce=tick, step=10, stop_event=stop, rust_timeout=tick,
                    yield_on_timeout=True, raise_interrupt=True, ignore_permission_denied=True,
                ):  # fmt: skip
                    yield [path for _, path in changes]
            except OSError:  # more folders than the system will watch, or one that went while the watch was set up
                pass
        while not stop.wait(TICK):
            self._next_round = min(self._next_round, self._clock() + 1.0)
            yield []

    def _absent(self) -> bool:
        """See which folders are there; tells whether the watch has to be set up anew."""
        now = {root: _place(root) for root in self._origins}
        gone = {root for root, place in now.items() if place is None or self._unmounted(root, place)}
        changed = gone != self.gone
        moved = any(place != self._places[root] for root, place in now.items() if root not in gone)
        self._places |= {root: place for root, place in now.items() if root not in gone}
        self.gone = gone
        if changed:
            self._told(Changed(absent=tuple(sorted(gone))))
        return changed or moved

    def _unmounted(self, root: str, place: tuple[int, int]) -> bool:
        """Tell an empty folder on another disk than before, which is where a share was, from one that was emptied."""
        before = self._places[root]
        if before is None or place[0] == before[0]:
            return False
        with suppress(OSError):
            return not os.listdir(root)  # noqa: PTH208 - a folder of thousands, as strings
        return True

    def _suspect(self, path: str) -> None:
        root = self._root(path)
        if root is None or any(map(sources.passed_over, Path(path).relative_to(root).parts)):
            return
        if path in self._taken:
            self._unsettled.setdefault(path, (None, -1.0))
        if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114 - thousands of them, as strings
            for inner, _ in self._below(root, path):
                self._unsettled.setdefault(inner, (None, -1.0))
        elif os.path.lexists(path):
            self._unsettled.setdefault(path, (None, -1.0))
        elif path not in self._taken:  # a folder that is gone; the system does not name the files in it
            for inner in [each for each in self._taken if each.startswith(path + os.sep)]:
                self._unsettled.setdefault(inner, (None, -1.0))

    def _round(self) -> None:
        """Look at everything."""
        began = self._clock()
        for root in self._origins:
            if root in self.gone:
                continue
            found, complete = self._files(root)
            there = dict(found)
            mine = {path for path in self._taken if self._root(path) == root} if complete else set()
            for path in [*there, *(mine - there.keys())]:
                if there.get(path) != self._taken.get(path):
                    self._unsettled.setdefault(path, (None, -1.0))
        now = self._clock()
        self._next_round = now + max(LOOK_ROUND, 20 * (now - began))

    def _settled(self) -> list[tuple[str, Signature]]:
        """Give what has changed and has stayed the same for a while: all that is gone, and some of what is there."""
        now = self._clock()
        gone: list[tuple[str, Signature]] = []
        there: list[tuple[str, Signature]] = []
        for path, (before, since) in list(self._unsettled.items()):
            root = self._root(path)
            is_now = signature(path)
            if root is None or root in self.gone or is_now in (UNSEEN, self._taken.get(path)):
                del self._unsettled[path]
            elif since < 0 or is_now != before:
                self._unsettled[path] = (is_now, now)
            elif now - since >= SETTLED and (is_now is None or len(there) < TOGETHER):
                del self._unsettled[path]
                (gone if is_now is None else there).append((path, is_now))
        return [*gone, *there]

    def _apply(self, ready: Sequence[tuple[str, Signature]]) -> None:
        changed = Changed()
        there = [path for path, is_now in ready if is_now is not None and not _leftover(path)]
        gone = [path for path, is_now in ready if is_now is None]
        if gone:  # first: what is removed must not answer for as long as others are read
            self._remove(gone, changed)
        intake = self._intake()
        summary = intake.feed(self._documents(there))
        changed.counts += summary.counts
        changed.refused += summary.refused
        for path, is_now in ready:
            if is_now is None:
                self._taken.pop(path, None)
            else:
                self._taken[path] = is_now
        self._remove_members(there, intake, changed)
        changed.files = [self._name(path) for path, _ in ready if not _leftover(path)]
        if changed.files:
            self._told(changed)

    def _documents(self, paths: Sequence[str]) -> Iterator[Document | Refused]:
        for path in paths:
            try:
                yield sources.document(Path(path), self._origin(path).source, self._largest)
            except Refused as refused:
                yield refused

    def _remove(self, paths: Sequence[str], changed: Changed) -> None:
        """Take out the articles of files that are gone, and of what those held."""
        self._take_out(paths, lambda _path, _names, _id: True, changed)

    def _remove_members(self, paths: Sequence[str], intake: Intake, changed: Changed) -> None:
        """Take out the articles of what a changed archive no longer holds. One that was refused keeps its own."""
        refused = {error.name.partition("#")[0] for error in changed.refused}
        whole = [path for path in paths if self._name(path) not in refused]
        met = intake.met
        self._take_out(whole, lambda path, names, known: path not in names and known not in met, changed)

    def _take_out(self, paths: Sequence[str], wanted: Callable[[str, set[str], str], bool], changed: Changed) -> None:
        """Take out what these files held, where `wanted` says so of a path, the files' names and an article's id."""
        for source, names in self._by_source(paths).items():
            ids = [
                known.article_id
                for path, known in self._store.known(source).items()
                if known.removed_why is None
                and not names.isdisjoint(_holders(path))
                and wanted(path, names, known.article_id)
            ]
            if ids:
                changed.counts["removed"] += self._store.remove_all(ids, FILE_GONE)

    def _by_source(self, paths: Sequence[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for path in paths:
            found.setdefault(self._origin(path).source.name, set()).add(self._name(path))
        return found

    def _root(self, path: str) -> str | None:
        """The folder that a path lies in; of one inside another, the inner."""
        around = [root for root in self._origins if path.startswith(root + os.sep)]
        return max(around, key=len) if around else None

    def _origin(self, path: str) -> Origin:
        return self._origins[self._root(path) or path]

    def _name(self, path: str) -> str:
        return Path(path).relative_to(sources.base(self._origin(path).source)).as_posix()

    def _files(self, root: str) -> tuple[list[tuple[str, Signature]], bool]:
        """Every file below a root as it is, and whether every folder could be listed: only then is the rest gone."""
        blocked: list[OSError] = []
        return list(self._below(root, root, blocked)), not blocked

    def _below(self, root: str, folder: str, blocked: list[OSError] | None = None) -> Iterator[tuple[str, Signature]]:
        place = Origin(self._origins[root].source, Path(folder))
        for path in sources.files(place, (blocked if blocked is not None else []).append):
            yield os.fspath(path), signature(os.fspath(path))


def signature(path: str) -> Signature:
    """Look at a file without reading it; null where there is none, or a folder in its place."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them, as strings
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return UNSEEN
    if stat.S_ISDIR(found.st_mode):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _place(root: str) -> tuple[int, int] | None:
    """Which folder stands at a path: its disk and its number there."""
    with suppress(OSError):
        found = os.stat(root)  # noqa: PTH116
        return found.st_dev, found.st_ino
    return None


def _leftover(path: str) -> bool:
    return path.lower().endswith(LEFTOVERS)


def _holders(path: str) -> set[str]:
    """Name the files that hold a document: itself, and `a.zip` for `a.zip#b.txt`."""
    return {path, *(path[:at] for at, char in enumerate(path) if char == "#")}
