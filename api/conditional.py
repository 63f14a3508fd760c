"""Replies that a client keeps and asks about again (RFC 9110, sections 8.8.3 and 13.1.2)."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

KEPT = "private, no-cache"
"""`Cache-Control`: kept by whoever asked alone, who asks each time whether it still holds: it may be removed."""

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The client holds it already: `If-None-Match`"}}
"""For OpenAPI."""

_TAG = re.compile(r'"[^"]*"')


def tag(body: bytes) -> str:
    """Name a reply by all that it says: text, facts, versions, and the other releases of its story."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def known(if_none_match: str, current: str) -> bool:
    """Tell whether a client holds a reply already; tags are compared as weak ones, as the method asks.

    Args:
        if_none_match: the header as sent: `*`, or tags with commas between.
        current: the reply's tag.
    """
    return if_none_match.strip() == "*" or current in _TAG.findall(if_none_match)


def answered(request: Request, told: BaseModel) -> Response:
    """Reply with what was asked for, or that the client has it already."""
    body = told.model_dump_json().encode()
    headers = {"ETag": tag(body), "Cache-Control": KEPT}
    if known(request.headers.get("If-None-Match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")
