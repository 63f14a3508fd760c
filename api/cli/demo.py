"""`dateline demo`: the bundled press room, asked over HTTP, and left running to try."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api import settings
from api.cli.answer import panel
from api.cli.console import DataOption, console, errors, progress
from api.cli.listening import KEPT_S, bind
from qa.desk import Desk

QUESTION = "what did ICESCO agree with NeLC?"
SOURCE = "sample"
PATIENCE = 300
"""Seconds to wait for the service before giving up on it."""


def demo(
    port: Annotated[int | None, typer.Option(help="Port to listen on. [env: DATELINE_PORT]")] = None,
    data: DataOption = None,
    once: Annotated[bool, typer.Option("--once", help="Stop after the answer instead of serving on.")] = False,
) -> None:
    """Take the bundled sample press room in, answer an example question over HTTP, and keep serving."""
    from api.app import create  # the web framework is not needed by the other commands
    from api.connection import Connection

    config = settings.load(data=data, port=port)
    bound = bind(config.host, config.port)
    desk = Desk(config.desk())
    with resources.as_file(resources.files("corpus") / SOURCE) as folder, progress("taking the sample in") as report:
        summary = desk.intake().paths([Path(folder)], source=SOURCE, moved=True, progress=report)
    console.print(f"{sum(summary.counts.values())} sample releases: {dict(summary.counts)}", style="dim")
    server = uvicorn.Server(
        uvicorn.Config(create(config, desk), log_level="warning", timeout_keep_alive=KEPT_S, http=Connection)
    )
    address = f"http://{config.host}:{bound.getsockname()[1]}"
    asking = threading.Thread(target=_ask, args=(server, address, once), daemon=True)
    asking.start()
    server.run(sockets=[bound])


def _ask(server: uvicorn.Server, address: str, once: bool) -> None:
    try:
        _wait(address)
        reply = _post(f"{address}/v1/ask", {"question": QUESTION, "k": 3})
        show(reply, address)
    except (OSError, ValueError) as error:
        errors.print(f"[bold red]dateline:[/] the service did not answer ({escape(str(error))})")
        once = True
    if once:
        server.should_exit = True


def _wait(address: str) -> None:
    """Wait until the service says that it is ready."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _post(url: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 - our own address
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 - our own address
        reply: dict[str, Any] = json.load(response)
    return reply


def show(reply: dict[str, Any], address: str) -> None:
    """Print the answer of the service, and what it was quoted from."""
    console.print(f"\n[bold]POST {address}/v1/ask[/]   {escape(reply['question'])}\n")
    console.print(panel(reply["answer"]))
    said = {sentence["citation"] for sentence in reply["answer"]["sentences"]}
    for passage in reply["passages"]:
        if said and passage["citation"]["number"] not in said:
            continue
        cited = passage["citation"]
        facts = (
            f"[{cited['number']}] {cited['title']}\n"
            f"{cited['source']} · {cited['published'] or 'undated'} · article {cited['article_id']}, "
            f"characters {cited['start']} to {cited['end']} · {cited['content_hash'][:18]}…"
        )
        console.print(Padding(Text(facts), (0, 0, 0, 2)))
    console.print(f"\nanswered in {reply['took_ms']['total']:.0f} ms. The page is open at [bold]{address}/[/] ")
    console.print("and the API is described at /docs. Ctrl-C stops the service.\n", style="dim")
