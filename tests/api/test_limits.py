from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import BodyLimit
from tests.api.conftest import PROBLEM

MOST = 100


async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"read {len(body)}")(scope, receive, send)


async def reads_nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("not read")(scope, receive, send)


async def swallows(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        await reads_all(scope, receive, send)
    except ClientDisconnect:
        await PlainTextResponse("gone", 400)(scope, receive, send)


async def begins(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await Request(scope, receive).body()


async def fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("its own doing")


def call(app: ASGIApp, chunks: Iterable[bytes], headers: dict[str, str] | None = None) -> list[Message]:
    """Send chunks through the limit; returns what came back."""
    parts: Iterator[bytes] = iter(chunks)
    sent: list[Message] = []

    async def receive() -> Message:
        chunk = next(parts, None)
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
    }
    asyncio.run(BodyLimit(app, MOST)(scope, receive, send))
    return sent


def outcome(sent: list[Message]) -> tuple[int, bytes]:
    (start,) = (message for message in sent if message["type"] == "http.response.start")
    return start["status"], b"".join(message.get("body", b"") for message in sent)


App = Callable[[Scope, Receive, Send], Awaitable[None]]


@pytest.mark.parametrize("chunks", [[], [b"x" * MOST], [b"x"] * MOST, [b"x" * 60, b"", b"x" * 40]])
def test_a_body_up_to_the_limit_passes(chunks: list[bytes]) -> None:
    assert outcome(call(reads_all, chunks)) == (200, b"read %d" % sum(map(len, chunks)))


@pytest.mark.parametrize("app", [reads_all, swallows])
@pytest.mark.parametrize("chunks", [[b"x" * (MOST + 1)], [b"x"] * (MOST + 1), [b"x" * 10_000] * 3])
def test_one_byte_more_is_refused_while_it_arrives(app: App, chunks: list[bytes]) -> None:
    status, body = outcome(call(app, chunks))
    assert status == 413
    assert json.loads(body)["type"] == "urn:dateline:problem:body-too-large"


def test_a_stated_length_over_the_limit_is_refused_unread() -> None:
    body = iter([b"x"])
    assert outcome(call(reads_all, body, {"content-length": str(MOST + 1)}))[0] == 413
    assert next(body) == b"x"


def test_a_stated_length_does_not_lift_the_limit() -> None:
    assert outcome(call(reads_all, [b"x" * (MOST + 1)], {"content-length": "5"}))[0] == 413


@pytest.mark.parametrize("stated", ["-1", "many", "", "1e3"])
def test_a_senseless_length_is_passed_on(stated: str) -> None:
    assert outcome(call(reads_all, [b"x"], {"content-length": stated})) == (200, b"read 1")


def test_a_body_that_nobody_reads_is_nobodys_concern() -> None:
    assert outcome(call(reads_nothing, [b"x" * (MOST + 1)])) == (200, b"not read")


def test_a_reply_that_has_begun_is_not_begun_again() -> None:
    assert outcome(call(begins, [b"x" * (MOST + 1)]))[0] == 200


def test_an_apps_own_failure_stays_its_own() -> None:
    with pytest.raises(RuntimeError, match="its own doing"):
        call(fails, [b"x"])


def test_connections_that_are_not_http_pass() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def never() -> Message:
        raise AssertionError

    async def nothing(message: Message) -> None:
        raise AssertionError

    asyncio.run(BodyLimit(app, MOST)({"type": "lifespan"}, never, nothing))
    assert seen == ["lifespan"]


# The whole service


def chunks(size: int) -> Iterator[bytes]:
    yield b'{"text": "'
    for _ in range(size // 1_000):
        yield b"word " * 200
    yield b'"}'


@pytest.mark.parametrize("url", ["/v1/ask", "/v1/articles"])
@pytest.mark.parametrize("stated", [True, False])
def test_the_service_refuses_too_large_a_body(client: TestClient, url: str, stated: bool) -> None:
    content = b"".join(chunks(300_000)) if stated else chunks(300_000)
    reply = client.post(url, content=content, headers={"content-type": "application/json"})
    assert ("content-length" in reply.request.headers) == stated
    assert (reply.status_code, reply.headers["content-type"]) == (413, PROBLEM)
    assert reply.json()["type"] == "urn:dateline:problem:body-too-large"


def test_the_service_refuses_too_large_an_upload(client: TestClient) -> None:
    reply = client.post("/v1/articles", files={"file": ("a.txt", b"word " * 60_000)})
    assert (reply.status_code, reply.json()["type"]) == (413, "urn:dateline:problem:body-too-large")


@pytest.mark.parametrize("url", ["/v1/ask", "/v1/articles"])
def test_a_refusal_is_no_failure_in_the_log(client: TestClient, url: str, caplog: pytest.LogCaptureFixture) -> None:
    client.post(url, content=chunks(300_000), headers={"content-type": "application/json"})
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []
