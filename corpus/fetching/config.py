"""How pages are fetched."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.fetching.guard import Allowed
from corpus.rules import LARGEST


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """How to fetch.

    Attributes:
        contact: an address or page that a site's owner can turn to; stands in the User-Agent.
        allowed: what may be fetched although it is not the public's.
        pause: seconds between two requests to one server.
        largest: bytes of the largest page.
        connect, read, total: seconds to connect, to the next byte, and for the whole of one answer.
        attempts: how often a server that fails is asked in all.
    """

    contact: str = ""
    allowed: Allowed = field(default_factory=Allowed)
    pause: float = 1.0
    largest: int = LARGEST
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    attempts: int = 3
