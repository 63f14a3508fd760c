"""`/v1/sources`: where releases come from, and how they are kept up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from api.access.key import Permission
from api.access.scoped import VisitorOf
from api.access.visitor import Visitor
from api.errors import SourceNotAllowed
from api.jobs import queue, shapes
from api.routes import DeskOf, RunnerOf, problems
from api.schemas import SOURCE_NAME, Asked, Words
from corpus.errors import SourceInvalid, SourceMissing
from corpus.fetching.urls import normalise
from corpus.records import Options, Source
from qa.desk import Desk
from qa.sources import Sources, name_of, on_web

router = APIRouter(prefix="/v1", tags=["sources"])

SourceKind = Literal["page", "feed", "sitemap", "folder", "file"]

KINDS: Mapping[str, SourceKind] = {
    "url": "page", "room": "page", "feed": "feed", "sitemap": "sitemap", "folder": "folder", "file": "file",
}  # fmt: skip
"""Kinds of the store that can be synced, as they are told: a page is one release, or links to many."""

Outcome = TypeVar("Outcome")


class LastSync(BaseModel):
    """What the last sync did."""

    started: dt.datetime | None = Field(description="null where an earlier version noted it")
    finished: dt.datetime
    outcome: Literal["done", "failed"]
    counts: dict[str, int] = Field(description="outcome -> pages or files")
    problem: str | None = Field(description="why it could not be finished")


class SourceReply(BaseModel):
    """A source. Address, schedule and last sync are told only to those who may write."""

    name: str
    articles: int = Field(description="that may be seen")
    kind: SourceKind | None = Field(description="null: releases were handed in under this name, nothing is fetched")
    address: str | None
    every: int | None = Field(description="seconds between two syncs; null: when somebody asks for one")
    last_sync: LastSync | None


class SourceList(BaseModel):
    """Every source that has articles or is registered."""

    sources: list[SourceReply]


class NewSource(Asked):
    """A place on the web to take releases from. Nothing is taken in before it is synced."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"address": "https://www.example.org/press/", "name": "press", "every": 3600}]
        },
    )

    address: Annotated[Words, Field(min_length=1, max_length=2_000)] = Field(
        description="a press room's page, a feed or a sitemap; what it is is found out by asking for it once"
    )
    name: Annotated[Words, Field(pattern=SOURCE_NAME)] | None = Field(None, description="null: its host")
    every: StrictInt | None = Field(None, ge=60, le=366 * 86_400, description="seconds between two syncs")


@router.get("/sources")
def sources(desk: DeskOf, visitor: VisitorOf) -> SourceList:
    """List the sources: those that have articles, and those that are kept up to date."""
    held = desk.store.count_by_source(visitor.scope())
    registered = {name: one for name, one in desk.store.sources().items() if visitor.reaches(name)}
    keeps = visitor.allows(Permission.WRITE)
    syncable = {name for name, one in registered.items() if one.kind in KINDS} if keeps else set()
    return SourceList(
        sources=[_told(name, registered.get(name), held, keeps) for name in sorted(held.keys() | syncable)]
    )


@router.post("/sources", status_code=201, responses=problems(400, 409, 415, 422, 502, 503))
def add_source(
    sent: NewSource, request: Request, response: Response, desk: DeskOf, visitor: VisitorOf
) -> SourceReply:
    """Register a place on the web. Folders of the service's own machine are registered there, by command."""
    if not on_web(sent.address):
        raise SourceInvalid(f"{sent.address!r} is no web address; folders are added with `dateline sources add`")
    name = sent.name
    if visitor.sources is not None:  # its name must be known before anything is asked for
        name = name or name_of(normalise(sent.address))
        if not visitor.reaches(name):
            raise SourceNotAllowed(name)
    added = _with(desk, lambda keeper: keeper.add(sent.address, name, None, Options(every=sent.every)))
    response.headers["Location"] = str(request.url_for("sources"))
    return _told(added.name, added, desk.store.count_by_source(visitor.scope()), keeps=True)


@router.post("/sources/{name}/sync", status_code=202, responses=problems(404, 422, 503))
def sync_source(
    name: str, request: Request, response: Response, desk: DeskOf, visitor: VisitorOf, runner: RunnerOf
) -> shapes.JobReply:
    """Bring a source up to date, as a job. Asked for twice before it has ended, it is one job."""
    source = _reached(desk, visitor, name)
    if source.kind not in KINDS:
        raise SourceInvalid(f"source {name!r} was given document by document; there is nothing to sync it with")
    job = shapes.whole(*queue.sync(desk.store, visitor, name))
    response.headers["Location"] = str(request.url_for("job", job_id=job.id))
    runner.wake(queue.SYNC)
    return job


@router.delete("/sources/{name}", status_code=204, responses=problems(404, 422, 503))
def remove_source(name: str, desk: DeskOf, visitor: VisitorOf, purge: bool = False) -> None:
    """Take a source and its articles out of every answer; with `purge` erase every trace of them."""
    _reached(desk, visitor, name)
    _with(desk, lambda keeper: keeper.remove(name, purge))


def _with(desk: Desk, work: Callable[[Sources], Outcome]) -> Outcome:
    keeper = desk.sources()
    try:
        return work(keeper)
    finally:
        keeper.close()


def _reached(desk: Desk, visitor: Visitor, name: str) -> Source:
    """Find a source; one that a visitor does not reach is answered as one that is not there.

    Raises:
        SourceMissing: there is none.
    """
    found = desk.store.sources().get(name)
    if found is None or not visitor.reaches(name):
        raise SourceMissing(f"there is no source {name!r}; `GET /v1/sources` lists them")
    return found


def _told(name: str, source: Source | None, held: Mapping[str, int], keeps: bool) -> SourceReply:
    """Describe a source.

    Args:
        keeps: whether to those who may write: an address may lead to what is not for everybody.
    """
    kind = KINDS.get(source.kind) if source else None
    synced = source if source and kind and keeps else None
    return SourceReply(
        name=name,
        articles=held.get(name, 0),
        kind=kind,
        address=synced.location if synced else None,
        every=synced.options.every if synced else None,
        last_sync=_last(synced) if synced else None,
    )


def _last(source: Source) -> LastSync | None:
    if source.synced is None:
        return None
    outcome: Mapping[str, Any] = source.outcome or {}
    seconds = outcome.get("seconds")
    return LastSync(
        started=source.synced - dt.timedelta(seconds=seconds) if seconds is not None else None,
        finished=source.synced,
        outcome="failed" if outcome.get("problem") else "done",
        counts=outcome.get("counts") or {},
        problem=outcome.get("problem"),
    )
