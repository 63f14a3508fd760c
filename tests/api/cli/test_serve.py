from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from uvicorn import Config, Server

from api.cli.serve import refuse_without_keys
from api.connection import Connection
from api.settings import load
from api.telemetry.logs import JsonLines
from api.telemetry.shared import SHARED
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
    assert config.http is Connection
    assert bound[0][0] == "127.0.0.1"
    assert bound[0][1] > 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_silent_connection_is_kept_longer_than_our_own_proxy_keeps_it(
    run: Run, served: list[tuple[Config, Any]], workers: int
) -> None:
    run("serve", "--port", 0, "--workers", workers)
    nginx_keeps = 60  # `keepalive_timeout` of its module upstream
    assert served[0][0].timeout_keep_alive > nginx_keeps


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


@pytest.mark.parametrize(("host", "access"), [("0.0.0.0", "auto"), ("::", "auto"), ("127.0.0.1", "keys")])  # noqa: S104
def test_where_keys_are_needed_it_does_not_start_without_one(
    run: Run, served: list[tuple[Config, Any]], monkeypatch: pytest.MonkeyPatch, host: str, access: str
) -> None:
    monkeypatch.setenv("DATELINE_ACCESS", access)
    ran = run("serve", "--port", 0, "--host", host)
    assert (ran.code, served) == (1, [])
    assert f"refusing to listen on {host} without keys" in ran.err
    assert "dateline keys create" in ran.err
    run("keys", "create", "staff")
    assert refuse_without_keys(load(host=host)) is None  # type: ignore[func-returns-value]


def test_after_the_last_key_is_revoked_it_does_not_start_either(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOST", "192.0.2.1")
    made = run("keys", "create", "staff", "--json").json
    run("keys", "revoke", made["id"])
    assert "refusing to listen on 192.0.2.1 without keys" in run("serve", "--port", 0).err


@pytest.mark.parametrize(("host", "access"), [("127.0.0.1", "auto"), ("::1", "auto"), ("192.0.2.1", "open")])
def test_where_none_is_needed_it_starts_without(host: str, access: str) -> None:
    assert refuse_without_keys(load(host=host, access=access)) is None  # type: ignore[func-returns-value]


def test_the_log_is_written_as_it_is_set(
    run: Run, served: list[tuple[Config, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_LOG", "json")
    run("serve", "--port", 0)
    ((config, _),) = served
    assert isinstance(config.log_config, dict)
    assert config.log_config["formatters"]["form"]["()"] is JsonLines


def test_several_processes_add_their_figures_up_in_a_folder_that_is_gone_with_them(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []

    def instead(_server: Server, sockets: list[socket.socket]) -> None:
        folders.append(Path(os.environ[SHARED]))
        assert folders[0].is_dir()
        sockets[0].close()

    monkeypatch.setattr("uvicorn.Server.run", instead)
    assert run("serve", "--port", 0, "--workers", 2).code == 0
    assert not folders[0].exists()
    assert SHARED not in os.environ
