"""What `dateline doctor` tells of the reading, and how it has old readings renewed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.article import content_hash
from corpus.store.articles import FILE
from tests.api.conftest import Run


def age(run: Run, data: Path) -> None:
    """Make the stored texts look as if an earlier cleaner had left furniture in them."""
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        ((text,),) = connection.execute("SELECT text FROM versions WHERE title = 'Port reopens'").fetchall()
        older = f"Share this page\n{text}"
        connection.execute(
            "UPDATE versions SET cleaner_version = '0', text = ?, content_hash = ? WHERE title = 'Port reopens'",
            (older, content_hash(older)),
        )


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "held"))
    return tmp_path / "held"


def test_shares_of_fields_by_source(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    told = run("doctor", "--json").json
    assert told["sources"]["room"]["articles"] == 3
    published = told["sources"]["room"]["fields"]["published"]
    assert published["share"] == pytest.approx(2 / 3, abs=1e-4)
    assert sum(published["read_from"].values()) == 2
    assert (told["behind"], told["removed"], told["cleaned_again"]) == (0, 0, None)
    shown = run("doctor")
    assert shown.code == 0
    assert "66.7%" in shown.out


def test_an_empty_data_folder_is_no_error(run: Run, data: Path) -> None:
    assert run("doctor", "--json").json["sources"] == {}
    assert run("doctor").code == 0


def test_old_readings_are_renewed_on_request(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    age(run, data)
    assert run("doctor", "--json").json["behind"] == 1
    assert "doctor --clean" in run("doctor").out
    told = run("doctor", "--clean", "--json").json
    assert (told["cleaned_again"], told["behind"]) == ({"updated": 1}, 0)
    (line,) = [line for line in run("export").out.splitlines() if "Port reopens" in line]
    assert "Share this page" not in line.partition('"versions"')[0]


def test_removed_articles_say_when_and_why(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    one, two, _ = (article["id"] for article in run("articles", "--json").json["articles"])
    run("remove", one, "--why", "withdrawn: wrong figures")
    run("remove", two, "--why", "file gone")
    assert run("doctor", "--json").json["removed"] == 2
    graves = {grave["id"]: grave for grave in run("articles", "--removed", "--json").json}
    assert graves[one]["why"] == "withdrawn: wrong figures"
    assert graves[two]["why"] == "file gone (by hand)"  # else the next ingest would bring it back
    assert "withdrawn:" in run("articles", "--removed").out
    assert run("ingest", room, "--json").json["counts"] == {"kept removed": 2, "unchanged": 1}


def test_a_complete_export_brings_everything_back(run: Run, room: Path, data: Path, tmp_path: Path) -> None:
    run("ingest", room)
    one, *_ = (article["id"] for article in run("articles", "--json").json["articles"])
    run("remove", one, "--why", "withdrawn")
    backup = tmp_path / "backup.jsonl"
    backup.write_text(run("export", "--complete").out, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    assert run("ingest", backup, "--data", elsewhere).code == 0
    assert run("export", "--complete", "--data", elsewhere).out == backup.read_text(encoding="utf-8")
    assert [grave["why"] for grave in run("articles", "--removed", "--json", "--data", elsewhere).json] == [
        "withdrawn"
    ]
    assert one not in run("export", "--data", elsewhere).out
