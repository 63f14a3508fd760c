"""Processes that answer: who takes what, and what becomes of a question whose process ends, or whose asker leaves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from index.encoding.precedence import PRECEDENCE
from tests.api.doors import Door, served
from tests.api.workers import desks
from tests.api.workers.desks import notes, processes

pytestmark = pytest.mark.slow


@contextmanager
def wilful(folder: Path, size: int = 2, **settings: Any) -> Iterator[Door]:
    with served(folder, sample=False, answering=(desks.wilful, size), **settings) as opened:
        yield opened


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Door]:
    with wilful(tmp_path) as opened:
        yield opened


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def ask(door: Door, question: str) -> httpx.Response:
    return httpx.post(f"{door.url}/v1/ask", json={"question": question}, timeout=60)


@contextmanager
def asking(door: Door, *questions: str) -> Iterator[list[Future[httpx.Response]]]:
    with ThreadPoolExecutor(len(questions)) as sides:
        yield [sides.submit(ask, door, question) for question in questions]


def children() -> set[int]:
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {int(child) for each in listed for child in each.read_text().split()}


def test_two_questions_are_answered_by_two_processes_and_the_third_waits(two: Door) -> None:
    folder = two.settings.data
    with asking(two, "wait a", "wait b") as replies:
        until(lambda: notes(folder) == ["began", "began"])
        assert len(processes(folder)) == 2
        with asking(two, "c") as third:
            time.sleep(0.3)
            assert notes(folder) == ["began", "began"]
            (folder / "go").touch()
            assert [reply.result().status_code for reply in (*replies, *third)] == [200, 200, 200]
    assert notes(folder).count("answered") == 3


def test_jobs_at_the_door_let_questions_go_first(two: Door) -> None:
    with asking(two, "wait a") as replies:
        until(lambda: notes(two.settings.data) == ["began"])
        assert PRECEDENCE.asked_lately
        assert PRECEDENCE._asking == 1
        (two.settings.data / "go").touch()
        replies[0].result()
    until(lambda: PRECEDENCE._asking == 0)


def test_a_question_whose_process_ends_is_answered_by_another(two: Door) -> None:
    before = children()
    assert ask(two, "perish a").status_code == 200
    assert len(processes(two.settings.data)) == 2
    until(lambda: len(children()) == len(before) and children() != before)  # another took its place
    assert ask(two, "b").status_code == 200


def test_a_question_that_ends_every_process_is_told_so_and_no_other_is_lost(two: Door) -> None:
    reply = ask(two, "die a")
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "1")
    assert reply.json()["type"] == "urn:dateline:problem:answer-interrupted"
    assert ask(two, "b").status_code == 200


def test_a_stream_that_has_begun_is_broken_off_with_its_process(two: Door) -> None:
    folder = two.settings.data
    with httpx.stream("POST", f"{two.url}/v1/ask/stream", json={"question": "wait a"}, timeout=60) as reply:
        lines = reply.iter_lines()
        assert next(lines) == "event: passages"
        os.kill(processes(folder).pop(), signal.SIGKILL)
        with pytest.raises(httpx.RemoteProtocolError):
            list(lines)
    assert ask(two, "b").status_code == 200


def test_who_leaves_a_stream_ends_its_work(tmp_path: Path) -> None:
    with wilful(tmp_path, 1) as one:
        folder = one.settings.data
        with httpx.stream("POST", f"{one.url}/v1/ask/stream", json={"question": "wait a"}, timeout=60) as reply:
            assert next(reply.iter_lines()) == "event: passages"
        until(lambda: notes(folder) == ["began", "stopped"])
        assert ask(one, "b").status_code == 200


def test_who_leaves_before_the_reply_keeps_the_place_until_the_work_is_done(tmp_path: Path) -> None:
    with wilful(tmp_path, 1) as one:
        folder = one.settings.data
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{one.url}/v1/ask", json={"question": "wait a"}, timeout=0.5)
        until(lambda: notes(folder) == ["began"])
        with asking(one, "b") as replies:
            time.sleep(0.2)
            assert notes(folder) == ["began"]
            (folder / "go").touch()
            assert replies[0].result().status_code == 200
        assert notes(folder) == ["began", "answered", "began", "answered"]


def test_who_reads_a_stream_slowly_holds_up_nobody(tmp_path: Path) -> None:
    with wilful(tmp_path, 1) as one:
        host, port = one.url.removeprefix("http://").split(":")
        body = b'{"question": "a"}'
        with socket.create_connection((host, int(port))) as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            head = f"POST /v1/ask/stream HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            slow.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            until(lambda: notes(one.settings.data) == ["began", "answered"])
            assert ask(one, "b").status_code == 200


def test_what_takes_too_long_is_told_so_and_what_has_no_room_too(tmp_path: Path) -> None:
    with wilful(tmp_path, 1, time_limit=1.0, waiting=0) as one:
        with asking(one, "wait a") as replies:
            until(lambda: notes(one.settings.data) == ["began"])
            busy = ask(one, "b")
            assert (busy.status_code, busy.json()["type"]) == (503, "urn:dateline:problem:too-busy")
            late = replies[0].result()
            assert (late.status_code, late.json()["type"]) == (504, "urn:dateline:problem:out-of-time")
        (one.settings.data / "go").touch()
        until(lambda: ask(one, "c").status_code == 200)


def test_what_cannot_load_its_model_is_not_ready_and_says_why(tmp_path: Path) -> None:
    with served(tmp_path, sample=False, answering=(desks.unready, 2)) as one:
        reply = httpx.get(f"{one.url}/readyz")
        assert (reply.status_code, reply.json()["type"]) == (500, "urn:dateline:problem:model-missing")
        assert reply.json()["detail"] == "there is no model; name another"
        assert httpx.get(f"{one.url}/healthz").status_code == 200


def test_none_outlives_the_service(tmp_path: Path) -> None:
    before = children()
    with wilful(tmp_path) as opened:
        assert len(children() - before) == 2
        assert ask(opened, "a").status_code == 200
    assert children() <= before


SERVICE = """
import sys, time
from pathlib import Path
from typing import Any
from tests.api.workers.test_pool import wilful
with wilful(Path(sys.argv[1])) as door:
    print(door.url, flush=True)
    time.sleep(600)
"""


def test_none_outlives_a_service_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVICE, str(tmp_path)], stdout=subprocess.PIPE) as service:
        assert service.stdout is not None
        assert service.stdout.readline().startswith(b"http")
        answering = [
            int(child)
            for each in Path(f"/proc/{service.pid}/task").glob("*/children")
            for child in each.read_text().split()
        ]
        assert len(answering) == 2
        service.kill()
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in answering))
