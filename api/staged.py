"""Work done in a thread while what it brings forth is sent: stopped when nobody waits for it, held up by nobody."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import CancelledError
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from api.leaving import left

KEEP_ALIVE = 10.0
"""Seconds of silence after which a stream says that it lives: proxies cut connections that say nothing."""

T = TypeVar("T")
Wanted = Callable[[], bool]

_at_work: set[asyncio.Task[None]] = set()
"""asyncio itself would not hold on to work that nobody waits for any more."""


class Staged(Generic[T]):
    """Work in a few stages, begun at once. It never waits for whoever takes them.

    Args:
        stages: does the work, in a thread. What it is given tells whether anybody still waits; where nobody does, it
            raises CancelledError (that of `concurrent.futures`).
        seconds: until it is given up.
        ended: called when the work is done, has failed or was stopped.
    """

    def __init__(
        self, stages: Callable[[Wanted], Iterator[T]], seconds: float, ended: Callable[[], None] = lambda: None
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._ends = self._loop.time() + seconds
        self._left = threading.Event()
        self._made: deque[T] = deque()
        self._over = False
        self._error: Exception | None = None
        self._news = asyncio.Event()
        task = asyncio.create_task(run_in_threadpool(self._work, stages))
        _at_work.add(task)
        task.add_done_callback(_at_work.discard)
        task.add_done_callback(lambda _: ended())

    def _work(self, stages: Callable[[Wanted], Iterator[T]]) -> None:
        error: Exception | None = None
        try:
            for made in stages(lambda: not self._left.is_set()):
                self._loop.call_soon_threadsafe(self._tell, made)
        except CancelledError:
            pass
        except Exception as failed:  # noqa: BLE001 (raised again where the stages are taken)
            error = failed
        self._loop.call_soon_threadsafe(self._end, error)

    def _tell(self, made: T) -> None:
        self._made.append(made)
        self._news.set()

    def _end(self, error: Exception | None) -> None:
        self._over, self._error = True, error
        self._news.set()

    def leave(self) -> None:
        """Say that nobody waits any more: the work stops when its stage ends."""
        self._left.set()

    async def begun(self, request: Request, seconds: float) -> None:
        """Wait until there is something to take, at most for `seconds`.

        Args:
            request: whose body was read.
            seconds: to wait.

        Raises:
            ClientDisconnect: the client left meanwhile; the work stops.
            Exception: what the work failed with before its first stage.
        """
        news, leaves = asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(left(request.receive))
        try:
            await asyncio.wait({news, leaves}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self.leave()
            raise
        finally:
            news.cancel()
            gone = leaves.done() or not leaves.cancel()
        if gone:
            self.leave()
            raise ClientDisconnect
        if self._error is not None and not self._made:
            raise self._error

    async def __aiter__(self) -> AsyncGenerator[T | None]:
        """Take the stages as they come, for one taker; null where nothing came for `KEEP_ALIVE` seconds.

        Raises:
            TimeoutError: it took too long; the work stops.
            Exception: what the work failed with.
        """
        while True:
            self._news.clear()
            while self._made:
                yield self._made.popleft()
            if self._error is not None:
                raise self._error
            if self._over:
                return
            try:
                async with asyncio.timeout(min(KEEP_ALIVE, self._ends - self._loop.time())):
                    await self._news.wait()
            except TimeoutError:
                if self._loop.time() >= self._ends:
                    self.leave()
                    raise
                yield None
