from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from eval.errors import TrecInvalid


def test_a_run_of_another_system_is_scored(tmp_path: Path) -> None:
    (tmp_path / "a.run").write_text("q1 Q0 x 1 9 t\nq1 Q0 y 2 8 t\nq2 Q0 y 1 9 t\n", encoding="utf-8")
    (tmp_path / "a.qrels").write_text("q1 0 y 1\nq2 0 y 1\nq3 0 z 1\nq4 0 z 0\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["eval", "trec", str(tmp_path / "a.run"), str(tmp_path / "a.qrels")])
    assert result.exit_code == 0, result.output
    lines = {line.split()[0]: line.split() for line in result.output.splitlines() if "@" in line}
    assert lines["success@1"][1] == "0.333", "q1 has it second, q2 first, q3 not at all; q4 wants nothing"
    assert lines["success@5"][1] == "0.667"
    assert lines["mrr@10"][1] == "0.500"


def test_a_damaged_run_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.run").write_text("q1 Q0 x 1 9 t\nq1 Q0\n", encoding="utf-8")
    (tmp_path / "a.qrels").write_text("q1 0 x 1\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["eval", "trec", str(tmp_path / "a.run"), str(tmp_path / "a.qrels")])
    assert isinstance(result.exception, TrecInvalid)
    assert "2" in str(result.exception)


@pytest.mark.parametrize("missing", ["a.run", "a.qrels"])
def test_a_missing_file_is_told(tmp_path: Path, missing: str) -> None:
    for name in {"a.run", "a.qrels"} - {missing}:
        (tmp_path / name).write_text("q1 0 x 1\n" if name == "a.qrels" else "q1 Q0 x 1 9 t\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["eval", "trec", str(tmp_path / "a.run"), str(tmp_path / "a.qrels")])
    assert isinstance(result.exception, TrecInvalid)
    assert missing in str(result.exception)
