"""Facts of articles and their passages as columns: one row a passage, one slot an article.

Slots and rows are numbered from 0 in the order of the store's versions, so passage numbers rise with the rows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import ID_LENGTH
from corpus.records import Indexable

UNDATED = 0
NEVER_HIDDEN = float("-inf")

_NAMES = "names.json"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one part of the index. Days are proleptic ordinals, moments seconds since 1970.

    Attributes:
        ids: shape (slots,), article ids in ASCII.
        versions: (slots,), int64: the version of the article that was indexed.
        first: (slots + 1,), int64: rows `first[i]` to `first[i + 1]` are those of slot i.
        published: (slots,), int32, `UNDATED` where no day is known.
        first_seen: (slots,), int32.
        source: (slots,), int32: place in `sources`.
        visible_from: (slots,), float64, `NEVER_HIDDEN` without an embargo.
        speaking: int32: slots of the articles in a language, one language after the other, ascending in each.
        speaking_first: (languages + 1,), int64: where each language begins in `speaking`.
        numbers: (rows,), int64: passage numbers.
        starts, ends: (rows,), uint32: code points of the article's text.
        parts: (rows,), uint8: 0 for the news, else 1 + place in `kinds`.
        sources, languages, kinds: names.
    """

    ids: NDArray[np.bytes_]
    versions: NDArray[np.int64]
    first: NDArray[np.int64]
    published: NDArray[np.int32]
    first_seen: NDArray[np.int32]
    source: NDArray[np.int32]
    visible_from: NDArray[np.float64]
    speaking: NDArray[np.int32]
    speaking_first: NDArray[np.int64]
    numbers: NDArray[np.int64]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    parts: NDArray[np.uint8]
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def slots(self) -> int:
        """Articles, dead ones included."""
        return len(self.ids)

    @property
    def rows(self) -> int:
        """Passages, dead ones included."""
        return len(self.numbers)

    def speakers(self, language: str) -> NDArray[np.int32]:
        """Slots of the articles in a language, alone or among others."""
        if language not in self.languages:
            return np.empty(0, np.int32)
        at = self.languages.index(language)
        return self.speaking[self.speaking_first[at] : self.speaking_first[at + 1]]


_TYPES: dict[str, Any] = {
    "ids": f"S{ID_LENGTH}",
    "versions": np.int64,
    "first": np.int64,
    "published": np.int32,
    "first_seen": np.int32,
    "source": np.int32,
    "visible_from": np.float64,
    "speaking": np.int32,
    "speaking_first": np.int64,
    "numbers": np.int64,
    "starts": np.uint32,
    "ends": np.uint32,
    "parts": np.uint8,
}
_NAMED = ("sources", "languages", "kinds")


