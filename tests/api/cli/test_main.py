"""`api/cli/__init__.py`: the command as a shell sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from corpus.article import Document
from qa.desk import Desk, DeskConfig
from tests.api.conftest import Run
from tests.conftest import ROOT, HashingEmbedder

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]


def shell(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)], capture_output=True, text=True, cwd=folder, check=False, env=_environment()
    )


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parent.parent.parent.parent)
    return {**os.environ, "PYTHONPATH": root}


def test_a_shell_sees_a_failure_in_one_line_on_standard_error(tmp_path: Path) -> None:
    ran = shell("remove", "[/bold]0123", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert (
        ran.stderr
        == "dateline: no article '[/bold]0123'; `dateline articles`, or `GET /v1/articles`, lists what is held\n"
    )


def test_a_reader_that_has_enough_is_no_failure_to_tell_of(tmp_path: Path, embedder: HashingEmbedder) -> None:
    desk = Desk(DeskConfig(Path(os.environ["DATELINE_DATA"])), embedder)
    for number in range(4):
        text = f"Title {number}\n\n" + "The port of Halvern reopened to ships. " * 3_000
        desk.add(Document("room", f"{number}.txt", text.encode(), "text"))
    desk.close()
    with subprocess.Popen(
        [*COMMAND, "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=_environment()
    ) as ran:
        assert ran.stdout
        assert ran.stderr
        assert ran.stdout.read(7) == b'{"id": '
        ran.stdout.close()
        assert ran.stderr.read() == b""


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    ran = run()
    assert "Usage: dateline" in ran.out + ran.err


@pytest.mark.parametrize("command", ["ingest", "ask", "serve", "eval", "articles", "remove", "purge", "export"])
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"Usage: dateline {command}" in ran.out


@pytest.mark.parametrize("words", [["anwser"], ["--nonsense"], ["serve", "a"]])
def test_wrong_usage_has_exit_code_two(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: dateline" in ran.err


def test_the_version_is_told(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"dateline {version('dateline')}\n", "")


def test_a_failure_of_the_system_is_told_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device", "somewhere/[/bold].sqlite")

    monkeypatch.setattr("qa.desk.Desk.__init__", full)
    ran = run("articles")
    assert ran.code == 1
    assert ran.err == "dateline: [Errno 28] No space left on device: 'somewhere/[/bold].sqlite'\n"


def test_a_missing_model_is_told_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL", "nobody/none")
    ran = run("ask", "port")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("dateline: 'nobody/none' is a hub name and the hub is off")


@pytest.mark.parametrize("words", [("ask", "port"), ("verify", "the port"), ("articles",), ("doctor",)])
def test_an_empty_archive_is_told_with_its_folder(run: Run, room: Path, words: tuple[str, ...]) -> None:
    told = run(*words)
    told_where = f"nothing is held in {os.environ['DATELINE_DATA']}; `dateline ingest PATH` takes releases in"
    assert told.err == f"{told_where}, --data names another folder\n"
    run("ingest", room)
    assert run(*words).err == ""


def test_help_waits_for_nothing_heavy() -> None:
    code = (
        "import sys\nfrom api.cli import build, COMMANDS, GROUPS\nbuild([*COMMANDS, *GROUPS])\n"
        "heavy = {'torch', 'openvino', 'matplotlib', 'scipy', 'sklearn', 'mcp', 'transformers'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
