"""Replies as server-sent events, whatever their events say: begun once there is one, ended when nobody takes them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

from fastapi import Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api import problems
from api.problems import Kind
from api.staged import Staged
from api.telemetry.requests import LEFT

MEDIA_TYPE = "text/event-stream"

PATIENCE = 1.0
"""Seconds that a stream waits for its first event: what fails by then is answered with its own status."""

SILENCE = b": still at work\n\n"
"""A comment, which clients pass over."""

LATE = "the answer took too long; ask for less, or with effort quick"

Told = Callable[[Kind, str], bytes]
"""Writes a problem as an event."""


class Events(StreamingResponse):
    """A stream of events; its work stops when the client leaves.

    Args:
        work: brings forth the events, written.
        told: writes what fails once the reply has begun.
    """

    media_type = MEDIA_TYPE

    def __init__(self, work: Staged[bytes], told: Told) -> None:
        # Proxies hand on at once what is called unbuffered (nginx's header).
        super().__init__(_sent(work, told), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, for as long as somebody takes it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._work.leave()


async def streamed(work: Staged[bytes], request: Request, told: Told) -> Response:
    """Reply with the events of some work, once the first is there or `PATIENCE` is over.

    Raises:
        Exception: what the work failed with before its first event.
    """
    try:
        await work.begun(request, PATIENCE)
    except ClientDisconnect:
        return Response(status_code=LEFT)
    return Events(work, told)


async def _sent(work: Staged[bytes], told: Told) -> AsyncIterator[bytes]:
    try:
        async with aclosing(work.__aiter__()) as made:
            async for event in made:
                yield SILENCE if event is None else event
    except TimeoutError:
        yield told(problems.OUT_OF_TIME, LATE)
    except Exception as error:  # noqa: BLE001 (a reply that has begun can tell of a failure in no other way)
        yield told(*problems.told(error))
