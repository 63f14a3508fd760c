"""`dateline gold review --feedback`: what people said of answers, decided about in the terminal."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from corpus.store.articles import ArticleStore
from corpus.store.feedback import Said
from tests.api.conftest import Run


def test_feedback_is_reviewed_as_other_candidates_are(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data, into = tmp_path / "data", tmp_path / "gold.jsonl"
    store = ArticleStore(data)
    for question in ("who owns the port?", "who owns the fair?", "who owns the ferry?"):
        store.add_feedback(Said(question, "down", answered=False), 9)
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\nr\nq\n"))
    ran = run("gold", "review", "--feedback", "--into", into, "--data", data)
    assert ran.code == 0, ran.err
    assert "1 accepted, 1 rejected; 1 left in the feedback" in ran.out
    assert [json.loads(line)["question"] for line in into.read_text().splitlines()] == ["who owns the port?"]
    assert sorted(one.state for one in store.feedback()) == ["accepted", "dropped", "open"]
    store.close()
