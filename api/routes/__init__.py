"""The routes of the service, one subject a module."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from api.problems import MEDIA_TYPE
from api.schemas import Problem
from api.settings import Settings
from qa.desk import Desk


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


DeskOf = Annotated[Desk, Depends(_desk)]
SettingsOf = Annotated[Settings, Depends(_settings)]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the failures of a route for OpenAPI."""
    return {
        status: {"description": "Problem", "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
        for status in statuses
    }
