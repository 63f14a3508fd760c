"""The manifest: which segments make up an index, with their checksums, and through which change it goes.

Each is a file of its own, `manifest-000012.json`, written beside the one before and renamed into place: the newest
whole one counts. A segment that it does not name is rubbish.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import xxhash

from index.errors import IndexDamaged
from index.segments import steps
from index.segments.steps import Step

FORMAT = 1
"""Counted up when the files of an index change their meaning."""

BLOCK = 1 << 22
_NAME = re.compile(r"manifest-(\d{6,})\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment as a manifest names it.

    Attributes:
        name: of its folder.
        articles, passages: in it, dead ones included.
        files: name -> bytes and checksum (XXH3, 64 bits, hex).
        dead: slots that lived no more when the manifest was written.
    """

    name: str
    articles: int
    passages: int
    files: Mapping[str, tuple[int, str]]
    dead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of an index.

    Attributes:
        model: id of the vectors; `dimensions` is their length.
        number: rises with each manifest.
        through: the last change of the store that is in it.
        stamp: when that change was made: a store put back from a copy may have another change of that number.
        lacking: live articles that had no vectors of the model by then.
        segments: in the order of their passages.
    """

    model: str
    dimensions: int
    number: int
    through: int
    stamp: str
    lacking: tuple[str, ...]
    segments: tuple[Entry, ...]


EMPTY = Manifest("", 0, 0, 0, "", (), ())


def newest(folder: Path) -> tuple[Manifest, list[str]]:
    """Read the newest whole manifest of a folder, and name what is damaged on the way to it.

    Returns:
        `EMPTY` where there is none.
    """
    bad: list[str] = []
    for path in reversed(listed(folder)):
        try:
            return read(path), bad
        except IndexDamaged:
            bad.append(path.name)
    return EMPTY, bad


def listed(folder: Path) -> list[Path]:
    """List the manifests of a folder, oldest first."""
    found = [
        (int(match[1]), path) for path in folder.glob("manifest-*.json") if (match := _NAME.fullmatch(path.name))
    ]
    return [path for _, path in sorted(found)]


def read(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        IndexDamaged: it is not as it was written, or of another format.
    """
    try:
        told: Any = json.loads(path.read_bytes())
        body = told["manifest"]
        if told["xxh3"] != xxhash.xxh3_64_hexdigest(_packed(body)) or body["format"] != FORMAT:
            raise IndexDamaged(path, "its checksum is another, or its format")
        segments = [
            Entry(
                each["name"],
                each["articles"],
                each["passages"],
                {name: (size, digest) for name, (size, digest) in each["files"].items()},
                tuple(each["dead"]),
            )
            for each in body["segments"]
        ]
        told = {**body, "lacking": tuple(body["lacking"]), "segments": tuple(segments)}
        del told["format"]
        return Manifest(**told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexDamaged(path, str(error)) from error


def write(manifest: Manifest, folder: Path) -> None:
    """Write a manifest, so that it is there whole or not at all."""
    body = {"format": FORMAT, **asdict(manifest)}
    told = {"manifest": body, "xxh3": xxhash.xxh3_64_hexdigest(_packed(body))}
    path = folder / f"manifest-{manifest.number:06}.json"
    made = path.with_suffix(".new")
    with made.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        steps.reached(Step.MANIFEST_WRITTEN)
        file.flush()
        os.fsync(file.fileno())
    steps.reached(Step.MANIFEST_SYNCED)
    made.replace(path)
    sync(folder)
    steps.reached(Step.MANIFEST_NAMED)


def _packed(body: Any) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def checksums(folder: Path) -> dict[str, tuple[int, str]]:
    """Give bytes and checksum of every file under a folder, by its path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, checksum(path)) for path in paths}


def damaged(folder: Path, files: Mapping[str, tuple[int, str]]) -> list[str]:
    """Name the files of a segment that are not as they were written."""
    return [name for name, told in files.items() if _state(folder / name) != told]


def _state(path: Path) -> tuple[int, str] | None:
    try:
        return path.stat().st_size, checksum(path)
    except OSError:
        return None


def checksum(path: Path) -> str:
    """Hash a file: XXH3, 64 bits, hex. It is read, not mapped: its pages do not count as this process's."""
    digest = xxhash.xxh3_64()
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sync(*paths: Path) -> None:
    """Have files and folders written to the disk before anything that is written after them."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
