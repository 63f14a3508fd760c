"""How many requests are worked on at once, how many wait, and for how long: beyond that, a clear no."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from starlette._utils import get_route_path  # as the router sees a path, so must we
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.access import bodies, rules
from api.access.bodies import Body, Patience
from api.leaving import left

OTHERS_AT_ONCE = 8
"""Requests worked on at once that are no questions: lists, articles, what is added and removed."""

BODY_SECONDS = 10.0
"""How long a question may take to arrive: it is read before it stands in line, so that nobody slow holds a place."""

LARGEST_QUESTION = 1_000_000
"""Bytes of a question with all that comes with it, and of whatever else is no release."""

RELEASE_PACE = 20_000
"""Bytes a second at which a release may arrive for as long as it takes: its size is bounded before."""

log = logging.getLogger("dateline")


class Lane:
    """A line of requests: some are worked on, the others wait their turn.

    Args:
        at_once: worked on at the same time.
        waiting: that may wait beside them.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self.present = 0

    @property
    def full(self) -> bool:
        """Whether there is no room even to wait."""
        return self.present >= self._most

    async def enter(self, seconds: float, rest: Receive | None = None) -> bool:
        """Wait for a turn; tells whether it came in time.

        Args:
            seconds: to wait at most.
            rest: what comes of a client who has sent all there is; null where more may come.

        Raises:
            ClientDisconnect: the client has left: nobody would read the answer.
        """
        self.present += 1
        if not self._free.locked():
            await self._free.acquire()  # at once: nothing else runs meanwhile
            return True
        leaves: asyncio.Future[None] | None = None
        try:
            async with asyncio.timeout(seconds) as limit:
                if rest is not None:
                    leaves = asyncio.ensure_future(left(rest))
                    leaves.add_done_callback(partial(_give_up, limit))
                await self._free.acquire()
        except TimeoutError:
            self.present -= 1
            if leaves is not None and leaves.done():
                raise ClientDisconnect from None
            return False
        except BaseException:
            self.present -= 1
            raise
        finally:
            if leaves is not None:
                leaves.cancel()
        if rest is not None and await _left(rest):
            self.leave()
            raise ClientDisconnect
        return True

    def leave(self) -> None:
        """End a turn."""
        self.present -= 1
        self._free.release()


@dataclass(slots=True)
class Turn:
    """One request's turn, ended once: with the beginning of its reply, by then the work is done.

    Attributes:
        leave: makes room for the next.
        started: whether the reply has begun.
        given_up: whether the client was told that it will get none.
        kept: whether whoever works on the request ends the turn, as what streams its reply does.
    """

    leave: Callable[[], None]
    over: bool = False
    started: bool = False
    given_up: bool = False
    kept: bool = False

    def begin(self) -> None:
        """Note that the reply begins, with which the turn ends unless it is kept."""
        self.started = True
        if not self.kept:
            self.end()

    def end(self) -> None:
        """Make room for the next."""
        if not self.over:
            self.over = True
            self.leave()

    def keep(self) -> Callable[[], None]:
        """Let the turn outlast the beginning of the reply; returns what ends it, when the work is done."""
        self.kept = True
        return self.end


def kept(request: Request) -> Callable[[], None]:
    """Let a request's turn last until what is returned here is called, instead of until its reply begins."""
    turn: Turn = request.state.turn
    return turn.keep()


