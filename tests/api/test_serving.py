"""The service as it is run: processes behind a port, keys made and revoked beside them, under a proxy's path."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.telemetry.test_metrics import figures

DATELINE = [sys.executable, "-c", "from api.cli import main; main()"]

pytestmark = pytest.mark.slow


class Service:
    """Two processes that need keys, published under /press, on a port of this machine."""

    def __init__(self, folder: Path, models: Path) -> None:
        self.environment = os.environ | {
            "DATELINE_DATA": str(folder / "data"),
            "DATELINE_CACHE": str(models),
            "DATELINE_MODEL": "all-MiniLM-L6-v2",
            "DATELINE_ACCESS": "keys",
            "DATELINE_LOG": "json",
            "DATELINE_RATE": "",
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.log = folder / "log.jsonl"
        # No connection is kept: each request makes its own, which either process may take.
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", timeout=60, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def dateline(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*DATELINE, *words], env=self.environment, capture_output=True, text=True, check=False)

    def key(self, *words: str) -> Any:
        return json.loads(self.dateline("keys", "create", "x", *words, "--json").stdout)

    def start(self) -> subprocess.Popen[bytes]:
        words = ["serve", "--workers", "2", "--port", str(self.port), "--root-path", "/press"]
        with self.log.open("wb") as log:
            process = subprocess.Popen([*DATELINE, *words], env=self.environment, stderr=log)
        deadline = time.monotonic() + 180
        while True:
            try:
                self.client.get("/healthz").raise_for_status()
                return process
            except httpx.HTTPError:
                assert process.poll() is None, self.log.read_text()
                assert time.monotonic() < deadline, "the service never answered"
                time.sleep(0.2)

    def told(self, request_id: str) -> list[dict[str, Any]]:
        """Every line of the log, once the one of this request is there: it is written after the reply was sent."""
        deadline = time.monotonic() + 30
        while True:
            lines = [
                json.loads(line) for line in self.log.read_text().splitlines(keepends=True) if line.endswith("\n")
            ]
            if any(line["request_id"] == request_id for line in lines) or time.monotonic() > deadline:
                return lines
            time.sleep(0.1)

    def get(self, path: str, key: str = "", **headers: str) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {key}"} if key else {}
        return self.client.get(path, headers={**bearer, **headers})


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Service]:
    made = Service(tmp_path_factory.mktemp("serving"), models)
    refused = made.dateline("serve", "--port", str(made.port))
    assert refused.returncode == 1
    assert "without keys" in refused.stderr
    made.admin = made.key("--scope", "admin")["key"]  # type: ignore[attr-defined]
    process = made.start()
    yield made
    process.send_signal(signal.SIGINT)
    process.wait(180)


def test_a_key_counts_in_every_process_as_soon_as_it_is_made_and_no_longer_than_it_is_kept(service: Service) -> None:
    key = service.key()
    assert {service.get("/v1/sources", key["key"]).status_code for _ in range(12)} == {200}
    assert service.dateline("keys", "revoke", key["id"]).returncode == 0
    assert {service.get("/v1/sources", key["key"]).status_code for _ in range(12)} == {401}


def test_the_page_works_under_a_proxys_path(service: Service) -> None:
    page = service.get("/")
    assert page.status_code == 200
    assert 'src="static/app.js"' in page.text
    assert service.get("/static/app.js").status_code == 200
    assert "/press/openapi.json" in service.get("/docs").text


def test_figures_are_those_of_all_processes(service: Service) -> None:
    key = service.key()["key"]
    counted = ("dateline_requests_total", "method=GET", "route=/v1/articles", "status=200")
    before = figures(service.get("/metrics").text).get(counted, 0)
    for _ in range(20):
        service.get("/v1/articles", key)
    assert {figures(service.get("/metrics").text)[counted] for _ in range(6)} == {before + 20}


def test_figures_are_for_this_machine_or_an_admin(service: Service) -> None:
    through_a_proxy = {"X-Forwarded-For": "198.51.100.7"}
    assert service.get("/metrics", **through_a_proxy).status_code == 401
    assert service.get("/metrics", service.key()["key"], **through_a_proxy).status_code == 403
    assert service.get("/metrics", service.admin, **through_a_proxy).status_code == 200  # type: ignore[attr-defined]


def test_each_request_is_a_json_line_of_the_log_with_its_id(service: Service) -> None:
    key = service.key()
    service.get("/v1/sources?source=Halvern", key["key"], **{"X-Request-ID": "a-line-of-mine"})
    lines = service.told("a-line-of-mine")
    (line,) = [line for line in lines if line["request_id"] == "a-line-of-mine"]
    assert (line["logger"], line["route"], line["status"]) == ("dateline.request", "/v1/sources", 200)
    assert line["key"] == key["id"]
    assert not [line for line in lines if "Halvern" in str(line) or key["key"].split("_", 2)[2] in str(line)]
