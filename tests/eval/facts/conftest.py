"""A small data folder of invented releases, and places in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.gold import visible

FILES = {
    "wire/2024/0314/port.md": (
        "# Port of Halvern reopens &amp; grows\n\n"
        "HALVERN, March 14, 2024 /Harbour Wire/ -- The port of Halvern reopened to ships on Thursday. "
        "Forty ships had waited outside since the storm of February closed the western channel.\n\n"
        "Pilots will work at night until the last of them has left the outer roads.\n\n"
        "---\n\n[Original Notice](https://halvern.example/notice)\n"
    ),
    "room/ferry.txt": (
        "Le bac de Vernon reprend\n\n"
        "VERNON, le 3 mai 2024 - Le bac de Vernon a repris son service jeudi matin, après trois mois de travaux. "
        "Les passagers voyageront gratuitement jusqu’à la fin du mois.\n"
    ),
    "room/library.txt": (
        "افتتاح مكتبة الميناء\n\n"
        "الرباط، 7 مايو 2024 - افتتحت بلدية الرباط مكتبة جديدة قرب الميناء يوم الثلاثاء. "
        "تضم المكتبة عشرين ألف كتاب وقاعة للأطفال.\n"
    ),
    "room/fair.txt": (
        "Spring fair opens\n\n"
        "The spring fair of Orlington opens on the market square with forty stalls this weekend.\n\n"
        "Visitors may come by the ferry, which runs until midnight on all three days of the fair.\n"
    ),
}

Place = Callable[..., dict[str, Any]]
Write = Callable[[Sequence[Mapping[str, Any]]], Path]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def place(data: Path) -> Place:
    """Give the place of words in a file: `place("room/fair.txt", "forty stalls")`."""

    def make(article: str, words: str) -> dict[str, Any]:
        start = visible(data / article).index(words)
        return {"at": [start, start + len(words)], "sha1": hashlib.sha1(words.encode()).hexdigest()}  # noqa: S324

    return make


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(rows: Sequence[Mapping[str, Any]]) -> Path:
        path = tmp_path / "facts.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return make


@pytest.fixture
def port(place: Place) -> dict[str, Any]:
    """Every fact of the port's release, as a row."""
    article = "wire/2024/0314/port.md"
    return {
        "article": article,
        "title": [place(article, "Port of Halvern reopens &amp; grows")],
        "day": "2024-03-14",
        "place": [place(article, "HALVERN")],
        "before": [place(article, "HALVERN, March 14, 2024 /Harbour Wire/ --")],
        "first": [place(article, "The port of Halvern reopened to ships on Thursday.")],
        "last": [place(article, "Pilots will work at night until the last of them has left the outer roads.")],
        "furniture": [place(article, "Original Notice")],
    }
