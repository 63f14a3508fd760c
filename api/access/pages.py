"""Which pages of other origins may use the service: those that are set, and those that some key is for (CORS)."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from api import problems
from api.access.keyring import Keyring
from api.errors import KeyringDamaged

METHODS = ("GET", "POST", "DELETE")
SENT = ("Authorization", "X-Request-ID", "If-None-Match", "Idempotency-Key")
OPENAI = ("OpenAI-Organization", "OpenAI-Project", "OpenAI-Beta", "User-Agent")
"""What OpenAI's JavaScript client sends beside them; where a browser lets it name itself, that needs leave too."""

SHOWN = ("X-Request-ID", "Retry-After", "Location", "ETag")

_STAINLESS = re.compile(r"x-stainless-[a-z0-9-]{1,60}", re.IGNORECASE)
"""What the same client tells of itself: several versions brought new ones, so a list would fail the next."""


class Pages(CORSMiddleware):
    """Tells browsers which pages may read replies. A key's origins count from the moment that it is made.

    Args:
        app: what is behind.
        origins: as they are set.
        keyring: the keys.
    """

    def __init__(self, app: ASGIApp, origins: frozenset[str], keyring: Keyring) -> None:
        super().__init__(app, tuple(origins), METHODS, SENT + OPENAI, expose_headers=SHOWN)
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
        asked = [name.strip() for name in request_headers.get("access-control-request-headers", "").split(",")]
        of_client = [name for name in asked if _STAINLESS.fullmatch(name)]
        others = ",".join(name for name in asked if name not in of_client)
        reply = super().preflight_response(_with(request_headers, others))
        if reply.status_code < 400:
            allowed = reply.headers["Access-Control-Allow-Headers"]
            reply.headers["Access-Control-Allow-Headers"] = ", ".join([allowed, *of_client])
            return reply
        origin = request_headers["origin"]
        told = problems.response(problems.ORIGIN_FORBIDDEN, f"pages of {origin} may not do this; set DATELINE_CORS")
        told.headers["Vary"] = reply.headers["Vary"]
        return told


def _with(headers: Headers, asked: str) -> Headers:
    """Give the headers of a request that asks to send these."""
    name = "access-control-request-headers"
    others = {key: value for key, value in headers.items() if key != name}
    return Headers({**others, name: asked} if asked else others)
