"""What other processes do to a data folder while it is changed: ask of it, and write its index."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from corpus.store import ArticleStore
from index.engine import Blend, LocalEngine
from index.errors import IndexUnwritable, VectorsMissing
from index.segments import steps
from index.segments.steps import Step
from tests.faults import shelves
from tests.faults.crasher import JOURNAL, TINY, shrink
from tests.faults.life import LATE, Journal, Operation, State, own, release
from tests.index.oracle import EMBEDDER, EVERY, EVERYTHING, NOWHERE, VOCABULARY, found_ids, query

ASKED = "asked"
"""Each asking process adds a byte for every question that it asked, and got a right answer to."""


def ask_until(folder: str, end: str) -> None:
    """Ask until there is a file of that name; fail at the first wrong answer.

    A release of which nothing was begun between the look at the journal before the question and the one after the
    answer must be found if it lives, and must not if it was taken out.
    """
    shrink()
    store = ArticleStore(Path(folder) / "data")
    engine = LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, TINY)
    journal = _Follower(Path(folder) / JOURNAL)
    while not (Path(folder) / end).exists():
        before = journal.look()
        _refresh(engine)
        found = found_ids(engine.search(query(" ".join(VOCABULARY)), EVERYTHING, NOWHERE, EVERY))
        newest = max(before.living, key=lambda path: before.living[path], default="none")
        word = own(newest, before.living.get(newest, 0))
        by_word = found_ids(engine.search(query(word), EVERYTHING, NOWHERE, Blend(words=1.0, depth=1000)))
        after = journal.look()
        moved = journal.moved
        for path in {*before.living, *before.removed, *after.living, *after.removed} - moved:
            lives = path in before.living
            assert (release(path, 0).id in found) is lives, f"{path} {'is lost' if lives else 'came back'}"
        expected = {release(newest, 0).id} & {release(path, 0).id for path in before.living}
        assert newest in moved or by_word == expected, f"{newest} is not found by its own word"
        with (Path(folder) / ASKED).open("ab") as file:
            file.write(b".")


def _refresh(engine: LocalEngine) -> None:
    try:
        engine.refresh()
    except VectorsMissing:
        return


class _Follower:
    """Reads a journal that another process writes.

    Attributes:
        moved: paths whose state was not certain over the last two looks; those never encoded stay among them.
    """

    def __init__(self, path: Path) -> None:
        self._journal = Journal(path)
        self._known: list[Operation] = []
        self._open: Operation | None = None
        self.moved: set[str] = set()

    def look(self) -> State:
        operations = self._journal.operations()
        fresh = operations[len(self._known) :]
        unsure = [*fresh, *([self._open] if self._open else [])]
        state, self._open, _ = self._journal.read()
        self._known = operations
        late = {path for operation in operations if operation.kind == LATE for path in operation.paths}
        cut_off = set(self._open.paths) if self._open else set()
        self.moved = {path for operation in unsure for path in operation.paths} | late | cut_off
        return state


def write_index(folder: str, end: str, seed: int) -> None:
    """Write and merge the index until there is a file of that name."""
    shrink()
    store, random = ArticleStore(Path(folder) / "data"), Random(seed)
    made = shelves.writer(store, most=7)
    acts: list[Callable[[], object]] = [
        lambda: made.advance(wait=5),
        lambda: made.advance(wait=0),
        lambda: made.merge(whole=True, wait=5),
        lambda: made.merge(wait=5),
    ]
    while not (Path(folder) / end).exists():
        try:
            random.choice(acts)()
        except IndexUnwritable as error:
            if "another process has been writing" not in str(error):
                raise
        time.sleep(0.005)


def die_while_writing(data: str) -> None:
    """Die with the writer's lock in hand."""
    steps.listen(lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == Step.SEGMENT_WRITTEN else None)
    shelves.writer(ArticleStore(Path(data))).advance()
