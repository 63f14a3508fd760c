"""Merge packed postings into one: living rows in order, numbered anew, and only the words they hold.

Works through slices of terms, then of rows, so that memory does not follow the corpus: what is held is some bytes a
row and a term, and `SLICE` postings at a time. Files are written, not synced, as in `packing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import TermsCollide
from index.lexical.packed import PackedPostings
from index.lexical.packing import offsets, smallest
from index.lexical.postings import Keys, Unsigned, Whole, distinct, runs

SLICE = 4_000_000
"""Postings worked on at a time; some 40 bytes each."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A part and where its terms and rows go.

    Attributes:
        place: place of each of its terms among the merged ones, ascending; of no meaning for one no living row holds.
        row: new number of each of its rows; of no meaning for a deleted one.
    """

    part: PackedPostings
    place: Whole
    row: Unsigned


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the merged index will be.

    Attributes:
        keys: of its terms, shape (terms,).
        starts: where each term's postings begin and end, shape (terms + 1,).
    """

    folder: Path
    prefix: str
    sources: Sequence[_Source]
    keys: Keys
    starts: Whole

    def save(self, name: str, array: NDArray[Any]) -> None:
        np.save(self._path(name), array, allow_pickle=False)

    @contextmanager
    def column(self, name: str, dtype: np.dtype[Any], size: int) -> Iterator[Callable[[NDArray[Any]], object]]:
        """Open a file of `size` items; what it gives takes them piece by piece."""
        # Not a mapped file: where a disk is full, writing to one ends the process instead of raising an error.
        with self._path(name).open("wb") as file:
            header = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": (size,)}
            np.lib.format.write_array_header_1_0(file, header)
            yield lambda piece: file.write(piece.astype(dtype, copy=False).tobytes())

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.prefix}.{name}.npy"


def merge(folder: Path, prefix: str, parts: Sequence[PackedPostings]) -> PackedPostings:
    """Write the living rows of some parts as one index.

    Args:
        folder: an existing folder, not that of a part with the same prefix.
        prefix: the first part of the files' names.
        parts: in the order of their rows. They must not change meanwhile.

    Raises:
        TermsCollide: two words of different parts have one key; nothing of use is written.
    """
    plan = _plan(folder, prefix, parts)
    plan.save("keys", plan.keys)
    plan.save("offsets", plan.starts)
    _write_words(plan)
    _write_postings(plan)
    _write_rows(plan)
    return PackedPostings(folder, prefix)


def _plan(folder: Path, prefix: str, parts: Sequence[PackedPostings]) -> _Plan:
    held = [part.keys[part.frequency > 0] for part in parts]
    keys: Keys = distinct(np.concatenate([*held, np.empty(0, np.uint64)]))
    df = np.zeros(len(keys), np.int64)
    sources, first = [], 0
    for part, living in zip(parts, held, strict=True):
        place = np.searchsorted(keys, part.keys)
        df[np.searchsorted(keys, living)] += part.frequency[part.frequency > 0]
        sources.append(_Source(part, place, (np.cumsum(part.alive) + (first - 1)).astype(np.uint32)))
        first += part.documents
    return _Plan(folder, prefix, sources, keys, offsets(df))


def _write_postings(plan: _Plan) -> None:
    """Write `rows` and `counts`: each term's postings of the first part, then of the second, and so on."""
    total = int(plan.starts[-1])
    counted = smallest(max((int(source.part.counts.max(initial=0)) for source in plan.sources), default=0))
    with (
        plan.column("rows", np.dtype(np.uint32), total) as write_rows,
        plan.column("counts", counted, total) as write_counts,
    ):
        for begin, end in _slices(plan.starts):
            rows, counts = _gathered(plan, begin, end, counted)
            write_rows(rows)
            write_counts(counts)


