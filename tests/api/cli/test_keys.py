from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from api.access.keyring import Keyring
from tests.api.conftest import Run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_key_is_made_and_shown_once(run: Run, folder: Path) -> None:
    ran = run("keys", "create", "staff chat")
    assert ran.code == 0
    shown = ran.out.splitlines()[-1]
    key = Keyring(folder).find(shown)
    assert key is not None
    assert (key.name, sorted(key.permissions), key.sources, key.origins) == ("staff chat", ["ask"], None, frozenset())
    listed = run("keys", "list")
    assert key.id in listed.out
    assert shown.split("_", 2)[2] not in listed.out


def test_the_key_alone_is_on_the_last_line_so_that_scripts_can_take_it(run: Run, folder: Path) -> None:
    name = "a name so long that a table or a line of a narrow terminal would certainly have to be broken in two"
    ran = run("keys", "create", name)
    assert Keyring(folder).find(ran.out.splitlines()[-1]) is not None


def test_the_first_key_closes_the_door_and_says_so(run: Run, folder: Path) -> None:
    assert "every request needs a key" in run("keys", "create", "one").err
    assert "every request needs a key" not in run("keys", "create", "two").err


def test_a_key_for_programs_and_one_for_pages(run: Run, folder: Path) -> None:
    made = run(
        "keys", "create", "agency", "--scope", "ask", "--scope", "write", "--source", "a", "--source", "b", "--json"
    )
    assert made.json["scopes"] == ["ask", "write"]
    assert made.json["sources"] == ["a", "b"]
    page = run("keys", "create", "site", "--origin", "https://WWW.example.org/", "--json")
    assert (page.json["scopes"], page.json["origins"]) == (["ask"], ["https://www.example.org"])
    listed = run("keys", "list", "--json").json["keys"]
    assert [key["name"] for key in listed] == ["agency", "site"]
    assert all("key" not in key and "sha256" not in key for key in listed)
    table = " ".join(run("keys", "list").out.split())
    assert "ask, write; only a, b" in table


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scope", "write", "--origin", "https://a.example"], "only scope can be ask"),
        (["--scope", "admin", "--source", "a"], "cannot be restricted"),
        (["--origin", "a.example"], "no origin"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(run: Run, folder: Path, words: list[str], said: str) -> None:
    ran = run("keys", "create", "x", *words)
    assert ran.code == 1
    assert said in ran.err
    assert not folder.exists()


def test_a_scope_that_there_is_not_is_wrong_usage(run: Run, folder: Path) -> None:
    ran = run("keys", "create", "x", "--scope", "everything")
    assert ran.code == 2
    assert "'everything'; one of ask, write, admin" in " ".join(ran.err.split())
    assert "Value error" not in ran.err


def test_a_revoked_key_is_gone(run: Run, folder: Path) -> None:
    made = run("keys", "create", "x", "--json").json
    ran = run("keys", "revoke", made["id"])
    assert (ran.code, made["id"] in ran.out) == (0, True)
    assert run("keys", "list", "--json").json == {"keys": []}
    again = run("keys", "revoke", made["id"])
    assert (again.code, "there is no key" in again.err) == (1, True)


def test_when_it_was_last_used_is_listed(run: Run, folder: Path) -> None:
    made = run("keys", "create", "x", "--json").json
    ring = Keyring(folder)
    assert run("keys", "list", "--json").json["keys"][0]["last_used"] is None
    (key,) = ring.all()
    ring.note(key, dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    assert run("keys", "list", "--json").json["keys"][0]["last_used"] == "2026-03-01T12:00:00+00:00"
    assert made["last_used"] is None


def test_names_cannot_colour_the_terminal(run: Run, folder: Path) -> None:
    run("keys", "create", "[bold]x[/bold]")
    assert "[bold]x[/bold]" in run("keys", "list").out
