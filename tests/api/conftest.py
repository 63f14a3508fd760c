"""What the tests of the doors share: a client of a service without a model, and a way to run commands."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create
from api.cli import main
from api.settings import Settings
from qa.desk import Desk
from tests import sharing
from tests.api.doors import door as door  # a real server over the bundled sample, for every door's tests
from tests.conftest import HashingEmbedder

PROBLEM = "application/problem+json"

sharing.routes_once(pytest.MonkeyPatch())

LOGGERS = ("", "dateline", "uvicorn", "uvicorn.error", "uvicorn.access")


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Undo what `serve` does to the log, for the tests that come after it in the same process."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(one.level, list(one.handlers), one.propagate) for one in loggers]
    yield
    for one, (level, handlers, up) in zip(loggers, before, strict=True):
        if one.level != level:  # every logger of the process forgets what it knows at each
            one.setLevel(level)
        one.handlers[:], one.propagate = handlers, up


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "desk", largest_mb=0.1)


@pytest.fixture
def desk(settings: Settings, embedder: HashingEmbedder) -> Iterator[Desk]:
    """The desk that the settings describe, without its model."""
    opened = Desk(settings.desk(), embedder)
    yield opened
    opened.close()


@pytest.fixture
def client(settings: Settings, desk: Desk) -> Iterator[TestClient]:
    """A client of the whole service; failures come back as replies, as they would over a wire."""
    with TestClient(create(settings, desk), raise_server_exceptions=False) as opened:
        opened.app.state.warming.result()  # type: ignore[attr-defined]
        yield opened


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds nothing, shared by all tests of what it refuses and of its own files."""
    settings = Settings(data=tmp_path_factory.mktemp("empty"), largest_mb=0.1, reader="none", schedule=False)
    held = Desk(settings.desk(), HashingEmbedder())
    service = create(settings, held)
    with TestClient(service, raise_server_exceptions=False) as opened:
        service.state.warming.result()
        yield opened
        assert held.store.sequence() == 0, "a test that changes something needs a service of its own"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], embedder: HashingEmbedder) -> Run:
    """Run `dateline ...` in this process, as the installed command would, with no model loaded."""
    monkeypatch.setattr("qa.desk.quickest", lambda _model, _cache: embedder)

    def command(*words: object) -> Ran:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["dateline", *map(str, words)])
            try:
                main()
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
            else:
                code = 0
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder of three releases, two of them dated."""
    folder = tmp_path / "room"
    (folder / "port").mkdir(parents=True)
    (folder / "port" / "reopens.txt").write_text(
        "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n"
    )
    (folder / "fair.md").write_text("# Spring fair\n\nThe spring fair of Orlington opens with forty stalls.\n")
    (folder / "gare.txt").write_text(
        "La gare rouvre\n\nRIVAMAR, le 12 mai 2022 – La gare de Rivamar a rouvert ses portes ce jeudi.\n"
    )
    return folder
