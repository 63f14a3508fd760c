"""What the tests of this room share: a client of the protocol, and releases to ask about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from corpus.article import Document

Found = TypeVar("Found")

MODES = ("auto", "legacy")
"""Both ages of the protocol: without a handshake, and with one."""


def release(source: str, path: str, text: str) -> Document:
    return Document(source, path, text.encode(), "text")


PORT = release(
    "port", "open.txt", "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened on Thursday."
)
RAIL = release(
    "rail", "line.txt", "New line to Elsen\n\nELSEN, 2 May 2024 - The rail line to Elsen carries 4,000 people a day."
)


def spoken(url: str, work: Callable[[Client], Awaitable[Found]], mode: str = "auto", key: str | None = None) -> Found:
    """Speak to a service with the protocol's own client."""

    async def speak() -> Found:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=30) as plain,
            Client(streamable_http_client(f"{url}/mcp", http_client=plain), mode=mode) as client,
        ):
            return await work(client)

    return anyio.run(speak)


def called(url: str, name: str, *, mode: str = "auto", key: str | None = None, **arguments: Any) -> Any:
    """Call a tool of a service, and give what came back."""
    return spoken(url, lambda client: client.call_tool(name, arguments), mode, key)
