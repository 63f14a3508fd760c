"""`POST /v1/verify`."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter

from api import verdicts
from api.access.scoped import ScopeOf
from api.routes import DeskOf, problems
from qa.verifying.reply import record

router = APIRouter(prefix="/v1", tags=["verify"])


@router.post("/verify", responses=problems(400, 413, 422, 503))
def verify(asked: verdicts.Verify, desk: DeskOf, scope: ScopeOf) -> verdicts.Verdict:
    """Say whether words were ever published, where and when; or give the nearest true wording."""
    found = desk.verify(asked.quote, replace(scope, as_of=asked.as_of), asked.filters.narrow(), asked.k)
    return verdicts.Verdict.model_validate(record(found))