class Gathering:
    """Columns in the making."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in _TYPES}
        self._columns["first"].append(0)
        self._names: dict[str, dict[str, int]] = {name: {} for name in _NAMED}
        self._speakers: dict[str, list[int]] = {}

    @property
    def slots(self) -> int:
        """Articles gathered so far."""
        return len(self._columns["ids"])

    @property
    def rows(self) -> int:
        """Passages gathered so far."""
        return len(self._columns["numbers"])

    def add(self, row: Indexable) -> None:
        """Append an article and its passages, in order."""
        article, columns = row.article, self._columns
        for language in {article.language, *article.languages} - {None}:
            self._speakers.setdefault(str(language), []).append(self.slots)
        columns["ids"].append(article.id.encode("ascii"))
        columns["versions"].append(row.version)
        columns["published"].append(article.published.toordinal() if article.published else UNDATED)
        columns["first_seen"].append(article.first_seen.astimezone(dt.UTC).date().toordinal())
        columns["source"].append(self._code("sources", article.source))
        columns["visible_from"].append(article.visible_from.timestamp() if article.visible_from else NEVER_HIDDEN)
        for passage in row.passages:
            columns["numbers"].append(passage.number)
            columns["starts"].append(passage.start)
            columns["ends"].append(passage.end)
            columns["parts"].append(1 + self._code("kinds", passage.part) if passage.part else 0)
        columns["first"].append(self.rows)

    def columns(self) -> Columns:
        """Give what was gathered."""
        arrays: dict[str, Any] = {name: np.array(made, _TYPES[name]) for name, made in self._columns.items()}
        spoken = [np.array(slots, np.int32) for slots in self._speakers.values()]
        arrays["speaking"], arrays["speaking_first"] = _joined(spoken)
        names: dict[str, Any] = {name: tuple(codes) for name, codes in self._names.items()}
        return Columns(**arrays, **{**names, "languages": tuple(self._speakers)})

    def _code(self, kind: str, name: str) -> int:
        codes = self._names[kind]
        return codes.setdefault(name, len(codes))


def merge(parts: Sequence[tuple[Columns, NDArray[np.bool_]]]) -> Columns:
    """Join columns, in order, keeping the slots that live.

    Args:
        parts: each with its mask of living slots.
    """
    kept = [(columns, alive, np.repeat(alive, np.diff(columns.first))) for columns, alive in parts]
    arrays: dict[str, Any] = {}
    for name in ("ids", "versions", "published", "first_seen", "visible_from"):
        arrays[name] = _concatenated(name, (getattr(columns, name)[alive] for columns, alive, _ in kept))
    for name in ("numbers", "starts", "ends"):
        arrays[name] = _concatenated(name, (getattr(columns, name)[rows] for columns, _, rows in kept))
    sizes = np.concatenate([np.zeros(1, np.int64), *(np.diff(columns.first)[alive] for columns, alive, _ in kept)])
    arrays["first"] = np.cumsum(sizes)
    sources, codes = _recoded([columns.sources for columns, _, _ in kept])
    arrays["source"] = _concatenated(
        "source", (code[columns.source[alive]] for (columns, alive, _), code in zip(kept, codes, strict=True))
    )
    kinds, codes = _recoded([columns.kinds for columns, _, _ in kept])
    arrays["parts"] = _concatenated(
        "parts",
        (np.r_[0, 1 + code][columns.parts[rows]] for (columns, _, rows), code in zip(kept, codes, strict=True)),
    )
    languages = tuple(dict.fromkeys(name for columns, _, _ in kept for name in columns.languages))
    spoken = [_concatenated("speaking", _renumbered(parts, name)) for name in languages]
    arrays["speaking"], arrays["speaking_first"] = _joined(spoken)
    return Columns(**arrays, sources=sources, languages=languages, kinds=kinds)


def _concatenated(name: str, arrays: Iterable[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, _TYPES[name]), *arrays]).astype(_TYPES[name], copy=False)


def _recoded(names: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[NDArray[np.int64]]]:
    """Join lists of names; returns the one list, and for each old list the new place of each name."""
    codes = {name: place for place, name in enumerate(dict.fromkeys(name for each in names for name in each))}
    return tuple(codes), [np.array([codes[name] for name in each], np.int64) for each in names]


def _renumbered(parts: Sequence[tuple[Columns, NDArray[np.bool_]]], language: str) -> Iterator[NDArray[np.int64]]:
    """Yield the new slots of the living articles in a language, part by part."""
    base = 0
    for columns, alive in parts:
        places = np.cumsum(alive) - 1 + base
        slots = columns.speakers(language)
        yield places[slots[alive[slots]]]
        base += int(np.count_nonzero(alive))


def _joined(runs: Sequence[NDArray[Any]]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    sizes = np.array([0, *map(len, runs)], np.int64)
    return _concatenated("speaking", runs), np.cumsum(sizes)


def write(columns: Columns, folder: Path) -> None:
    """Write each column as a NumPy file, and the names as JSON."""
    for name in _TYPES:
        np.save(folder / f"{name}.npy", getattr(columns, name), allow_pickle=False)
    names = {name: getattr(columns, name) for name in _NAMED}
    (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> Columns:
    """Map columns from their files.

    Raises:
        ValueError: a file is none of ours.
        OSError: a file is missing.
    """
    names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
    arrays: dict[str, Any] = {}
    for name, kind in _TYPES.items():
        # As a plain array over the mapping: a single item of numpy's own memmap takes ten times as long.
        arrays[name] = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
        if arrays[name].dtype != np.dtype(kind) or arrays[name].ndim != 1:
            raise ValueError(f"{folder / name}.npy holds {arrays[name].dtype}, not {np.dtype(kind)}")
    told: dict[str, Any] = {name: tuple(names[name]) for name in _NAMED}
    columns = Columns(**arrays, **told)
    _check(columns, folder)
    return columns


def _check(columns: Columns, folder: Path) -> None:
    """Make sure that columns of one length have it."""
    for name in ("versions", "published", "first_seen", "source", "visible_from"):
        if len(getattr(columns, name)) != columns.slots:
            raise ValueError(f"{folder / name}.npy has another length than the ids beside it")
    for name in ("starts", "ends", "parts"):
        if len(getattr(columns, name)) != columns.rows:
            raise ValueError(f"{folder / name}.npy has another length than the numbers beside it")
    if len(columns.first) != columns.slots + 1 or columns.first[-1] != columns.rows:
        raise ValueError(f"{folder / 'first'}.npy does not lead through the rows beside it")
