"""One of the processes that answer, as the process at the door sees it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from starlette.types import Message

from api.access.visitor import Visitor
from api.errors import WorkerLost
from api.problems import Kind
from api.telemetry.noted import Noted
from api.workers import frames
from api.workers.frames import Asked, Begin, Ended, Frame, Free, Left, Ready, Sent

_PROGRAM = "import sys; from api.workers.worker import main; main(int(sys.argv[1]))"


@dataclass(slots=True)
class Request:
    """A request as it can be sent to another process.

    Attributes:
        scope: what of its ASGI scope can be sent.
        noted: what is noted of it, here; what the worker notes is added when the reply ends.
        free: called when the work is done; once more does nothing.
    """

    scope: dict[str, object]
    visitor: Visitor
    noted: Noted
    body: bytes
    free: Callable[[], None]


@dataclass(slots=True)
class Work:
    """A request that a member works on.

    Attributes:
        came: what came of its reply; null at the end: the member is gone.
        is_free: whether the work is done.
        is_over: whether the reply has ended, be it before the work.
        is_wanted: whether somebody waits for the reply.
    """

    request: Request
    came: asyncio.Queue[Sent | Ended | None] = field(default_factory=asyncio.Queue)
    is_free: bool = False
    is_over: bool = False
    is_wanted: bool = True

    def end(self) -> None:
        """Note that the work is done."""
        self.is_free = True
        self.request.free()


class Member:
    """A process that answers.

    Args:
        process: which.
        reader, writer: the stream to it.

    Attributes:
        ready: whether it has loaded what it needs.
        failed: the problem that it has met while loading, and its words.
        applied: number of the last change in its index, as it last told.
        last: when it was last given something (seconds, rising).
    """

    def __init__(
        self, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.process, self._reader, self._writer = process, reader, writer
        self.ready, self.applied, self.last = False, 0, 0.0
        self.failed: tuple[Kind, str] | None = None
        self._works: dict[int, Work] = {}
        self._numbers = 0

    @classmethod
    async def start(cls, begin: Begin) -> Member:
        """Start a process."""
        ours, theirs = socket.socketpair()
        with theirs:
            # `-P`: what lies in the folder that the service was started in is not imported.
            command = [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())]
            process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        reader, writer = await asyncio.open_connection(sock=ours)
        frames.write(writer, begin)
        return cls(process, reader, writer)

    @property
    def working(self) -> int:
        """How many requests it works on."""
        return sum(not work.is_free for work in self._works.values())

    async def listen(self) -> None:
        """Take what it says, until it is gone; whoever waits for a reply then is told."""
        try:
            while came := await frames.read(self._reader):
                for frame in came:
                    self._take(frame)
        finally:
            for work in self._works.values():
                work.came.put_nowait(None)
                if work.is_over or not work.is_wanted:  # who still waits may have it answered by another
                    work.end()
            self._works.clear()
            self._writer.close()

    def _take(self, frame: Frame) -> None:
        if isinstance(frame, Ready):
            self.ready, self.failed, self.applied = frame.failed is None, frame.failed, frame.applied
        elif isinstance(frame, Sent):
            self._works[frame.number].came.put_nowait(frame)
        elif isinstance(frame, Free | Ended):
            work = self._works[frame.number]
            if isinstance(frame, Free):
                self.applied = frame.applied
                work.end()
            else:
                work.is_over = True
                work.came.put_nowait(frame)
            if work.is_free and work.is_over:
                del self._works[frame.number]

    async def answer(self, request: Request) -> AsyncGenerator[Message]:
        """Have a request answered, and give the reply as it comes. Whoever takes it no further says so by closing it.

        Raises:
            WorkerLost: the process is gone, or broke the reply off.
        """
        self._numbers += 1
        number, work = self._numbers, Work(request)
        self._works[number], self.last = work, time.monotonic()
        frames.write(self._writer, Asked(number, request.scope, request.visitor, request.noted, request.body))
        try:
            while isinstance(came := await work.came.get(), Sent):
                yield came.message
        except BaseException:
            work.is_wanted = False
            if number in self._works:
                frames.write(self._writer, Left(number))
            raise
        if came is None:
            raise WorkerLost(self.process.pid)
        request.noted.problem = came.problem
        if not came.whole:
            raise WorkerLost(self.process.pid)

    def dismiss(self) -> None:
        """Let it end when it has done what it does."""
        self._writer.close()

    def gone(self, seconds: float) -> int:
        """Wait until it has ended, and end it if it takes longer; its exit code."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(seconds)
        self.process.kill()
        return self.process.wait()
