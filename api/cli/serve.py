"""`dateline serve`: the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer

from api import settings
from api.cli.console import DataOption


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [env: DATELINE_HOST]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. [env: DATELINE_PORT]")] = None,
    root_path: Annotated[str | None, typer.Option(help="Path under which a proxy publishes it.")] = None,
    data: DataOption = None,
) -> None:
    """Answer over HTTP, with the web page at `/` and the API's documentation at `/docs`."""
    import uvicorn

    from api.app import create

    config = settings.load(data=data, host=host, port=port, root_path=root_path)
    uvicorn.run(create(config), host=config.host, port=config.port, root_path=config.root_path, log_level="info")
