"""`dateline names`: what was learned, what staff say, what sounds alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from api.cli.names import names
from qa.errors import NamesInvalid
from qa.namesfile import FILE
from tests.api.conftest import Run

app = typer.Typer()
app.command()(names)


@pytest.fixture
def data(run: Run, tmp_path: Path) -> Path:
    """A data folder that has learned two names."""
    room = tmp_path / "house"
    room.mkdir()
    (room / "a.txt").write_text("Line opens\n\nThe Northern Transit Authority (NTA) opened a line to Elsen.\n")
    (room / "b.txt").write_text(
        "Accord\n\nThe Islamic World Educational, Scientific and Cultural Organization (ICESCO) met in Halvern.\n"
    )
    assert run("ingest", room, "--data", tmp_path / "learned").code == 0
    return tmp_path / "learned"


def listed(data: Path, *words: str) -> Any:
    ran = CliRunner().invoke(app, ["--data", str(data), "--json", *words])
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.output)


def test_what_was_learned_is_listed(data: Path) -> None:
    told = listed(data)
    assert [(one["short"], one["releases"], one["forbidden"]) for one in told["names"]] == [
        ("ICESCO", 1, False),
        ("NTA", 1, False),
    ]
    assert (told["total"], told["staff"], told["sound_alike"]) == (2, [], [])
    shown = CliRunner().invoke(app, ["--data", str(data)])
    assert "Northern Transit Authority" in shown.output
    assert "2 of 2 learned" in shown.output


def test_the_list_is_narrowed(data: Path) -> None:
    assert len(listed(data, "--limit", "1")["names"]) == 1
    assert len(listed(data, "--source", "house")["names"]) == 2


def test_the_staffs_file_is_shown_beside_it(data: Path) -> None:
    (data / FILE).write_text('[[pair]]\nshort = "ISESCO"\nlong = "Islamic Organization"\n[[forbid]]\nshort = "NTA"\n')
    told = listed(data)
    assert [(one["short"], one["forbidden"]) for one in told["names"]] == [("ICESCO", False), ("NTA", True)]
    assert told["staff"] == [{"short": "ISESCO", "long": "Islamic Organization"}]
    assert told["sound_alike"] == [["ISESCO", "ICESCO"]]
    shown = CliRunner().invoke(app, ["--data", str(data)]).output
    assert "ISESCO and ICESCO sound alike" in shown
    assert "(forbidden)" in shown


def test_a_broken_file_is_told(data: Path) -> None:
    (data / FILE).write_text("[[")
    ran = CliRunner().invoke(app, ["--data", str(data)])
    assert isinstance(ran.exception, NamesInvalid)
