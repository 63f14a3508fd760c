"""`dateline eval --publish`."""

from __future__ import annotations

import json
from pathlib import Path

from eval import published
from tests.api.cli.test_evaluate import GOLD
from tests.api.conftest import Run


def test_the_figures_are_kept_in_the_data_folder_that_is_named(run: Run, room: Path, tmp_path: Path) -> None:
    gold, data = tmp_path / "gold.jsonl", tmp_path / "kept"
    gold.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    ran = run("eval", gold, "--corpus", room, "--modes", "bm25", "--publish", "--data", data)
    assert (ran.code, ran.err) == (0, "")
    found = published.latest(data)
    assert found is not None
    assert (found["name"], list(found["modes"]), found["gold"]["questions"]) == ("room", ["bm25"], len(GOLD))
    assert "room" in (published.latest_page(data) or "")


def test_without_being_told_nothing_is_kept(run: Run, room: Path, tmp_path: Path) -> None:
    gold, data = tmp_path / "gold.jsonl", tmp_path / "kept"
    gold.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    assert run("eval", gold, "--corpus", room, "--modes", "bm25", "--data", data).code == 0
    assert published.latest(data) is None
