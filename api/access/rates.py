"""How often a key may be used, from one address and from all together."""

from __future__ import annotations

import asyncio
import math
import time

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

LOOK_EVERY = 1.0
"""Seconds between two looks at which windows are over; the library would look at all of them with every request."""


def parsed(rates: str) -> tuple[RateLimitItem, ...]:
    """Read rates as they are set: `10/second; 120/minute`. Nothing set: no limit.

    Raises:
        ValueError: they cannot be read.
    """
    try:
        return tuple(parse_many(rates)) if rates.strip() else ()
    except ValueError as error:
        raise ValueError(f"{rates!r} is no rate; write 120/minute, or 10/second; 240/minute") from error


class Rates:
    """Counts requests. In the memory of this process: each of several counts for itself.

    A window begins with its first request and ends when its time is over, so that what is told to wait is exact.

    Args:
        each: for a key from one address.
        together: for a key from all addresses.
    """

    def __init__(self, each: tuple[RateLimitItem, ...], together: tuple[RateLimitItem, ...]) -> None:
        self._each, self._together = each, together
        self._storage = MemoryStorage()
        self._windows = FixedWindowRateLimiter(self._storage)
        self._pause: asyncio.Task[None] | None = None

    async def wait(self, key: str, address: str) -> int:
        """Count a request; returns the seconds to wait where it is one too many, else 0."""
        self._look_seldom()
        counted = [(rate, (key, address)) for rate in self._each] + [(rate, (key,)) for rate in self._together]
        for rate, names in counted:
            if not await self._windows.hit(rate, *names):
                ends = (await self._windows.get_window_stats(rate, *names)).reset_time
                return max(1, math.ceil(ends - time.time()))
        return 0

    def _look_seldom(self) -> None:
        """After each look, let a pause stand where the storage keeps its look: it begins none beside another."""
        look = self._storage.timer
        if look is not None and look.done() and look is not self._pause:
            self._pause = self._storage.timer = asyncio.create_task(asyncio.sleep(LOOK_EVERY))
