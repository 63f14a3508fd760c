"""Hands questions on to the processes that answer; everything else passes."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, aclosing
from dataclasses import dataclass

from starlette import requests as asgi
from starlette._utils import get_route_path  # as the router sees a path, so must we
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.access import rules
from api.errors import WorkerLost
from api.leaving import left
from api.telemetry.noted import Noted, current
from api.workers.member import Request
from api.workers.pool import Pool
from index.encoding.precedence import PRECEDENCE

TRIES = 2
"""Processes that a question is handed to: where one is lost before its reply begins, another answers."""

_SENT = frozenset(
    "type asgi http_version method scheme path raw_path root_path query_string headers server client".split()
)
"""What of a scope is for whoever answers; the rest are objects of this process."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The route that answered elsewhere, as log and figures name it."""

    path: str


class Relay:
    """Hands questions on. Stands where the routes would answer, behind guard and line.

    Args:
        app: what answers everything else.
        pool: who answers questions.
    """

    def __init__(self, app: ASGIApp, pool: Pool) -> None:
        self.app, self.pool = app, pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a question on, and send what comes back for as long as the client is there."""
        path = get_route_path(scope) if scope["type"] == "http" else ""
        if not path or not rules.question(scope["method"], path):
            await self.app(scope, receive, send)
            return
        scope["route"] = Reached(path)
        handed = _Handed(self.pool, _request(scope, await asgi.Request(scope, receive).body()), send)
        answering = asyncio.ensure_future(handed.answer())
        answering.add_done_callback(lambda _: handed.settle())
        leaving = asyncio.ensure_future(left(receive))
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not handed.complete and not answering.done():
                return
            await answering
        finally:
            leaving.cancel()
            answering.cancel()


class _Handed:
    """A question in other hands.

    Attributes:
        complete: whether all of the reply was sent.
    """

    def __init__(self, pool: Pool, request: Request, send: Send) -> None:
        self._pool, self._request, self._send = pool, request, send
        self._given = self._begun = self.complete = False

    async def answer(self) -> None:
        """Have it answered, and send the reply.

        Raises:
            WorkerLost: the process is gone, and the reply had begun.
        """
        for more in reversed(range(TRIES)):
            try:
                await self._try()
                return
            except WorkerLost as lost:
                self._given = False
                if self._begun:
                    raise
                if not more:
                    scope = {"type": "http", "headers": []}
                    await problems.response(*problems.told(lost))(scope, _nothing, self._send)

    def settle(self) -> None:
        """Give its place free where nobody works on it; whoever does gives it free when that is done."""
        if not self._given:
            self._request.free()

    async def _try(self) -> None:
        member = await self._pool.idlest()
        self._given = True
        async with aclosing(member.answer(self._request)) as reply:
            async for message in reply:
                self._begun = True
                self.complete = message["type"] == "http.response.body" and not message.get("more_body", False)
                await self._send(message)


def _request(scope: Scope, body: bytes) -> Request:
    """Make a request that can be sent. Its turn lasts as long as its work, and jobs of this process wait for it."""
    held = ExitStack()
    held.callback(scope["state"]["turn"].keep())
    held.enter_context(PRECEDENCE.question())
    sent = {name: value for name, value in scope.items() if name in _SENT}
    return Request(sent, scope["state"]["visitor"], current.get() or Noted(""), body, held.close)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
