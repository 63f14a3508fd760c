"""The process that is killed: it changes, asks and writes a data folder without end, and may kill itself at a moment.

Limits are tiny, so that segments are written and merged all the time.
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, Pool, event

from corpus.store import ArticleStore
from index.engine import Limits, LocalEngine
from index.errors import VectorsMissing
from index.segments import shelf, steps, tiers, upkeep
from index.segments.steps import Step
from index.segments.writer import Writer
from tests.faults.life import LATE, PURGE, PUT, REMOVE, Journal, Operation, release
from tests.index.oracle import EMBEDDER, EVERY, EVERYTHING, NOWHERE, VOCABULARY, put, query

TINY = Limits(articles=2, passages=3)
PATHS = tuple(f"{at}.txt" for at in range(14))
JOURNAL = "journal"
"""Beside the data folder `data`."""

STATEMENT, COMMITTING, COMMITTED = "store statement", "store committing", "store committed"
MOMENTS = (*(str(step) for step in Step), STATEMENT, COMMITTING, COMMITTED)
"""Where a process can be told to die."""


def shrink() -> None:
    """Let everything happen on few passages."""
    tiers.SMALLEST = 6
    setattr(shelf, "Writer", functools.partial(Writer, most=9))  # noqa: B010 - stands for the class


def encode_lacking(store: ArticleStore) -> None:
    """Do what a service does with articles that have no vectors of its model."""
    with store.snapshot(EMBEDDER.id, store.lacking(EMBEDDER.id)) as (_, stream):
        rows = list(stream)
    by_path = [(row, _edition(row.article.text)) for row in rows]
    pairs = [(row, release(row.article.path, edition).entry().vectors) for row, edition in by_path]
    if pairs:
        store.add_vectors(EMBEDDER.id, pairs)


def _edition(text: str) -> int:
    """The edition that a text is of, by its own word."""
    return int(text.split("zq")[1].partition("x")[2])


def die_at(moment: str, nth: int) -> None:
    """Have this process die when it comes to a moment for the n-th time."""
    left = nth

    def met(name: str) -> None:
        nonlocal left
        left -= name == moment
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    steps.listen(lambda step: met(str(step)))
    committed = False

    def statement(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if not sql.startswith(("SELECT", "PRAGMA", "BEGIN")):
            met(STATEMENT)

    def committing(_connection: Any) -> None:
        nonlocal committed
        committed = True
        met(COMMITTING)

    def given_back(*_any: Any) -> None:
        nonlocal committed
        if committed:
            committed = False
            met(COMMITTED)

    event.listen(Engine, "after_cursor_execute", statement)
    event.listen(Engine, "commit", committing)
    event.listen(Pool, "checkin", given_back)


def live(folder: str, seed: int, moment: str | None = None, nth: int = 1, operations: int = 60) -> None:
    """Work on a data folder until killed, or until so many operations are done.

    Args:
        folder: holds `data` and the journal.
        seed: of everything that is chosen.
        moment: where to die, one of `MOMENTS`; None: wherever the kill comes from outside.
        nth: at the how many-th time.
        operations: after which it ends by itself.
    """
    shrink()
    store = ArticleStore(Path(folder) / "data")
    if moment:
        die_at(moment, nth)
    life = _Life(store, Journal(Path(folder) / JOURNAL), Random(seed))
    for _ in range(operations):
        life.act()


class _Life:
    def __init__(self, store: ArticleStore, journal: Journal, random: Random) -> None:
        self._store, self._journal, self._random = store, journal, random
        self._state, pending, self._number = journal.read()
        assert pending is None, "whoever starts a process has settled what the last one left"
        self._engine = LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, TINY)

    def act(self) -> None:
        acts: dict[Callable[[], None], int] = {
            self._put: 34, self._late: 7, self._encode: 7, self._remove: 12, self._purge: 12, self._ask: 18,
            self._write: 6, self._merge: 4,
        }  # fmt: skip
        (chosen,) = self._random.choices(list(acts), list(acts.values()))
        chosen()

    def _do(self, kind: str, paths: tuple[str, ...], work: Callable[[Operation], None]) -> None:
        operation = Operation(self._number, kind, paths, self._number)
        self._journal.begin(operation)
        self._number += 1
        work(operation)
        self._journal.acknowledge(operation)
        self._state.apply(operation)

    def _put(self) -> None:
        paths = tuple(self._random.sample(PATHS, self._random.randint(1, 3)))
        self._do(PUT, paths, lambda done: put(self._store, *(release(path, done.edition) for path in paths)))

    def _late(self) -> None:
        path = self._random.choice(PATHS)
        self._do(LATE, (path,), lambda done: put(self._store, release(path, done.edition), model="another/1"))

    def _encode(self) -> None:
        encode_lacking(self._store)

    def _remove(self) -> None:
        if self._state.living:
            path = self._random.choice(sorted(self._state.living))
            self._do(REMOVE, (path,), lambda _: self._store.remove(release(path, 0).id))

    def _purge(self) -> None:
        if known := sorted(self._state.living.keys() | self._state.removed):
            path = self._random.choice(known)
            self._do(PURGE, (path,), lambda _: purge(self._store, path))

    def _ask(self) -> None:
        try:
            self._engine.refresh()
        except VectorsMissing:
            return
        text = " ".join(self._random.sample(VOCABULARY, 2))
        found = self._engine.search(query(text), EVERYTHING, NOWHERE, EVERY)
        ids = {release(path, 0).id for path in self._state.living}
        assert {one.passage.article_id for one in found} == ids

    def _write(self) -> None:
        self._writer().advance()

    def _merge(self) -> None:
        self._writer().merge(whole=self._random.random() < 0.5)

    def _writer(self) -> Writer:
        return Writer(self._store, self._engine.folder, EMBEDDER.id, EMBEDDER.dimensions, most=7)


def purge(store: ArticleStore, path: str) -> None:
    """Erase a release as `Desk.purge` does."""
    store.purge(release(path, 0).id)
    upkeep.erase(store)
