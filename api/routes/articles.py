"""`/v1/articles`: what is held, one more, one less."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api import incoming, repeats, schemas
from api.access.scoped import ScopeOf, VisitorOf
from api.conditional import UNCHANGED, answered
from api.errors import SourceNotAllowed
from api.reading import full, listed, reached
from api.routes import DeskOf, problems
from corpus.stories.difference import record as difference_record
from qa import editions

router = APIRouter(prefix="/v1", tags=["articles"])

WhyOf = Annotated[str, Query(max_length=200, description="kept with the note that it was removed")]

_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": schemas.NewArticle.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "maxProperties": 5,
                    "additionalProperties": {"type": "string"},
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "source": {"type": "string", "default": "upload"},
                    },
                }
            },
        },
    }
}


@router.get("/articles", responses=problems(404, 422))
def page(
    query: Annotated[schemas.ListQuery, Query()], desk: DeskOf, visitor: VisitorOf, scope: ScopeOf
) -> schemas.ArticlePage:
    """List articles, newest first, undated ones last."""
    return listed(query, desk, visitor, scope)


@router.get("/articles/{article_id}", response_model=schemas.Article, responses={**problems(404, 422), **UNCHANGED})
def article(
    article_id: str, request: Request, desk: DeskOf, scope: ScopeOf, content_hash: str | None = None
) -> Response:
    """Read one article: its current text, or with `content_hash` the version of that hash."""
    return answered(request, full(desk, article_id, scope, content_hash))


@router.get("/articles/{article_id}/diff", responses=problems(404, 422))
def diff(
    article_id: str,
    desk: DeskOf,
    scope: ScopeOf,
    to: str | None = None,
    since: Annotated[str | None, Query(alias="from")] = None,
) -> schemas.Difference:
    """Compare two texts of a story, sentence by sentence.

    `from` and `to` are other articles' ids, or content hashes of versions or their first digits; left out, either is
    the text of today. Without both, that is compared with the text before, and where there was none, with the nearest
    other release of the story.
    """
    found = editions.compared(desk.store, article_id, to, scope, since)
    return schemas.Difference.model_validate(difference_record(found))


@router.post(
    "/articles",
    status_code=201,
    response_model=schemas.Added,
    responses={**problems(400, 409, 410, 413, 415, 422, 503), 200: {"model": schemas.Added}},
    openapi_extra=_UPLOAD,
)
async def add(request: Request, desk: DeskOf, visitor: VisitorOf, key: repeats.KeyOf) -> Response:
    """Take one release in, as JSON or as an uploaded file. The next question finds it."""
    document = await incoming.received(request)
    if not visitor.reaches(document.source):
        raise SourceNotAllowed(document.source)
    where = str(request.url_for("article", article_id=document.id))

    def work() -> repeats.Done:
        outcome = desk.add(document)
        held = full(desk, document.id, visitor.scope())
        added = schemas.Added.model_validate({"outcome": outcome, "article": held})
        status = 201 if outcome == "added" else 200
        return repeats.Done(status, where, added.model_dump_json().encode(), document.id)

    said = repeats.of_document(document)
    return (await run_in_threadpool(repeats.once, desk.store, visitor, key, said, work)).response()


@router.delete("/articles/{article_id}", status_code=204, responses=problems(404, 422, 503))
def delete(article_id: str, desk: DeskOf, visitor: VisitorOf, purge: bool = False, why: WhyOf = "") -> None:
    """Take an article out of every answer, and note why; with `purge` erase every trace of it."""
    reached(desk, visitor, article_id)
    if purge:
        desk.purge(article_id)
    else:
        desk.remove(article_id, why)
