"""What the process at the door and those that answer say to each other, over a pair of sockets that only they have.

Frames are pickled: both ends are this program, started by the same command, and nobody else can write to the pair.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.types import Message

from api.access.visitor import Visitor
from api.problems import Kind
from api.settings import Settings
from api.telemetry.metrics import Metrics
from api.telemetry.noted import Noted
from qa.desk import Desk

LENGTH_BYTES = 4
"""Of the number before each group of frames, big end first, that tells how many bytes follow."""


@dataclass(frozen=True, slots=True)
class Begin:
    """To a worker, first: what it is.

    Attributes:
        desk: makes what answers; a function that its module has by name.
    """

    settings: Settings
    desk: Callable[[Settings, Metrics], Desk]


@dataclass(frozen=True, slots=True)
class Asked:
    """To a worker: a request to answer.

    Attributes:
        number: of the request, of one worker.
        scope: what of its ASGI scope can be sent.
        visitor: who makes it, as the guard found.
        noted: what is noted of it so far.
    """

    number: int
    scope: dict[str, Any]
    visitor: Visitor
    noted: Noted
    body: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """To a worker: nobody waits for this reply any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Ready:
    """From a worker: it has loaded all it needs, or failed to.

    Attributes:
        failed: the problem and its words, as they may be told.
        applied: number of the last change in its index.
    """

    failed: tuple[Kind, str] | None
    applied: int


@dataclass(frozen=True, slots=True)
class Sent:
    """From a worker: a part of a reply, as ASGI has it."""

    number: int
    message: Message


@dataclass(frozen=True, slots=True)
class Free:
    """From a worker: the work of a request is done, though its reply may not all be sent.

    Attributes:
        applied: number of the last change in its index.
    """

    number: int
    applied: int


@dataclass(frozen=True, slots=True)
class Ended:
    """From a worker: a reply has all been sent.

    Attributes:
        problem: type of the problem that it is.
        whole: whether it came to its end.
    """

    number: int
    problem: str | None
    whole: bool


Frame = Begin | Asked | Left | Ready | Sent | Free | Ended


def write(writer: asyncio.StreamWriter, *frames: Frame) -> None:
    """Send frames, in this order. What cannot be sent at once waits in memory: a reply is small, and bounded."""
    packed = pickle.dumps(frames, pickle.HIGHEST_PROTOCOL)
    writer.write(len(packed).to_bytes(LENGTH_BYTES, "big") + packed)


async def read(reader: asyncio.StreamReader) -> tuple[Frame, ...]:
    """Take the frames that came together; none: the other end is gone."""
    try:
        length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
        frames: tuple[Frame, ...] = pickle.loads(await reader.readexactly(length))  # noqa: S301 - see above
    except (asyncio.IncompleteReadError, ConnectionError):
        return ()
    return frames
