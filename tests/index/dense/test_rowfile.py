"""Rows read from a file are the rows that were written; a file that is not whole is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense.packing import pack
from index.dense.rowfile import FILE, RowFile
from index.errors import IndexDamaged

ROWS = 200


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    pack(folder, [VECTORS], 6)
    return folder / FILE


VECTORS = np.random.default_rng(1).normal(size=(ROWS, 6)).astype(np.float16)


@given(st.sets(st.integers(0, ROWS - 1)))
@settings(deadline=None, max_examples=200)
def test_any_rows_are_read_as_written(path: Path, wanted: set[int]) -> None:
    file = RowFile(path)
    rows = np.array(sorted(wanted), np.int64)
    read = file.read(rows)
    assert read.dtype == np.float32
    np.testing.assert_array_equal(read, VECTORS[rows].astype(np.float32))
    file.close()


@given(st.integers(1, ROWS + 50))
@settings(deadline=None, max_examples=50)
def test_blocks_of_any_size_give_all_rows_in_order(path: Path, size: int) -> None:
    blocks = list(RowFile(path).blocks(size))
    np.testing.assert_array_equal(np.concatenate(blocks), VECTORS)
    assert all(len(block) == size for block in blocks[:-1])


def test_numpy_reads_the_same_file(path: Path) -> None:
    np.testing.assert_array_equal(np.load(path), VECTORS)


@pytest.mark.parametrize("length", [0, 5, 60, 127, 128, 129, 128 + ROWS * 12 - 1])
def test_a_file_cut_short_is_damage(path: Path, tmp_path: Path, length: int) -> None:
    cut = tmp_path / FILE
    cut.write_bytes(path.read_bytes()[:length])
    with pytest.raises(IndexDamaged, match=FILE):
        RowFile(cut)


def test_a_file_that_grew_is_damage(path: Path, tmp_path: Path) -> None:
    grown = tmp_path / FILE
    grown.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(IndexDamaged, match="do not fill"):
        RowFile(grown)


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="No such file"):
        RowFile(tmp_path / FILE)


@pytest.mark.parametrize("kind", [np.float32, np.int16, ">f2"])
def test_numbers_of_another_kind_are_damage(tmp_path: Path, kind: str) -> None:
    np.save(tmp_path / FILE, np.zeros((3, 4), kind))
    with pytest.raises(IndexDamaged, match="wanted float16"):
        RowFile(tmp_path / FILE)


@pytest.mark.parametrize("shape", [(12,), (3, 4, 1), (3, 0)])
def test_another_shape_is_damage(tmp_path: Path, shape: tuple[int, ...]) -> None:
    np.save(tmp_path / FILE, np.zeros(shape, np.float16))
    with pytest.raises(IndexDamaged, match="wanted float16"):
        RowFile(tmp_path / FILE)


def test_columns_first_is_damage(tmp_path: Path) -> None:
    np.save(tmp_path / FILE, np.asfortranarray(np.ones((3, 4), np.float16)))
    with pytest.raises(IndexDamaged, match="wanted float16"):
        RowFile(tmp_path / FILE)


def test_objects_are_damage_and_are_not_loaded(tmp_path: Path) -> None:
    np.save(tmp_path / FILE, np.array([{"a": 1}], object), allow_pickle=True)
    with pytest.raises(IndexDamaged):
        RowFile(tmp_path / FILE)


def test_a_file_cut_short_while_open_is_damage_when_read(tmp_path: Path) -> None:
    pack(tmp_path, [VECTORS], 6)
    file = RowFile(tmp_path / FILE)
    with (tmp_path / FILE).open("r+b") as opened:
        opened.truncate(1_000)
    with pytest.raises(IndexDamaged, match="ends before"):
        file.read(np.array([ROWS - 1]))


def test_closing_twice_does_no_harm(path: Path) -> None:
    file = RowFile(path)
    file.close()
    file.close()
