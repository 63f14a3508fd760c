"""From nothing to the first answer: the service and `dateline ask`, each as a process of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from eval.bench.figures import Figure, spread
from qa.ingest import Progress

RUNS = 3
"""Timed runs after one that warms the disk."""

SERVICE_GOAL_S, ASK_GOAL_S = 2.0, 1.5

POLL_S = 0.02
GIVE_UP_S = 900.0

_COMMAND = (sys.executable, "-c", "from api.cli import main; main()")


def measure(data: Path, cache: Path, question: str, on: str, progress: Progress) -> list[Figure]:
    """Time both.

    Args:
        data: the data folder.
        cache: where the converted model is.
        question: what is asked.
        on: what the figures are said to be on.
        progress: told of the starts done.
    """
    figures = []
    for place, (what, start, goal) in enumerate(
        (("service to its first answer", _serve, SERVICE_GOAL_S), ("`dateline ask`", _ask, ASK_GOAL_S))
    ):
        times = []
        for run in range(RUNS + 1):
            times.append(start(data, cache, question))
            progress(place * (RUNS + 1) + run + 1, 2 * (RUNS + 1))
        figures.append(Figure(f"start: {what}", f"{on}, warm disk", spread(times[1:])[0], "s", goal))
    return figures


def _environment(cache: Path) -> dict[str, str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**settings, "DATELINE_CACHE": str(cache), "DATELINE_SCHEDULE": "false"}


def _ask(data: Path, cache: Path, question: str) -> float:
    """Seconds that `dateline ask` takes.

    Raises:
        CalledProcessError: it failed.
    """
    command = [*_COMMAND, "ask", question, "--data", str(data), "--json"]
    began = time.perf_counter()
    subprocess.run(command, env=_environment(cache), stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own
    return time.perf_counter() - began


def _serve(data: Path, cache: Path, question: str) -> float:
    """Seconds from starting the service to its first answer.

    Raises:
        TimeoutError: it was not ready for a quarter of an hour, or ended.
        HTTPError: it would not answer.
    """
    port = _free_port()
    began = time.perf_counter()
    with _service(data, cache, port) as process, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as web:
        while not _ready(web):
            if process.poll() is not None or time.perf_counter() - began > GIVE_UP_S:
                raise TimeoutError(f"the service over {data} did not become ready; start it by hand to see why")
            time.sleep(POLL_S)
        web.post("/v1/ask", json={"question": question}).raise_for_status()
        return time.perf_counter() - began


def _ready(web: httpx.Client) -> bool:
    try:
        return web.get("/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@contextlib.contextmanager
def _service(data: Path, cache: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [*_COMMAND, "serve", "--data", str(data), "--port", str(port)]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=_environment(cache), stdout=silent, stderr=silent)  # noqa: S603 - our own
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])
