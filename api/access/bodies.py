"""Bodies of requests, read before those stand in line: who sends slowly holds no place, and little memory."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from starlette.types import Message, Receive

IN_MEMORY = 1_000_000
"""Bytes of a body above which it waits in a file that nobody else can open."""

PIECE = 65_536
"""Bytes given at a time."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a body is waited for, and how large it may be.

    Attributes:
        seconds: any body may take.
        pace: bytes a second; one that comes no slower may take longer. Null: none may.
        most: bytes; one of more is read no further. Null: as many as come.
    """

    seconds: float
    pace: int | None = None
    most: int | None = None


class Body:
    """What was sent, to be given once more. Close it."""

    def __init__(self) -> None:
        self.size = 0
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (it outlives the function that opens it)

    def add(self, piece: bytes) -> None:
        """Keep a piece."""
        self.size += len(piece)
        self._file.write(piece)

    def close(self) -> None:
        """Let it go."""
        self._file.close()

    def before(self, receive: Receive) -> Receive:
        """Give it from its beginning, then whatever comes after it."""
        self._file.seek(0)
        left, given = self.size, False

        async def replay() -> Message:
            nonlocal left, given
            if given or self._file.closed:
                return await receive()
            piece = self._file.read(PIECE)
            left -= len(piece)
            given = left <= 0
            return {"type": "http.request", "body": piece, "more_body": not given}

        return replay


async def read(receive: Receive, patience: Patience) -> Body | None:
    """Read a body; null where the client left.

    Raises:
        TimeoutError: it took too long.
    """
    body, more, clock = Body(), True, asyncio.get_running_loop().time
    began = clock()
    try:
        async with asyncio.timeout(patience.seconds) as limit:
            while more and (patience.most is None or body.size <= patience.most):
                message = await receive()
                if message["type"] == "http.disconnect":
                    body.close()
                    return None
                body.add(message.get("body", b""))
                more = message.get("more_body", False)
                if patience.pace is not None:
                    limit.reschedule(began + patience.seconds + body.size / patience.pace)
    except BaseException:
        body.close()
        raise
    return body
