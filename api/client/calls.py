"""Requests as the client makes them: with its key, tried again where the service says so, failures as errors."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from api.client.errors import ClientError, Garbled, Problem, Unreachable

AGAIN = frozenset({429, 503})
"""Statuses after which the same request may be sent once more: nothing was done."""

PATIENCE = 60.0
"""Seconds of `Retry-After` that are waited; one who is told more is told so."""

PAUSE = 0.5
"""Seconds before the second try where the service names none; each pause is twice the one before."""

Told = TypeVar("Told", bound=BaseModel)


class Calls:
    """Makes requests. Safe for several threads.

    Args:
        base_url: where the service is, with the path under which a proxy publishes it.
        key: sent with every request.
        timeout: seconds that connecting, sending and each silence of the service may last.
        tries: how often a request is sent at most.
        transport: instead of the network.
        sleep: waits some seconds.
    """

    def __init__(
        self,
        base_url: str,
        key: str | None,
        timeout: float,
        tries: int,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"User-Agent": f"dateline-client/{version('dateline')}"}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx.Client(
            base_url=base_url.rstrip("/") + "/", headers=headers, timeout=timeout, transport=transport
        )
        self._retrying = Retrying(
            retry=retry_if_exception(_worth_trying),
            stop=stop_after_attempt(tries),
            wait=_pause,
            sleep=sleep,
            reraise=True,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def told(self, shape: type[Told], method: str, path: str, **sent: Any) -> Told:
        """Send a request and read its reply.

        Args:
            shape: what the reply is.
            method, path: of the request; the path is below the base.
            sent: as httpx takes it: `params`, `files`, `data`, `headers`; and `body`, sent as JSON.

        Raises:
            ClientError: there is no such reply.
        """
        return read(shape, self.sent(method, path, **sent).content)

    def sent(self, method: str, path: str, **sent: Any) -> httpx.Response:
        """Send a request; see `told`."""
        with self.opened(method, path, **sent) as reply, _named(reply):
            reply.read()
            return reply

    @contextmanager
    def opened(self, method: str, path: str, **sent: Any) -> Iterator[httpx.Response]:
        """Send a request, and give its reply before its body has come; see `told`."""
        reply: httpx.Response = self._retrying(self._once, method, path, **sent)
        try:
            yield reply
        finally:
            reply.close()

    def _once(self, method: str, path: str, body: Any = None, **sent: Any) -> httpx.Response:
        if body is not None:
            sent["content"] = json.dumps(body, default=str)
            sent["headers"] = {"Content-Type": "application/json", **sent.get("headers", {})}
        try:
            reply = self._http.send(self._http.build_request(method, path, **sent), stream=True)
        except httpx.TransportError as error:
            raise Unreachable(f"{method} {self._http.base_url}{path}: {error or type(error).__name__}") from error
        if not reply.is_success:
            with _named(reply):
                reply.read()
            raise problem(reply)
        return reply


@contextmanager
def _named(reply: httpx.Response) -> Iterator[None]:
    """Tell of a connection that breaks while a reply is read."""
    try:
        yield
    except httpx.TransportError as error:
        raise Unreachable(f"{reply.url}: {error or type(error).__name__}") from error


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
    """Make the error that a failed reply tells of."""
    try:
        told = reply.json()
    except ValueError:
        told = None
    if not isinstance(told, dict):  # a proxy's words, not the service's
        told = {"detail": reply.text[:200]}
    return Problem(told, reply.status_code, retry_after(reply.headers))


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
    named = error.retry_after if isinstance(error, Problem) else None
    return PAUSE * 2 ** (state.attempt_number - 1) if named is None else named
