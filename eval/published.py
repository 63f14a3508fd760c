"""The latest evaluation report, kept in a data folder for those who look after the archive.

Only figures are kept: the questions, and what was found for them, hold words of releases, which a purge could not
reach here.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from eval import page
from eval.page.reading import Report

FOLDER = "report"
"""Folder of the report inside the data folder."""

JSON, HTML = "report.json", "report.html"


def publish(data: Path, report: Report) -> None:
    """Keep a report's figures, and the page that shows them, in place of the one before.

    Each file is replaced whole: who reads meanwhile finds the old one or the new one. The figures are replaced last,
    so that a page is there for them, and both are of one run but for that moment.

    Args:
        data: the data folder.
        report: as `dateline eval --json` writes it.

    Raises:
        OSError: the folder cannot be written to; the report before is still there.
    """
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    figures = {name: value for name, value in report.items() if name != "questions"}
    _replace(folder / HTML, page.html({**figures, "questions": []}))
    _replace(folder / JSON, json.dumps(figures, ensure_ascii=False, indent=1))


def latest(data: Path) -> dict[str, Any] | None:
    """Read the figures that were kept last; null where none were, or what is there cannot be read."""
    try:
        found = json.loads((data / FOLDER / JSON).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("modes"), dict) else None


def latest_page(data: Path) -> str | None:
    """Read the page of the figures that were kept last; null where there is none."""
    try:
        return (data / FOLDER / HTML).read_text(encoding="utf-8")
    except OSError:
        return None


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
