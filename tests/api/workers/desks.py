"""Desks that other processes make for tests: with the small embedder, and with a will of their own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from api.settings import Settings
from api.telemetry.metrics import Metrics
from corpus.article import Scope
from index.errors import ModelMissing
from qa.answer import Reply
from qa.desk import Desk
from qa.question import Question
from tests.conftest import HashingEmbedder

WAIT, DIE, DIE_ONCE = "wait", "die", "perish"
"""Questions that begin so wait between passages and answer until `go` is there, or end their process: each time, or
the first time that anybody asks."""


def small(settings: Settings, _figures: Metrics) -> Desk:
    return Desk(settings.desk(), HashingEmbedder())


def wilful(settings: Settings, _figures: Metrics) -> Desk:
    return Wilful(settings.desk(), HashingEmbedder())


def unready(settings: Settings, _figures: Metrics) -> Desk:
    return Unready(settings.desk(), HashingEmbedder())


class Wilful(Desk):
    """Does to itself what a question says, and writes down which process began what, and what became of it."""

    def stages(
        self, question: Question, scope: Scope | None = None, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Reply]:
        folder, will = self.config.data, question.text.split()[0]
        note(folder, f"{os.getpid()} began")
        first, *rest = super().stages(question, scope)
        if will == DIE or (will == DIE_ONCE and not (folder / "died").exists()):
            (folder / "died").touch()
            os._exit(9)
        yield first
        while will == WAIT and wanted() and not (folder / "go").exists():
            time.sleep(0.01)
        note(folder, f"{os.getpid()} {'answered' if wanted() else 'stopped'}")
        yield from rest


class Unready(Desk):
    """Has no model."""

    def ready(self, progress: Callable[[int, int], None] | None = None, thorough: bool = False) -> None:
        raise ModelMissing("there is no model; name another")


def note(folder: Path, words: str) -> None:
    with (folder / "notes").open("a") as file:
        file.write(f"{words}\n")


def notes(folder: Path) -> list[str]:
    """What was written down, without the numbers of processes."""
    path = folder / "notes"
    return [line.split()[1] for line in path.read_text().splitlines()] if path.exists() else []


def processes(folder: Path) -> set[int]:
    """Which processes began anything."""
    return {int(line.split()[0]) for line in (folder / "notes").read_text().splitlines()}
