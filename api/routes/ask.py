"""`POST /v1/ask`."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter

from api import schemas
from api.routes import DeskOf, SettingsOf, problems
from corpus.article import Scope
from qa.answer import record
from qa.question import Question

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask", responses=problems(400, 413, 422, 503))
def ask(asked: schemas.Ask, desk: DeskOf, settings: SettingsOf) -> schemas.Reply:
    """Answer a question with passages quoted word for word, each with a citation that anyone can check."""
    scope = Scope(now=dt.datetime.now(dt.UTC), as_of=asked.as_of)
    question = Question(
        asked.question,
        asked.k,
        asked.filters.narrow(),
        effort=asked.effort or settings.effort,
        per_article=settings.per_article,
    )
    return schemas.Reply.model_validate(record(desk.ask(question, scope)))
