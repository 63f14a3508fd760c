"""The bench of vectors: the same vectors for every size, filters of their width, recall by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.bench import vectors as bench
from index.dense.flat import Floats
from index.dense.packed import PackedVectors
from index.dense.packing import pack


def unit(seed: int, rows: int) -> Floats:
    made = np.random.default_rng(seed).normal(size=(rows, 32))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


REAL = unit(1, 70)


def test_the_real_vectors_come_first_and_a_smaller_size_is_the_beginning_of_a_larger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bench, "BLOCK", 100)
    large = np.concatenate(list(bench.vectors(REAL, 500)))
    assert large.shape == (500, 32)
    np.testing.assert_array_equal(large[:70], REAL)
    for rows in (50, 70, 71, 270, 499):
        np.testing.assert_array_equal(np.concatenate(list(bench.vectors(REAL, rows))), large[:rows])


def test_copies_are_near_their_source_and_no_two_are_alike() -> None:
    copies = np.concatenate(list(bench.vectors(REAL, 2_000)))[70:]
    nearest = (copies @ REAL.T).max(axis=1)
    assert 0.77 < nearest.mean() < 0.83
    assert len(np.unique(copies, axis=0)) == len(copies)


def test_filters_allow_the_share_that_they_name(tmp_path: Path) -> None:
    pack(tmp_path, bench.vectors(REAL, 5_000), 32)
    masks = bench.filters(PackedVectors(tmp_path), REAL)
    assert masks.pop("no filter") is None
    shares = {name: float(mask.mean()) for name, mask in masks.items() if mask is not None}
    assert shares.pop("0.1 % by chance") < 0.005
    for name, share in shares.items():
        assert share == pytest.approx(float(name.split(" ")[0]) / 100, rel=0.3)


def test_a_filter_of_one_subject_allows_what_is_nearest_to_it(tmp_path: Path) -> None:
    pack(tmp_path, bench.vectors(REAL, 3_000), 32)
    mask = bench.filters(PackedVectors(tmp_path), REAL)["1 % of one subject"]
    assert mask is not None
    assert mask[35]
    everything = np.load(tmp_path / "vectors.npy").astype(np.float32) @ REAL[35]
    assert everything[mask].min() > everything[~mask].max()


@pytest.mark.parametrize(
    ("found", "depth", "share"), [([1, 2, 3], 3, 1.0), ([3, 2, 1], 2, 0.5), ([1, 9, 8], 3, 1 / 3), ([], 3, 0.0)]
)
def test_recall_counts_what_is_among_the_best(found: list[int], depth: int, share: float) -> None:
    assert bench.recall([np.array(found, np.int64)], [np.array([1, 2, 3])], depth) == pytest.approx(share)


def test_recall_of_nothing_is_no_number() -> None:
    nothing = np.empty(0, np.int64)
    assert np.isnan(bench.recall([nothing], [nothing], 10))


def test_all_is_measured_beside_the_rival(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.bench.vectors.os.nice", lambda _by: 0)
    monkeypatch.setattr(bench, "DEPTH", 5)
    figures = bench.measure(REAL, unit(2, 3), 2_000, tmp_path, lambda function, *given: function(*given))
    cases = [figure.on for figure in figures if figure.what == "search, p95"]
    assert len(cases) == len(set(cases)) == 1 + len(bench.WIDTHS) + len(bench.SUBJECTS)
    for figure in figures:
        if figure.what == "search, p95":
            assert set(figure.beside) == {"p50", "flat p50", "flat p95"}
            assert figure.value > 0
        if figure.what == "recall@10":
            assert figure.value == figure.beside["@100"] == 1.0  # so few rows are scanned whole
            assert figure.met
    assert [figure.what for figure in figures if figure.unit in ("s", "MB")] == [
        "building",
        "building, most memory",
        "memory of the index",
    ]
