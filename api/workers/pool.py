"""The processes that answer: started, chosen from, and started again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from api.errors import WorkerUnready
from api.workers.frames import Begin
from api.workers.member import Member

PAUSES = (0.0, 1.0, 5.0, 15.0, 30.0)
"""Seconds before another process is started for one that ended, the more often it did so right after its start."""

STEADY = 60.0
"""A process that lived for so many seconds did not fail at its start."""

LEAVING = 20.0
"""Seconds that a process may take to end when it is told to."""

log = logging.getLogger("dateline")


class Pool:
    """As many processes that answer as there shall be.

    Args:
        begin: what they are.
        size: how many.
    """

    def __init__(self, begin: Begin, size: int) -> None:
        self._begin, self.size = begin, size
        self._members: list[Member] = []
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._all_told = False

    # As a Future tells it: whether questions are answered quickly

    def done(self) -> bool:
        """Tell whether each has told once how it stands, and one is ready now or has failed to be."""
        told = sum(member.ready or member.failed is not None for member in self._members)
        self._all_told = self._all_told or told == self.size
        return self._all_told and (any(member.ready for member in self._members) or self.exception() is not None)

    def exception(self) -> Exception | None:
        """Give what one of them has failed with, where none is ready."""
        if any(member.ready for member in self._members):
            return None
        return next((WorkerUnready(*member.failed) for member in self._members if member.failed), None)

    @property
    def applied(self) -> int:
        """Number of the last change in the index of whoever has the newest, as they last told."""
        return max((member.applied for member in self._members if member.ready), default=0)

    async def idlest(self) -> Member:
        """Choose who takes the next question: whoever has the least to do, of these who had something last.

        What it needs is still in its core's caches. Where there is nobody, the next to be started is waited for.
        """
        while not self._members:
            self._news.clear()
            await self._news.wait()
        return min(self._members, key=lambda member: (not member.ready, member.working, -member.last))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Have them for as long as this lasts."""
        places = [asyncio.create_task(self._keep()) for _ in range(self.size)]
        try:
            yield
        finally:
            self._closing.set()
            for member in self._members:
                member.dismiss()
            await asyncio.gather(*places)

    async def _keep(self) -> None:
        """Keep one place filled."""
        failures = 0
        while not self._closing.is_set():
            began = asyncio.get_running_loop().time()
            member = await Member.start(self._begin)
            self._members.append(member)
            self._news.set()
            if self._closing.is_set():
                member.dismiss()
            try:
                await member.listen()
            except Exception:
                log.exception("what process %d said is not understood", member.process.pid)
            finally:
                self._members.remove(member)
                code = await asyncio.to_thread(member.gone, LEAVING)
            if self._closing.is_set():
                return
            steady = asyncio.get_running_loop().time() - began > STEADY
            failures = 1 if steady else failures + 1
            pause = PAUSES[min(failures, len(PAUSES)) - 1]
            log.error(
                "process %d that answered has ended (exit code %d); another is started %s",
                member.process.pid,
                code,
                f"in {pause:.0f} s" if pause else "now",
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), pause)
