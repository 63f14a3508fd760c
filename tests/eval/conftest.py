"""What the evaluation tests share: no model is loaded, and a small press room with questions about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.gold import Gold, Relevant
from qa.desk import Desk, DeskConfig
from tests.conftest import HashingEmbedder

ROOM = {
    "port/reopens.txt": "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.",
    "port/dredging.txt": "Dredging begins\n\nA dredger began deepening the western channel of the harbour at night.",
    "fair.md": "# Spring fair\n\nThe spring fair of Orlington opens on the market square with forty stalls.",
}

QUESTIONS = (
    Gold(
        "q1",
        "when did the port of Halvern reopen to ships?",
        "en",
        "date",
        (Relevant("port/reopens.txt", "The port of Halvern reopened to ships on Thursday."),),
        "on Thursday",
    ),
    Gold(
        "q2",
        "dredger deepening the channel, and stalls of the spring fair",
        "en",
        "multi",
        (
            Relevant("port/dredging.txt", "A dredger began deepening the western channel"),
            Relevant("fair.md", "The spring fair of Orlington opens"),
        ),
        "",
    ),
    Gold("q3", "who is the mayor of Skerry?", "en", "unanswerable", (), ""),
)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder of three releases."""
    folder = tmp_path / "room"
    for path, text in ROOM.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def questions() -> tuple[Gold, ...]:
    return QUESTIONS


@pytest.fixture
def room_desk(tmp_path: Path, embedder: HashingEmbedder, room: Path) -> Iterator[Desk]:
    """A desk that has taken the room in."""
    desk = Desk(DeskConfig(tmp_path / "room-desk"), embedder)
    desk.intake().paths([room])
    yield desk
    desk.close()
