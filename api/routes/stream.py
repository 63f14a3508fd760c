"""`POST /v1/ask/stream`: the same answer as server-sent events, each as soon as it is known."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api import problems as failures
from api import replies, schemas
from api.access.crowd import kept
from api.access.scoped import ScopeOf
from api.asking import question
from api.problems import Kind
from api.routes import DeskOf, SettingsOf, problems
from api.staged import Staged
from api.telemetry.requests import LEFT
from qa.answer import Reply, record

router = APIRouter(prefix="/v1", tags=["ask"])

MEDIA_TYPE = "text/event-stream"

PATIENCE = 1.0
"""Seconds that a stream waits for its first event: what fails by then is answered with its own status."""

SILENCE = b": still at work\n\n"
"""A comment, which clients pass over."""


class Events(StreamingResponse):
    """A stream of events; its work stops when the client leaves.

    Args:
        work: brings forth the events, written.
    """

    media_type = MEDIA_TYPE

    def __init__(self, work: Staged[bytes]) -> None:
        # Proxies hand on at once what is called unbuffered (nginx's header).
        super().__init__(_written(work), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, for as long as somebody takes it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._work.leave()


@router.post(
    "/ask/stream",
    response_class=StreamingResponse,
    responses={**problems(400, 413, 422, 503), 200: {"description": "Events", "content": {MEDIA_TYPE: {}}}},
)
async def stream(asked: schemas.Ask, request: Request, desk: DeskOf, settings: SettingsOf, seen: ScopeOf) -> Response:
    """Answer a question as `/v1/ask` does, in events: `passages`, `answer` and `done`; joined, they are its reply.

    What is refused before the first event has its own status; what fails later is a `problem` event, the last.
    """
    scope, asking = replace(seen, as_of=asked.as_of), question(asked, settings)
    work = Staged(lambda wanted: _events(desk.stages(asking, scope, wanted)), settings.time_limit, kept(request))
    try:
        await work.begun(request, PATIENCE)
    except ClientDisconnect:
        return Response(status_code=LEFT)
    return Events(work)


def event(name: str, data: str) -> bytes:
    """Write a server-sent event (HTML Living Standard, section 9.2.6).

    Args:
        name: of the event.
        data: JSON in one line.
    """
    return f"event: {name}\ndata: {data}\n\n".encode()


def _events(stages: Iterable[Reply]) -> Iterator[bytes]:
    """Write the events of a reply as its stages come: the passages first, then what was chosen from them."""
    left = iter(stages)
    yield _event("passages", replies.Opening.model_validate(record(next(left))))
    for whole in left:
        told = record(replace(whole, passages=()))  # they were sent before
        yield _event("answer", replies.Choice.model_validate(told))
        yield _event("done", replies.Ending.model_validate(told))


def _event(name: str, data: BaseModel) -> bytes:
    return event(name, data.model_dump_json())


async def _written(work: Staged[bytes]) -> AsyncIterator[bytes]:
    try:
        async with aclosing(work.__aiter__()) as stages:
            async for made in stages:
                yield SILENCE if made is None else made
    except TimeoutError:
        yield _problem(failures.OUT_OF_TIME, "the answer took too long; ask for less, or with effort quick")
    except Exception as error:  # noqa: BLE001 (a reply that has begun can tell of a failure in no other way)
        yield _problem(*failures.told(error))


def _problem(kind: Kind, detail: str) -> bytes:
    return event("problem", bytes(failures.response(kind, detail).body).decode())
