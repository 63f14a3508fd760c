"""`dateline sources`, and addresses given to `ingest`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from api.cli.sources import seconds, written
from tests.api.conftest import Run
from tests.corpus.fetching.site import Site, redirect, release, reply, validated


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("DATELINE_FETCH_ALLOW", "127.0.0.1")
    monkeypatch.setenv("DATELINE_FETCH_PAUSE", "0")
    opened = Site()
    opened.answers["/feed"] = feed(opened, "/a", "/b")
    for name in "ab":
        opened.answers[f"/{name}"] = validated(release(f"Release {name} of the day"), etag=f'"{name}"')
    yield opened
    opened.close()


def feed(site: Site, *paths: str) -> bytes:
    items = "".join(f"<item><title>x</title><link>{site.url}{path}</link></item>" for path in paths)
    return reply(200, f"<rss><channel>{items}</channel></rss>", "application/rss+xml")


def total(run: Run) -> int:
    return int(run("articles", "--json").json["total"])


# Adding and listing


def test_a_source_is_added_synced_and_listed(run: Run, site: Site) -> None:
    added = run("sources", "add", f"{site.url}/feed", "--name", "room", "--every", "1h", "--limit", 50)
    assert added.code == 0
    assert "added room: feed" in added.out
    assert "every 1 h" in added.out
    synced = run("sources", "sync", "room")
    assert synced.code == 0
    assert "room: 2 added" in synced.out
    assert total(run) == 2
    listed = run("sources", "list")
    for word in ("room", "feed", "every 1 h", "2 added"):
        assert word in listed.out


def test_for_machines_there_is_json_and_nothing_else(run: Run, site: Site) -> None:
    added = run("sources", "add", f"{site.url}/feed", "--name", "room", "--every", "90m", "--pattern", "*", "--json")
    assert added.json == {
        "name": "room",
        "kind": "feed",
        "location": f"{site.url}/feed",
        "pattern": "*",
        "every": 5400,
        "limit": None,
        "synced": None,
        "outcome": None,
        "articles": 0,
    }
    synced = run("sources", "sync", "room", "--json").json["synced"]
    assert [(each["source"], each["counts"], each["requests"], each["problem"]) for each in synced] == [
        ("room", {"added": 2}, 2, None)
    ]
    (listed,) = run("sources", "list", "--json").json["sources"]
    assert listed["articles"] == 2
    assert {name: listed["outcome"][name] for name in ("counts", "problem")} == {
        "counts": {"added": 2},
        "problem": None,
    }
    assert listed["outcome"]["seconds"] >= 0
    assert listed["synced"].endswith("+00:00")
    assert run("sources", "remove", "room", "--json").json == {"name": "room", "articles": 2, "purged": False}


def test_a_folder_is_a_source(run: Run, room: Path) -> None:
    assert run("sources", "add", room, "--every", "1d").code == 0
    assert run("sources", "sync", "--all", "--json").json["synced"][0]["counts"] == {"added": 3}


def test_an_empty_list_is_empty(run: Run) -> None:
    assert run("sources", "list", "--json").json == {"sources": []}
    assert run("sources", "list").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["add"],
        ["add", "http://a.example/feed", "--every", "often"],
        ["add", "http://a.example/feed", "--limit", "0"],
        ["sync"],
        ["sync", "room", "--all"],
        ["sync", "--all", "--limit", "0"],
        ["remove"],
    ],
)
def test_wrong_usage(run: Run, words: list[str]) -> None:
    assert run("sources", *words).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["add", "http://169.254.169.254/feed"],
        ["add", "http://127.0.0.1:9/feed"],
        ["add", "http://a.example/feed", "--kind", "blog"],
        ["add", "http://a.example/feed", "--kind", "feed", "--pattern", "re:("],
        ["add", "http://a.example/feed", "--kind", "feed", "--every", "5s"],
        ["add", "/no/such/folder"],
        ["remove", "nowhere"],
    ],
)
def test_what_cannot_be_is_told_in_a_line(run: Run, words: list[str]) -> None:
    ran = run("sources", *words)
    assert ran.code == 1
    assert ran.err.startswith("dateline: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert run("sources", "list", "--json").json == {"sources": []}


# Syncing


def test_what_goes_wrong_with_one_does_not_stop_the_others(run: Run, site: Site) -> None:
    run("sources", "add", f"{site.url}/gone", "--name", "bad", "--kind", "feed")
    run("sources", "add", f"{site.url}/feed", "--name", "good")
    ran = run("sources", "sync", "bad", "nowhere", "good", "--json")
    assert ran.code == 1
    synced = {each["source"]: each for each in ran.json["synced"]}
    assert synced["good"]["counts"] == {"added": 2}
    assert "there is no such page" in synced["bad"]["problem"]
    assert "there is no source 'nowhere'" in synced["nowhere"]["problem"]
    told = run("sources", "sync", "nowhere")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("failed nowhere: there is no source 'nowhere'")
    listed = run("sources", "list")
    assert "no such page" in " ".join(listed.out.split())


def test_a_refused_page_is_said_and_is_no_failure(run: Run, site: Site) -> None:
    site.answers["/b"] = redirect("http://10.0.0.1/")
    run("sources", "add", f"{site.url}/feed", "--name", "room")
    ran = run("sources", "sync", "room")
    assert ran.code == 0
    assert "refused" in ran.out
    assert "10.0.0.1 is not fetched (private)" in " ".join(ran.out.split())


def test_a_limit_may_be_given_for_once(run: Run, site: Site) -> None:
    run("sources", "add", f"{site.url}/feed", "--name", "room")
    assert run("sources", "sync", "room", "--limit", 1, "--json").json["synced"][0]["counts"] == {
        "added": 1,
        "waiting": 1,
    }


def test_names_that_look_like_markup_are_printed_as_they_are(run: Run, site: Site) -> None:
    run("sources", "add", f"{site.url}/feed", "--name", "[bold]room[/x]")
    assert "[bold]room[/x]" in run("sources", "sync", "[bold]room[/x]").out
    assert "[bold]room[/x]" in run("sources", "list").out.replace("\n", "")
    assert "[bold]room[/x]" in run("sources", "remove", "[bold]room[/x]").out


# Removing


def test_a_removed_source_is_out_of_every_answer(run: Run, site: Site) -> None:
    run("ingest", f"{site.url}/feed")
    assert total(run) == 2
    ran = run("sources", "remove", "127.0.0.1")
    assert (ran.code, "2 articles" in ran.out) == (0, True)
    assert total(run) == 0


def test_erasing_asks_first(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", f"{site.url}/feed")
    with monkeypatch.context() as patch:
        patch.setattr("typer.confirm", lambda _question, abort: (_ for _ in ()).throw(typer.Abort()))
        assert run("sources", "remove", "127.0.0.1", "--purge").code == 1
    assert total(run) == 2
    assert "erased" in run("sources", "remove", "127.0.0.1", "--purge", "--yes").out
    assert total(run) == 0


# Addresses given to `ingest`


def test_a_page_is_ingested(run: Run, site: Site) -> None:
    told = run("ingest", f"{site.url}/a", "--json").json
    assert (told["counts"], told["held"], told["passages"]) == ({"added": 1}, {"127.0.0.1": 1}, 1)
    assert run("ingest", f"{site.url}/a", "--json").json["counts"] == {"unchanged": 1}


def test_folders_and_addresses_go_together(run: Run, site: Site, room: Path) -> None:
    told = run("ingest", room, f"{site.url}/feed", "--json").json
    assert (told["counts"], told["held"]) == ({"added": 5}, {"127.0.0.1": 2, "room": 3})


def test_a_source_may_be_named_for_an_address(run: Run, site: Site) -> None:
    assert run("ingest", f"{site.url}/a", "--source", "mine", "--json").json["held"] == {"mine": 1}


@pytest.mark.parametrize("path", ["/nowhere", "/menu", "/inside"])
def test_an_address_that_cannot_be_taken_in_is_a_failure_and_the_others_go_on(
    run: Run, site: Site, path: str
) -> None:
    site.answers |= {"/menu": reply(200, "<html><body>Menu</body></html>"), "/inside": redirect("http://[::1]/")}
    ran = run("ingest", site.url + path, f"{site.url}/a", "--json")
    assert ran.code == 1
    assert ran.json["counts"]["added"] == 1
    assert path in json.dumps(ran.json["failed"])


def test_an_address_inside_is_refused_unless_it_is_allowed(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_FETCH_ALLOW", "10.0.0.0/8")
    ran = run("ingest", f"{site.url}/a")
    assert ran.code == 1
    assert "DATELINE_FETCH_ALLOW" in ran.out
    assert site.requests == []


@pytest.mark.parametrize("name", ["FETCH_ALLOW", "FETCH_CONTACT", "FETCH_PAUSE"])
def test_a_setting_that_cannot_be_is_told_in_a_line(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"DATELINE_{name}", "http://(x)\n")
    ran = run("sources", "list")
    assert ran.code == 1
    assert f"DATELINE_{name}" in ran.err


# Times


@pytest.mark.parametrize(
    ("text", "count"), [("90s", 90), ("15m", 900), ("15 min", 900), ("1h", 3600), (" 2D ", 172_800), ("1w", 604_800)]
)
def test_times_are_read(text: str, count: int) -> None:
    assert seconds(text) == count


@pytest.mark.parametrize("text", ["", "h", "1", "1.5h", "-1h", "1h30m", "1 year", "9999999h", "١h"])
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        seconds(text)


@pytest.mark.parametrize(
    ("count", "text"),
    [(None, "by hand"), (90, "every 90 s"), (900, "every 15 m"), (3600, "every 1 h"), (604_800, "every 1 w")],
)
def test_times_are_written(count: int | None, text: str) -> None:
    assert written(count) == text
