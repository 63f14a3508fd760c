"""How often to look at a job: soon at first, then ever more rarely."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.jobs.shapes import JobReply

FIRST_LOOK = 0.1
"""Seconds between the first two looks at a job; later ones are further apart."""

RARELY = 2.0
"""Seconds between two looks at most."""


class Following:
    """The pauses between the looks at one job.

    Args:
        seconds: how long it is followed.
    """

    def __init__(self, seconds: float) -> None:
        self._ends, self._next = time.monotonic() + seconds, FIRST_LOOK

    def pause(self, job: JobReply) -> float | None:
        """Give the seconds until the next look; null: it has ended.

        Raises:
            TimeoutError: it goes on longer.
        """
        if job.state not in {"waiting", "running"}:
            return None
        pause, self._next = self._next, min(2 * self._next, RARELY)
        if time.monotonic() + pause > self._ends:
            raise TimeoutError(f"job {job.id} is {job.state}, with {job.done} of {job.total} done")
        return pause
