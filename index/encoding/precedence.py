"""Questions go before passages: behind a question somebody waits, behind passages there is a job.

Passages are encoded on all cores as long as nobody asks. While questions come, they keep to one, and no batch of
them begins while a question is being answered.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONGEST = 0.25
"""Seconds that a batch waits for questions at most: a job beside a service that is always asked gets on, slowly."""

LATELY = 2.0
"""Seconds after a question for which passages keep to one core: the next may come."""


class Precedence:
    """Who goes first on the cores of a process. Safe for several threads.

    Args:
        clock: seconds, rising.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asking, self._last = 0, -math.inf
        self._turn = threading.Condition()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Go before passages for as long as this lasts."""
        with self._turn:
            self._asking += 1
        try:
            yield
        finally:
            with self._turn:
                self._asking -= 1
                self._last = self._clock()
                self._turn.notify_all()

    def give_way(self) -> None:
        """Wait until no question is being answered, `LONGEST` at most."""
        with self._turn:
            self._turn.wait_for(lambda: not self._asking, LONGEST)

    @property
    def asked_lately(self) -> bool:
        """Whether a question is being answered, or was within the last moments."""
        with self._turn:
            return self._asking > 0 or self._clock() - self._last < LATELY


PRECEDENCE = Precedence()
"""That of this process."""
