"""`POST /v1/chat/completions` and `GET /v1/models`: the archive for whatever speaks with OpenAI's API."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from api.access.crowd import kept
from api.access.scoped import ScopeOf
from api.chat import models as names
from api.chat.answering import answered
from api.chat.completion import Completion
from api.chat.schemas import Conversation
from api.chat.streaming import refusal, written
from api.events import MEDIA_TYPE, streamed
from api.routes import DeskOf, SettingsOf, problems
from api.staged import Staged, Wanted

router = APIRouter(prefix="/v1", tags=["chat"])

listing = APIRouter(prefix="/v1", tags=["chat"])
"""What shows nothing of any source, so that every key may have it."""


@router.post(
    "/chat/completions",
    response_model=Completion,
    responses={
        **problems(400, 404, 413, 422, 503),
        200: {"description": "The completion; with `stream` its chunks", "content": {MEDIA_TYPE: {}}},
    },
)
async def completions(
    said: Conversation, request: Request, desk: DeskOf, settings: SettingsOf, seen: ScopeOf
) -> Response:
    """Answer the last question of a conversation with sentences quoted word for word, as a chat completion.

    Each sentence has its `[1]` in the text, its annotation, and its whole citation beside.
    """
    base = str(request.base_url)
    if not said.stream:
        told = await run_in_threadpool(answered, said, desk, settings, seen, base)
        return Response(told.whole().model_dump_json(), media_type="application/json")

    def chunks(wanted: Wanted) -> Iterator[bytes]:
        usage = bool(said.stream_options and said.stream_options.include_usage)
        return written(answered(said, desk, settings, seen, base, wanted).chunks(usage))

    work = Staged(chunks, settings.time_limit, kept(request))
    return await streamed(work, request, refusal)


@listing.get("/models")
def models() -> names.Models:
    """List the names under which the archive is asked."""
    return names.models()


@listing.get("/models/{model}", responses=problems(404))
def model(model: str) -> names.Model:
    """Give one of these names."""
    return names.model(model)
