"""The HTTP service: a Desk behind routes."""

from __future__ import annotations

import importlib.metadata
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from filelock import FileLock, Timeout
from starlette.concurrency import run_in_threadpool

from api import problems
from api.limits import BodyLimit
from api.routes import articles, ask, health, page
from api.scheduler import Scheduler
from api.settings import Settings, load
from qa.desk import Desk

DESCRIPTION = "Questions answered from press releases: passages word for word, citations that anyone can check."

BODY_ROOM = 2
"""A body may be this many times the largest document: JSON escapes and upload frames take room."""

log = logging.getLogger("dateline")


def from_environment() -> FastAPI:
    """Build the service that the environment describes, as each of several processes does for itself."""
    return create(load())


def _first(turn: FileLock) -> bool:
    """Tell whether no other process of this data folder keeps the schedule."""
    try:
        turn.acquire(timeout=0)
    except Timeout:
        return False
    return True


def create(settings: Settings, desk: Desk | None = None) -> FastAPI:
    """Build the service.

    Args:
        settings: how.
        desk: instead of the one the settings describe.

    Raises:
        StoreError, ModelMissing: the data folder or the model cannot be used; nothing is served then.
    """
    opened = desk or Desk(replace(settings.desk(), background=True))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Loading takes seconds: the port opens at once, and /readyz says when questions are answered quickly.
        with ThreadPoolExecutor(1, thread_name_prefix="warming") as pool:
            app.state.warming = pool.submit(opened.ready, None, settings.effort == "thorough")
            schedule, turn = Scheduler(opened), FileLock(opened.config.data / "schedule.lock")
            if settings.schedule and _first(turn):
                schedule.start()
            yield
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
    app.state.desk, app.state.settings = opened, settings
    for routes in (ask, articles, health, page):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=page.WEB), name="static")
    app.add_middleware(BodyLimit, most=int(settings.largest_mb * 1e6) * BODY_ROOM)
    problems.install(app)
    return app
