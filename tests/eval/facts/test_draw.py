from __future__ import annotations

from pathlib import Path

import pytest

from eval.facts import truth
from eval.facts.draw import DATELINES, PAGES, drawn


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for folder in PAGES:
        (tmp_path / folder / "2024").mkdir(parents=True)
        for number in range(100):
            (tmp_path / folder / "2024" / f"{number:03}.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_as_many_as_are_wanted_are_drawn_of_each_folder(many: Path) -> None:
    pages, datelines = drawn(many)
    for folder in PAGES:
        assert sum(path.startswith(folder + "/") for path in pages) == PAGES[folder]
        assert sum(path.startswith(folder + "/") for path in datelines) == DATELINES[folder]


def test_nothing_is_drawn_twice_and_all_of_it_is_there(many: Path) -> None:
    pages, datelines = drawn(many)
    assert len({*pages, *datelines}) == len(pages) + len(datelines)
    assert all((many / path).is_file() for path in (*pages, *datelines))


def test_the_same_files_give_the_same_sample(many: Path) -> None:
    assert drawn(many) == drawn(many)


@pytest.mark.shared
def test_the_facts_are_those_of_the_files_that_were_drawn(shared: Path) -> None:
    pages, datelines = drawn(shared)
    assert sorted(facts.article for facts in truth.pages(shared)) == pages
    assert sorted(facts.article for facts in truth.datelines(shared)) == datelines
