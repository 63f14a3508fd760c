"""Fills the page's template.

Question, release and slice texts come from outside: the template escapes every one of them, and the page's own
content policy lets no script run but the page's, and nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from eval.page import comparing, parts, reading, tables
from eval.page.head import head
from eval.page.questions import questions
from eval.page.reading import FEW, Report
from eval.page.series import assign
from eval.page.wording import meaning, moment


def html(report: Report, before: Report | None) -> str:
    """Write a report, and what changed since another one, as one HTML page."""
    modes = reading.modes(report)
    lead = reading.lead(report)
    series = assign(list(modes), lead)
    measured = [name for level in reading.LEVELS for name in reading.measures(modes.values(), level)]
    since = comparing.since(report, before) if before is not None else comparing.Since()
    script = _resource("page.js")
    page = (
        _environment()
        .get_template("page.html")
        .render(
            style=Markup(_resource("style.css")),  # noqa: S704 - the package's own files
            script=Markup(script),  # noqa: S704
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            head=head(report),
            series=series,
            lead=lead,
            few=FEW,
            overall=tables.overall(report, before),
            glossary=dict(filter(None, map(meaning, measured))),
            comparisons=parts.compared(report, "modes", comparing.comparisons(report)),
            before=moment(before.get("made") or "another day") if before is not None else None,
            runs=parts.compared(report, "runs", since.groups),
            ground=since.notes,
            slices=parts.slices(report, series),
            curves=parts.curves(report, series),
            times=parts.times(report, series),
            answers=parts.answers(report, series),
            questions=questions(report),
        )
    )
    # A lone half of a surrogate pair can stand in JSON, and in no file.
    return page.encode("utf-8", "replace").decode("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: _resource(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _resource(name: str) -> str:
    return (files("eval.page") / name).read_text(encoding="utf-8")
