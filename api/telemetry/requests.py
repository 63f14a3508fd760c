"""Around every request: its id, a line in the log, and its part in the figures."""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.telemetry.metrics import Metrics
from api.telemetry.noted import Noted, current, named

HEADER = "X-Request-ID"

LEFT = 499
"""Status noted of a client that left before its answer, as nginx has it."""

log = logging.getLogger("dateline.request")


class Told:
    """Gives each request an id, and tells log and figures what became of it. What was asked is not told.

    Args:
        app: what is behind.
        metrics: where it is counted.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        noted = Noted(named(Headers(scope=scope).get(HEADER, "")))
        current.set(noted)
        began, status = time.perf_counter(), 0

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = noted.request_id
            await send(message)

        try:
            await self.app(scope, receive, seen)
        except Exception:  # whatever broke it off, the log and the figures tell of a failure
            status = status or 500
            raise
        finally:
            self._tell(scope, noted, status or LEFT, time.perf_counter() - began)

    def _tell(self, scope: Scope, noted: Noted, status: int, seconds: float) -> None:
        method, route = scope["method"], getattr(scope.get("route"), "path", "")
        self.metrics.request(method, route, status, seconds, noted.problem)
        # A path may hold whatever a client likes, a line end too; what follows the question mark is not told.
        path = quote(scope["path"], safe="/:@!$&'()*+,;=~")
        log.info(
            "%s %s %d in %.1f ms",
            method,
            path,
            status,
            seconds * 1e3,
            extra={
                "method": method,
                "path": path,
                "route": route,
                "status": status,
                "ms": round(seconds * 1e3, 3),
                "key": noted.key,
                "problem": noted.problem,
            },
        )
