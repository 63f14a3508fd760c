"""`POST /v1/ask`."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from api import replies, schemas
from api.access.scoped import ScopeOf
from api.asking import question
from api.routes import DeskOf, SettingsOf, problems
from qa.answer import record

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask", response_model=replies.Reply, responses=problems(400, 413, 422, 503))
async def ask(asked: schemas.Ask, desk: DeskOf, settings: SettingsOf, seen: ScopeOf) -> Response:
    """Answer a question with passages quoted word for word, each with a citation that anyone can check."""
    scope, asking = replace(seen, as_of=asked.as_of), question(asked, settings)

    # Written where it is found: a reply that is handed to the framework would change threads once more.
    def answered() -> str:
        return replies.Reply.model_validate(record(desk.ask(asking, scope))).model_dump_json()

    return Response(await run_in_threadpool(answered), media_type="application/json")
