"""Whatever door is asked: words that are not those that were stored leave by none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from corpus.store.articles import FILE
from qa.desk import Desk
from tests.api.conftest import Run
from tests.api.routes.sending import NEWER, add

FALSE = "burned"
QUESTION = "did the port of Halvern reopen on Friday?"


NEWEST = "UPDATE versions SET text = replace(text, 'reopened', ?) WHERE number = (SELECT max(number) FROM versions)"
OLDEST = NEWEST.replace("max", "min")


def damage(desk: Desk, statement: str = NEWEST) -> None:
    """Put a false word into a text."""
    with closing(sqlite3.connect(desk.store.folder / FILE)) as connection, connection:
        connection.execute(statement, (FALSE,))


@pytest.fixture
def held(client: TestClient, desk: Desk) -> dict[str, Any]:
    """A release with two versions, the newest of which was damaged."""
    add(client)
    article = add(client, NEWER)["article"]
    damage(desk)
    return dict(article)


DOORS: dict[str, Callable[[TestClient, dict[str, Any]], Any]] = {
    "ask": lambda client, _: client.post("/v1/ask", json={"question": QUESTION}),
    "ask, by words alone": lambda client, _: client.post("/v1/ask", json={"question": FALSE}),
    "stream": lambda client, _: client.post("/v1/ask/stream", json={"question": QUESTION}),
    "verify": lambda client, _: client.post("/v1/verify", json={"quote": f"The port of Halvern {FALSE}"}),
    "list": lambda client, _: client.get("/v1/articles"),
    "article": lambda client, held: client.get(f"/v1/articles/{held['id']}"),
    "version": lambda client, held: client.get(
        f"/v1/articles/{held['id']}", params={"content_hash": held["content_hash"]}
    ),
    "difference": lambda client, held: client.get(f"/v1/articles/{held['id']}/diff"),
}

REFUSING = ("article", "version", "difference")
"""Doors that were asked for this very text; the others do without it."""


@pytest.mark.parametrize("door", DOORS)
def test_a_damaged_text_leaves_by_no_door(client: TestClient, held: dict[str, Any], door: str) -> None:
    reply = DOORS[door](client, held)
    assert FALSE not in reply.text.replace(f'"question":"{FALSE}"', "").replace(f"Halvern {FALSE}", "")
    assert reply.status_code == (500 if door in REFUSING else 200)


@pytest.mark.parametrize("door", REFUSING)
def test_a_door_to_one_text_says_that_it_is_refused(client: TestClient, held: dict[str, Any], door: str) -> None:
    reply = DOORS[door](client, held)
    assert (reply.status_code, reply.json()["type"]) == (500, "urn:dateline:problem:text-damaged")
    assert held["id"] in reply.json()["detail"]


def test_questions_count_what_they_held_back(client: TestClient, desk: Desk, held: dict[str, Any]) -> None:
    client.post("/v1/ask", json={"question": QUESTION})
    assert desk.held_back == 1


def test_a_day_whose_text_was_damaged_is_answered_without_it(client: TestClient, desk: Desk) -> None:
    add(client)
    add(client, NEWER)
    damage(desk, OLDEST)
    reply = client.post("/v1/ask", json={"question": QUESTION, "as_of": "2024-03-15"})
    assert FALSE not in reply.text
    assert desk.held_back == 1


def test_an_export_ends_before_it_writes_a_false_word(
    settings: Settings, run: Run, client: TestClient, desk: Desk
) -> None:
    article = add(client)["article"]
    damage(desk)
    for more in ([], ["--complete"]):
        ran = run("export", "--data", settings.data, *more)
        assert (ran.code, FALSE in ran.out) == (1, False)
        assert article["id"] in ran.err
