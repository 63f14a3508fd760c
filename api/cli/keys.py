"""`dateline keys`: who may come in, and what for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from api import settings
from api.access.key import Key, Permission, new
from api.access.keyring import Keyring
from api.cli.console import DataOption, JsonOption, console, errors, print_json

app = typer.Typer(help="Keys: who may come in, and what for.", no_args_is_help=True)


def _permission(name: str) -> Permission:
    if name not in list(Permission):
        raise typer.BadParameter(f"{name!r}; one of {', '.join(Permission)}")
    return Permission(name)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is for, to know it by in lists.")],
    scope: Annotated[
        list[Permission] | None,
        typer.Option(
            parser=_permission,
            metavar="|".join(Permission),
            help="What it allows; may be given several times. [default: ask]",
        ),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only articles of this source; may be given several times.")
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option(help="Only for web pages of this origin (https://www.example.org); may be given several times."),
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key. It is shown once: what is kept cannot give it back."""
    keyring = _keyring(data)
    first = not keyring.exists
    key, shown = new(name, scope or [Permission.ASK], source or (), origin or ())
    keyring.add(key)
    if as_json:
        print_json({**record(key, None), "key": shown})
        return
    console.print(f"made key {key.id} for {escape(key.name)}: {_allowed(key)}")
    errors.print("keep it now, it is not shown again:", style="dim")
    typer.echo(shown)
    if first:
        errors.print("from now on every request needs a key, on this machine too (DATELINE_ACCESS)", style="dim")


@app.command("list")
def listing(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the keys: what each allows, and when it was last used."""
    keyring = _keyring(data)
    used = keyring.used()
    if as_json:
        print_json({"keys": [record(key, used.get(key.id)) for key in keyring.all()]})
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("id", "name", "allows", "created", "last used"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "id")
    for key in keyring.all():
        last = used.get(key.id)
        cells = (key.id, key.name, _allowed(key), _written(key.created), _written(last) if last else "never")
        table.add_row(*map(escape, cells))
    console.print(table)


@app.command()
def revoke(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The key, as `keys list` names it.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a key back: no request with it is let in from now on, and none of it needs a restart."""
    gone = _keyring(data).revoke(identity)
    if as_json:
        print_json(record(gone, None))
    else:
        console.print(f"revoked key {gone.id}, {escape(gone.name)}")


def record(key: Key, used: dt.datetime | None) -> dict[str, Any]:
    """Describe a key for machines, without anything that opens a door."""
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.permissions),
        "sources": sorted(key.sources) if key.sources is not None else None,
        "origins": sorted(key.origins),
        "created": key.created.isoformat(),
        "last_used": used.isoformat() if used else None,
    }


def _keyring(data: Path | None) -> Keyring:
    return Keyring(settings.load(data=data).data.expanduser())


def _allowed(key: Key) -> str:
    told = ", ".join(sorted(key.permissions))
    if key.sources is not None:
        told += f"; only {', '.join(sorted(key.sources))}"
    return told + (f"; pages of {', '.join(sorted(key.origins))}" if key.origins else "")


def _written(at: dt.datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
