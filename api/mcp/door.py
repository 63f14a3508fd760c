"""`/mcp`: the protocol over HTTP. Guard, limits and the line of questions stand before it as before every route."""

from __future__ import annotations

from typing import cast

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api import problems
from api.mcp.archive import Archive
from api.mcp.server import Context, server
from api.settings import Settings
from qa.desk import Desk


class Door:
    """Answers requests of the protocol, each by itself: nothing is kept between them, so any process may answer.

    Hosts and origins were judged by the guard before.

    Args:
        desk: what answers.
        settings: what holds where a question leaves something open.
    """

    def __init__(self, desk: Desk, settings: Settings) -> None:
        def archive(context: Context) -> Archive:
            request = cast(Request, context.request)
            return Archive(desk, settings, request.state.visitor)

        self._manager = StreamableHTTPSessionManager(server(archive), json_response=True, stateless=True)
        self.open = self._manager.run
        """Enter this while requests are answered; once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. No stream is kept open for what a server says unasked: there is nothing to say."""
        if scope["method"] != "POST":
            kind = problems.Kind("http", 405, "Method Not Allowed")
            reply = problems.response(kind, "send requests of the protocol by POST")
            reply.headers["Allow"] = "POST"
            await reply(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)
