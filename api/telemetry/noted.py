"""What is noted of the request at hand, reachable from wherever it is worked on."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Noted:
    """What is noted of a request while it is answered.

    Attributes:
        request_id: the client's own, where it sent a plain one; it stands in the reply, in problems and in the log.
        key: id of the key that it came with.
        problem: type of the problem that it was answered with.
    """

    request_id: str
    key: str | None = None
    problem: str | None = None


current: ContextVar[Noted | None] = ContextVar("current", default=None)
"""Of the request that this task or thread works on."""


def named(sent: str) -> str:
    """Choose the id of a request: the one it came with, unless that could not stand in a line of a log as it is."""
    return sent if _ID.fullmatch(sent) else secrets.token_hex(8)
