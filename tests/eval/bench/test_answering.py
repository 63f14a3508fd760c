"""The bench of answers: times the stage, and tells both percentiles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.bench import answering
from qa import weights
from qa.desk import Desk, DeskConfig
from tests.conftest import HashingEmbedder


def test_the_stage_is_timed_for_every_question(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Harbour bridge\n\nThe harbour bridge opened in March.")
    desk.intake().paths([tmp_path])
    told = answering.measure(desk, ["when did the bridge open?", "who opened it?"], "quick")
    assert told.on == "2 questions"
    assert 0 < told.beside["p50"] <= told.value
    assert told.goal == answering.GOAL


def test_it_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "a.txt").write_text("Harbour bridge\n\nThe harbour bridge opened in March.")
    line = {"id": "q", "question": "when?", "lang": "en", "kind": "fact", "relevant": [], "answer": ""}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line))
    monkeypatch.setattr("eval.workspace.of_folder", _opened(tmp_path))
    answering.main([str(room), str(tmp_path / "gold.jsonl"), "--cache", str(tmp_path / "cache")])
    assert "answer, quick, p95" in capsys.readouterr().out


def _opened(folder: Path) -> Callable[..., tuple[Desk, str]]:
    def opened(room: Path, *_rest: object) -> tuple[Desk, str]:
        desk = Desk(DeskConfig(folder / "desk", ranking=weights.load().ranking), HashingEmbedder())
        desk.intake().paths([room])
        return desk, ""

    return opened
