"""`/metrics`: figures for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.routes import problems
from api.telemetry.metrics import Metrics

router = APIRouter(tags=["health"])

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Figures(Response):
    """Figures as Prometheus reads them."""

    media_type = MEDIA_TYPE


@router.get("/metrics", response_class=Figures, responses=problems(401, 403, 429))
def metrics(request: Request) -> Figures:
    """Give the service's figures to Prometheus: to this machine, or to a key with the scope `admin`."""
    told: Metrics = request.app.state.metrics
    return Figures(told.written())
