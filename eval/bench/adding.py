"""Add one release and find it, while others ask: how long that takes, and what it costs those who ask."""

from __future__ import annotations

import itertools
import math
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from corpus.article import Document
from eval.bench.figures import Figure, spread, timed
from qa.desk import Desk
from qa.ingest import Progress
from qa.question import Question

A_SECOND = 10
"""Questions asked a second, each at its own time, whether or not the one before was answered."""

WARMING = 100
"""Questions before anything is timed."""

ASKERS = 4
"""Threads that ask."""

FOUND_GOAL_S, WORSE_GOAL = 1.0, 1.5

SOURCE = "bench"
REMOVED = "made by the bench"
"""What is added stands under this source, and is removed at the end for this reason."""

SHOWN = 10
"""Passages among which an added release has to be."""

MODE = "hybrid"
"""Of the index is asked here: ranking comes after it, and has learned nothing of words put together at random."""

ASKED_WORDS = 30
"""Words of an added release that it is asked for by."""

PATIENCE_S, GIVE_UP_S = 0.05, 60.0
"""Between two questions for a release that was not found, and until it is given up."""


@dataclass(slots=True)
class Asking:
    """Asks real questions at a steady rate until it is stopped; waiting for a free thread counts.

    Attributes:
        times: milliseconds from when a question was due to its answer.
    """

    desk: Desk
    asked: Sequence[str]
    times: list[float] = field(default_factory=list)

    def until(self, stop: threading.Event) -> None:
        """Ask.

        Raises:
            Exception: what any question failed with, once all are answered.
        """
        began = time.perf_counter()
        waiting: list[Future[None]] = []
        with ThreadPoolExecutor(ASKERS) as askers:
            for number, text in enumerate(itertools.cycle(self.asked)):
                due = began + number / A_SECOND
                if stop.wait(max(0.0, due - time.perf_counter())):
                    break
                waiting.append(askers.submit(self._ask, text, due))
        for one in waiting:
            one.result()

    def _ask(self, text: str, due: float) -> None:
        self.desk.ask(Question(text, mode=MODE))
        self.times.append((time.perf_counter() - due) * 1e3)


def measure(
    desk: Desk, asked: Sequence[str], releases: Sequence[str], seconds: float, on: str, progress: Progress
) -> list[Figure]:
    """Ask without and then with adds.

    Args:
        desk: over the corpus; made ready before anything is timed.
        asked: questions.
        releases: texts to add; each is made a release of its own by a name that stands nowhere else.
        seconds: between two adds, and so the length of both phases: as many seconds as all adds take.
        on: what the figures are said to be on.
        progress: told of the adds done.
    """
    _warm(desk)
    for text in asked[:WARMING]:
        desk.ask(Question(text, mode=MODE))
    calm = _quietly(desk, asked, seconds * len(releases))
    busy, found = _adding(desk, asked, releases, seconds, progress)
    p50, p95, p99 = spread(found)
    before, after = spread(calm)[1], spread(busy)[1]
    under = f"{on}, {A_SECOND} questions/s"
    return [
        Figure("add one release and find it, p99", under, p99, "s", FOUND_GOAL_S, beside={"p50": p50, "p95": p95}),
        timed("question with encoding, nothing added", under, calm),
        timed("question with encoding, while adding", under, busy),
        Figure("questions' p95 while adding beside without", under, after / before, "×", WORSE_GOAL),
    ]


def alone(desk: Desk, releases: Sequence[str]) -> list[float]:
    """Add releases one after the other while nobody asks; seconds from adding each to finding it."""
    _warm(desk)
    added: list[str] = []
    try:
        return [_added_and_found(desk, text, added) for text in releases]
    finally:
        desk.store.remove_all(added, REMOVED)


def _warm(desk: Desk) -> None:
    """Load what the first of everything loads, and remove what a run that was killed left behind."""
    desk.store.remove_all(desk.store.all_ids(SOURCE), REMOVED)
    desk.embedder.encode_passages(["warm"])
    desk.ready()


def shuffled(texts: Sequence[str]) -> list[str]:
    """Put the words of real releases in another order: as long, as costly, and the story of no other release."""
    random = np.random.default_rng(len(texts))
    return [" ".join(random.permutation(text.split()).tolist()) for text in texts]


def _quietly(desk: Desk, asked: Sequence[str], seconds: float) -> list[float]:
    asking, stop = Asking(desk, asked), threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.start()
    asking.until(stop)
    return asking.times


def _adding(
    desk: Desk, asked: Sequence[str], releases: Sequence[str], seconds: float, progress: Progress
) -> tuple[list[float], list[float]]:
    """Add releases one after the other; gives the questions' milliseconds and the adds' seconds."""
    asking, stop = Asking(desk, asked), threading.Event()
    others = threading.Thread(target=asking.until, args=(stop,))
    found: list[float] = []
    added: list[str] = []
    others.start()
    try:
        for number, text in enumerate(releases):
            began = time.perf_counter()
            found.append(_added_and_found(desk, text, added))
            progress(number + 1, len(releases))
            time.sleep(max(0.0, seconds - (time.perf_counter() - began)))
    finally:
        stop.set()
        others.join()
        desk.store.remove_all(added, REMOVED)
    return asking.times, found


def _added_and_found(desk: Desk, text: str, added: list[str]) -> float:
    """Add a release and ask for it until it is among the answers; seconds, infinite where it is not found.

    It bears a name that no other release has, and is asked for by that and its first words: a name that no model
    has seen means nothing by itself.
    """
    name = f"Q{uuid.uuid4().hex[:10]}x"
    raw = f"{name} is the name of this release.\n\n{text}".encode()
    document = Document(SOURCE, f"{name}.txt", raw, "text", fields={"title": name})
    question = Question(f"{name} {' '.join(text.split()[:ASKED_WORDS])}", SHOWN, mode=MODE)
    began = time.perf_counter()
    desk.add(document)
    added.append(document.id)
    while True:
        passages = desk.ask(question).passages
        took = time.perf_counter() - began
        if any(passage.citation.article.id == document.id for passage in passages):
            return took
        if took > GIVE_UP_S:
            return math.inf
        time.sleep(PATIENCE_S)
