"""Which pages of other origins may use the service: those that are set, and those that some key is for (CORS)."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from api import problems
from api.access.keyring import Keyring
from api.errors import KeyringDamaged

METHODS = ("GET", "POST", "DELETE")
SENT = ("Authorization", "X-Request-ID", "If-None-Match", "Idempotency-Key")
SHOWN = ("X-Request-ID", "Retry-After", "Location", "ETag")


class Pages(CORSMiddleware):
    """Tells browsers which pages may read replies. A key's origins count from the moment that it is made.

    Args:
        app: what is behind.
        origins: as they are set.
        keyring: the keys.
    """

    def __init__(self, app: ASGIApp, origins: frozenset[str], keyring: Keyring) -> None:
        super().__init__(app, tuple(origins), METHODS, SENT, expose_headers=SHOWN)
        self._keyring = keyring

    def is_allowed_origin(self, origin: str) -> bool:
        """Tell whether pages of this origin may read replies."""
        if super().is_allowed_origin(origin):
            return True
        try:
            return origin in self._keyring.origins()
        except KeyringDamaged:
            return False  # the guard says so, and to whom it matters

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer a browser that asks beforehand."""
        reply = super().preflight_response(request_headers)
        if reply.status_code < 400:
            return reply
        origin = request_headers["origin"]
        told = problems.response(problems.ORIGIN_FORBIDDEN, f"pages of {origin} may not do this; set DATELINE_CORS")
        told.headers["Vary"] = reply.headers["Vary"]
        return told
