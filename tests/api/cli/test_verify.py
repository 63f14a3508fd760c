"""`dateline verify`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Run


@pytest.fixture(autouse=True)
def _held(run: Run, room: Path) -> None:
    assert run("ingest", room).code == 0


def test_words_that_were_published_are_shown_with_their_place(run: Run) -> None:
    ran = run("verify", "the port of Halvern")
    assert ran.code == 1
    ran = run("verify", "The port of Halvern [...] ships")
    assert ran.code == 0
    assert "published Port reopens" in ran.out
    assert "The port of Halvern […] ships" in ran.out
    assert "2024-03-14" in ran.out


def test_words_that_were_not_published_end_with_1_and_the_nearest(run: Run) -> None:
    ran = run("verify", "The port of Halvern closed to ships on Thursday.")
    assert ran.code == 1
    assert "not published" in ran.out
    assert "reopened to ships" in " ".join(ran.out.split())


def test_json_is_the_reply_of_the_service(run: Run) -> None:
    ran = run("verify", "a rouvert ses portes", "--json", "--language", "fr")
    assert (ran.code, ran.json["found"], len(ran.json["places"])) == (0, True, 1)
    assert run("verify", "a rouvert ses portes", "--json", "--as-of", "2022-05-11").json["found"] is False
    assert run("verify", "a rouvert ses portes", "--source", "room").code == 0


def test_wrong_usage_and_empty_quotes_are_told(run: Run) -> None:
    assert run("verify", "a", "--from", "2024-01-02", "--to", "2024-01-01").code == 2
    ran = run("verify", "“”")
    assert (ran.code, "quote is empty" in ran.err) == (1, True)


def test_words_without_quotes_are_the_same_words(run: Run) -> None:
    assert run("verify", "a", "rouvert", "ses", "portes", "--json").json["quote"] == "a rouvert ses portes"
