"""The names under which chat front ends find the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field

from api.errors import ModelUnknown

Effort = Literal["quick", "thorough"]

EFFORTS: Mapping[str, Effort | None] = {"dateline": None, "dateline-quick": "quick", "dateline-thorough": "thorough"}
"""Name -> effort; null: as set."""

SINCE = 1_795_305_600
"""Seconds since 1970 of the day from which these names answer (22 November 2026)."""


class Model(BaseModel):
    """A name that can be asked."""

    id: str
    object: Literal["model"] = "model"
    created: int = Field(SINCE, description="seconds since 1970")
    owned_by: str = "dateline"


class Models(BaseModel):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[Model]


def models() -> Models:
    """List the names, the one that answers as set first."""
    return Models(data=[Model(id=name) for name in EFFORTS])


def model(name: str) -> Model:
    """Give one of them.

    Raises:
        ModelUnknown: there is none of this name.
    """
    if name not in EFFORTS:
        raise ModelUnknown(name, tuple(EFFORTS))
    return Model(id=name)
