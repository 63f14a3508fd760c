from __future__ import annotations

from pathlib import Path

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
