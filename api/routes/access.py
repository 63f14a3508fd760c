"""`/v1/access`: what the key at hand allows, so that a page shows what its reader can do."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.access.key import Permission
from api.access.scoped import VisitorOf
from api.routes import problems

router = APIRouter(prefix="/v1", tags=["access"])


class Allowed(BaseModel):
    """What a visitor may do here."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "press office", "scopes": ["ask", "write"], "sources": None}]}
    )

    name: str | None = Field(description="of the key; null where none was needed")
    scopes: list[Permission]
    sources: list[str] | None = Field(description="the only sources that are seen; null: all")


@router.get("/access", responses=problems(422))
def allowed(visitor: VisitorOf) -> Allowed:
    """Tell what the key that came with this request allows."""
    key, seen = visitor.key, visitor.sources
    return Allowed(
        name=key.name if key else None,
        scopes=[scope for scope in Permission if visitor.allows(scope)],
        sources=None if seen is None else sorted(seen),
    )