def _gathered(plan: _Plan, begin: int, end: int, counted: np.dtype[Any]) -> tuple[Unsigned, Unsigned]:
    """Gather the postings of the terms from one place up to another."""
    size = plan.starts[end] - plan.starts[begin]
    rows, counts = np.empty(size, np.uint32), np.empty(size, counted)
    free = plan.starts[begin:end] - plan.starts[begin]  # where the next posting of each term goes
    for source in plan.sources:
        part = source.part
        low, high = np.searchsorted(source.place, (begin, end)).tolist()
        held = low + np.flatnonzero(part.frequency[low:high])
        sizes = np.zeros(end - begin, np.int64)
        sizes[source.place[held] - begin] = part.frequency[held]
        span = slice(part.offsets[low], part.offsets[high])
        posted = part.posted[span]
        living = np.flatnonzero(part.alive.take(posted))
        target = runs(free, sizes)
        rows[target] = source.row.take(posted.take(living))
        counts[target] = part.counts[span].take(living)
        free += sizes
    return rows, counts


def _write_rows(plan: _Plan) -> None:
    """Write `lengths` and the forward index, `terms` and `term_offsets`."""
    parts = [source.part for source in plan.sources]
    lengths = np.concatenate([*(part.lengths[part.alive] for part in parts), np.empty(0, np.uint8)])
    plan.save("lengths", lengths.astype(smallest(lengths.max(initial=0))))
    sizes = [np.diff(part.term_offsets)[part.alive] for part in parts]
    plan.save("term_offsets", offsets(np.concatenate([*sizes, np.empty(0, np.int64)])))
    with plan.column("terms", np.dtype(np.uint32), int(plan.starts[-1])) as write:
        for source in plan.sources:
            part = source.part
            for begin, end in _slices(part.term_offsets):
                span = slice(part.term_offsets[begin], part.term_offsets[end])
                living = np.repeat(part.alive[begin:end], np.diff(part.term_offsets[begin : end + 1]))
                write(source.place.take(part.terms[span][living]))


def _write_words(plan: _Plan) -> None:
    """Write `words` and `word_offsets`, each word from the first part that has it, the others held against it."""
    sizes = np.zeros(len(plan.keys), np.int64)
    for source in reversed(plan.sources):
        living = source.part.frequency > 0
        sizes[source.place[living]] = np.diff(source.part.word_offsets)[living]
    starts = offsets(sizes)
    words = np.zeros(int(starts[-1]), np.uint8)
    written = np.zeros(len(plan.keys), np.bool_)
    for source in plan.sources:
        held = np.flatnonzero(source.part.frequency)
        fresh = held[~written[source.place[held]]]
        words[_letters(starts, source.place[fresh])] = source.part.words[_letters(source.part.word_offsets, fresh)]
        written[source.place[fresh]] = True
    for source in plan.sources:
        _refuse_other_words(source, words, starts)
    plan.save("words", words)
    plan.save("word_offsets", starts)


def _refuse_other_words(source: _Source, words: NDArray[np.uint8], starts: Whole) -> None:
    """Hold every living word of a part against the one that was written for its key."""
    part = source.part
    held = np.flatnonzero(part.frequency)
    place = source.place[held]
    sizes = np.diff(part.word_offsets)[held]
    differs = sizes != np.diff(starts)[place]
    same = np.flatnonzero(~differs)
    unequal = part.words[_letters(part.word_offsets, held[same])] != words[_letters(starts, place[same])]
    differs[np.repeat(same, sizes[same])[unequal]] = True
    for at in np.flatnonzero(differs)[:1].tolist():
        written = words[starts[place[at]] : starts[place[at] + 1]].tobytes().decode("utf-8", "surrogatepass")
        raise TermsCollide(written, part.word(int(held[at])))


def _letters(starts: Whole, at: Whole) -> Whole:
    """Give the places of the bytes of some words."""
    return runs(starts[at], starts[at + 1] - starts[at])


def _slices(starts: Whole) -> Iterator[tuple[int, int]]:
    """Cut entries into neighbours that hold at most `SLICE` together, or one entry that holds more by itself."""
    begin = 0
    while begin < len(starts) - 1:
        end = int(np.searchsorted(starts, starts[begin] + SLICE, side="right")) - 1
        end = max(end, begin + 1)
        yield begin, end
        begin = end
