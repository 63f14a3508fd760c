"""The streamed answer, over a real port: what comes when, and what becomes of those who leave or do not read."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import staged
from api.events import SILENCE
from corpus.article import Document, Scope
from qa.answer import Reply
from qa.desk import Desk
from qa.question import Question
from tests.api.conftest import PROBLEM
from tests.api.doors import QUESTION, Door, served
from tests.api.routes.sending import TEXT

Event = tuple[str, Any]


def events(lines: Iterable[str]) -> Iterator[Event]:
    """Read events as they come; comments are passed over."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def streamed(url: str, question: str = QUESTION, **fields: Any) -> list[Event]:
    with httpx.stream("POST", f"{url}/v1/ask/stream", json={"question": question, **fields}, timeout=30) as reply:
        assert reply.status_code == 200, reply.read()
        return list(events(reply.iter_lines()))


class Gated(Desk):
    """A desk that chooses no answer before it may, and notes how far each question came."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.may = threading.Event()
        self.reached: list[str] = []
        self.fails: Exception | None = None

    def stages(
        self, question: Question, scope: Scope | None = None, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Reply]:
        first, *rest = super().stages(question, scope)
        self.reached.append("passages")
        yield first
        while not self.may.wait(0.01) and wanted():
            pass
        if self.fails:
            raise self.fails
        self.reached.append("answer" if wanted() else "stopped")
        yield from rest

    def until(self, reached: list[str]) -> None:
        deadline = time.monotonic() + 20
        while self.reached != reached:
            assert time.monotonic() < deadline, self.reached
            time.sleep(0.01)


@pytest.fixture
def gated(tmp_path: Path) -> Iterator[tuple[Door, Gated]]:
    """One question at a time; the archive is empty."""
    with served(tmp_path, sample=False, made=Gated, at_once=1) as door:
        assert isinstance(door.desk, Gated)
        yield door, door.desk
        door.desk.may.set()


def left(door: Door, stage: str, **fields: Any) -> socket.socket:
    """Ask, read until a word of the reply, and keep the connection open."""
    host, port = door.url.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=20)
    body = json.dumps({"question": QUESTION, **fields}).encode()
    head = f"POST /v1/ask/stream HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: "
    made.sendall(f"{head}{len(body)}\r\n\r\n".encode() + body)
    read = b""
    while stage.encode() not in read:
        read += made.recv(65536)
    return made


def test_the_events_joined_are_the_reply_of_ask(door: Door) -> None:
    told = streamed(door.url, k=3)
    assert [name for name, _ in told] == ["passages", "answer", "done"]
    joined = {field: value for _, data in told for field, value in data.items()}
    plain = door.asked(k=3)
    assert joined.keys() == plain.keys()
    assert {**joined, "took_ms": sorted(joined["took_ms"])} == {**plain, "took_ms": sorted(plain["took_ms"])}


def test_the_passages_arrive_before_the_answer_is_chosen(gated: tuple[Door, Gated]) -> None:
    door, desk = gated
    with httpx.stream(
        "POST", f"{door.url}/v1/ask/stream", json={"question": QUESTION}, headers={"Accept-Encoding": "gzip"}
    ) as reply:
        told = events(reply.iter_lines())
        assert next(told)[0] == "passages"
        assert desk.reached == ["passages"]
        desk.may.set()
        assert [name for name, _ in told] == ["answer", "done"]
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert "content-encoding" not in reply.headers


def test_what_is_refused_before_the_first_event_has_its_own_status(door: Door) -> None:
    for body, status, kind in (({"question": " "}, 422, "question-empty"), ({}, 422, "invalid-request")):
        reply = httpx.post(f"{door.url}/v1/ask/stream", json=body)
        assert (reply.status_code, reply.headers["content-type"]) == (status, PROBLEM)
        assert reply.json()["type"].endswith(kind)


def test_what_fails_later_is_a_problem_event_and_the_last(gated: tuple[Door, Gated]) -> None:
    door, desk = gated
    desk.fails = KeyError("secret words")
    desk.may.set()
    told = streamed(door.url)
    assert [name for name, _ in told] == ["passages", "problem"]
    problem = told[-1][1]
    assert (problem["status"], problem["type"]) == (500, "urn:dateline:problem:internal")
    assert problem["request_id"]
    assert "secret" not in json.dumps(problem)


def test_who_leaves_stops_the_work_and_frees_the_place(gated: tuple[Door, Gated]) -> None:
    door, desk = gated
    left(door, "event: passages").close()
    desk.until(["passages", "stopped"])
    desk.may.set()
    assert [name for name, _ in streamed(door.url)] == ["passages", "answer", "done"]


def test_a_question_keeps_its_place_until_its_answer_is_chosen(tmp_path: Path) -> None:
    with served(tmp_path, sample=False, made=Gated, at_once=1, waiting=0) as door:
        assert isinstance(door.desk, Gated)
        with left(door, "event: passages") as first:
            refused = httpx.post(f"{door.url}/v1/ask/stream", json={"question": QUESTION})
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
            door.desk.may.set()
            while b"event: done" not in first.recv(65536):
                pass
        assert door.desk.reached == ["passages", "answer"]


def test_ten_who_never_read_hold_up_nobody(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(f"Ferry {at} of ICESCO and NeLC sailed {'and sailed ' * 70}." for at in range(100))
    release = Document("port", "ferries.txt", f"Ferries\n\n{paragraphs}\n".encode(), "text")
    with served(tmp_path, release, sample=False, made=Gated, at_once=1, per_article=100) as door:
        assert isinstance(door.desk, Gated)
        door.desk.may.set()
        with ExitStack() as idle:
            for at in range(1, 11):
                idle.enter_context(left(door, "", k=100))
                door.desk.until(["passages", "answer"] * at)  # the work is done, though nobody reads
            assert len(door.asked(k=100)["passages"]) == 100


def test_what_takes_too_long_ends_with_a_problem_and_stops(tmp_path: Path) -> None:
    with served(tmp_path, sample=False, made=Gated, time_limit=0.3) as door:
        assert isinstance(door.desk, Gated)
        told = streamed(door.url)
        assert [(name, data.get("status")) for name, data in told] == [("passages", None), ("problem", 504)]
        door.desk.until(["passages", "stopped"])


def test_a_silent_stream_says_that_it_lives(gated: tuple[Door, Gated], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged, "KEEP_ALIVE", 0.02)
    door, desk = gated
    with httpx.stream("POST", f"{door.url}/v1/ask/stream", json={"question": QUESTION}) as reply:
        lines = reply.iter_lines()
        while next(lines) != SILENCE.decode().strip():
            pass
        desk.may.set()
        assert [name for name, _ in events(lines)] == ["answer", "done"]


def test_it_works_behind_a_proxy_that_takes_its_path_off(tmp_path: Path) -> None:
    with served(tmp_path, sample=False, root_path="/press") as door:
        assert [name for name, _ in streamed(door.url)] == ["passages", "answer", "done"]
        added = httpx.post(f"{door.url}/v1/articles", json={"text": TEXT})
        assert added.headers["location"] == f"{door.url}/press/v1/articles/{added.json()['article']['id']}"
