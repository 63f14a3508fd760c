"""A real server over the bundled sample, on a port of this machine, for the tests of every door."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from api.access.key import Permission, new
from api.access.keyring import Keyring
from api.app import create
from api.settings import Settings
from api.telemetry.metrics import Metrics
from api.workers.frames import Begin
from api.workers.pool import Pool
from corpus.article import Document
from index.encoding.embedding import Embedder
from qa.desk import Desk, DeskConfig
from tests.conftest import ROOT, HashingEmbedder

SAMPLE = ROOT / "corpus" / "sample"

QUESTION = "what did ICESCO agree with NeLC?"
"""The example question of the README, asked through every door."""


Made = Callable[[DeskConfig, Embedder], Desk]

Elsewhere = Callable[[Settings, Metrics], Desk]


class Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@dataclass(frozen=True, slots=True)
class Door:
    """A service that listens.

    Attributes:
        url: where, without a slash at the end.
        app, desk, settings: what is behind, for tests that look there too.
    """

    url: str
    app: FastAPI
    desk: Desk
    settings: Settings

    def key(self, *scopes: str, sources: tuple[str, ...] = (), origins: tuple[str, ...] = ()) -> str:
        """Make a key, and give it as a client sends it. From then on, `access="auto"` lets nobody in without one."""
        key, shown = new("a test", map(Permission, scopes or ("ask",)), sources, origins)
        Keyring(self.settings.data).add(key)
        return shown

    def asked(self, question: str = QUESTION, **fields: Any) -> Any:
        """Ask over plain HTTP: what the other doors are held against."""
        reply = httpx.post(f"{self.url}/v1/ask", json={"question": question, **fields}, timeout=30)
        reply.raise_for_status()
        return reply.json()


@contextmanager
def served(
    folder: Path,
    *releases: Document,
    sample: bool = True,
    made: Made = Desk,
    answering: tuple[Elsewhere, int] | None = None,
    **other: Any,
) -> Iterator[Door]:
    """Serve over a real port, with the tests' small embedder.

    Args:
        folder: to keep the data in.
        releases: to hold beside the sample.
        sample: whether the bundled press room is taken in.
        made: makes the desk.
        answering: processes that answer questions: what makes their desks, and how many; null: this process does.
        other: settings.
    """
    settings = Settings(
        **{"data": folder / "data", "cache": folder / "cache", "reader": "none", "workers": 0, **other}
    )
    held = made(settings.desk(), HashingEmbedder())
    if sample:
        held.intake().paths([SAMPLE])
    for release in releases:
        held.add(release)
    app = create(settings, held, pool=Pool(Begin(settings, answering[0]), answering[1]) if answering else None)
    bound = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, root_path=settings.root_path, timeout_graceful_shutdown=10)
    server = Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        assert server.listens.wait(60), "the service never listened"
        _until_loaded(app)
        yield Door(f"http://127.0.0.1:{bound.getsockname()[1]}", app, held, settings)
    finally:
        server.should_exit = True
        thread.join(60)
        bound.close()


def _until_loaded(app: FastAPI) -> None:
    deadline = time.monotonic() + 120
    while not app.state.warming.done():
        assert time.monotonic() < deadline, "the service was never ready"
        time.sleep(0.01)


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The bundled sample behind a real port, open to this machine. For reading alone: all tests share it."""
    with served(tmp_path_factory.mktemp("door")) as opened:
        yield opened
