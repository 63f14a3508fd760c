"""What was measured, for reading and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.facts.checks import Check
from eval.facts.folders import FIELDS, Outcome
from eval.facts.measure import Measured, Tally


def table(measured: Measured) -> str:
    """Write the figures, a line each."""
    lines = [_line(kind, tally) for kind, tally in measured.kinds().items()]
    lines += [_line("all checks", measured.overall()), ""]
    lines += [
        _line("precision", measured.places.precision, "of the places given"),
        _line("recall", measured.places.recall, "of the places in datelines"),
        _line("day", measured.days(), "of the days, path hidden"),
    ]
    return "\n".join(lines)


def failures(items: Sequence[Check], words: bool) -> str:
    """Name what did not hold, a line each.

    Args:
        items: the checks.
        words: whether to show what was wanted and what was found.
    """
    lines = []
    for item in items:
        lines.append(f"{item.kind:<10}{item.article}")
        if words:
            lines += [f"    wanted {wanted!r}" for wanted in item.wanted or ("nothing",)]
            lines.append(f"    found  {item.found!r}")
    return "\n".join(lines)


def record(measured: Measured) -> dict[str, Any]:
    """Give the shape of the figures in JSON; no words of the files are in it."""
    return {
        "pages": {kind: tally.record() for kind, tally in measured.kinds().items()},
        "overall": measured.overall().record(),
        "datelines": {
            "place": {
                "precision": measured.places.precision.record(),
                "recall": measured.places.recall.record(),
            },
            "day": measured.days().record(),
        },
        "failures": [{"article": item.article, "kind": item.kind} for item in measured.failures()],
    }


def folders_table(outcomes: Sequence[Outcome]) -> str:
    """Write what became of each folder."""
    blocks = []
    for item in outcomes:
        read = item.files - len(item.refused) - len(item.crashed)
        lines = [
            f"{item.name}: {item.files} files, {len(item.crashed)} crashed, {len(item.refused)} refused, "
            f"{len(item.empty)} with a body and no news left"
        ]
        lines += [f"  crashed {path}: {error}" for path, error in item.crashed.items()]
        lines += [f"  refused {path}: {kind}" for path, kind in item.refused.items()]
        lines += [f"  no news {path}" for path in item.empty]
        lines += ["  " + _line(name, Tally(item.found[name], read)) for name in FIELDS]
        if item.dated:
            lines.append("  " + _line("same day", Tally(item.agree, item.dated), "in text and path"))
            lines.append("  " + _line("within 1", Tally(item.near, item.dated), "day of each other"))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def folders_record(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Give the shape of folders in JSON."""
    return {item.name: item.record() for item in outcomes}


def _line(name: str, tally: Tally, what: str = "") -> str:
    share = tally.share()
    figure = f"{share.value:.3f}  [{share.low:.3f}, {share.high:.3f}]" if share else "-"
    return f"{name:<12}{tally.held:>6} / {tally.total:<6}{figure}  {what}".rstrip()
