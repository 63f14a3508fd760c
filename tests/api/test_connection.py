"""Connections as clients make them: what is no request, what has no end, and who says nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from uvicorn import Config, Server

from api import connection
from api.connection import LARGEST_HEAD, Connection

HOST = b"Host: localhost\r\n\r\n"
SHORT = 0.3
"""Seconds that a head may take, in these tests."""


async def _said(request: Request) -> Response:
    return Response(await request.body())


async def _slowly(_: Request) -> Response:
    async def pieces() -> Any:
        for _ in range(4):
            yield b"piece"
            await asyncio.sleep(SHORT / 2)

    return StreamingResponse(pieces())


BEHIND = Starlette(routes=[Route("/said", _said, methods=["GET", "POST"]), Route("/slowly", _slowly)])

Talk = Callable[..., Awaitable[bytes]]


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Talk], Awaitable[None]]], None]:
    """Runs a conversation with a server: pieces are sent with a pause between, and all that comes is given."""
    monkeypatch.setattr(connection, "HEAD_SECONDS", SHORT)

    def run(test: Callable[[Talk], Awaitable[None]]) -> None:
        async def within() -> None:
            config = Config(BEHIND, http=Connection, port=0, log_config=None, lifespan="off")
            server = Server(config)
            config.load()
            server.lifespan = config.lifespan_class(config)
            await server.startup()
            port = server.servers[0].sockets[0].getsockname()[1]

            async def talk(*pieces: bytes, pause: float = 0.0) -> bytes:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                try:
                    for piece in pieces:
                        writer.write(piece)
                        await writer.drain()
                        await asyncio.sleep(pause)
                    return await reader.read()
                except ConnectionError:
                    return b""
                finally:
                    writer.close()

            try:
                async with asyncio.timeout(20):
                    await test(talk)
            finally:
                await server.shutdown()

        asyncio.run(within())

    return run


def problem(said: bytes) -> tuple[int, str]:
    """The status of a problem, and what it says."""
    head, _, body = said.partition(b"\r\n\r\n")
    assert b"Content-Type: application/problem+json" in head
    assert f"Content-Length: {len(body)}".encode() in head
    told = json.loads(body)
    assert (told["type"], told["title"]) == ("urn:dateline:problem:http", head.decode().splitlines()[0][13:])
    assert f"X-Request-ID: {told['request_id']}".encode() in head
    return int(head.split()[1]), told["detail"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"FROB /said HTTP/1.1\r\n", "method"),
        (b"get /said HTTP/1.1\r\n", "method"),
        (b"GET /sa id HTTP/1.1\r\n", "RFC 9112"),
        (b"GET /said HTTP/7.0\r\n", "RFC 9112"),
        (b"GET /" + b"a" * (LARGEST_HEAD + 1) + b" HTTP/1.1\r\n", "RFC 9112"),
        (b"POST /said HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n", "RFC 9112"),
        (b"POST /said HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + HOST + b"ZZ\r\n", "RFC 9112"),
    ],
)
def test_what_is_no_request_is_refused_with_a_problem(talking: Any, sent: bytes, words: str) -> None:
    async def test(talk: Talk) -> None:
        status, detail = problem(await talk(sent, HOST))
        assert status == 400
        assert words in detail

    talking(test)


def test_a_head_without_end_is_read_no_further(talking: Any) -> None:
    async def test(talk: Talk) -> None:
        said = await talk(
            b"GET /said HTTP/1.1\r\nX-Long: ", b"a" * (LARGEST_HEAD // 2), b"a" * LARGEST_HEAD, pause=0.05
        )
        assert problem(said)[0] == 431

    talking(test)


def test_a_head_that_does_not_come_to_its_end_is_waited_for_a_while(talking: Any) -> None:
    async def test(talk: Talk) -> None:
        began = time.monotonic()
        assert problem(await talk(b"GET /said HTTP/1.1\r\nX: "))[0] == 408
        assert time.monotonic() - began >= SHORT

    talking(test)


@pytest.mark.parametrize("sent", [[], [b"\r\n"]])
def test_who_says_nothing_is_hung_up_on(talking: Any, sent: list[bytes]) -> None:
    async def test(talk: Talk) -> None:
        assert await talk(*sent) == b""

    talking(test)


def test_what_comes_after_a_reply_is_not_waited_for_without_end(talking: Any) -> None:
    async def test(talk: Talk) -> None:
        began = time.monotonic()
        head = b"GET /slowly HTTP/1.1\r\nContent-Length: 9999\r\n" + HOST
        said = await talk(head, *[b"x"] * 60, pause=0.1)
        assert said.startswith(b"HTTP/1.1 200") or said == b""
        assert time.monotonic() - began < 5

    talking(test)


def test_a_body_may_take_longer_than_a_head_and_so_may_a_reply(talking: Any) -> None:
    async def test(talk: Talk) -> None:
        head = b"POST /said HTTP/1.1\r\nConnection: close\r\nContent-Length: 5\r\n" + HOST
        assert (await talk(head, *[bytes([letter]) for letter in b"words"], pause=SHORT / 3)).endswith(
            b"\r\n\r\nwords"
        )
        slow = b"GET /slowly HTTP/1.1\r\nConnection: close\r\n" + HOST
        assert (await talk(slow)).count(b"piece") == 4

    talking(test)


def test_the_head_of_a_next_request_cuts_no_reply_short(talking: Any) -> None:
    async def test(talk: Talk) -> None:
        said = await talk(b"GET /slowly HTTP/1.1\r\n" + HOST + b"GET /said HTTP/1.1\r\nX: ")
        assert said.count(b"piece") == 4
        assert b" 408 " in said

    talking(test)


def test_one_connection_serves_one_request_after_the_other(talking: Any) -> None:
    async def test(talk: Talk) -> None:
        one, last = b"GET /said HTTP/1.1\r\n", b"GET /said HTTP/1.1\r\nConnection: close\r\n"
        said = await talk(one + HOST, one + HOST, last + HOST, pause=SHORT / 2)
        assert said.count(b"HTTP/1.1 200") == 3

    talking(test)
