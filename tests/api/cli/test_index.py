"""`dateline index`: what is written is listed, merged, made anew, and mended by the doctor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Run


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "held"))
    return tmp_path / "held"


def test_few_articles_have_no_files_until_they_are_asked_for(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    assert run("index", "list", "--json").json["indexes"] == []
    assert "no index is written yet" in run("index", "list").out
    assert run("doctor", "--json").json["index"] is None
    rebuilt = run("index", "rebuild")
    assert (rebuilt.code, "3 articles" in rebuilt.out) == (0, True)
    (held,) = run("index", "list", "--json").json["indexes"]
    assert [segment["articles"] for segment in held["segments"]] == [3]
    assert held["damaged"] == []
    assert held["bytes"] > 0
    assert run("doctor", "--json").json["index"]["sound"]


def test_merging_leaves_one_segment_without_the_dead(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    run("index", "rebuild")
    first = run("articles", "--json").json["articles"][0]
    run("remove", first["id"])
    assert run("index", "merge").code == 0
    (held,) = run("index", "list", "--json").json["indexes"]
    assert [(segment["articles"], segment["dead"]) for segment in held["segments"]] == [(2, 0)]


def test_damage_is_named_and_mended(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    run("index", "rebuild")
    (path,) = data.glob("index/*/segment-*/body.rows.npy")
    path.write_bytes(path.read_bytes()[:-1])
    assert "body.rows.npy" in run("index", "list").out
    told = run("doctor")
    assert "index damaged" in told.out
    assert "--repair" in told.out
    assert "mended" in run("doctor", "--repair").out
    assert run("doctor", "--json").json["index"]["sound"]


def test_purged_words_leave_the_index_too(run: Run, room: Path, data: Path) -> None:
    run("ingest", room)
    run("index", "rebuild")
    listed = run("articles", "--json").json["articles"]
    gone = next(line for line in listed if line["title"] == "Port reopens")
    assert any(b"reopen" in path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert run("purge", gone["id"], "--yes").code == 0
    assert not [path for path in data.rglob("*") if path.is_file() and b"reopen" in path.read_bytes()]
    assert run("doctor", "--json").json["index"]["sound"]
