"""What is sent when a stream that has begun fails, falls silent, or is left."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import staged
from api.chat.streaming import refusal
from api.events import SILENCE, Events
from api.staged import Staged, Wanted
from qa.errors import QuestionEmpty
from tests.api.chat.talking import user
from tests.api.doors import QUESTION, served


def sent(work: Any, seconds: float = 30.0) -> list[bytes]:
    """Everything that a stream sends."""

    async def taken() -> list[bytes]:
        return [bytes(piece) async for piece in Events(Staged(work, seconds), refusal).body_iterator]  # type: ignore[arg-type]

    return asyncio.run(taken())


def failing(error: Exception) -> Any:
    def stages(_: Wanted) -> Iterator[bytes]:
        yield b"data: {}\n\n"
        raise error

    return stages


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (QuestionEmpty("ask in words"), "invalid_request_error", "ask in words"),
        (RuntimeError("a secret"), "server_error", "the service failed to answer; its log says why"),
    ],
)
def test_a_failure_is_told_as_an_error_and_no_end_is_claimed(error: Exception, kind: str, message: str) -> None:
    first, last = sent(failing(error))
    assert first == b"data: {}\n\n"
    told = json.loads(last.removeprefix(b"data: "))
    assert (told["error"]["type"], told["error"]["message"], told["detail"]) == (kind, message, message)


def test_what_takes_too_long_is_told_so() -> None:
    go = threading.Event()

    def slow(_: Wanted) -> Iterator[bytes]:
        go.wait(20)
        yield b""

    try:
        (last,) = sent(lambda wanted: slow(wanted), seconds=0.05)
    finally:
        go.set()
    assert json.loads(last.removeprefix(b"data: "))["error"]["code"] == "out_of_time"


def test_a_silence_is_filled_with_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged, "KEEP_ALIVE", 0.01)

    def slow(_: Wanted) -> Iterator[bytes]:
        time.sleep(0.1)
        yield b"data: {}\n\n"

    *silent, last = sent(slow)
    assert last == b"data: {}\n\n"
    assert silent
    assert set(silent) == {SILENCE}


def test_when_the_client_leaves_the_work_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def endless(_question: object, _scope: object, wanted: Wanted) -> Iterator[object]:
        yield from ()  # a generator, as the desk's stages are
        begun.set()
        while wanted():
            time.sleep(0.01)
        stopped.set()
        raise CancelledError

    with served(tmp_path, sample=False, at_once=1) as slow:
        monkeypatch.setattr(slow.desk, "stages", endless)
        body = {"messages": [user(QUESTION)], "stream": True}
        with httpx.stream("POST", f"{slow.url}/v1/chat/completions", json=body) as reply:
            assert reply.status_code == 200
            assert begun.is_set()
        assert stopped.wait(20)
