"""What a crashing process does to a data folder, as a journal on the disk tells it.

An operation is written down before it begins and again when it was acknowledged, both with fsync. So after a kill
the journal says what must be there, and the one thing that may be there or not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.index.oracle import VOCABULARY, Release

PUT, LATE, REMOVE, PURGE = "put", "late", "remove", "purge"


def own(path: str, edition: int) -> str:
    """The word that stands in one edition of one release and nowhere else; its digits keep the stemmer off it."""
    return f"zq{path.removesuffix('.txt')}x{edition}zq"


def release(path: str, edition: int) -> Release:
    word, at = own(path, edition), edition % (len(VOCABULARY) - 3)
    one, two, three, four = VOCABULARY[at : at + 4]
    text = f"The {one} of {word} opened.\n\nIt agreed on {two} with {word}.\n\nThe {three} signed {four} in {word}."
    return Release(path, text, title=f"{word} {two}", source="port" if path < "3" else "room")


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of the store: `put` (with vectors), `late` (without), `remove` or `purge` of releases.

    Attributes:
        edition: of the releases that are put; it rises with every operation.
    """

    number: int
    kind: str
    paths: tuple[str, ...]
    edition: int


@dataclass(slots=True)
class State:
    """What a store holds.

    Attributes:
        living: path -> edition.
        removed: paths of tombstones.
        begun: path -> every edition that a put was begun of since the last purge.
        erased: words of purged releases.
    """

    living: dict[str, int] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    begun: dict[str, set[int]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def apply(self, operation: Operation) -> None:
        for path in operation.paths:
            self.removed.discard(path)
            if operation.kind in (PUT, LATE):
                self.living[path] = operation.edition
            else:
                self.living.pop(path, None)
            if operation.kind == REMOVE:
                self.removed.add(path)
            if operation.kind == PURGE:
                self.erased |= {own(path, edition) for edition in self.begun.pop(path, ())}

    def copy(self) -> State:
        begun = {path: set(editions) for path, editions in self.begun.items()}
        return State(dict(self.living), set(self.removed), begun, set(self.erased))


def _operation(told: dict[str, Any]) -> Operation:
    return Operation(told["number"], told["kind"], tuple(told["paths"]), told["edition"])


class Journal:
    """The journal of one data folder. One process writes to it at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self, operation: Operation) -> None:
        self._append({"begun": asdict(operation)})

    def acknowledge(self, operation: Operation) -> None:
        self._append({"done": operation.number})

    def settle(self, operation: Operation, whole: bool) -> None:
        """Write down what became of an operation that was cut off."""
        self._append({"done": operation.number} if whole else {"undone": operation.number})

    def read(self) -> tuple[State, Operation | None, int]:
        """The acknowledged state, the operation that was cut off, and the number of the next."""
        state, open_ = State(), dict[int, Operation]()
        number = 0
        for line in self._lines():
            if told := line.get("begun"):
                operation = _operation(told)
                open_[operation.number] = operation
                number = operation.number
                if operation.kind in (PUT, LATE):
                    for path in operation.paths:
                        state.begun.setdefault(path, set()).add(operation.edition)
            elif "done" in line:
                state.apply(open_.pop(line["done"]))
            else:
                open_.pop(line["undone"])
        assert len(open_) <= 1, "two operations cannot have been cut off by one kill"
        return state, next(iter(open_.values()), None), number + 1

    def operations(self) -> list[Operation]:
        """Every operation that was begun, in order."""
        return [_operation(line["begun"]) for line in self._lines() if "begun" in line]

    def _lines(self) -> Sequence[dict[str, Any]]:
        if not self._path.exists():
            return []
        lines = self._path.read_bytes().split(b"\n")[:-1]  # a line without its end was not written whole
        return [json.loads(line) for line in lines]

    def _append(self, told: dict[str, Any]) -> None:
        with self._path.open("ab") as file:
            file.write(json.dumps(told).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
