"""A web site on this machine that answers as it is told to, also badly, and a clock that makes nobody wait."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.errors import Interrupted
from corpus.fetching.client import Fetcher
from corpus.fetching.config import FetchConfig
from corpus.fetching.guard import Allowed, Guard, Resolver
from corpus.fetching.pacing import Clock

NOW = dt.datetime(2024, 3, 20, 12, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: Mapping[str, str]


Handler = Callable[[Request, socket.socket], None]
Answer = bytes | Handler


def reply(
    status: int = 200, body: bytes | str = b"", kind: str = "text/html; charset=utf-8", **headers: object
) -> bytes:
    """A whole answer; `Content_Length=7` and the like overrule what is usual."""
    raw = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, "Content-Length": len(raw), "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + raw


def redirect(to: str, status: int = 302, **headers: object) -> bytes:
    return reply(status, b"", "text/html", Location=to, **headers)


def release(title: str, body: str = "", head: str = "") -> str:
    """A page with a release on it."""
    text = body or (
        f"{title}, the council of Orlington said on Monday, and thanked everyone who had a part in it. "
        "It takes effect in the spring, when forty stalls return to the square beside the old harbour."
    )
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def drip(first: bytes, every: float, piece: bytes = b"x") -> Handler:
    """Answer a piece at a time, without end."""

    def handle(request: Request, connection: socket.socket) -> None:
        connection.sendall(first)
        gone = threading.Event()
        while not gone.wait(every):
            connection.sendall(piece)

    return handle


def reset(request: Request, connection: socket.socket) -> None:
    """Hang up in the rudest way there is."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def validated(body: str, etag: str | None = None, modified: str | None = None) -> Handler:
    """Answer 304 to whoever has it already."""

    def handle(request: Request, connection: socket.socket) -> None:
        known = {request.headers.get("if-none-match"), request.headers.get("if-modified-since")}
        if known & ({etag, modified} - {None}):
            connection.sendall(reply(304, Content_Length=None))
        else:
            connection.sendall(reply(200, body, ETag=etag, Last_Modified=modified))

    return handle


def bomb(size: int) -> bytes:
    return gzip.compress(b"\0" * size, 9)


@dataclass
class Site:
    """A server. `answers` maps paths to what is answered; of a list each once, the last for good."""

    answers: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def close(self) -> None:
        for connection in [self._socket, *self._open]:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._open.add(connection)
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            data = b""
            while b"\r\n\r\n" not in data:
                more = connection.recv(65536)
                if not more:
                    return
                data += more
            first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            request = Request(first.split(" ")[1], headers)
            self.requests.append(request)
            answer = self.answers.get(request.path, reply(404))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if callable(answer):
                answer(request, connection)
            else:
                connection.sendall(answer)
        self._open.discard(connection)


class StillClock(Clock):
    """A clock that only moves when somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []
        self.moment = 1_000.0

    def now(self) -> dt.datetime:
        return NOW + dt.timedelta(seconds=self.moment - 1_000)

    def monotonic(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        if self.stop.is_set():
            raise Interrupted("stopped")
        self.waited.append(seconds)
        self.moment += seconds


@contextlib.contextmanager
def fetching(
    clock: Clock | None = None,
    resolve: Resolver | None = None,
    allow: tuple[str, ...] = ("127.0.0.1",),
    **config: object,
) -> Iterator[Fetcher]:
    """A fetcher that may ask this machine, and does not wait."""
    allowed = Allowed.of(allow)
    guard = Guard(allowed, resolve) if resolve else Guard(allowed)
    settings = FetchConfig(allowed=allowed, **{"connect": 2.0, "read": 2.0, "total": 5.0, **config})  # type: ignore[arg-type]
    fetcher = Fetcher(settings, guard, clock or StillClock())
    try:
        yield fetcher
    finally:
        fetcher.close()
