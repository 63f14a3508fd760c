"""What the reader gives of whole folders: nothing may crash, and no body may be lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import reading
from corpus.article import Document, Draft
from corpus.errors import Refused
from corpus.fields import dates
from eval.facts import checks
from eval.facts.draw import PAGES
from eval.facts.measure import Tally
from eval.facts.reading import documents, folder, without_path
from eval.gold import visible

FIELDS = ("title", "subtitle", "published", "updated", "place", "issuer", "language", "url", "people", "parts")
"""Fields of a release whose share is told."""

BODY = 50
"""Words of visible text from which a file counts as having a body; fewer may be a title with a date."""

FEWEST = 10
"""Words of news under which a body was lost."""

NEAR = 1
"""Days between a release's own date and that of its path that a time zone explains."""


@dataclass(slots=True)
class Outcome:
    """What became of one folder.

    Attributes:
        files: how many were read.
        crashed: path -> error, of those on which the reader failed without refusing.
        refused: path -> kind of refusal.
        empty: those with a body of which no news was left, or next to none.
        found: field -> how many releases have it.
        dated: how many releases say a day both in their text and by their path.
        agree, near: how many of those say the same day, and how many a day at most apart.
        disagreeing: those that do not say the same day.
    """

    name: str
    files: int = 0
    crashed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    agree: int = 0
    near: int = 0
    dated: int = 0
    disagreeing: list[str] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """Give the shape of a folder in JSON."""
        read = self.files - len(self.crashed) - len(self.refused)
        return {
            "files": self.files,
            "crashed": self.crashed,
            "refused": self.refused,
            "empty": self.empty,
            "fields": {name: Tally(self.found[name], read).record() for name in FIELDS},
            "text_and_path_agree": Tally(self.agree, self.dated).record(),
            "text_and_path_within_a_day": Tally(self.near, self.dated).record(),
            "disagreeing": self.disagreeing,
        }


def survey(data: Path, names: Iterable[str] = tuple(PAGES)) -> list[Outcome]:
    """Read every file of each folder.

    Raises:
        FolderInvalid: a folder is not there.
    """
    return [_folder(data, name) for name in names]


def _folder(data: Path, name: str) -> Outcome:
    source, outcome = folder(data, name), Outcome(name)
    for item in documents(source):
        outcome.files += 1
        try:
            draft = reading.read(item)
        except Refused as error:
            outcome.refused[item.path] = error.kind
            if _has_body(Path(source.location) / item.path):
                outcome.empty.append(item.path)
        except Exception as error:  # noqa: BLE001 - any other error is what is looked for here
            outcome.crashed[item.path] = f"{type(error).__name__}: {error}"
        else:
            _add(outcome, item, draft, Path(source.location) / item.path)
    return outcome


def _add(outcome: Outcome, item: Document, draft: Draft, path: Path) -> None:
    outcome.found.update(name for name in FIELDS if getattr(draft, name))
    if len(checks.news(draft).split()) < FEWEST and _has_body(path):
        outcome.empty.append(item.path)
    by_path = dates.in_path(item.path)
    by_text = reading.read(without_path(item)).published if by_path else None
    if by_path and by_text:
        apart = abs((by_path - by_text).days)
        outcome.dated += 1
        outcome.agree += apart == 0
        outcome.near += apart <= NEAR
        if apart:
            outcome.disagreeing.append(item.path)


def _has_body(path: Path) -> bool:
    return len(visible(path).split()) >= BODY
