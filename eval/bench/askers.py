"""Those who ask over HTTP: at times of their own choosing, or again as soon as they were answered."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle

import httpcore
import numpy as np

TIMEOUT_S = 60.0

SEED = 11

POOLS, CONNECTIONS = 32, 16
"""Pools of connections, which questions take by turns, and connections of each. One pool of them all would look
through all that wait whenever one is answered: of many hundreds that takes longer than the service does."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one question.

    Attributes:
        status: of HTTP; 0 where no reply came.
        took: milliseconds since the question was due.
        inside: of these, what the service says that it took; 0 where it did not say.
        polite: whether a refusal says when to come again.
    """

    status: int
    took: float
    inside: float = 0.0
    polite: bool = False


class Askers:
    """Asks one service.

    Args:
        url: of the service.
        effort: `quick` or `thorough`.
        asked: questions, over and over.
    """

    def __init__(self, url: str, effort: str, asked: Sequence[str]) -> None:
        self._url = f"{url}/v1/ask"
        self._bodies: Iterator[bytes] = cycle(
            [json.dumps({"question": text, "effort": effort}).encode() for text in asked]
        )
        self._headers = [(b"content-type", b"application/json")]

    def at_rate(self, rate: float, seconds: float) -> list[Reply]:
        """Ask at the times of a Poisson process, whether or not earlier questions were answered.

        Times count from when a question was due, so that waiting behind others is not left out (coordinated
        omission: Tene, How NOT to Measure Latency, 2015).
        """
        gaps = np.random.default_rng(SEED).exponential(1 / rate, size=round(rate * seconds))
        return asyncio.run(self._open(np.cumsum(gaps).tolist()))

    def in_turn(self, together: int, seconds: float) -> list[Reply]:
        """Let some ask at the same time, each again as soon as it was answered."""
        return asyncio.run(self._closed(together, seconds))

    async def _open(self, due: Sequence[float]) -> list[Reply]:
        async with _pools() as pools, asyncio.TaskGroup() as group:
            began = time.perf_counter()
            asking = []
            for moment, pool in zip(due, cycle(pools)):
                await asyncio.sleep(began + moment - time.perf_counter())
                asking.append(group.create_task(self._ask(pool, began + moment)))
        return [one.result() for one in asking]

    async def _closed(self, together: int, seconds: float) -> list[Reply]:
        found: list[Reply] = []
        async with _pools() as pools, asyncio.TaskGroup() as group:
            ends = time.perf_counter() + seconds

            async def again(pool: httpcore.AsyncConnectionPool) -> None:
                while (now := time.perf_counter()) < ends:
                    found.append(await self._ask(pool, now))

            for _, pool in zip(range(together), cycle(pools)):
                group.create_task(again(pool))
        return found

    async def _ask(self, pool: httpcore.AsyncConnectionPool, due: float) -> Reply:
        body = next(self._bodies)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT_S)
        try:
            reply = await pool.request(
                "POST", self._url, headers=self._headers, content=body, extensions={"timeout": timeouts}
            )
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            return Reply(0, (time.perf_counter() - due) * 1e3)
        took = (time.perf_counter() - due) * 1e3
        if reply.status == 200:
            return Reply(200, took, float(json.loads(reply.content)["took_ms"]["total"]))
        return Reply(reply.status, took, polite=any(name.lower() == b"retry-after" for name, _ in reply.headers))


@asynccontextmanager
async def _pools() -> AsyncIterator[list[httpcore.AsyncConnectionPool]]:
    async with AsyncExitStack() as stack:
        made = [httpcore.AsyncConnectionPool(max_connections=CONNECTIONS) for _ in range(POOLS)]
        yield [await stack.enter_async_context(pool) for pool in made]
