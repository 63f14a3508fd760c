"""The routes of the service, one subject a module."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from fastapi import Depends, Request

from api.jobs.runner import Runner
from api.problems import MEDIA_TYPE
from api.schemas import FieldError, Problem
from api.settings import Settings
from qa.desk import Desk


async def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


async def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


async def _runner(request: Request) -> Runner:
    found: Runner = request.app.state.runner
    return found


DeskOf = Annotated[Desk, Depends(_desk)]
SettingsOf = Annotated[Settings, Depends(_settings)]
RunnerOf = Annotated[Runner, Depends(_runner)]


@cache
def _schema() -> dict[str, Any]:
    """Describe a problem in one piece: references would count from the root of the whole description.

    Made once: some eighty replies have it, and making it was nine tenths of building the service.
    """
    schema = Problem.model_json_schema()
    schema.pop("$defs")
    schema["properties"]["errors"]["anyOf"][0]["items"] = FieldError.model_json_schema()
    return schema


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the failures of a route for OpenAPI."""
    return {status: {"description": "Problem", "content": {MEDIA_TYPE: {"schema": _schema()}}} for status in statuses}