class Crowd:
    """Keeps the number of requests at work bounded, and the time that each may take.

    What takes too long is answered, and goes on working in its place until it is done: a thread cannot be stopped,
    and a place given away early would let the work pile up.

    Args:
        app: what is behind.
        at_once: questions answered at the same time.
        waiting: questions that may wait.
        seconds: that any request may take until its reply begins, waiting included.
    """

    def __init__(self, app: ASGIApp, at_once: int, waiting: int, seconds: float) -> None:
        self.app, self.seconds = app, seconds
        self.questions = Lane(at_once, waiting)
        self._late: set[asyncio.Task[None]] = set()
        self.others = Lane(OTHERS_AT_ONCE, max(waiting, OTHERS_AT_ONCE))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request have its turn, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, path = scope["method"], get_route_path(scope)
        if rules.public(method, path) or path == rules.METRICS:
            await self.app(scope, receive, send)
            return
        if method in rules.SAFE:
            await self._in_turn(self.others, scope, receive, send)
            return
        body = await self._body(rules.release(method, path), scope, receive, send)
        if body is not None:
            asks = rules.question(method, path)
            lane, rest = (self.questions, receive) if asks else (self.others, None)
            await self._in_turn(lane, scope, body.before(receive), send, body.close, rest)

    async def _body(self, is_release: bool, scope: Scope, receive: Receive, send: Send) -> Body | None:
        """Read what was sent, before its request stands in line; null where that was the end of it."""
        patience = Patience(BODY_SECONDS, most=LARGEST_QUESTION)
        if is_release:
            patience = Patience(self.seconds, RELEASE_PACE)
        try:
            body = await bodies.read(receive, patience)
        except TimeoutError:
            detail = f"what was sent did not arrive within {patience.seconds:.0f} s"
            if patience.pace is not None:
                detail += f", and after that came slower than {patience.pace / 1e3:.0f} kB a second"
            await problems.response(problems.BODY_TOO_SLOW, detail)(scope, receive, send)
            return None
        if body is not None and patience.most is not None and body.size > patience.most:
            body.close()
            detail = f"more than {patience.most / 1e6:.0f} MB for one question"
            await problems.response(problems.BODY_TOO_LARGE, detail)(scope, receive, send)
            return None
        return body

    async def _in_turn(
        self,
        lane: Lane,
        scope: Scope,
        receive: Receive,
        send: Send,
        ended: Callable[[], None] = lambda: None,
        rest: Receive | None = None,
    ) -> None:
        """Wait for a turn and let the request be worked on.

        Args:
            ended: called when it was worked on, or never will be.
            rest: what comes of a client who is not worked for once it has left; null: it is all the same.
        """
        ends = time.monotonic() + self.seconds
        entered = False
        try:
            entered = await self._entered(lane, scope, receive, send, rest)
        finally:
            if not entered:
                ended()
        if not entered:
            return
        turn = Turn(lane.leave)
        scope.setdefault("state", {})["turn"] = turn

        async def unless_given_up(message: Message) -> None:
            if turn.given_up:
                return
            turn.begin()
            await send(message)

        async def work() -> None:
            try:
                await self.app(scope, receive, unless_given_up)
            finally:
                if not turn.kept:
                    turn.end()

        task = asyncio.create_task(work())
        task.add_done_callback(lambda _: ended())
        try:
            await asyncio.wait({task}, timeout=ends - time.monotonic())
            if task.done() or turn.started:
                await task
                return
            turn.given_up = True
            self._late.add(task)  # asyncio itself would not hold on to it
            task.add_done_callback(self._ended)
        except asyncio.CancelledError:
            task.cancel()
            raise
        detail = f"no answer within {self.seconds:.0f} s; what was asked to be changed may still be changed"
        await problems.response(problems.OUT_OF_TIME, detail)(scope, receive, send)

    async def _entered(self, lane: Lane, scope: Scope, receive: Receive, send: Send, rest: Receive | None) -> bool:
        """Wait for a turn; where there is none, whoever still waits is told so."""
        try:
            if not lane.full and await lane.enter(self.seconds, rest):
                return True
        except ClientDisconnect:
            return False
        detail = "too many requests are waiting for an answer; try again in a moment"
        await problems.response(problems.TOO_BUSY, detail)(scope, receive, send)
        return False

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._late.discard(task)
        if task.cancelled() or not (error := task.exception()):
            return
        if not isinstance(error, ClientDisconnect):  # who was told that it is given up may well leave
            log.error("a request that was given up failed afterwards", exc_info=error)


def _give_up(limit: asyncio.Timeout, leaves: asyncio.Future[None]) -> None:
    """Wait no longer for the turn of a client who has left."""
    if not leaves.cancelled():
        with suppress(RuntimeError):  # the turn came in the same moment
            limit.reschedule(leaves.get_loop().time())


async def _left(rest: Receive) -> bool:
    """Tell whether a client, who has sent all there is, has left meanwhile: nobody would read the answer."""
    leaves = asyncio.ensure_future(left(rest))
    await asyncio.wait({leaves}, timeout=0)
    return leaves.done() or not leaves.cancel()
