"""The usual question, answered without looking for its route.

Its route is known before it is sent here, and its door was passed. What a framework does between a request and the
function that answers it, matching, resolving dependencies, keeping stacks of what is to be closed, takes .4 ms of
every question; so a body of `/v1/ask` that holds together goes to that function at once. Whatever else comes, a body
that does not hold together too, goes the framework's way, which has the words for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi import Request
from starlette._utils import get_route_path  # as the router sees a path, so must we
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems, schemas
from api.routes.ask import ask
from api.settings import Settings
from qa.desk import Desk

PATH = "/v1/ask"


class Straight:
    """Takes questions to the function of their route.

    Args:
        app: takes everything else.
        desk, settings: as that function has them from `app`.
    """

    def __init__(self, app: ASGIApp, desk: Desk, settings: Settings) -> None:
        self.app, self._desk, self._settings = app, desk, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on with what was read of it."""
        if scope["type"] != "http" or scope["method"] != "POST" or get_route_path(scope) != PATH:
            await self.app(scope, receive, send)
            return
        request, came = Request(scope), await receive()
        if (asked := _read(request, came)) is None:
            await self.app(scope, _again(came, receive), send)
            return
        try:
            reply = await ask(asked, self._desk, self._settings, scope["state"]["visitor"].scope())
        except tuple(problems.KINDS) as error:
            reply = await problems.ours(request, error)
        await reply(scope, receive, send)


def _read(request: Request, came: Message) -> schemas.Ask | None:
    """Read a question that came in one piece, as the framework does; null where it would refuse it, or may."""
    if request.headers.get("content-type") != "application/json" or came.get("more_body"):
        return None
    try:
        return schemas.Ask.model_validate(json.loads(came.get("body", b"")))
    except (ValueError, RecursionError):
        return None


def _again(first: Message, receive: Receive) -> Receive:
    """Give what was received once more, then what follows."""
    held: Iterator[Message] = iter([first])

    async def received() -> Message:
        return next(held, None) or await receive()

    return received
