"""JSON Lines files that people keep: a line is added or mended, and every other line keeps its bytes."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import FileChanged

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        number: from 1, blank lines counted.
        raw: its bytes, without the line feed.
    """

    number: int
    raw: bytes

    def row(self) -> dict[str, Any]:
        """Read the object of this line.

        Raises:
            ValueError: it is no JSON object; why.
        """
        try:
            row = json.loads(self.raw)
        except RecursionError as error:
            raise ValueError(str(error)) from error
        if not isinstance(row, dict):
            raise ValueError("not an object")
        return row


def read(path: Path) -> list[Line]:
    """Read the lines of a file that are not blank; a file that is not there has none.

    Raises:
        OSError: it is there and cannot be read.
    """
    # Only a line feed ends a line: U+2028 and its like may stand inside a JSON string.
    parts = _content(path).split(b"\n")
    return [Line(number, raw) for number, raw in enumerate(parts, start=1) if raw.removeprefix(_MARK).strip()]


def append(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows at the end of a file, all or none; the file is made if it is not there."""
    content = _content(path)
    end = b"" if not content or content.endswith(b"\n") else b"\n"
    write(path, content + end + b"".join(_dump(row) + b"\n" for row in rows))


def replace(path: Path, line: Line, row: Mapping[str, Any]) -> None:
    """Put another row in the place of a line.

    Raises:
        FileChanged: the line is not there any more as it was read.
    """
    parts = _content(path).split(b"\n")
    at = line.number - 1
    if at >= len(parts) or parts[at] != line.raw:
        raise FileChanged(f"{path}, line {line.number}: changed since it was read; nothing was written, run again")
    before = _MARK if line.raw.startswith(_MARK) else b""
    after = b"\r" if line.raw.endswith(b"\r") else b""
    parts[at] = before + _dump(row) + after
    write(path, b"\n".join(parts))


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a crash leaves the old one. A link stays a link, permissions stay."""
    real = Path(os.path.realpath(path))
    made = real.with_name(f".{real.name}.{uuid.uuid4().hex}")
    try:
        with made.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            shutil.copymode(real, made)
        made.replace(real)
    finally:
        made.unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _dump(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()
