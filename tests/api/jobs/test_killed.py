"""A real `serve`, killed again and again in the middle of a job: nothing is lost, nothing is taken in twice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.article import Scope, article_id
from corpus.store.articles import ArticleStore
from tests.corpus.store.looking import sql

pytestmark = pytest.mark.slow

SERVE = """
import time
from tests.conftest import HashingEmbedder

class Slow(HashingEmbedder):
    def encode_passages(self, texts, progress=None):
        time.sleep(0.02 * len(texts))
        return super().encode_passages(texts, progress)

if __name__ == "__main__":
    import qa.desk
    qa.desk.quickest = lambda _model, _cache: Slow()
    from api.cli import main
    main()
"""
MANY = 240
KILLS = 4
KEY = {"Idempotency-Key": "once"}


def sent() -> dict[str, Any]:
    bodies = (f"Ship {at} reached the port of Halvern with {at} crates of fish on board." for at in range(MANY))
    return {
        "articles": [
            {"text": f"Ship {at}\n\n{body}", "source": "port", "path": f"{at}"} for at, body in enumerate(bodies)
        ]
    }


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], tuple[str, subprocess.Popen[bytes]]]]:
    """Start a service over one data folder; gives its address, too."""
    folders = {"DATELINE_DATA": str(tmp_path / "data"), "DATELINE_CACHE": str(tmp_path / "cache")}
    environment = os.environ | folders | {"DATELINE_READER": "none", "DATELINE_WORKERS": "0"}
    started: list[subprocess.Popen[bytes]] = []

    def serve() -> tuple[str, subprocess.Popen[bytes]]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-c", SERVE, "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
        started.append(process)
        url = f"http://127.0.0.1:{port}"
        until(lambda: httpx.get(f"{url}/healthz").status_code == 200)
        return url, process

    yield serve
    for process in started:
        if process.poll() is None:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def until(true: Callable[[], bool], seconds: float = 180) -> None:
    ends = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


def done(job: str) -> int:
    return int(httpx.get(job).json()["done"])


def further(job: str, than: int) -> bool:
    return done(job) > than


def test_what_was_promised_is_kept_whatever_is_killed(
    start: Callable[[], tuple[str, subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    url, process = start()
    promised = httpx.post(f"{url}/v1/articles/bulk", json=sent(), headers=KEY, timeout=60)
    kill(process)  # at once after the reply
    assert promised.status_code == 202
    where = f"/v1/jobs/{promised.json()['id']}"
    seen = [0]
    for _ in range(KILLS):
        url, process = start()
        again = httpx.post(f"{url}/v1/articles/bulk", json=sent(), headers=KEY, timeout=60)
        assert (again.status_code, again.content) == (202, promised.content)
        until(partial(further, url + where, seen[-1]))
        seen.append(done(url + where))
        kill(process)
    url, process = start()
    until(lambda: httpx.get(url + where).json()["state"] == "done")
    job = httpx.get(url + where).json()
    kill(process)
    assert seen == sorted(seen)
    assert seen[1] < MANY, "it was never killed in the middle"
    assert job["counts"] == {"added": MANY}
    assert [item["status"] for item in job["items"]] == [201] * MANY
    store = ArticleStore(tmp_path / "data")
    assert store.count(Scope.everything()) == MANY
    assert set(store.all_ids()) == {article_id("port", f"{at}") for at in range(MANY)}
    assert sql(store, "SELECT count(*) FROM versions") == [(MANY,)]
    assert sql(store, "SELECT count(*) FROM items WHERE raw IS NOT NULL") == [(0,)]
    assert sql(store, "SELECT count(*) FROM jobs") == [(1,)]
    store.close()
