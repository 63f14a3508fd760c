from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.facts import truth
from eval.facts.__main__ import main
from eval.facts.draw import PAGES
from tests.eval.facts.conftest import Place, Write


@pytest.fixture
def shared_folder(
    data: Path, port: dict[str, Any], place: Place, write: Write, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder of shared data of which a few facts are known, one of them wrong."""
    port["title"] = [place(port["article"], "Port of Halvern")]
    pages = write([port]).rename(data.parent / "pages.jsonl")
    ferry = {"article": "room/ferry.txt", "place": [place("room/ferry.txt", "VERNON")], "day": "2024-05-03"}
    monkeypatch.setattr(truth, "PAGES", pages)
    monkeypatch.setattr(truth, "DATELINES", write([ferry]))
    return data.parent


def test_figures_are_printed(shared_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(shared_folder)]) == 0
    told = capsys.readouterr().out
    assert "all checks" in told
    assert "port.md" not in told


def test_failures_are_named_on_request_and_their_words_on_another(
    shared_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--shared", str(shared_folder), "--failures"]) == 0
    told = capsys.readouterr().out
    assert "title     wire/2024/0314/port.md" in told
    assert "Halvern" not in told
    assert main(["--shared", str(shared_folder), "--failures", "--words"]) == 0
    assert "wanted 'Port of Halvern'" in capsys.readouterr().out


def test_json_is_printed(shared_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(shared_folder), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["overall"]["held"] == 5
    assert record["failures"] == [{"article": "wire/2024/0314/port.md", "kind": "title"}]


def test_whole_folders_are_read(shared_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in PAGES:
        (shared_folder / "data" / name).mkdir()
    (shared_folder / "data" / "senate" / "fair.txt").write_bytes((shared_folder / "data/room/fair.txt").read_bytes())
    assert main(["--shared", str(shared_folder), "--folders"]) == 0
    assert "senate: 1 files, 0 crashed" in capsys.readouterr().out
    assert main(["--shared", str(shared_folder), "--folders", "--json"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == list(PAGES)


@pytest.mark.parametrize("mode", [[], ["--folders"]])
def test_where_there_is_no_data_the_reason_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: list[str]
) -> None:
    assert main(["--shared", str(tmp_path / "gone"), *mode]) == 1
    assert str(tmp_path / "gone") in capsys.readouterr().err
