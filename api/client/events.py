"""A streamed answer, read as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from api.client.calls import read
from api.client.errors import Garbled, Problem
from api.replies import Choice, Ending, Opening

Event = Opening | Choice | Ending
"""Passages, then the answer that was chosen from them, then how long it took."""

_SHAPES: dict[str, type[Event]] = {"passages": Opening, "answer": Choice, "done": Ending}


def events(lines: Iterable[str]) -> Iterator[Event]:
    """Read the events of `/v1/ask/stream` (HTML Living Standard, section 9.2.6).

    Comments and events of names that are not known yet are passed over.

    Args:
        lines: of the stream, without their ends.

    Raises:
        Problem: the service failed on the way.
        Garbled: the stream ended before the answer did, or holds something else.
    """
    name, data = "", []
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line:
            if told := _event(name, "\n".join(data)):
                yield told
                if isinstance(told, Ending):
                    return
            name, data = "", []
    raise Garbled("the stream ended before the answer did")


def _event(name: str, data: str) -> Event | None:
    if name == "problem":
        told = json.loads(data)
        raise Problem(told, int(told["status"]))
    shape = _SHAPES.get(name)
    return read(shape, data) if shape else None
