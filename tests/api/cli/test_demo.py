from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.cli.demo import show
from tests.api.conftest import Run


def test_the_demo_takes_the_sample_in_and_answers_over_http(run: Run, tmp_path: Path) -> None:
    words = ("demo", "--once", "--port", 0, "--data", tmp_path / "demo")
    ran = run(*words)
    out = " ".join(ran.out.replace("│", " ").split())
    assert ran.code == 0, ran.err
    assert "46 sample releases: {'added': 46}" in out
    assert "what did ICESCO agree with NeLC?" in out
    assert "sha256:" in out
    assert "{'unchanged': 46}" in run(*words).out


def passage(number: int, title: str) -> dict[str, Any]:
    cited = {"number": number, "title": title, "source": "room", "published": None, "article_id": f"id{number}"}
    return {"text": "words", "citation": {**cited, "start": 0, "end": 5, "content_hash": "sha256:" + "0" * 64}}


@pytest.mark.parametrize(("answered", "named"), [(True, {"Second"}), (False, {"First", "Second"})])
def test_it_names_what_it_cites_and_in_silence_what_is_nearest(
    capsys: pytest.CaptureFixture[str], answered: bool, named: set[str]
) -> None:
    said = {"text": "It reopened.", "citation": 2, "start": 0, "end": 12, "marks": [], "context": None, "link": None}
    told = {"status": "answered", "confidence": 0.9, "sentences": [said], "missing": None}
    missing = {"reason": "not_said", "names": [], "text": "The nearest releases do not say when."}
    silent = {"status": "unanswered", "confidence": 0.1, "sentences": [], "missing": missing}
    reply = {"question": "when?", "answer": told if answered else silent, "took_ms": {"total": 3.0}}
    show({**reply, "passages": [passage(1, "First"), passage(2, "Second")]}, "http://here")
    out = capsys.readouterr().out
    assert {title for title in ("First", "Second") if title in out} == named
    assert ("It reopened. [2]" if answered else "do not say when.") in out
