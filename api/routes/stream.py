"""`POST /v1/ask/stream`: the same answer as server-sent events, each as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from api import problems as failures
from api import replies, schemas
from api.access.crowd import kept
from api.access.scoped import ScopeOf
from api.asking import question
from api.events import MEDIA_TYPE, streamed
from api.problems import Kind
from api.routes import DeskOf, SettingsOf, problems
from api.staged import Staged
from qa.answer import Reply, record

router = APIRouter(prefix="/v1", tags=["ask"])


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
    return await streamed(work, request, _problem)


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


def _problem(kind: Kind, detail: str) -> bytes:
    return event("problem", bytes(failures.response(kind, detail).body).decode())
