"""`/v1/jobs`: what became of work that was promised."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.access.scoped import VisitorOf
from api.jobs import queue, shapes
from api.routes import DeskOf, problems

router = APIRouter(prefix="/v1", tags=["jobs"])


@router.get("/jobs", responses=problems(422))
def jobs(
    desk: DeskOf,
    visitor: VisitorOf,
    limit: Annotated[int, Query(ge=1, le=500, description="jobs told, at most")] = 50,
) -> shapes.JobList:
    """List jobs, the newest first. Ended ones are forgotten after a week."""
    found = queue.listed(desk.store, visitor)
    return shapes.JobList(jobs=[shapes.summary(one) for one in found[:limit]], total=len(found))


@router.get("/jobs/{job_id}", responses=problems(404, 422))
def job(job_id: str, desk: DeskOf, visitor: VisitorOf) -> shapes.JobReply:
    """Follow a job: how far it is, and what became of each release."""
    return shapes.whole(*queue.seen(desk.store, visitor, job_id))
