"""Problems as OpenAI's clients read them: the same body, with an `error` member beside.

A member that its type does not define is allowed in a problem (RFC 9457, section 3.2), so both kinds of client find
what they know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette._utils import get_route_path  # as the router sees a path, so must we
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import MEDIA_TYPE, TYPE

_PATHS = ("/v1/chat/", "/v1/models/")
_CODES = {
    "key-unknown": "invalid_api_key",
    "model-unknown": "model_not_found",
    "too-many-requests": "rate_limit_exceeded",
}
_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


def error(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Give a problem as the `error` of OpenAI's API reference, "Error codes": message, type, param and code."""
    status, name = problem["status"], str(problem["type"]).removeprefix(TYPE)
    fields = problem.get("errors") or [{}]
    return {
        "message": problem["detail"],
        "type": _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error"),
        "param": fields[0].get("field"),
        "code": _CODES.get(name, name.replace("-", "_")),
    }


class Refusals:
    """Adds `error` to every problem that these routes answer with, whoever found it.

    Args:
        app: what is behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its reply, with `error` where it is a problem."""
        if scope["type"] != "http" or not f"{get_route_path(scope)}/".startswith(_PATHS):
            await self.app(scope, receive, send)
            return
        held: Message | None = None
        body = bytearray()

        async def told(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_problem(message):
                held = message
                return
            if held is None:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send(held, bytes(body), send)

        await self.app(scope, receive, told)


def _is_problem(start: Message) -> bool:
    return (MutableHeaders(raw=start["headers"]).get("content-type") or "").startswith(MEDIA_TYPE)


async def _send(start: Message, body: bytes, send: Send) -> None:
    if body:  # the reply to HEAD has none
        problem = json.loads(body)
        body = json.dumps({**problem, "error": error(problem)}, ensure_ascii=False, separators=(",", ":")).encode()
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(body))
        start = {**start, "headers": headers.raw}
    await send(start)
    await send({"type": "http.response.body", "body": body})
