"""`dateline serve`: the HTTP service."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from api import settings
from api.cli.console import DataOption
from api.errors import SettingsError


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
    bound = bind(config.host, config.port)
    uvicorn.Server(uvicorn.Config(create(config), root_path=config.root_path)).run(sockets=[bound])


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything is loaded, so that a taken one is said at once.

    Raises:
        SettingsError: it cannot be had.
    """
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another: --port 8001, or `make run PORT=8001`"
        ) from error
    return bound
