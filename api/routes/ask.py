"""`POST /v1/ask`."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter

from api import replies, schemas
from api.access.scoped import ScopeOf
from api.asking import question
from api.routes import DeskOf, SettingsOf, problems
from qa.answer import record

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask", responses=problems(400, 413, 422, 503))
def ask(asked: schemas.Ask, desk: DeskOf, settings: SettingsOf, seen: ScopeOf) -> replies.Reply:
    """Answer a question with passages quoted word for word, each with a citation that anyone can check."""
    scope = replace(seen, as_of=asked.as_of)
    return replies.Reply.model_validate(record(desk.ask(question(asked, settings), scope)))
