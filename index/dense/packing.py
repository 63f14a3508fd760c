"""Writing a segment's vectors, from blocks or from other segments: bounded memory, the same input the same files.

Meant for a separate low-priority process: it holds some blocks, a training sample, and the codes while they are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dense import quantised, rowfile
from index.dense.packed import PackedVectors
from index.dense.quantising import quantise
from index.dense.rowfile import Halves, RowFile

QUANTISE_FROM = 20_000
"""Rows from which codes are written. So many are scanned whole in 1.6 ms, and held in 15 MB of memory."""


def pack(
    folder: Path,
    blocks: Iterable[NDArray[np.float16] | NDArray[np.float32]],
    dimensions: int,
    quantise_from: int = QUANTISE_FROM,
) -> int:
    """Write vectors into a folder, and their quantised index if they are many.

    The files are complete on return but not yet forced to disk: the caller does that, and names them in its manifest.

    Args:
        folder: exists, and holds no vectors yet.
        blocks: each of shape (n, dimensions), unit vectors; single precision is rounded to half.
        dimensions: length of every vector.
        quantise_from: rows from which codes are written.

    Returns:
        The number of rows.

    Raises:
        ValueError: another shape, or a value that is no number.
        OSError: the disk is full, or the folder closed to us.
    """
    path = folder / rowfile.FILE
    rows = 0
    with path.open("xb") as file:
        _head(file, rows, dimensions)
        for block in blocks:
            file.write(_checked(block, dimensions).tobytes())
            rows += len(block)
        file.seek(0)
        _head(file, rows, dimensions)
    if rows >= quantise_from:
        quantise(RowFile(path), folder / quantised.FILE)
    return rows


def merge(
    folder: Path,
    parts: Sequence[PackedVectors],
    living: Sequence[NDArray[np.bool_]],
    quantise_from: int = QUANTISE_FROM,
) -> int:
    """Write the living rows of some segments, one after the other, into a folder. See `pack`.

    Args:
        folder: exists, and holds no vectors yet.
        parts: at least one, all of the same dimensions.
        living: for each part a mask of shape (rows,).
        quantise_from: rows from which codes are written.

    Raises:
        ValueError: masks or dimensions that do not fit.
    """
    for part, alive in zip(parts, living, strict=True):
        if alive.shape != (part.rows,) or part.dimensions != parts[0].dimensions:
            raise ValueError(f"a mask of shape {alive.shape} for {part.rows} rows of {part.dimensions}")
    return pack(folder, _living(parts, living), parts[0].dimensions, quantise_from)


def _living(parts: Sequence[PackedVectors], living: Sequence[NDArray[np.bool_]]) -> Iterator[Halves]:
    for part, alive in zip(parts, living, strict=True):
        first = 0
        for block in part.blocks():
            yield block[alive[first : first + len(block)]]
            first += len(block)


def _checked(block: NDArray[np.float16] | NDArray[np.float32], dimensions: int) -> Halves:
    if block.ndim != 2 or block.shape[1] != dimensions:
        raise ValueError(f"vectors of shape {block.shape}, wanted (n, {dimensions})")
    halves = np.ascontiguousarray(block, dtype="<f2")
    if not np.isfinite(halves).all():
        raise ValueError("a vector holds a value that is no number")
    return halves


def _head(file: Any, rows: int, dimensions: int) -> None:
    """Write NumPy's header; it leaves room for the count to grow, so it is as long for any number of rows."""
    header = {"descr": "<f2", "fortran_order": False, "shape": (rows, dimensions)}
    np.lib.format.write_array_header_1_0(file, header)
