from __future__ import annotations

import datetime as dt
import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.store import ArticleStore
from tests.api.conftest import Run
from tests.index.oracle import embargo


@pytest.fixture
def ids(run: Run, room: Path) -> dict[str, str]:
    """Path -> id of three articles that were taken in."""
    run("ingest", room)
    return {article["path"]: article["id"] for article in run("articles", "--json").json["articles"]}


def exported(run: Run, *words: object) -> list[dict[str, Any]]:
    ran = run("export", *words)
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def total(run: Run) -> int:
    return int(run("articles", "--json").json["total"])


def test_articles_are_listed_newest_first(run: Run, ids: dict[str, str]) -> None:
    ran = run("articles")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert [line.split()[0] for line in lines[1:4]] == [ids["port/reopens.txt"], ids["gare.txt"], ids["fair.md"]]
    assert [line.split()[1] for line in lines[1:4]] == ["2024-03-14", "2022-05-12", "undated"]
    assert "3 of 3 articles" in ran.out


def test_articles_as_json_hold_everything_but_the_text(run: Run, ids: dict[str, str]) -> None:
    told = run("articles", "--json").json
    assert told["total"] == 3
    first = told["articles"][0]
    assert (first["title"], first["published"], first["text"]) == ("Port reopens", "2024-03-14", None)
    assert len(first["versions"]) == 1


@pytest.mark.parametrize(
    ("words", "listed", "count"),
    [
        (["--language", "fr"], 1, 1),
        (["--source", "room", "--language", "de"], 0, 0),
        (["--source", "room", "--limit", "2"], 2, 3),
    ],
)
def test_the_list_is_narrowed(run: Run, ids: dict[str, str], words: list[str], listed: int, count: int) -> None:
    told = run("articles", *words, "--json").json
    assert (len(told["articles"]), told["total"]) == (listed, count)


def test_a_limit_below_one_is_wrong_usage(run: Run) -> None:
    assert run("articles", "--limit", 0).code == 2


def test_an_empty_archive_is_listed_empty(run: Run) -> None:
    assert "0 of 0 articles" in run("articles").out
    assert run("articles", "--json").json == {"articles": [], "total": 0}


def test_titles_that_look_like_markup_are_printed_as_they_are(run: Run, room: Path) -> None:
    (room / "odd.txt").write_text("An [bold]odd[/] title with [/brackets]\n\nThe text below it is of no concern.\n")
    run("ingest", room)
    assert "An [bold]odd[/] title" in run("articles").out.replace("\n", " ")


def test_removed_articles_are_gone_and_the_rest_is_there(run: Run, ids: dict[str, str]) -> None:
    ran = run("remove", ids["fair.md"], ids["gare.txt"])
    assert ran.code == 0
    assert ran.out.count("removed ") == 2
    assert [article["path"] for article in run("articles", "--json").json["articles"]] == ["port/reopens.txt"]
    assert [article["path"] for article in exported(run)] == ["port/reopens.txt"]
    assert run("ask", "spring fair of Orlington", "--json").json["passages"][0]["citation"]["title"] == "Port reopens"


@pytest.mark.parametrize(
    "words", [["remove", "0123456789abcdef"], ["purge", "--yes", "0123456789abcdef"], ["purge", "0123456789abcdef"]]
)
def test_an_unknown_id_is_told_in_a_line(run: Run, ids: dict[str, str], words: list[str]) -> None:
    ran = run(*words)
    assert ran.code == 1
    assert ran.err.startswith("dateline: no article '0123456789abcdef'")
    assert ran.err.count("\n") == 1
    assert total(run) == 3


@pytest.mark.parametrize("command", ["remove", "purge"])
def test_without_an_id_it_is_wrong_usage(run: Run, command: str) -> None:
    assert run(command).code == 2


def test_purge_erases_removed_articles_too(run: Run, ids: dict[str, str], tmp_path: Path) -> None:
    run("remove", ids["fair.md"])
    assert run("purge", "--yes", ids["fair.md"]).code == 0
    files = [file.read_bytes() for file in (tmp_path / "default-data").rglob("*") if file.is_file()]
    assert files
    assert not any(b"Orlington" in content for content in files)


def test_purge_asks_first(run: Run, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, code, left in [("n\n", 1, 3), ("", 1, 3), ("y\n", 0, 2)]:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        ran = run("purge", ids["fair.md"])
        assert ran.code == code
        assert "Spring fair" in ran.out
        assert total(run) == left


def test_what_was_removed_or_erased_before_is_named_too(
    run: Run, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("remove", ids["fair.md"])
    for said in ("Spring fair", "erased before"):
        monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
        ran = run("purge", ids["fair.md"])
        assert (ran.code, said in ran.out) == (0, True)


def test_an_embargoed_one_is_named_too(
    run: Run, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(ArticleStore(tmp_path / "default-data")) as store:
        embargo(store, ids["fair.md"], dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert "Spring fair" in run("purge", ids["fair.md"]).out


def test_one_unknown_id_among_several_erases_none(run: Run, ids: dict[str, str]) -> None:
    assert run("purge", ids["fair.md"], "0123456789abcdef").code == 1
    assert total(run) == 3


def test_export_writes_one_article_a_line_oldest_first(run: Run, ids: dict[str, str]) -> None:
    rows = exported(run)
    assert {row["id"] for row in rows} == set(ids.values())
    assert [row["first_seen"] for row in rows] == sorted(row["first_seen"] for row in rows)
    assert set(rows[0]) >= {
        *("id", "path", "url", "title", "published", "updated", "place", "issuer", "source", "language"),
        *("text", "parts", "content_hash", "versions"),
    }


def test_export_of_one_source(run: Run, ids: dict[str, str]) -> None:
    assert run("export", "--source", "nowhere").code == 2
    assert len(exported(run, "--source", "room")) == 3


def test_what_is_exported_comes_back_the_same(run: Run, ids: dict[str, str], room: Path, tmp_path: Path) -> None:
    (room / "odd.txt").write_text("Odd – “title”\n\nLine\u2028separator, emoji 🚢, ميناء and a tab\tin the text.\n")
    run("ingest", room)
    before = exported(run)
    backup = tmp_path / "backup.jsonl"
    backup.write_text(run("export").out, encoding="utf-8")
    new = ("--data", tmp_path / "new")
    assert run("ingest", backup, *new, "--json").json["counts"] == {"added": 4}
    after = exported(run, *new)
    for rows in (before, after):
        for row in rows:
            row["versions"] = [version["content_hash"] for version in row["versions"]]
    assert after == before
    assert run("ingest", backup, *new, "--json").json["counts"] == {"unchanged": 4}


def test_a_damaged_line_of_a_named_export_is_a_failure_and_the_rest_comes_back(
    run: Run, ids: dict[str, str], tmp_path: Path
) -> None:
    lines = run("export").out.splitlines()
    changed = json.loads(lines[0])
    changed["text"] += " And more."
    backup = tmp_path / "backup.jsonl"
    backup.write_text("\n".join([json.dumps(changed), lines[1], lines[2][:50]]), encoding="utf-8")
    ran = run("ingest", backup, "--data", tmp_path / "new", "--json")
    assert ran.code == 1
    assert ran.json["counts"] == {"added": 1, "refused": 2}
    assert [item["name"] for item in ran.json["refused"]] == ["backup.jsonl, line 1", "backup.jsonl, line 3"]


def test_a_removed_article_is_in_no_export(run: Run, ids: dict[str, str]) -> None:
    run("remove", ids["fair.md"])
    assert ids["fair.md"] not in run("export").out
