"""Jobs as they go over HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api import problems, schemas
from corpus.store.jobs import REFUSED, Item, Job

ADDED = 201
CHANGED = 200
PURGED = 410

EXAMPLE: dict[str, Any] = {
    "id": "5f0c1f6a9d3b7e42",
    "kind": "add",
    "state": "done",
    "created": "2026-03-14T09:30:00Z",
    "started": "2026-03-14T09:30:00Z",
    "finished": "2026-03-14T09:30:02Z",
    "total": 2,
    "done": 2,
    "source": None,
    "counts": {"added": 1, "refused": 1},
    "problem": None,
    "items": [
        {"index": 0, "status": 201, "outcome": "added", "article_id": "5cf41deee7d19a14", "problem": None},
        {
            "index": 1,
            "status": 422,
            "outcome": "refused",
            "article_id": None,
            "problem": {
                "type": "urn:dateline:problem:invalid-request",
                "title": "The request does not fit the API",
                "status": 422,
                "detail": "text: Field required",
                "errors": [{"field": "text", "message": "Field required"}],
            },
        },
    ],
}


class JobItem(BaseModel):
    """What became of one release of a job; of a sync, only the pages that were refused are told."""

    index: int = Field(description="its place in what was sent, from 0")
    status: int | None = Field(description="the status that a request for it alone would have had; null: it waits")
    outcome: Literal["added", "updated", "restored", "unchanged", "refused", "purged"] | None
    article_id: str | None
    problem: schemas.Problem | None


class JobSummary(BaseModel):
    """Work that was promised."""

    id: str
    kind: Literal["add", "sync"]
    state: Literal["waiting", "running", "done", "failed"]
    created: dt.datetime
    started: dt.datetime | None
    finished: dt.datetime | None
    total: int = Field(description="releases sent; of a sync, pages or files to look at, as far as it is known")
    done: int
    source: str | None = Field(description="that is synced")
    counts: dict[str, int] = Field(description="outcome -> releases, once it has ended")
    problem: schemas.Problem | None = Field(description="why it failed")


class JobReply(JobSummary):
    """A job, release by release."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    items: list[JobItem]


class JobList(BaseModel):
    """The last jobs, the newest first."""

    jobs: list[JobSummary]
    total: int


def summary(job: Job) -> JobSummary:
    """Describe a job."""
    return JobSummary.model_validate(_told(job))


def whole(job: Job, items: list[Item]) -> JobReply:
    """Describe a job with its releases."""
    told = [
        {
            "index": item.at,
            "status": _status(item),
            "outcome": item.outcome,
            "article_id": item.article_id,
            "problem": item.problem,
        }
        for item in items
    ]
    return JobReply.model_validate({**_told(job), "items": told})


def problem(error: Exception) -> dict[str, Any]:
    """Tell an error as a problem that is kept."""
    return of_kind(*problems.told(error))


def of_kind(kind: problems.Kind, detail: str, **more: Any) -> dict[str, Any]:
    """Write a problem that is kept."""
    return {"type": problems.TYPE + kind.name, "title": kind.title, "status": kind.status, "detail": detail, **more}


def _told(job: Job) -> Mapping[str, Any]:
    names = ("id", "kind", "state", "created", "started", "finished", "total", "done", "counts", "problem")
    source = job.sources[0] if job.kind == "sync" else None
    return {**{name: getattr(job, name) for name in names}, "source": source}


def _status(item: Item) -> int | None:
    if item.outcome == REFUSED and item.problem:
        return int(item.problem["status"])
    return {None: None, "added": ADDED, "purged": PURGED}.get(item.outcome, CHANGED)
