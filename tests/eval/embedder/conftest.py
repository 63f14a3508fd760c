"""Training questions of an invented kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def lines(file: Path, *rows: dict[str, object]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as `train/` is laid out."""
    lines(tmp_path / "squad2/queries.jsonl", {"_id": "1", "text": "a who?"}, {"_id": "2", "text": "a who?"})
    lines(tmp_path / "clapnq/queries.jsonl", {"_id": "1", "text": "b when"})
    lines(tmp_path / "selqa/questions.jsonl", {"question": "b where?", "sentences": []})
    asked = [
        ("en", "harbour/1.md", "a how many?"),
        ("fr", "harbour/1.md", "c combien ?"),
        ("fr", "city/2.md", "b où ?"),
    ]
    rows: list[dict[str, object]] = [
        {"lang": lang, "question": text, "relevant": [{"article": place}]} for lang, place, text in asked
    ]
    lines(tmp_path / "press.jsonl", *rows, {"lang": "en", "question": "c unanswered?", "relevant": []})
    return tmp_path
