"""Several processes answer over one data folder: each sees every change at its next question."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT

DATELINE = [sys.executable, "-c", "from api.cli import main; main()"]
QUESTION = {"question": "what did ICESCO agree with NeLC?", "k": 3}

pytestmark = pytest.mark.slow


def children(pid: int) -> set[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child) for child in listed}


@pytest.fixture
def served(tmp_path: Path, models: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], dict[str, str]]]:
    """Two processes answering from the sample, all questions through one port."""
    environment = os.environ | {"DATELINE_DATA": str(tmp_path / "data"), "DATELINE_CACHE": str(models)}
    subprocess.run([*DATELINE, "ingest", str(ROOT / "corpus/sample"), "--json"], env=environment, check=True)
    subprocess.run([*DATELINE, "index", "rebuild"], env=environment, check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*DATELINE, "serve", "--workers", "2", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                if httpx.get(f"{url}/readyz").status_code == 200:
                    break
            except httpx.HTTPError:
                assert process.poll() is None, "the service ended"
            assert time.monotonic() < deadline, "the service was never ready"
            time.sleep(0.2)
        yield url, process, environment
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def asked(url: str) -> list[str]:
    """Ask over a new connection, which any of the processes may take."""
    reply = httpx.post(f"{url}/v1/ask", json=QUESTION, timeout=60)
    assert reply.status_code == 200, reply.text
    return [passage["citation"]["article_id"] for passage in reply.json()["passages"]]


def test_what_is_removed_is_gone_from_every_process(
    served: tuple[str, subprocess.Popen[bytes], dict[str, str]],
) -> None:
    url, process, environment = served
    assert len(children(process.pid)) >= 2
    first = asked(url)[0]
    assert {asked(url)[0] for _ in range(10)} == {first}
    subprocess.run([*DATELINE, "remove", first], env=environment, check=True)
    assert not [found for _ in range(20) if first in (found := asked(url))]
