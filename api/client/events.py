"""A streamed answer, read as it comes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

from api.client.errors import Garbled, Problem
from api.client.wire import read
from api.replies import Choice, Ending, Opening

Event = Opening | Choice | Ending
"""Passages, then the answer that was chosen from them, then how long it took."""

_SHAPES: dict[str, type[Event]] = {"passages": Opening, "answer": Choice, "done": Ending}


class Reading:
    """Reads the events of `/v1/ask/stream` line by line (HTML Living Standard, section 9.2.6).

    Comments and events of names that are not known yet are passed over.
    """

    def __init__(self) -> None:
        self._name, self._data = "", list[str]()

    def line(self, line: str) -> Event | None:
        """Take the next line, without its end; gives the event that it ends.

        Raises:
            Problem: the service failed on the way.
            Garbled: the stream holds something else.
        """
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        elif not line:
            name, data = self._name, "\n".join(self._data)
            self._name, self._data = "", []
            return _event(name, data)
        return None


def events(lines: Iterable[str]) -> Iterator[Event]:
    """Read a stream to its last event.

    Args:
        lines: of the stream, without their ends.

    Raises:
        Problem: the service failed on the way.
        Garbled: the stream ended before the answer did, or holds something else.
    """
    reading = Reading()
    for line in lines:
        if told := reading.line(line):
            yield told
            if isinstance(told, Ending):
                return
    raise _cut()


async def async_events(lines: AsyncIterable[str]) -> AsyncIterator[Event]:
    """Read a stream to its last event, beside other work; see `events`."""
    reading = Reading()
    async for line in lines:
        if told := reading.line(line):
            yield told
            if isinstance(told, Ending):
                return
    raise _cut()


def _cut() -> Garbled:
    return Garbled("the stream ended before the answer did")


def _event(name: str, data: str) -> Event | None:
    if name == "problem":
        told = json.loads(data)
        raise Problem(told, int(told["status"]))
    shape = _SHAPES.get(name)
    return read(shape, data) if shape else None
