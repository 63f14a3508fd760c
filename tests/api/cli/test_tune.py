from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval import tune as learning
from qa import weights
from tests.api.conftest import Run

ROWS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": "when did the port of Halvern reopen?",
        "lang": "en",
        "kind": "date",
        "relevant": [{"article": "port/reopens.txt", "quote": "The port of Halvern reopened to ships"}],
        "answer": "",
    },
    {"id": "q2", "question": "who is mayor?", "lang": "en", "kind": "unanswerable", "relevant": [], "answer": ""},
]


def _gold(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return _gold(tmp_path / "gold.jsonl", ROWS)


def test_a_tiny_set_is_refused_in_plain_words_and_writes_nothing(
    run: Run, gold: Path, room: Path, tmp_path: Path
) -> None:
    out = tmp_path / "weights.json"
    ran = run("tune", gold, "--corpus", room, "--out", out)
    assert ran.code == 1
    assert ran.err.startswith("dateline: 1 answerable questions over 1 stories")
    assert "100 over 40 or more" in ran.err
    assert "Traceback" not in ran.err
    assert not out.exists()


def test_questions_that_nothing_answers_are_refused_in_plain_words(run: Run, room: Path, tmp_path: Path) -> None:
    ran = run("tune", _gold(tmp_path / "none.jsonl", ROWS[1:]), "--corpus", room)
    assert ran.code == 1
    assert ran.err.startswith("dateline: 0 answerable questions")


def test_no_such_corpus_is_told(run: Run, gold: Path, tmp_path: Path) -> None:
    ran = run("tune", gold, "--corpus", tmp_path / "gone")
    assert (ran.code, ran.out) == (1, "")
    assert "no such folder" in ran.err


def test_a_set_that_suffices_is_learned_from_and_its_weights_can_be_used(
    run: Run, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "LEAST_QUESTIONS", 6)
    monkeypatch.setattr(learning, "LEAST_STORIES", 1)
    monkeypatch.setattr(learning, "COARSEST", 1.0)
    asked = _gold(tmp_path / "gold.jsonl", [ROWS[0] | {"id": f"q{at}"} for at in range(6)])
    out = tmp_path / "weights.json"
    ran = run("tune", asked, "--corpus", room, "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert "the present weights stay" in ran.out  # every blend finds it first
    written = json.loads(out.read_text(encoding="utf-8"))
    assert weights.load(out) == weights.load()
    assert written["record"]["generalises"] is False
    assert (written["record"]["questions"], written["record"]["model"]) == (6, "hashing/64")
    assert written["record"]["gold"].startswith("sha256:")


def test_a_reader_is_named_by_source(run: Run, gold: Path, room: Path, tmp_path: Path) -> None:
    ran = run("tune", gold, "--corpus", room, "--reader", "nowhere")
    assert ran.code == 2
    assert "SOURCE=FOLDER" in ran.err
    gone = run("tune", gold, "--corpus", room, "--reader", f"port={tmp_path / 'gone'}")
    assert gone.code == 1
    assert "no reader in" in gone.err
