"""One client's connection: what is no request is refused with a problem, and nobody is waited for without end.

The server's own protocol keeps whatever comes of a request's head, however long, and waits for the rest of it however
slowly it comes: both would be open to everybody, since a key is looked at only once the head is whole.
"""

from __future__ import annotations

import asyncio
import json
import sys
from http import HTTPStatus

from httptools import HttpParserInvalidMethodError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api import problems
from api.telemetry.noted import named
from api.telemetry.requests import HEADER
from api.web_policy import ALWAYS

HEAD_SECONDS = 30.0
"""How long the head of a request may take to arrive, and a connection may be open without one."""

LARGEST_HEAD = 65_536
"""Bytes of the head of a request; h11, the other parser of the server, has the same limit."""

_NO_METHOD = "the method is none that HTTP knows; `/docs` lists the routes"
_NO_REQUEST = "what came is no request as HTTP/1.1 has them (RFC 9112)"
_TOO_LARGE = f"the address and headers of a request may have {LARGEST_HEAD:,} bytes"
_TOO_SLOW = f"the address and headers of the request did not arrive within {HEAD_SECONDS:.0f} s"


class Connection(HttpToolsProtocol):
    """The server's protocol, with bounds for what comes before a request is known."""

    _overdue: asyncio.TimerHandle | None = None
    _head: int | None = None
    """Bytes of a head that came so far; null between a head and the next one."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, as far as a head may reach."""
        if self._answered():
            # What comes now is the next head, or what nobody reads: neither is waited for without end.
            self._await_head()
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, _TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin a head."""
        super().on_message_begin()
        self._head = 0
        self._await_head()

    def on_headers_complete(self) -> None:
        """End a head."""
        self._head_came()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (the server's words)
        """Refuse what is no request, in the words of a problem instead of those of the server."""
        unknown = isinstance(sys.exc_info()[1], HttpParserInvalidMethodError)
        self._refuse(HTTPStatus.BAD_REQUEST, _NO_METHOD if unknown else _NO_REQUEST)

    def _answered(self) -> bool:
        """Tell whether no reply is under way."""
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        if self._overdue is None:
            self._overdue = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _head_came(self) -> None:
        self._head = None
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None

    def _give_up(self) -> None:
        self._overdue = None
        if not self._answered():
            self._await_head()  # the reply before comes to its end first
        elif self._head:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, _TOO_SLOW)
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        """Answer what is no request and close the connection; a reply that has begun is only cut off."""
        silent = self._answered() or not (self.cycle.response_started or self.pipeline)
        if silent and not self.transport.is_closing():
            kind, request_id = problems.Kind("http", status, status.phrase), named("")
            body = json.dumps(problems.members(kind, detail) | {"request_id": request_id}).encode()
            headers = {
                "Content-Type": problems.MEDIA_TYPE,
                "Content-Length": str(len(body)),
                "Connection": "close",
                HEADER: request_id,
                **ALWAYS,
            }
            told = [f"{name}: {said}" for name, said in headers.items()]
            head = "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *told, "", ""])
            self.transport.write(head.encode() + body)
        self.transport.close()
