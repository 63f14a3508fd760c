"""The HTTP service: a Desk behind routes."""

from __future__ import annotations

import importlib.metadata
import logging
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from filelock import FileLock, Timeout
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from api import problems
from api.access.crowd import Crowd
from api.access.guard import Guard, Policy
from api.access.keyring import Keyring
from api.access.pages import Pages
from api.access.rates import Rates, parsed
from api.access.rules import MCP
from api.access.scoped import BEARER, only_scoped
from api.chat.refusals import Refusals
from api.jobs.runner import Runner
from api.limits import BodyLimit
from api.mcp.door import Door
from api.methods import Methods, Slashes
from api.openapi import describe
from api.routes import (
    access,
    articles,
    ask,
    bulk,
    chat,
    desk_page,
    feedback,
    health,
    jobs,
    metrics,
    page,
    removed,
    report,
    sources,
    stream,
    verify,
)
from api.routes import problems as described
from api.scheduler import Scheduler
from api.settings import Settings, origins
from api.telemetry.holdings import Holdings
from api.telemetry.metrics import Metrics
from api.telemetry.requests import Told
from api.telemetry.watched import WatchedDesk
from api.web_policy import Sheltered
from api.widget import WEB
from api.workers.pool import Pool
from api.workers.relay import Relay
from api.workers.straight import Straight
from qa.desk import Desk

DESCRIPTION = "Questions answered from press releases: passages word for word, citations that anyone can check."

BODY_ROOM = 2
"""A body may be this many times the largest document: JSON escapes and upload frames take room."""

COMPRESSED_FROM = 1_000
"""Bytes of a reply that is worth compressing."""

COMPRESSION = 5
"""Level of it: those above take a fifth longer for one byte in two hundred."""

QUESTIONS = (ask, stream, chat, verify)
"""Routes that wait in line as questions do."""

HOLDINGS = (articles, bulk, jobs, sources, feedback, removed, report, access)
"""Routes of what is held and kept."""

log = logging.getLogger("dateline")


def _first(turn: FileLock) -> bool:
    """Tell whether no other process of this data folder keeps the schedule."""
    try:
        turn.acquire(timeout=0)
    except Timeout:
        return False
    return True


def watched(settings: Settings, figures: Metrics) -> Desk:
    """Make the desk that the settings describe, which counts its questions."""
    return WatchedDesk(replace(settings.desk(), background=True), figures, settings.log_questions)


def create(
    settings: Settings, desk: Desk | None = None, figures: Metrics | None = None, pool: Pool | None = None
) -> FastAPI:
    """Build the service.

    Args:
        settings: how.
        desk: instead of the one the settings describe.
        figures: instead of new ones.
        pool: processes that answer questions; null: this one does.

    Raises:
        StoreError, ModelMissing: the data folder or the model cannot be used; nothing is served then.
    """
    figures = figures or Metrics()
    opened = desk or watched(settings, figures)
    door = Door(opened, settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with _elsewhere(app, pool) if pool else _here(app, opened, settings, door):
            schedule, turn = Scheduler(opened), FileLock(opened.config.data / "schedule.lock")
            if settings.schedule and _first(turn):
                schedule.start()
            app.state.runner = runner = Runner(opened)
            runner.start()
            yield
            await run_in_threadpool(runner.stop)
            await run_in_threadpool(schedule.stop)
            turn.release()
        opened.close()

    # The plain FastAPI docs page loads its scripts from another host; this one brings them along.
    app = FastAPIOffline(
        redoc_url=None,
        title="Dateline",
        version=importlib.metadata.version("dateline"),
        description=DESCRIPTION,
        lifespan=lifespan,
        license_info={"name": "Apache-2.0"},
    )
    app.state.desk, app.state.settings, app.state.metrics = opened, settings, figures
    figures.registry.register(Holdings(opened, lambda: _applied(app, opened, pool)))
    _route(app, *QUESTIONS, *HOLDINGS)
    refusals = described(401, 403, 413, 429, 503, 504)
    app.include_router(chat.listing, dependencies=[Depends(BEARER)], responses=refusals)
    for others in (health, metrics, page, desk_page):
        app.include_router(others.router)
    app.router.routes.append(Route(MCP, door, include_in_schema=False))
    app.mount("/static", StaticFiles(directory=WEB), name="static")
    keyring = Keyring(opened.config.data)
    policy = Policy(settings.access, settings.host, origins(settings.cors))
    _surround(app, settings, keyring, policy, pool)
    problems.install(app)
    describe(app, lambda: policy.open(keyring))
    return app


def answering(settings: Settings, desk: Desk) -> FastAPI:
    """Build what answers questions in a process of a pool: their routes alone, since all else was seen to before."""
    door = Door(desk, settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with _here(app, desk, settings, door):
            yield
        desk.close()

    app = FastAPI(openapi_url=None, lifespan=lifespan)
    app.state.desk, app.state.settings = desk, settings
    _route(app, *QUESTIONS)
    app.router.routes.append(Route(MCP, door, include_in_schema=False))
    app.add_middleware(Straight, desk=desk, settings=settings)
    app.add_middleware(problems.Unforeseen)
    problems.install(app)
    return app


def _route(app: FastAPI, *subjects: Any) -> None:
    for routes in subjects:
        more = (415,) if routes in QUESTIONS else ()
        refusals = described(401, 403, 408, 413, 429, 503, 504, *more)
        app.include_router(routes.router, dependencies=[Depends(only_scoped), Depends(BEARER)], responses=refusals)


@asynccontextmanager
async def _here(app: FastAPI, desk: Desk, settings: Settings, door: Door) -> AsyncIterator[None]:
    """Answer questions in this process."""
    # Loading takes seconds: the port opens at once, and /readyz says when questions are answered quickly.
    with ThreadPoolExecutor(1, thread_name_prefix="warming") as thread:
        app.state.warming = thread.submit(desk.ready, None, settings.effort == "thorough")
        async with door.open():
            yield


@asynccontextmanager
async def _elsewhere(app: FastAPI, pool: Pool) -> AsyncIterator[None]:
    """Have questions answered by other processes; this one loads a model when a release is first added."""
    app.state.warming = pool
    async with pool.open():
        yield


def _applied(app: FastAPI, desk: Desk, pool: Pool | None) -> int | None:
    """Number of the last change in the index that answers; null as long as that is being loaded."""
    warming = getattr(app.state, "warming", None)
    if warming is None or not warming.done() or warming.exception() is not None:
        return None
    return pool.applied if pool else desk.engine.sequence


def _surround(app: FastAPI, settings: Settings, keyring: Keyring, policy: Policy, pool: Pool | None) -> None:
    """Put around the routes what every request passes: what is added first is the innermost."""
    at_once = settings.at_once or (pool.size if pool else os.cpu_count() or 1)
    rates = Rates(parsed(settings.rate), parsed(settings.rate_key))
    if pool:
        app.add_middleware(Relay, pool=pool)
    app.add_middleware(Crowd, at_once=at_once, waiting=settings.waiting, seconds=settings.time_limit)
    app.add_middleware(Guard, keyring=keyring, policy=policy, rates=rates)
    app.add_middleware(BodyLimit, most=int(settings.largest_mb * 1e6) * BODY_ROOM)
    app.add_middleware(problems.Unforeseen)
    app.add_middleware(Refusals)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=COMPRESSION)
    app.add_middleware(Methods)
    app.add_middleware(Sheltered)
    app.add_middleware(Pages, origins=policy.origins, keyring=keyring)
    app.add_middleware(Slashes)
    app.add_middleware(Told, metrics=app.state.metrics)
