"""Time, as fetching sees it: waiting between requests so that no server feels us."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections.abc import Callable

from corpus.errors import Interrupted


class Clock:
    """The time, and waiting. Tests put one in its place on which waiting takes none.

    Args:
        stop: set from another thread, it ends any wait with `Interrupted`.
    """

    def __init__(self, stop: threading.Event | None = None) -> None:
        self.stop = stop or threading.Event()

    def now(self) -> dt.datetime:
        """The moment, in UTC."""
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            Interrupted: somebody asked to stop, before or meanwhile.
        """
        if self.stop.wait(max(seconds, 0)):
            raise Interrupted("stopped; what was fetched is kept, and the next sync goes on from there")

    def check(self) -> None:
        """Stop here if somebody asked to.

        Raises:
            Interrupted: somebody did.
        """
        if self.stop.is_set():
            raise Interrupted("stopped; what was fetched is kept, and the next sync goes on from there")


class Pace:
    """Keeps requests to one server apart.

    Args:
        pause: seconds between the starts of two requests to one server.
        clock: the time.
    """

    def __init__(self, pause: float, clock: Clock) -> None:
        self._pause, self._clock = pause, clock
        self._next: dict[str, float] = {}

    def wait(self, place: str, pause: float | None = None) -> None:
        """Wait for a server's turn, and take it.

        Args:
            place: the server.
            pause: seconds that it asks for itself; the longer of the two holds.
        """
        now = self._clock.monotonic()
        due = self._next.get(place, now)
        if due > now:
            self._clock.sleep(due - now)
        self._next[place] = max(now, due) + max(self._pause, pause or 0)


def jittered(seconds: float, share: float = 0.1, draw: Callable[[], float] = random.random) -> float:
    """Move a time by up to `share` of it, so that not everybody knocks at the full hour."""
    return seconds * (1 + share * (2 * draw() - 1))
