"""Growth: sizes, disk and the plot."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from lxml import etree

from eval.bench.growth import Point, disk, figures
from eval.bench.picture import plot
from eval.bench.run import check, sizes
from eval.errors import ModeUnknown

POINTS = [Point(1_000, 1.0, 2.0, 0.1, 60.0, 3.0, 1.0), Point(10_000, 1.5, 3.0, math.nan, 80.0, 30.0, 10.0)]


@pytest.mark.parametrize(
    ("largest", "found"),
    [(500, [500]), (1_000, [1_000]), (10_000, [1_000, 10_000]), (25_000, [1_000, 10_000, 25_000])],
)
def test_sizes_are_powers_of_ten_and_the_largest(largest: int, found: list[int]) -> None:
    assert sizes(largest) == found


def test_what_is_not_measured_is_named() -> None:
    with pytest.raises(ModeUnknown, match=r"'speed'.*asking"):
        check(["asking", "speed"])


def test_store_and_index_are_weighed_apart_and_the_oracle_not_at_all(tmp_path: Path) -> None:
    for name, size in (
        ("dateline.sqlite", 3),
        ("dateline.sqlite-wal", 4),
        ("index/a/b.npy", 10),
        ("exact/1.npz", 99),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size * 1_000_000)
    assert disk(tmp_path) == (7.0, 10.0)


def test_the_plot_has_four_panels_with_both_sizes(tmp_path: Path) -> None:
    plot(POINTS, tmp_path / "growth.svg")
    said = " ".join(map(str, etree.parse(tmp_path / "growth.svg").getroot().itertext()))
    for words in ("question, ms", "add one release and find it, s", "memory of a worker, MB", "disk, MB", "10,000"):
        assert words in said


def test_the_same_points_give_the_same_plot(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        plot(POINTS, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_each_size_gives_its_figures() -> None:
    rows = figures(POINTS)
    assert [row.on for row in rows[:4]] == ["1,000 passages"] * 4
    assert [row.value for row in rows[:4]] == [2.0, 0.1, 60.0, 3.0]
    assert rows[3].beside == {"index": 1.0}
