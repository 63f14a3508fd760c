from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Run


def counts(run: Run, *words: object) -> dict[str, int]:
    return dict(run("ingest", *words, "--json").json["counts"])


def test_a_folder_is_taken_in_and_said(run: Run, room: Path) -> None:
    ran = run("ingest", room)
    assert ran.code == 0
    assert "3" in ran.out
    assert "added" in ran.out
    assert "now held of room" in ran.out
    assert ran.err == ""


def test_for_machines_there_is_json_and_nothing_else(run: Run, room: Path) -> None:
    told = run("ingest", room, "--json").json
    assert set(told) >= {"counts", "refused", "failed", "passages", "seconds", "encoding_seconds", "held"}
    assert (told["counts"], told["held"], told["refused"], told["failed"]) == ({"added": 3}, {"room": 3}, [], [])


def test_a_second_time_passes_over_what_is_there(run: Run, room: Path) -> None:
    assert counts(run, room) == {"added": 3}
    (room / "fair.md").write_text("# Spring fair\n\nThe spring fair of Orlington is put off by a week.\n")
    assert counts(run, room) == {"unchanged": 2, "updated": 1}


def test_the_data_folder_is_the_one_named(run: Run, room: Path, tmp_path: Path) -> None:
    run("ingest", room, "--data", tmp_path / "mine")
    assert run("articles", "--data", tmp_path / "mine", "--json").json["total"] == 3
    assert run("articles", "--json").json["total"] == 0


def test_a_source_may_be_named(run: Run, room: Path) -> None:
    assert run("ingest", room, "--source", "press", "--json").json["held"] == {"press": 3}


def test_only_prune_drops_what_is_gone(run: Run, room: Path) -> None:
    run("ingest", room)
    (room / "fair.md").unlink()
    assert counts(run, room) == {"unchanged": 2}
    assert run("articles", "--json").json["total"] == 3
    assert counts(run, room, "--prune") == {"unchanged": 2, "pruned": 1}
    assert run("articles", "--json").json["total"] == 2


def test_what_was_removed_by_hand_returns_only_when_asked(run: Run, room: Path) -> None:
    run("ingest", room)
    name = run("articles", "--json").json["articles"][0]["id"]
    run("remove", name)
    assert counts(run, room) == {"unchanged": 2, "kept removed": 1}
    assert counts(run, room, "--restore") == {"unchanged": 2, "restored": 1}


def test_a_refused_file_in_a_folder_is_said_and_is_no_failure(run: Run, room: Path) -> None:
    (room / "logo.png").write_bytes(b"\x89PNG")
    (room / "empty.txt").write_bytes(b"")
    ran = run("ingest", room)
    assert ran.code == 0
    assert "refused logo.png" in ran.out
    assert "refused empty.txt" in ran.out
    assert run("articles", "--json").json["total"] == 3


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"\x89PNG\r\n\x1a\n\x00" * 9])
def test_a_refused_file_that_was_named_is_a_failure(run: Run, room: Path, content: bytes) -> None:
    (room / "bad.txt").write_bytes(content)
    ran = run("ingest", room / "bad.txt", "--json")
    assert ran.code == 1
    assert [refused["name"] for refused in ran.json["refused"]] == ["bad.txt"]
    assert all(refused["kind"] and refused["reason"] for refused in ran.json["refused"])


def test_a_refused_file_that_was_named_by_a_link_is_a_failure(run: Run, room: Path, tmp_path: Path) -> None:
    (room / "bad.txt").write_bytes(b"")
    (tmp_path / "link.txt").symlink_to(room / "bad.txt")
    assert run("ingest", tmp_path / "link.txt").code == 1


def test_a_refused_file_in_a_folder_of_its_own_name_is_no_failure(run: Run, tmp_path: Path, room: Path) -> None:
    (room / "room").write_bytes(b"no ending")
    assert run("ingest", room).code == 0


def test_one_named_file_may_share_its_name_with_another_refused_deep_in_a_folder(run: Run, room: Path) -> None:
    (room / "port" / "fair.md").write_bytes(b"")
    assert run("ingest", room / "fair.md", room, "--source", "room").code == 0


@pytest.mark.parametrize("name", ["nowhere", "nowhere/", "room/fair.md/deeper", "[/bold]x", "a[red]b"])
def test_a_missing_path_is_said_and_the_others_go_on(run: Run, room: Path, tmp_path: Path, name: str) -> None:
    ran = run("ingest", tmp_path / name, room)
    assert ran.code == 1
    assert str(Path(name)).replace("\n", "") in ran.out.replace("\n", "")
    assert "Traceback" not in ran.err
    assert run("articles", "--json").json["total"] == 3


def test_a_folder_without_documents_is_told(run: Run, room: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("ingest", tmp_path / "empty")
    assert ran.code == 0
    assert "no document was found there; name a file, or the folder" in ran.out
    for _ in ("added", "unchanged"):
        assert "no document" not in run("ingest", room).out


def test_names_that_look_like_markup_are_printed_as_they_are(run: Run, room: Path) -> None:
    (room / "[bold]x[red].png").write_bytes(b"")
    assert "[bold]x[red].png" in run("ingest", room).out


def test_many_refusals_are_counted_by_kind(run: Run, room: Path) -> None:
    for number in range(30):
        (room / f"{number:02}.png").write_bytes(b"")
    ran = run("ingest", room)
    assert ran.out.count("refused ") < 30
    assert "and 10 more refused: 10 unknown format" in ran.out


def test_without_a_path_it_is_wrong_usage(run: Run) -> None:
    ran = run("ingest")
    assert ran.code == 2
    assert "Usage: dateline ingest" in ran.err


def test_a_data_folder_that_cannot_be_is_told_in_a_line(run: Run, room: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    ran = run("ingest", room, "--data", tmp_path / "file")
    assert ran.code == 1
    assert ran.err.startswith("dateline: ")
    assert "Traceback" not in ran.err


def test_a_bad_setting_is_told_in_a_line(run: Run, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WORD", "0.3")
    ran = run("ingest", room)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "dateline: unknown setting DATELINE_WORD; did you mean DATELINE_WORDS?\n"
