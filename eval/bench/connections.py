"""Requests of a load generator: little work for each, since it shares the cores with what it measures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httptools

MOST = 512
"""Connections at once; a question beyond them waits, and its time runs."""

_READ = 1 << 16


class Response:
    """What came back; filled by the parser, whose callbacks have the names that it wants.

    Attributes:
        status: of HTTP.
        headers: in small letters.
        content: the body.
        is_whole: whether all of it is there.
        lasts: whether the connection may be used again.
    """

    def __init__(self) -> None:
        self.status, self.content = 0, b""
        self.is_whole = self.lasts = False
        self.headers: dict[bytes, bytes] = {}
        self._parser = httptools.HttpResponseParser(self)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.headers[name.lower()] = value

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self.content += body

    def on_message_complete(self) -> None:
        """Note that all is there."""
        self.status, self.is_whole = self._parser.get_status_code(), True
        self.lasts = bool(self._parser.should_keep_alive())  # it forgets that with the next byte

    async def read(self, reader: asyncio.StreamReader) -> None:
        """Read it whole.

        Raises:
            ConnectionError: it was cut short, or is no response.
        """
        try:
            while not self.is_whole:
                if not (data := await reader.read(_READ)):
                    raise ConnectionError("closed in the middle of a response")
                self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            raise ConnectionError(str(error)) from error


class Connections:
    """Connections to one address, each used again as soon as its response is there.

    Args:
        url: that everything is sent to.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        head = f"POST {parts.path} HTTP/1.1\r\nhost: {parts.netloc}\r\ncontent-type: application/json\r\n"
        self._head = f"{head}content-length: ".encode()
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._room = asyncio.Semaphore(MOST)

    async def post(self, body: bytes) -> Response:
        """Send a body of JSON and wait for what comes back.

        Raises:
            OSError: nobody listens, or the connection was lost.
        """
        async with self._room:
            reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(self._host, self._port)
            response = Response()
            try:
                writer.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
                await response.read(reader)
            finally:
                if response.lasts:
                    self._idle.append((reader, writer))
                else:
                    writer.close()
        return response

    def close(self) -> None:
        """Close those that are idle."""
        for _, writer in self._idle:
            writer.close()


@asynccontextmanager
async def connected(url: str) -> AsyncGenerator[Connections]:
    """Have connections for as long as this lasts."""
    connections = Connections(url)
    try:
        yield connections
    finally:
        connections.close()
