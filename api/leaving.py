"""Clients that leave before their reply is sent."""

from __future__ import annotations

from starlette.types import Receive


async def left(receive: Receive) -> None:
    """Wait until a client, who has sent all there is, leaves."""
    while (await receive())["type"] != "http.disconnect":
        pass
