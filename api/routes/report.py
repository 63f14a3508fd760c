"""`/v1/report`: the latest evaluation report that was published into the data folder."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from api.access.scoped import VisitorOf
from api.routes import DeskOf, problems
from eval import published

router = APIRouter(prefix="/v1", tags=["report"])

MODES = ("plain", "bm25", "dense", "hybrid", "quick", "ranked")
"""Ways of ranking in the order in which they are told, the best last."""

POLICY = (
    "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page stands alone, in an origin of its own: it fetches nothing and reaches neither the service nor a kept key.

Its own policy, in its head, lets its one script run by that script's hash.
"""

NONE = "no report has been published; `dateline eval GOLD.jsonl --corpus FOLDER --publish` does that"

_SHOWN = {"article": ("success@1", "recall@5", "mrr@10"), "passage": ("success@1", "success@5")}
_ANSWERS = ("answered", "contains_quote")


EXAMPLE: dict[str, Any] = {
    "name": "press",
    "made": "2026-03-14T09:30:00+00:00",
    "articles": 1984,
    "passages": 7559,
    "questions": 150,
    "answerable": 119,
    "model": "multilingual-e5-small",
    "modes": [
        {
            "mode": "ranked",
            "figures": {"article success@1": {"value": 0.933, "low": 0.874, "high": 0.966}},
            "latency_ms": {"p50": 92.1, "p95": 130.4},
        }
    ],
}


class Figure(BaseModel):
    """A mean over questions with its 95 % interval."""

    value: float
    low: float
    high: float


class ModeFigures(BaseModel):
    """How well one way of ranking does."""

    mode: str
    figures: dict[str, Figure] = Field(description="measure -> mean, like `article success@1`")
    latency_ms: dict[str, float] = Field(description="`p50` and `p95`")


class Report(BaseModel):
    """The figures of an evaluation; the page has all of them."""

    name: str
    made: str = Field(description="when, ISO 8601")
    articles: int
    passages: int
    questions: int
    answerable: int = Field(description="questions that something answers")
    model: str
    modes: list[ModeFigures] = Field(description="the best last")


class Latest(BaseModel):
    """The latest report; null where none was published."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"report": EXAMPLE}]})

    report: Report | None


@router.get("/report", responses=problems(422))
def report(desk: DeskOf, visitor: VisitorOf) -> Latest:
    """Tell the figures of the latest evaluation report; null for a key that is restricted to sources."""
    found = None if visitor.sources is not None else published.latest(desk.config.data)
    return Latest(report=_read(found) if found else None)


@router.get(
    "/report/page",
    response_class=HTMLResponse,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}, **problems(404, 422)},
)
def report_page(
    desk: DeskOf, visitor: VisitorOf, download: Annotated[bool, Query(description="as a file to keep")] = False
) -> HTMLResponse:
    """Send the latest evaluation report as a page for people: one file that fetches nothing."""
    found = None if visitor.sources is not None else published.latest_page(desk.config.data)
    if found is None:
        raise HTTPException(404, NONE)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    if download:
        headers["Content-Disposition"] = 'attachment; filename="dateline-report.html"'
    return HTMLResponse(found, headers=headers)


def _read(found: dict[str, Any]) -> Report | None:
    """Take the figures for the summary out of a report; null where it is none that this version can tell."""
    try:
        told = sorted(found["modes"].items(), key=lambda item: MODES.index(item[0]) if item[0] in MODES else -1)
        return Report(
            name=found["name"],
            made=found["made"],
            articles=found["corpus"]["articles"],
            passages=found["corpus"]["passages"],
            questions=(found.get("gold") or {}).get("questions") or 0,
            answerable=(found.get("gold") or {}).get("answerable") or 0,
            model=found["model"]["id"],
            modes=[_mode(mode, row) for mode, row in told],
        )
    except (KeyError, TypeError, AttributeError, ValidationError):
        return None


def _mode(mode: str, row: dict[str, Any]) -> ModeFigures:
    rows = {level: row.get(level) or {} for level in (*_SHOWN, "answer")}
    wanted = [(level, name) for level, names in (*_SHOWN.items(), ("answer", _ANSWERS)) for name in names]
    figures = {f"{level} {name}": rows[level][name] for level, name in wanted if rows[level].get(name)}
    times = {name: row["latency_ms"][name] for name in ("p50", "p95")}
    return ModeFigures(mode=mode, figures=figures, latency_ms=times)
