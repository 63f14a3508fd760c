from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from eval import published
from tests.eval.page.reports import random_report


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return random_report(12, answers=True)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a page without plots, for tests that look at files and not at what the page shows."""
    monkeypatch.setattr("eval.published.page.html", lambda report: f"<h1>{report['name']}</h1>")


def test_nothing_is_found_where_nothing_was_published(tmp_path: Path) -> None:
    assert published.latest(tmp_path) is None
    assert published.latest_page(tmp_path) is None


def test_the_figures_come_back_as_they_were_and_the_page_shows_them(tmp_path: Path, report: dict[str, Any]) -> None:
    published.publish(tmp_path, report)
    found = published.latest(tmp_path)
    assert found is not None
    assert found["modes"] == report["modes"]
    assert found["made"] == report["made"]
    assert report["name"] in (published.latest_page(tmp_path) or "")


def test_no_word_of_a_question_or_of_what_was_found_is_kept(tmp_path: Path, report: dict[str, Any]) -> None:
    questions = [{**one, "question": f"zeppelin {one['id']}", "answer": "zeppelin"} for one in report["questions"]]
    published.publish(tmp_path, {**report, "questions": questions})
    kept = [path.read_text(encoding="utf-8") for path in (tmp_path / published.FOLDER).iterdir()]
    assert len(kept) == 2
    assert not any("zeppelin" in text for text in kept)


@pytest.mark.usefixtures("plain")
def test_a_new_report_takes_the_place_of_the_old_and_leaves_nothing_beside(
    tmp_path: Path, report: dict[str, Any]
) -> None:
    published.publish(tmp_path, report)
    published.publish(tmp_path, {**report, "name": "another room"})
    assert (published.latest(tmp_path) or {})["name"] == "another room"
    assert "another room" in (published.latest_page(tmp_path) or "")
    assert sorted(path.name for path in (tmp_path / published.FOLDER).iterdir()) == ["report.html", "report.json"]


@pytest.mark.usefixtures("plain")
def test_a_report_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    published.publish(tmp_path, report)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        published.publish(tmp_path, {**report, "name": "another room"})
    assert (published.latest(tmp_path) or {})["name"] == report["name"]
    assert sorted(path.name for path in (tmp_path / published.FOLDER).iterdir()) == ["report.html", "report.json"]


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"modes": 1}', '{"name": "x"}', "\x00"])
def test_what_is_no_report_counts_as_none(tmp_path: Path, damaged: str) -> None:
    folder = tmp_path / published.FOLDER
    folder.mkdir()
    (folder / published.JSON).write_text(damaged)
    assert published.latest(tmp_path) is None


@pytest.mark.usefixtures("plain")
def test_the_service_may_read_what_the_command_wrote(tmp_path: Path, report: dict[str, Any]) -> None:
    published.publish(tmp_path, report)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / published.FOLDER).iterdir()}
    assert modes == {stat.S_IMODE((tmp_path / published.FOLDER).stat().st_mode) & 0o666}
