"""Those who ask over HTTP: at times of their own choosing, or again as soon as they were answered."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from uvicorn.loops.auto import auto_loop_factory

from eval.bench.connections import Connections, connected

TIMEOUT_S = 60.0

SEED = 11

OK = 200


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

    def at_rate(self, rate: float, seconds: float) -> list[Reply]:
        """Ask at the times of a Poisson process, whether or not earlier questions were answered.

        Times count from when a question was due, so that waiting behind others is not left out (coordinated
        omission: Tene, How NOT to Measure Latency, 2015).
        """
        gaps = np.random.default_rng(SEED).exponential(1 / rate, size=round(rate * seconds))
        return _run(self._open(np.cumsum(gaps).tolist()))

    def in_turn(self, together: int, seconds: float) -> list[Reply]:
        """Let some ask at the same time, each again as soon as it was answered."""
        return _run(self._closed(together, seconds))

    async def _open(self, due: Sequence[float]) -> list[Reply]:
        async with connected(self._url) as connections, asyncio.TaskGroup() as group:
            began = time.perf_counter()
            asking = []
            for moment in due:
                await asyncio.sleep(began + moment - time.perf_counter())
                asked = min(began + moment, time.perf_counter())  # a timer may be up to half a millisecond early
                asking.append(group.create_task(self._ask(connections, asked)))
        return [one.result() for one in asking]

    async def _closed(self, together: int, seconds: float) -> list[Reply]:
        found: list[Reply] = []
        async with connected(self._url) as connections, asyncio.TaskGroup() as group:
            ends = time.perf_counter() + seconds

            async def again() -> None:
                while (now := time.perf_counter()) < ends:
                    found.append(await self._ask(connections, now))

            for _ in range(together):
                group.create_task(again())
        return found

    async def _ask(self, connections: Connections, due: float) -> Reply:
        try:
            async with asyncio.timeout(TIMEOUT_S):
                reply = await connections.post(next(self._bodies))
        except OSError:  # a TimeoutError is one
            return Reply(0, (time.perf_counter() - due) * 1e3)
        took = (time.perf_counter() - due) * 1e3
        if reply.status == OK:
            return Reply(OK, took, float(json.loads(reply.content)["took_ms"]["total"]))
        return Reply(reply.status, took, polite=b"retry-after" in reply.headers)


def _run(asking: Coroutine[None, None, list[Reply]]) -> list[Reply]:
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:  # as quick a loop as the service's
        return runner.run(asking)
