"""`dateline serve`: the HTTP service."""

from __future__ import annotations

import os
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
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; they share the files of the index.")
    ] = 1,
    data: DataOption = None,
) -> None:
    """Answer over HTTP, with the web page at `/` and the API's documentation at `/docs`."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = settings.load(data=data, host=host, port=port, root_path=root_path)
    bound = bind(config.host, config.port)
    if workers == 1:
        from api.app import create

        uvicorn.Server(uvicorn.Config(create(config), root_path=config.root_path)).run(sockets=[bound])
        return
    # Each process reads the settings for itself: what was given here reaches it through the environment.
    os.environ |= {"DATELINE_DATA": str(config.data), "DATELINE_ROOT_PATH": config.root_path}
    several = uvicorn.Config("api.app:from_environment", factory=True, workers=workers, root_path=config.root_path)
    Multiprocess(several, sockets=[bound]).run()


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
