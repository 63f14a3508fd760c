from __future__ import annotations

import socket
from typing import Any

import pytest
from fastapi import FastAPI
from uvicorn import Config, Server

from api.cli.serve import bind
from api.errors import SettingsError
from tests.api.conftest import Run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Config, Any]]:
    """What a server would have been started with, instead of starting it."""
    started: list[tuple[Config, Any]] = []

    def instead(server: Server, sockets: list[socket.socket]) -> None:
        started.append((server.config, [bound.getsockname() for bound in sockets]))
        for bound in sockets:
            bound.close()

    monkeypatch.setattr("uvicorn.Server.run", instead)
    return started


def test_the_service_is_started_where_it_was_told(run: Run, served: list[tuple[Config, Any]]) -> None:
    assert run("serve", "--port", 0, "--root-path", "/press").code == 0
    ((config, bound),) = served
    assert isinstance(config.app, FastAPI)
    assert config.root_path == "/press"
    assert bound[0][0] == "127.0.0.1"
    assert bound[0][1] > 0


def test_options_win_over_the_environment(
    run: Run, served: list[tuple[Config, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PORT", "1")
    monkeypatch.setenv("DATELINE_ROOT_PATH", "/env")
    run("serve", "--port", 0)
    ((config, bound),) = served
    assert bound[0][1] != 1
    assert config.root_path == "/env"


def test_a_taken_port_is_said_before_anything_is_loaded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.app.create", lambda _config: pytest.fail("the service was built"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", port)
    assert ran.code == 1
    assert ran.err.startswith(f"dateline: cannot listen on 127.0.0.1:{port}")


@pytest.mark.parametrize("words", [["--port", "70000"], ["--port", "-1"]])
def test_a_port_that_cannot_be_is_refused(run: Run, words: list[str]) -> None:
    ran = run("serve", *words)
    assert ran.code in {1, 2}
    assert "port" in ran.err.lower()


def test_a_host_that_is_not_ours_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1:0"):
        bind("192.0.2.1", 0)
