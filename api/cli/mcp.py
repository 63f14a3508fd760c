"""`dateline mcp`: the archive for assistants that start their tools themselves."""

from __future__ import annotations

from functools import partial

import anyio

from api.access.visitor import Visitor
from api.cli.console import DataOption, desk
from api.mcp.archive import Archive


def mcp(data: DataOption = None) -> None:
    """Offer the archive to an assistant over standard input and output, as tools and resources."""
    with desk(data) as (opened, settings):
        archive = Archive(opened, settings, Visitor(known=True))
        anyio.run(partial(_serve, archive))


async def _serve(archive: Archive) -> None:
    """Speak the protocol until the assistant closes its end."""
    from mcp.server.stdio import stdio_server  # half a second, and `dateline --help` would wait for it

    from api.mcp.server import server

    speaking = server(lambda _: archive)
    async with stdio_server() as (heard, said):
        await speaking.run(heard, said, speaking.create_initialization_options())
