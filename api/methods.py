"""What goes for all routes: HEAD where GET is, which methods a path has (RFC 9110, section 9), a slash at its end."""

from __future__ import annotations

import re
from typing import Any

from starlette._utils import get_route_path  # as the router sees a path, so must we
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.rules import MCP

_SLASHED = ("/v1/", f"{MCP}/")
"""Where a slash at the end says nothing; pages and their files stand where they stand."""

_PARAMETER = re.compile(r"\\\{\w+\\\}")


def allowed(description: dict[str, Any], path: str) -> tuple[str, ...]:
    """Give the methods that a path has, by the API's description; a path without parameters comes before others.

    Args:
        description: as `/openapi.json` has it.
        path: below the path under which a proxy publishes the service.
    """
    paths: dict[str, Any] = description["paths"]
    found = paths.get(path)
    if found is None:
        shapes = ((_PARAMETER.sub("[^/]+", re.escape(template)), methods) for template, methods in paths.items())
        found = next((methods for shape, methods in shapes if re.fullmatch(shape, path)), {})
    named = {method.upper() for method in found}
    return tuple(sorted(named | ({"HEAD"} if "GET" in named else set())))


class Methods:
    """Answers HEAD as GET without the body, and tells whoever comes with a wrong method which ones there are.

    Args:
        app: what is behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on. GET opens a stream at the protocol's own address: HEAD does not."""
        path = get_route_path(scope) if scope["type"] == "http" else MCP
        if path == MCP:
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 405:
                if methods := allowed(scope["app"].openapi(), path):
                    MutableHeaders(scope=message)["Allow"] = ", ".join(methods)
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET"} if is_head else scope
        try:
            await self.app(asked, receive, told)
        finally:
            if "route" in asked:  # the log and the figures name it
                scope["route"] = asked["route"]


class Slashes:
    """Takes a path with a slash at its end for the one without, before anybody judges it.

    The router would redirect, which guard and line know nothing of, to an address that is another one behind a proxy.

    Args:
        app: what is behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            path = get_route_path(scope)
            if path.endswith("/") and path.startswith(_SLASHED):
                scope["path"] = scope["path"].rstrip("/")
        await self.app(scope, receive, send)
