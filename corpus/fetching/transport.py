"""The way out: an httpx transport that connects only to addresses the guard has judged, and never past a deadline.

The guard sits where the connection is made, below every parser of addresses: whatever host the client means to
speak to is resolved and judged here. TLS still names and checks the host, not the address.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from corpus.fetching.guard import Guard

ATTENTIVE = 0.5
"""Seconds for which a silent server keeps us from noticing that we are to stop."""


class Deadline(threading.local):
    """When a thread's present request must be over, by a monotonic clock.

    Args:
        check: called between steps; raises where somebody asked to stop.
    """

    at: float = float("inf")

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self.check = check

    def set(self, seconds: float) -> None:
        """Give the request that begins now so many seconds in all."""
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """The seconds one step may take.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole of it took too long")
        return left if timeout is None else min(timeout, left)


class GuardedStream(httpcore.NetworkStream):
    """A connection on which every step keeps to the deadline: a byte now and then keeps nobody waiting."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        until = time.monotonic() + self._deadline.left(timeout)
        while True:
            self._deadline.check()
            left = until - time.monotonic()
            try:
                return self._inner.read(max_bytes, max(min(left, ATTENTIVE), 0.001))
            except httpcore.ReadTimeout:
                if left <= ATTENTIVE:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt, checking the certificate against the host's name."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return GuardedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Makes connections, to judged addresses only."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard, self._deadline = guard, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            AddressForbidden, Unavailable: as `Guard.addresses`.
            httpcore.ConnectError, httpcore.ConnectTimeout: none of them answers.
        """
        failed: Exception | None = None
        for address in self._guard.addresses(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return GuardedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: a socket of this machine is not the web."""
        raise httpcore.ConnectError(f"{path} is not on the web")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._inner.sleep(seconds)


class GuardedTransport(httpx.BaseTransport):
    """Carries httpx requests over guarded connections. No proxy of the environment is ever asked.

    It is built on httpcore's public parts: httpx's own transport has no place for a network backend.
    """

    def __init__(
        self, guard: Guard, verify: ssl.SSLContext | None = None, check: Callable[[], None] = lambda: None
    ) -> None:
        self.deadline = Deadline(check)
        self._pool = httpcore.ConnectionPool(
            ssl_context=verify or httpx.create_ssl_context(),
            max_connections=8,
            max_keepalive_connections=4,
            keepalive_expiry=30,
            network_backend=GuardedBackend(guard, self.deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        url = request.url
        with _as_httpx(request):
            answer = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=b"",
                    extensions=request.extensions,
                )
            )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, request))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self._answer, self._request = answer, request

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx(self._request):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


_SAME = {
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.ConnectError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
}


@contextmanager
def _as_httpx(request: httpx.Request) -> Iterator[None]:
    """Give httpcore's failures the names that httpx has for them."""
    try:
        yield
    except tuple(_SAME) as error:
        known: type[httpx.TransportError] = next(_SAME[kind] for kind in type(error).__mro__ if kind in _SAME)
        raise known(str(error), request=request) from error
