"""`/v1/articles/bulk`: many releases at once, promised with the reply and taken in afterwards."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api import incoming, repeats, schemas
from api.access.scoped import VisitorOf
from api.access.visitor import Visitor
from api.errors import BodyTypeUnknown
from api.jobs import queue, shapes
from api.routes import DeskOf, RunnerOf, problems
from qa.desk import Desk

router = APIRouter(prefix="/v1", tags=["articles"])


class Releases(schemas.Asked):
    """Releases to take in, each judged by itself."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "articles": [
                        {
                            "text": "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened.",
                            "source": "port",
                            "path": "reopens.txt",
                        },
                        {"text": "# Fair opens\n\nThe spring fair opens with forty stalls.", "format": "markdown"},
                    ]
                }
            ]
        },
    )

    articles: list[Any] = Field(min_length=1, description=f"up to {queue.MOST_ITEMS:,}, each as for /v1/articles")


def _described() -> dict[str, Any]:
    """Describe the body: what is read leniently, item by item, is meant to be a list of releases."""
    schema = Releases.model_json_schema()
    schema["properties"]["articles"]["items"] = schemas.NewArticle.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post(
    "/articles/bulk",
    status_code=202,
    response_model=shapes.JobReply,
    responses=problems(400, 409, 410, 413, 415, 422, 503),
    openapi_extra=_described(),
)
async def bulk(request: Request, desk: DeskOf, visitor: VisitorOf, runner: RunnerOf, key: repeats.KeyOf) -> Response:
    """Accept many releases: they are on the disk when this returns, and are taken in whatever happens then.

    Each is judged by itself. The job that `Location` names says what became of every one.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise BodyTypeUnknown(kind, "application/json")
    body = await request.body()
    where = str(request.url_for("job", job_id="-")).removesuffix("-")
    done = await run_in_threadpool(_accept, desk, visitor, key, body, where)
    runner.wake(queue.ADD)
    return done.response()


def _accept(desk: Desk, visitor: Visitor, key: str | None, body: bytes, where: str) -> repeats.Done:
    sent = incoming.checked(lambda: Releases.model_validate_json(body))
    said = json.dumps(sent.articles, ensure_ascii=False, sort_keys=True).encode()

    def work() -> repeats.Done:
        job = shapes.whole(*queue.add(desk.store, visitor, sent.articles))
        return repeats.Done(202, where + job.id, job.model_dump_json().encode())

    return repeats.once(desk.store, visitor, key, hashlib.sha256(b"bulk\n" + said).hexdigest(), work)
