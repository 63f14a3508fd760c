"""The service as a process of its own, to be measured from outside."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from eval.bench import pss

COMMAND = (sys.executable, "-c", "from api.cli import main; main()")

POLL_S = 0.02
GIVE_UP_S = 900.0


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers.

    Attributes:
        url: where.
        process: what was started; its children answer too where there are several.
    """

    url: str
    process: subprocess.Popen[bytes]

    def memory(self) -> float:
        """Proportional set size of all its processes, MB.

        Raises:
            OSError: the system is no Linux.
        """
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sum(pss.of_process(pid).total for pid in (self.process.pid, *map(int, children)))


def environment(cache: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a measured process: none of the caller's settings, but these."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**rest, "DATELINE_CACHE": str(cache), "DATELINE_SCHEDULE": "false", **settings}


@contextlib.contextmanager
def served(data: Path, cache: Path, *, workers: int = 1, **settings: str) -> Iterator[Service]:
    """Serve a data folder on a free port, and wait until it is ready.

    Args:
        data: the data folder.
        cache: where the converted model is.
        workers: processes that answer.
        settings: variables of its environment.

    Raises:
        TimeoutError: it was not ready for a quarter of an hour, or ended.
    """
    port = _free_port()
    command = [*COMMAND, "serve", "--data", str(data), "--port", str(port), "--workers", str(workers)]
    silent = subprocess.DEVNULL
    started = environment(cache, **settings)
    process = subprocess.Popen(command, env=started, stdout=silent, stderr=silent)  # noqa: S603 - our own
    service = Service(f"http://127.0.0.1:{port}", process)
    try:
        _until_ready(service, data)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_ready(service: Service, data: Path) -> None:
    began = time.perf_counter()
    with httpx.Client(base_url=service.url, timeout=60) as web:
        while not _ready(web):
            if service.process.poll() is not None or time.perf_counter() - began > GIVE_UP_S:
                raise TimeoutError(f"the service over {data} did not become ready; start it by hand to see why")
            time.sleep(POLL_S)


def _ready(web: httpx.Client) -> bool:
    try:
        return web.get("/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])
