"""`dateline names`: which names and short forms the releases have taught, and what staff say of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import DataOption, JsonOption, console, desk, print_json
from api.cli.narrowing import known
from corpus.article import Filters, Scope
from corpus.names.folding import alike
from corpus.store.names import Learned
from qa.namesfile import NamesFile, Told

SUGGESTED_MOST = 20


def names(
    source: Annotated[str | None, typer.Option(help="Only what releases of this source explain.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the best supported first.")] = 100,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the names that releases explain by short forms, and those of the staff's file `names.toml`.

    A question that has one form is searched in the others too. Short forms that sound alike in two scripts or two
    spellings are suggested, and searched for each other only once the file says so.
    """
    with desk(data) as (opened, _):
        known(source, opened.store)
        file = NamesFile(opened.config.data)
        told = file.read()
        learned = opened.store.all_names(Scope.everything(), Filters(source=source))
    allowed = [one for one in learned if not told.forbids(one)]
    suggested = alike(dict.fromkeys(one.short for one in (*told.pairs, *allowed)))
    if as_json:
        print_json({**_record(learned, told, limit), "sound_alike": [list(pair) for pair in suggested]})
        return
    table = Table(box=None)
    for heading in ("short", "releases", "long"):
        table.add_column(heading, no_wrap=heading != "long")
    for one in told.pairs:
        table.add_row(escape(one.short), "staff", escape(one.long))
    for one in learned[:limit]:
        said = f"[dim]{escape(one.long)} (forbidden)[/]" if told.forbids(one) else escape(one.long)
        table.add_row(escape(one.short), f"{one.releases:,}", said)
    console.print(table)
    console.print(
        f"{min(limit, len(learned)):,} of {len(learned):,} learned; {escape(str(file.path))} adds and forbids"
    )
    for one_form, other in suggested[:SUGGESTED_MOST]:
        console.print(f"{escape(one_form)} and {escape(other)} sound alike: one name?", style="dim")


def _record(learned: list[Learned], told: Told, limit: int) -> dict[str, Any]:
    return {
        "names": [
            {"short": one.short, "long": one.long, "releases": one.releases, "forbidden": told.forbids(one)}
            for one in learned[:limit]
        ],
        "staff": [{"short": one.short, "long": one.long} for one in told.pairs],
        "total": len(learned),
    }
