"""`dateline serve`: the HTTP service."""

from __future__ import annotations

import socket
from contextlib import nullcontext
from typing import Annotated

import typer

from api import settings
from api.access.keyring import Keyring
from api.access.visitor import loopback
from api.cli.console import DataOption
from api.cli.listening import KEPT_S, bind
from api.errors import SettingsError
from api.settings import Settings
from api.telemetry.shared import together


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [env: DATELINE_HOST]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. [env: DATELINE_PORT]")] = None,
    root_path: Annotated[str | None, typer.Option(help="Path under which a proxy publishes it.")] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer questions: as many as cores answer the most.")
    ] = 1,
    data: DataOption = None,
) -> None:
    """Answer over HTTP, with the web page at `/` and the API's documentation at `/docs`."""
    config = settings.load(data=data, host=host, port=port, root_path=root_path)
    refuse_without_keys(config)
    bound = bind(config.host, config.port)
    with together() if workers > 1 else nullcontext():
        _serve(config, bound, workers)


def _serve(config: Settings, bound: socket.socket, workers: int) -> None:
    import uvicorn

    from api.app import create, watched
    from api.connection import Connection
    from api.telemetry.logs import configuration
    from api.workers.frames import Begin
    from api.workers.pool import Pool

    service = uvicorn.Config(
        create(config, pool=Pool(Begin(config, watched), workers) if workers > 1 else None),
        root_path=config.root_path,
        log_config=configuration(config.log),
        timeout_keep_alive=KEPT_S,
        http=Connection,
    )
    uvicorn.Server(service).run(sockets=[bound])


def refuse_without_keys(config: Settings) -> None:
    """Refuse to listen where keys are needed and there is none: it would let nobody in, or was meant to be open.

    Raises:
        SettingsError: so it is.
        KeyringDamaged: the keys cannot be read.
    """
    needed = config.access == "keys" or (config.access == "auto" and not loopback(config.host))
    if needed and not Keyring(config.data.expanduser()).all():
        raise SettingsError(
            f"refusing to listen on {config.host} without keys; make one (`dateline keys create NAME --scope ask`), "
            "or let everybody in who can reach it (DATELINE_ACCESS=open)"
        )
