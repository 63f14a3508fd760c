"""Vectors in a file, one a row, half precision: read where they lie, without mapping them.

Touching a mapping would count every page ever read against the process: 750 MB after some hundred questions over a
million rows. Reading with `preadv` leaves the pages to the system's cache, which all processes share. Measured for
1,000 rows anywhere in that file: read 6.2 ms; mapped and let go of after each question 5.3 ms; mapped and kept .4 ms,
at the price above. So a question reads few rows, and neighbours in one call.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense.flat import Floats, Rows
from index.errors import IndexDamaged

Halves = NDArray[np.float16]

FILE = "vectors.npy"

BLOCK = 16_384
"""Rows that one step of a stream holds: 12 MB at 384 dimensions."""

NEAR = 4
"""Rows lying between two wanted ones that are read along rather than asking the system twice."""


class RowFile:
    """The rows of `vectors.npy`. Safe for threads: nothing in it moves.

    Args:
        path: a NumPy file of shape (rows, dimensions), float16, rows one after the other.

    Raises:
        IndexDamaged: it is missing, no such file, or not as long as it says.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.rows, self.dimensions, self._start = _header(path)
        self._width = self.dimensions * np.dtype(np.float16).itemsize
        self._file = os.open(path, os.O_RDONLY)

    def close(self) -> None:
        """Close the file; what was read stays good."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self.close()

    def read(self, rows: Rows) -> Floats:
        """Read some rows.

        Args:
            rows: row numbers, rising.

        Returns:
            Their vectors widened, shape (len(rows), dimensions), float32.

        Raises:
            IndexDamaged: the file ends before them.
        """
        if not len(rows):
            return np.empty((0, self.dimensions), np.float32)
        breaks = np.flatnonzero(np.diff(rows) > NEAR) + 1
        firsts, lasts = rows[np.r_[0, breaks]], rows[np.r_[breaks - 1, len(rows) - 1]]
        lengths = lasts - firsts + 1
        ends = np.cumsum(lengths)
        room: Halves = np.empty((int(ends[-1]), self.dimensions), np.float16)
        for first, begin, end in zip(firsts.tolist(), (ends - lengths).tolist(), ends.tolist(), strict=True):
            self._fill(first, room[begin:end])
        if len(room) > len(rows):
            room = room[rows + np.repeat(ends - lengths - firsts, np.diff(np.r_[0, breaks, len(rows)]))]
        return room.astype(np.float32)

    def blocks(self, size: int = BLOCK) -> Iterator[Halves]:
        """Read everything from first to last, at most `size` rows at a time, each shape (n, dimensions), float16."""
        for first in range(0, self.rows, size):
            block: Halves = np.empty((min(size, self.rows - first), self.dimensions), np.float16)
            self._fill(first, block)
            yield block

    def _fill(self, first: int, room: Halves) -> None:
        """Fill an array with the rows from `first` on."""
        buffer, at = room.reshape(-1).view(np.uint8).data, 0
        while at < len(buffer):
            got = os.preadv(self._file, [buffer[at:]], self._start + first * self._width + at)
            if not got:
                raise IndexDamaged(self._path, f"it ends before row {first + len(room)}")
            at += got


def _header(path: Path) -> tuple[int, int, int]:
    """Give rows, dimensions, and the byte at which the first row begins."""
    try:
        with path.open("rb") as file:
            if (version := np.lib.format.read_magic(file)) != (1, 0):
                raise IndexDamaged(path, f"NumPy format {version}, wanted (1, 0)")
            shape, by_columns, kind = np.lib.format.read_array_header_1_0(file)
            start, size = file.tell(), os.fstat(file.fileno()).st_size
    except (OSError, ValueError) as error:
        raise IndexDamaged(path, f"no readable vectors: {error}") from error
    if len(shape) != 2 or not shape[1] or by_columns or kind != np.dtype("<f2"):
        raise IndexDamaged(path, f"{kind} of shape {shape}, wanted float16 (rows, dimensions)")
    rows, dimensions = shape
    if size != start + rows * dimensions * kind.itemsize:
        raise IndexDamaged(path, f"{size} bytes, which {rows} rows of {dimensions} do not fill")
    return rows, dimensions, start
