"""What requests and replies have in common however they are sent: the key, another try, failures as errors."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError
from tenacity import RetryCallState, retry_if_exception, stop_after_attempt

from api.client.errors import TYPE, ClientError, Garbled, Problem, Unreachable
from api.client.requests import Request

AGAIN = frozenset({429, 503})
"""Statuses after which the same request may be sent once more: nothing was done."""

_AWAY = "the service behind it is away or late: try again later, and if that lasts see whether it runs"
_SHUT = "it lets nobody through without a login of its own, or not from here: ask whoever looks after it"
_ADVICE = {
    401: _SHUT,
    403: _SHUT,
    407: _SHUT,
    413: "it takes nothing as large as this: send less at once, or raise its limit",
    429: "it takes no more requests for now: try again later",
    502: _AWAY,
    503: _AWAY,
    504: _AWAY,
}
"""What to do about an answer that is not the service's, by status."""

PATIENCE = 60.0
"""Seconds of `Retry-After` that are waited; one who is told more is told so."""

PAUSE = 0.5
"""Seconds before the second try where the service names none; each pause is twice the one before."""

Told = TypeVar("Told", bound=BaseModel)


def connection(base_url: str, key: str | None, timeout: float) -> dict[str, Any]:
    """Give what a client of httpx is made with."""
    headers = {"User-Agent": f"dateline-client/{version('dateline')}"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    return {"base_url": base_url.rstrip("/") + "/", "headers": headers, "timeout": timeout}


def trying(tries: int) -> dict[str, Any]:
    """Give what decides whether and when a request is sent once more."""
    return {
        "retry": retry_if_exception(_worth_trying),
        "stop": stop_after_attempt(tries),
        "wait": _pause,
        "reraise": True,
    }


def arguments(request: Request) -> dict[str, Any]:
    """Give a request as httpx builds it."""
    more = dict(request.more)
    if request.body is not None:
        more["content"] = json.dumps(request.body, default=str)
        more["headers"] = {"Content-Type": "application/json", **more.get("headers", {})}
    return {"method": request.method, "url": request.path, **more}


@contextmanager
def named(what: object) -> Iterator[None]:
    """Tell of a connection that cannot be had or breaks, and what for."""
    try:
        yield
    except httpx.TransportError as error:
        raise Unreachable(f"{what}: {error or type(error).__name__}") from error


def read(shape: type[Told], body: bytes | str) -> Told:
    """Read a reply.

    Raises:
        Garbled: it is of another shape.
    """
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise Garbled(f"this is no {shape.__name__} of the API: {error}") from error


def problem(reply: httpx.Response) -> ClientError:
    """Make the error that a failed reply tells of; its body has been read."""
    try:
        told = reply.json()
    except ValueError:
        told = None
    if not isinstance(told, dict) or not str(told.get("type", "")).startswith(TYPE):
        told = {"detail": _another(reply)}
    return Problem(told, reply.status_code, retry_after(reply.headers))


def _another(reply: httpx.Response) -> str:
    """Say that something else answered, and what to do; nothing of its page, which is markup for a browser."""
    if reply.has_redirect_location:
        advice = f"it leads to {reply.headers['Location']}, which is not followed: give the address meant as base_url"
    else:
        advice = _ADVICE.get(reply.status_code, "see whether base_url is the address of a Dateline service")
    asked = f"{reply.request.method} {reply.request.url}"
    return f"what answered {asked} is not Dateline but something in between, such as a proxy; {advice}"


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read after how many seconds to try again (RFC 9110, section 10.2.3); null where it cannot be told."""
    value = headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or dt.UTC) - dt.datetime.now(dt.UTC)).total_seconds())


def _worth_trying(error: BaseException) -> bool:
    if isinstance(error, Unreachable):
        return isinstance(error.__cause__, httpx.ConnectError)
    return isinstance(error, Problem) and error.status in AGAIN and (error.retry_after or 0) <= PATIENCE


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    after = error.retry_after if isinstance(error, Problem) else None
    return PAUSE * 2 ** (state.attempt_number - 1) if after is None else after
