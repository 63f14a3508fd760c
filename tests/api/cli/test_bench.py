"""`dateline bench`: what it measures, where it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.conftest import Run
from tests.conftest import HashingEmbedder


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch, embedder: HashingEmbedder) -> None:
    monkeypatch.setattr("api.cli.bench.quickest", lambda _model, _cache: embedder)


def test_figures_are_shown_beside_their_goals_and_written(run: Run, room: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    ran = run("bench", room, "--size", 100, "--only", "asking, ingesting", "--files", 0, "--json", out, "--markdown")
    assert ran.code == 0
    assert "| question, p95 |" in ran.out
    assert "≤ 8 ms" in ran.out
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    assert {figure["what"] for figure in figures} >= {"question, p95", "whole ingest beside encoding alone"}
    assert any(figure["on"].startswith("3 files of room") for figure in figures)


def test_what_is_not_measured_is_refused_before_anything_is_made(run: Run, room: Path, tmp_path: Path) -> None:
    ran = run("bench", room, "--only", "speed", "--cache", tmp_path / "cache")
    assert (ran.code, ran.out) == (1, "")
    assert "'speed'" in ran.err
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("bench", tmp_path / "gone", "--only", "asking")
    assert ran.code == 1
    assert "no such folder" in ran.err
