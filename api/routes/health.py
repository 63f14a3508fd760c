"""`/healthz` and `/readyz`: whether the service lives, and whether it answers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api import problems, schemas
from api.access.scoped import VisitorOf
from api.routes import DeskOf
from api.routes import problems as described

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> schemas.Status:
    """Say that the process is alive."""
    return schemas.Status(status="ok")


@router.get("/readyz", response_model=schemas.Status, responses=described(500, 503))
def readyz(request: Request, desk: DeskOf, visitor: VisitorOf) -> schemas.Status | JSONResponse:
    """Say whether the model is loaded and the index in step with the store.

    How many articles are held is told where no key is needed, and null elsewhere.
    """
    warming = request.app.state.warming
    if not warming.done():
        return problems.response(problems.NOT_READY, "the model and the index are being loaded; ask again shortly")
    if error := warming.exception():
        kind = problems.kind_of(error)
        return problems.response(kind, problems.UNTOLD if kind is problems.INTERNAL else str(error))
    return schemas.Status(status="ready", articles=desk.store.count(visitor.scope()) if visitor.known else None)
