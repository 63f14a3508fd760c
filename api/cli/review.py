"""Candidates for gold questions one at a time in the terminal, or with answers from a file on standard input."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.cli.console import console
from eval import goldreview
from eval.candidates import ACCEPTED, REJECTED, SKIPPED, Candidate, Place
from eval.errors import EvaluationError, FileChanged
from eval.goldreview import Added, Open

ACCEPT, EDIT, REJECT, SKIP, QUIT = "a", "e", "r", "s", "q"
KEYS = {ACCEPT: "accept", EDIT: "edit", REJECT: "reject", SKIP: "skip", QUIT: "quit"}


def run(waiting: Sequence[Open], kept: str, into: Path) -> None:
    """Show every candidate and write down what is decided, each at once.

    Args:
        kept: where the candidates are, as it is told.

    Raises:
        FileChanged: the candidates file was changed by somebody else meanwhile.
    """
    decided: Counter[str] = Counter()
    for number, proposed in enumerate(waiting, start=1):
        console.rule(f"{number} of {len(waiting)}", style="dim")
        status = _decide(proposed, into)
        if status == QUIT:
            break
        decided[status] += 1
    told = ", ".join(f"{count} {status}" for status, count in decided.items()) or "nothing decided"
    left = len(waiting) - decided[ACCEPTED] - decided[REJECTED]
    console.print(f"{told}; {left} left in {escape(kept)}", style="bold")


def _decide(proposed: Open, into: Path) -> str:
    """Ask about a candidate until it is decided; gives its new status, or `QUIT`."""
    candidate = proposed.candidate
    _show(candidate)
    while True:
        key = _key()
        if key == QUIT:
            return QUIT
        if key == ACCEPT and (added := _accept(candidate, into)):
            proposed.decide(ACCEPTED, added)
            return ACCEPTED
        if key in {REJECT, SKIP}:
            status = REJECTED if key == REJECT else SKIPPED
            proposed.decide(status, None)
            return status
        if key == EDIT:
            candidate = _edit(candidate)
        elif key not in KEYS:
            console.print("one of " + ", ".join(f"[bold]{name}[/] {what}" for name, what in KEYS.items()))


def _accept(candidate: Candidate, into: Path) -> Added | None:
    """Write a candidate into the questions file; says why and gives None where that cannot be done."""
    try:
        added = goldreview.accept(candidate, into)
    except FileChanged:
        raise
    except EvaluationError as error:
        console.print(f"[red]not accepted:[/] {escape(str(error))}", soft_wrap=True)
        return None
    name = escape(added.id)
    if not added.new:
        console.print(f"{name} has it already", style="dim")
    elif candidate.gold is None:
        console.print(f"added as {name}", style="green")
    else:
        console.print(f"added to {name}", style="green")
    if added.kind_changed:
        console.print(f"{name} had no answer until now; its kind is now {goldreview.ANSWERED!r}: write its answer")
    return added


def _edit(candidate: Candidate) -> Candidate:
    is_new = candidate.gold is None
    old = candidate.question if is_new else candidate.places[0].quote
    console.print("the question:" if is_new else "words of the passage that answer:", style="dim")
    try:
        changed = goldreview.edited(candidate, _line(_plain(old)))
    except ValueError as error:
        console.print(f"[red]not changed:[/] {error}")
        return candidate
    _show(changed)
    return changed


def _show(candidate: Candidate) -> None:
    facts = " · ".join(filter(None, (candidate.rule, candidate.lang, candidate.kind, candidate.note)))
    console.print(Text(_plain(facts), style="dim"))
    if candidate.gold is not None:
        console.print(f"does this passage answer [bold]{escape(_plain(candidate.gold))}[/] too?")
    console.print(Text(_plain(candidate.question), style="bold"))
    console.print(Text(_plain(candidate.answer) or "no answer is written down", style="cyan"))
    for place in candidate.places:
        _show_place(place)
    if not candidate.places:
        console.print("nothing answers it", style="yellow")


def _show_place(place: Place) -> None:
    facts = f"{place.title or place.article} · {place.published or 'undated'} · {place.article}"
    console.print(Padding(Text(_plain(facts), style="dim"), (1, 0, 0, 2)))
    quote = _plain(place.quote)
    words = Text(_plain(place.passage) or quote)
    if (at := words.plain.find(quote)) >= 0:
        words.stylize("bold reverse", at, at + len(quote))
    else:
        console.print(Padding(Text(quote, style="bold"), (0, 0, 0, 2)))
    console.print(Padding(words, (0, 0, 1, 2)))


def _plain(text: str) -> str:
    """Collapse white space and leave out control characters: a release must not steer the terminal."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cc")


def _key() -> str:
    """Read a key, or the first letter of a line where standard input is no terminal; at its end, `QUIT`."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1].lower() if line else QUIT
    console.print("  ".join(f"[bold]{name}[/] {what}" for name, what in KEYS.items()), style="dim")
    try:
        return typer.getchar().lower()
    except (EOFError, KeyboardInterrupt):
        return QUIT


def _line(old: str) -> str:
    """Read a line; in a terminal the old one stands there to be changed, where the system can do that."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    try:
        import readline
    except ImportError:
        return input(f"{old}\n> ") or old
    readline.set_startup_hook(lambda: readline.insert_text(old))
    try:
        return input("> ")
    finally:
        readline.set_startup_hook()
