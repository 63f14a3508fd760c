"""Codes in a mapped file: how many lists a question looks at, and what is not whole is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.dense import quantised
from index.dense.packed import PackedVectors
from index.dense.packing import pack
from index.dense.quantised import FILE, QuantisedIndex
from index.errors import IndexDamaged
from tests.index.dense.clustered import clustered, nearest

ROWS, DIMENSIONS = 4_000, 32
VECTORS = clustered(np.random.default_rng(1), ROWS, DIMENSIONS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("codes")
    pack(folder, [VECTORS], DIMENSIONS, quantise_from=1)
    return folder / FILE


@pytest.fixture
def index(path: Path) -> QuantisedIndex:
    return QuantisedIndex(path, ROWS, DIMENSIONS)


def test_candidates_rise_and_are_as_many_as_wanted(index: QuantisedIndex) -> None:
    for wanted in (1, 50, ROWS):
        rows = index.candidates(VECTORS[0], wanted, None)
        assert len(rows) == wanted
        assert (np.diff(rows) > 0).all()


def test_looking_at_few_lists_is_quick_and_still_finds_most(
    index: QuantisedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantised, "LEAST", ROWS // 4)
    hits = sum(
        len(set(nearest(VECTORS, VECTORS[row], 10)[0]) & set(index.candidates(VECTORS[row], 100, None).tolist()))
        for row in range(50)
    )
    assert hits >= 470


@pytest.mark.parametrize("least", [0, 10, 400, ROWS, 10 * ROWS])
def test_enough_candidates_are_found_however_little_a_search_may_cost(
    index: QuantisedIndex, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    monkeypatch.setattr(quantised, "LEAST", least)
    monkeypatch.setattr(quantised, "PART", 0)
    allowed = np.arange(ROWS) % 3 == 0
    assert len(index.candidates(VECTORS[1], 600, allowed)) == 600
    assert allowed[index.candidates(VECTORS[1], 600, allowed)].all()


@pytest.mark.parametrize("counted", [50, 10_000])
def test_recall_does_not_hang_on_whether_allowed_rows_are_counted_or_estimated(
    index: QuantisedIndex, monkeypatch: pytest.MonkeyPatch, counted: int
) -> None:
    monkeypatch.setattr(quantised, "COUNTED", counted)
    monkeypatch.setattr(quantised, "LEAST", ROWS // 2)
    allowed = np.random.default_rng(2).random(ROWS) < 0.3
    hits = sum(
        len(
            set(nearest(VECTORS, VECTORS[row], 10, allowed)[0])
            & set(index.candidates(VECTORS[row], 100, allowed).tolist())
        )
        for row in range(40)
    )
    assert hits >= 0.95 * 400


def test_a_filter_of_one_subject_looks_past_the_lists_that_hold_none_of_it(
    index: QuantisedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantised, "LEAST", 100)
    subject = VECTORS @ VECTORS[77]
    allowed = subject > np.quantile(subject, 0.98)
    far = VECTORS[int(np.argmin(subject))]
    found = index.candidates(far, 20, allowed)
    expected, _ = nearest(VECTORS, far, 5, allowed)
    assert len(set(expected) & set(found.tolist())) >= 4


def test_searches_start_no_threads_and_leave_faiss_as_it_was(index: QuantisedIndex) -> None:
    before = faiss.omp_get_max_threads()
    threads = len(list(Path("/proc/self/task").iterdir()))
    for row in range(20):
        index.candidates(VECTORS[row], 30, None)
    assert faiss.omp_get_max_threads() == before
    assert len(list(Path("/proc/self/task").iterdir())) <= threads


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.8, 0.95, 0.999])
def test_a_file_cut_short_is_damage(path: Path, tmp_path: Path, share: float) -> None:
    whole = path.read_bytes()
    cut = tmp_path / FILE
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(IndexDamaged, match=FILE):
        QuantisedIndex(cut, ROWS, DIMENSIONS)


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=FILE):
        QuantisedIndex(tmp_path / FILE, ROWS, DIMENSIONS)


@pytest.mark.parametrize(("rows", "dimensions"), [(ROWS - 1, DIMENSIONS), (ROWS + 1, DIMENSIONS), (ROWS, 33)])
def test_codes_of_other_vectors_are_damage(path: Path, rows: int, dimensions: int) -> None:
    with pytest.raises(IndexDamaged, match="no codes of"):
        QuantisedIndex(path, rows, dimensions)


def test_an_index_of_another_make_is_damage(tmp_path: Path) -> None:
    other = faiss.IndexFlatIP(DIMENSIONS)
    other.add(VECTORS)
    faiss.write_index(other, str(tmp_path / FILE))
    with pytest.raises(IndexDamaged, match="no codes of"):
        QuantisedIndex(tmp_path / FILE, ROWS, DIMENSIONS)


def test_rows_named_twice_or_beyond_the_last_are_damage(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    for wrong in (ROWS + 5, 17):
        first = whole.find(np.arange(ROWS, dtype=np.int64)[16].tobytes(), len(whole) // 4)
        assert first > 0
        broken = tmp_path / FILE
        broken.write_bytes(whole[:first] + np.int64(wrong).tobytes() + whole[first + 8 :])
        with pytest.raises(IndexDamaged):
            QuantisedIndex(broken, ROWS, DIMENSIONS)


def test_a_segment_whose_codes_are_damaged_does_not_open(path: Path, tmp_path: Path) -> None:
    shutil.copytree(path.parent, tmp_path / "segment")
    with (tmp_path / "segment" / FILE).open("r+b") as file:
        file.truncate(5_000)
    with pytest.raises(IndexDamaged, match=FILE):
        PackedVectors(tmp_path / "segment")
