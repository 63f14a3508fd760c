"""Writing vectors: what is written is what was given; a merge keeps the living; the same input, the same files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import quantised, rowfile
from index.dense.packed import PackedVectors
from index.dense.packing import merge, pack
from tests.index.dense.clustered import clustered, exact

VECTORS = clustered(np.random.default_rng(1), 1_500, 24)


def folder(within: Path, name: str) -> Path:
    made = within / name
    made.mkdir()
    return made


def written(segment: PackedVectors) -> NDArray[np.float16]:
    return np.concatenate([np.empty((0, segment.dimensions), np.float16), *segment.blocks()])


@given(st.lists(st.integers(0, 9), max_size=8), st.sampled_from([np.float16, np.float32]))
@settings(deadline=None, max_examples=60)
def test_blocks_of_any_sizes_are_rows_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], kind: type[np.float16 | np.float32]
) -> None:
    place = tmp_path_factory.mktemp("packed")
    ends = np.cumsum(sizes)
    blocks: list[Any] = [VECTORS[end - size : end].astype(kind) for end, size in zip(ends, sizes, strict=True)]
    assert pack(place, blocks, 24) == sum(sizes)
    np.testing.assert_array_equal(np.load(place / rowfile.FILE), VECTORS[: sum(sizes)].astype(np.float16))


def test_single_precision_is_rounded_to_half(tmp_path: Path) -> None:
    block = np.array([[1 / 3, 2 / 3]], np.float32)
    pack(tmp_path, [block], 2)
    np.testing.assert_array_equal(written(PackedVectors(tmp_path)), block.astype(np.float16))


def test_no_vectors_at_all_are_a_segment_too(tmp_path: Path) -> None:
    assert pack(tmp_path, [], 24) == 0
    segment = PackedVectors(tmp_path)
    assert (segment.rows, segment.dimensions, list(segment.blocks())) == (0, 24, [])
    assert segment.search(VECTORS[0], 5)[0].tolist() == []
    assert segment.scores(VECTORS[0], np.empty(0, np.int64)).tolist() == []


@pytest.mark.parametrize(("bound", "codes"), [(1_500, True), (1_501, False)])
def test_codes_are_written_from_a_bound_on(tmp_path: Path, bound: int, codes: bool) -> None:
    pack(tmp_path, [VECTORS], 24, quantise_from=bound)
    assert (tmp_path / quantised.FILE).exists() is codes
    assert PackedVectors(tmp_path).quantised is codes


def test_the_same_vectors_give_the_same_files(tmp_path: Path) -> None:
    first, second = folder(tmp_path, "first"), folder(tmp_path, "second")
    pack(first, [VECTORS], 24, quantise_from=100)
    pack(second, [VECTORS[:700], VECTORS[700:]], 24, quantise_from=100)
    for name in (rowfile.FILE, quantised.FILE):
        assert (first / name).read_bytes() == (second / name).read_bytes()


@given(st.lists(st.lists(st.booleans(), max_size=30), min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_a_merge_holds_the_living_in_order(tmp_path_factory: pytest.TempPathFactory, masks: list[list[bool]]) -> None:
    place = tmp_path_factory.mktemp("merged")
    living = [np.array(mask, np.bool_) for mask in masks]
    first = 0
    parts, expected = [], []
    for number, alive in enumerate(living):
        rows = VECTORS[first : first + len(alive)]
        parts.append(exact(rows, place / str(number)))
        expected.append(rows[alive])
        first += len(alive)
    out = folder(place, "out")
    assert merge(out, parts, living) == sum(int(alive.sum()) for alive in living)
    np.testing.assert_array_equal(written(PackedVectors(out)), np.concatenate(expected).astype(np.float16))


def test_a_merge_goes_through_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = exact(VECTORS, tmp_path / "part")
    whole = rowfile.RowFile.blocks
    monkeypatch.setattr(rowfile.RowFile, "blocks", lambda self, size=100: whole(self, size))
    alive = np.arange(1_500) % 7 > 0
    out = folder(tmp_path, "out")
    merge(out, [part, part], [alive, ~alive], quantise_from=500)
    np.testing.assert_array_equal(
        written(PackedVectors(out)), np.concatenate([VECTORS[alive], VECTORS[~alive]]).astype(np.float16)
    )
    assert PackedVectors(out).quantised


def test_what_was_deleted_is_in_no_file_of_a_merge(tmp_path: Path) -> None:
    part = exact(VECTORS, tmp_path / "part")
    alive = np.ones(1_500, np.bool_)
    alive[3] = False
    out = folder(tmp_path, "out")
    merge(out, [part], [alive])
    _, scores = PackedVectors(out).search(VECTORS[3], 1)
    assert scores[0] < part.search(VECTORS[3], 1)[1][0]


@pytest.mark.parametrize("length", [1_499, 1_501])
def test_a_mask_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    part = exact(VECTORS, tmp_path / "part")
    with pytest.raises(ValueError, match="mask"):
        merge(folder(tmp_path, "out"), [part], [np.ones(length, np.bool_)])


def test_parts_of_other_dimensions_are_refused(tmp_path: Path) -> None:
    wide = exact(VECTORS, tmp_path / "wide")
    narrow = exact(np.ascontiguousarray(VECTORS[:, :8]), tmp_path / "narrow")
    with pytest.raises(ValueError, match="of 8"):
        merge(folder(tmp_path, "out"), [wide, narrow], [np.ones(1_500, np.bool_)] * 2)


@pytest.mark.parametrize("shape", [(3, 23), (24,), (2, 3, 4)])
def test_blocks_of_another_shape_are_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        pack(tmp_path, [np.zeros(shape, np.float32)], 24)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e6])
def test_what_half_precision_cannot_hold_is_refused(tmp_path: Path, value: float) -> None:
    with pytest.raises(ValueError, match="no number"), np.errstate(over="ignore"):
        pack(tmp_path, [np.full((1, 4), value, np.float32)], 4)


def test_vectors_are_never_written_over(tmp_path: Path) -> None:
    pack(tmp_path, [VECTORS], 24)
    with pytest.raises(FileExistsError):
        pack(tmp_path, [VECTORS], 24)
