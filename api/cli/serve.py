"""`dateline serve`: the HTTP service."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from api import settings
from api.access.keyring import Keyring
from api.access.visitor import loopback
from api.cli.console import DataOption
from api.cli.listening import KEPT_S, bind, bind_shared
from api.errors import SettingsError
from api.settings import Settings


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

    from api.connection import Connection
    from api.telemetry.logs import configuration

    config = settings.load(data=data, host=host, port=port, root_path=root_path)
    refuse_without_keys(config)
    bound = (bind if workers == 1 else bind_shared)(config.host, config.port)
    log = configuration(config.log)
    if workers == 1:
        from api.app import create

        one = uvicorn.Config(
            create(config), root_path=config.root_path, log_config=log, timeout_keep_alive=KEPT_S, http=Connection
        )
        uvicorn.Server(one).run(sockets=[bound])
        return
    # Each process reads the settings for itself: what was given here reaches it through the environment.
    given = {"DATELINE_DATA": str(config.data), "DATELINE_ROOT_PATH": config.root_path, "DATELINE_HOST": config.host}
    os.environ |= given
    several = uvicorn.Config(
        "api.app:from_environment",
        factory=True,
        workers=workers,
        root_path=config.root_path,
        log_config=log,
        timeout_keep_alive=KEPT_S,
        http=Connection,
    )
    with _figures_together():
        Multiprocess(several, sockets=[bound]).run()


@contextmanager
def _figures_together() -> Iterator[None]:
    """Let several processes add their figures up, in a folder that is gone with them."""
    from api.telemetry.metrics import SHARED

    if SHARED in os.environ:
        yield
        return
    os.environ[SHARED] = tempfile.mkdtemp(prefix="dateline-figures-")
    try:
        yield
    finally:
        shutil.rmtree(os.environ.pop(SHARED), ignore_errors=True)


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
