"""`/v1/removed`: what was taken down, for those who keep the archive, and the way back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api import schemas
from api.access.scoped import VisitorOf
from api.reading import full, reached
from api.routes import DeskOf, problems
from corpus.errors import ArticleUnknown

router = APIRouter(prefix="/v1", tags=["articles"])


EXAMPLE: dict[str, Any] = {
    "id": "5cf41deee7d19a14",
    "source": "press",
    "path": "2024/port.html",
    "title": "Port reopens",
    "removed": "2026-03-14T09:30:00Z",
    "why": "withdrawn by the port",
}


class Removed(BaseModel):
    """What is left of an article that was taken out of every answer."""

    id: str
    source: str
    path: str
    title: str | None
    removed: dt.datetime
    why: str


class AllRemoved(BaseModel):
    """The articles that were taken down and not erased, the last first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"removed": [EXAMPLE], "total": 1}]})

    removed: list[Removed] = Field(description="at most 500")
    total: int


MOST = 500
"""Notes told at once."""


@router.get("/removed", responses=problems(422))
def removed(desk: DeskOf, visitor: VisitorOf) -> AllRemoved:
    """List what was taken out of every answer, when and why."""
    graves = desk.store.gone(visitor.sources)
    told = [
        Removed(
            id=one.article_id, source=one.source, path=one.path, title=one.title, removed=one.removed, why=one.why
        )
        for one in graves[:MOST]
    ]
    return AllRemoved(removed=told, total=len(graves))


@router.post("/articles/{article_id}/restore", responses=problems(404, 413, 415, 422, 503))
def restore(article_id: str, desk: DeskOf, visitor: VisitorOf) -> schemas.Added:
    """Bring back an article that was removed, read anew from the bytes received. The next question finds it.

    One that came out of an export without its bytes is not here to be brought back: ingest that export again.
    """
    reached(desk, visitor, article_id)
    document = desk.store.received(article_id)
    if document is None:
        raise ArticleUnknown(article_id)
    done = desk.intake().feed([document], restore=True)
    if done.refused:
        raise done.refused[0]
    (outcome,) = done.counts
    return schemas.Added.model_validate({"outcome": outcome, "article": full(desk, article_id, visitor.scope())})
