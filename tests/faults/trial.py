"""Trials: a data folder is worked on by one process after another, each killed, and judged after every kill."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults import crasher
from tests.faults.judging import judge

AT_RANDOM = "at random"
OPENING = 0.03
"""Seconds in which a process opens its folder."""

FOLDER_LIVES = 30
"""Processes after which a fresh data folder is begun."""

_RAM = Path("/dev/shm")  # noqa: S108 - a killed process loses nothing of the system's memory, so this is no easier


@dataclass
class Figures:
    """What a run of trials did.

    Attributes:
        kills: by the moment at which they came.
        survived: processes that never came to their moment, or ended before the kill.
        articles: living articles checked, over all judgements.
        longest: seconds of the longest recovery: from opening the folder to the first answer.
    """

    kills: Counter[str] = field(default_factory=Counter)
    survived: int = 0
    articles: int = 0
    longest: float = 0.0

    @property
    def restarts(self) -> int:
        return self.kills.total() + self.survived


class Trial:
    """One data folder and its journal.

    Args:
        folder: empty.
        seed: of everything that is chosen.
        figures: added to.
    """

    def __init__(self, folder: Path, seed: int, figures: Figures) -> None:
        self._folder, self._random, self._figures = folder, Random(seed), figures
        # Children are forked from a server that has imported everything: numpy and faiss take half a second to load.
        self._forks = multiprocessing.get_context("forkserver")
        self._forks.set_forkserver_preload([crasher.__name__])

    def kill_at(self, moment: str) -> bool:
        """Let a process live until it comes to a moment; tells whether it did."""
        nth = self._random.randint(1, 20 if moment == crasher.STATEMENT else 3)
        return self._live(moment, nth, None)

    def kill_at_random(self, most: float = 0.6) -> bool:
        """Kill a process from outside; tells whether it was still at work."""
        return self._live(None, 1, self._random.uniform(0.0, most))

    def _live(self, moment: str | None, nth: int, seconds: float | None) -> bool:
        told = (str(self._folder), self._random.randrange(2**32), moment, nth)
        process = self._forks.Process(target=crasher.live, args=told)
        process.start()
        if seconds is not None:
            time.sleep(OPENING + seconds)
            process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL), "the process failed by itself; what it said stands above"
        died = process.exitcode == -signal.SIGKILL
        process.close()
        self._note(died, moment or AT_RANDOM)
        return died

    def _note(self, died: bool, moment: str) -> None:
        judged = judge(self._folder, self._random)
        self._figures.kills[moment] += died
        self._figures.survived += not died
        self._figures.articles += judged.articles
        self._figures.longest = max(self._figures.longest, judged.recovery)


@contextmanager
def trial(seed: int, figures: Figures) -> Iterator[Trial]:
    """Give a trial in a folder of its own."""
    room = _RAM if _RAM.is_dir() and os.access(_RAM, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="dateline-trial-", dir=room))
    try:
        yield Trial(folder, seed, figures)
    finally:
        shutil.rmtree(folder)
