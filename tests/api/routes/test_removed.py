"""`/v1/removed` and `/v1/articles/{id}/restore`."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.article import Document, article_id
from qa.desk import Desk
from tests.api.access.conftest import Make, Served, bearing
from tests.api.access.conftest import keyring as keyring
from tests.api.access.conftest import make as make
from tests.api.access.conftest import served as served

PORT = b"Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n"
FAIR = "# Ouverture 🎪\n\nLa foire d’Orlington ouvre avec quarante étals.\n".encode()
QUESTION = {"question": "when did the port of Halvern reopen?"}


@pytest.fixture
def held(desk: Desk) -> str:
    """Two releases of two sources; gives the id of the first."""
    desk.add(Document("port", "a.txt", PORT, "text", None, {"published": "2024-03-15"}))
    desk.add(Document("fair", "b.md", FAIR, "markdown"))
    return article_id("port", "a.txt")


def found(client: TestClient) -> set[str]:
    return {passage["citation"]["article_id"] for passage in client.post("/v1/ask", json=QUESTION).json()["passages"]}


def test_what_was_removed_is_listed_with_its_reason(client: TestClient, desk: Desk, held: str) -> None:
    assert client.get("/v1/removed").json() == {"removed": [], "total": 0}
    desk.remove(held, "withdrawn by the board")
    told = client.get("/v1/removed").json()
    assert told["total"] == 1
    (one,) = told["removed"]
    assert (one["id"], one["source"], one["path"], one["title"]) == (held, "port", "a.txt", "Port reopens")
    assert one["why"] == "withdrawn by the board"


def test_a_removed_release_comes_back_as_it_was(client: TestClient, desk: Desk, held: str) -> None:
    before = client.get(f"/v1/articles/{held}").json()
    client.delete(f"/v1/articles/{held}")
    assert held not in found(client)
    reply = client.post(f"/v1/articles/{held}/restore")
    assert (reply.status_code, reply.json()["outcome"]) == (200, "restored")
    after = reply.json()["article"]
    for name in ("text", "title", "published", "place", "source", "path", "found", "content_hash", "first_seen"):
        assert after[name] == before[name]
    assert held in found(client)
    assert client.get("/v1/removed").json()["total"] == 0


def test_one_that_a_folder_holds_comes_back_too(client: TestClient, desk: Desk, room: Path) -> None:
    desk.intake().paths([room])
    identity = article_id("room", "port/reopens.txt")
    desk.remove(identity)
    assert client.post(f"/v1/articles/{identity}/restore").json()["outcome"] == "restored"
    assert identity in found(client)


def test_one_that_was_not_removed_stays_as_it_is(client: TestClient, held: str) -> None:
    reply = client.post(f"/v1/articles/{held}/restore")
    assert (reply.status_code, reply.json()["outcome"]) == (200, "unchanged")
    assert len(reply.json()["article"]["versions"]) == 1


def test_what_was_erased_or_never_was_is_not_there(client: TestClient, desk: Desk, held: str) -> None:
    desk.purge(held)
    for identity in (held, "0123456789abcdef", "x" * 500):
        reply = client.post(f"/v1/articles/{identity}/restore")
        assert (reply.status_code, reply.json()["type"]) == (404, "urn:dateline:problem:article-unknown")


def test_at_most_so_many_are_told_at_once_and_all_are_counted(
    client: TestClient, desk: Desk, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.removed.MOST", 1)
    desk.remove(held)
    desk.remove(article_id("fair", "b.md"))
    told = client.get("/v1/removed").json()
    assert ([one["path"] for one in told["removed"]], told["total"]) == (["b.md"], 2)


def test_who_may_only_ask_neither_sees_nor_restores_them(served: Served, make: Make, desk: Desk, held: str) -> None:
    desk.remove(held)
    client = served("198.51.100.7", access="keys", rate="")
    ask, write = bearing(make("ask")[1]), bearing(make("write")[1])
    assert client.get("/v1/removed", headers=ask).status_code == 403
    assert client.post(f"/v1/articles/{held}/restore", headers=ask).status_code == 403
    assert client.get("/v1/removed", headers=write).json()["total"] == 1
    assert client.post(f"/v1/articles/{held}/restore", headers=write).status_code == 200


def test_a_key_for_some_sources_sees_and_restores_its_own(served: Served, make: Make, desk: Desk, held: str) -> None:
    other = article_id("fair", "b.md")
    desk.remove(held)
    desk.remove(other)
    client = served("198.51.100.7", access="keys", rate="")
    narrow = bearing(make("ask", "write", sources=("fair",))[1])
    told = client.get("/v1/removed", headers=narrow).json()
    assert ([one["id"] for one in told["removed"]], told["total"]) == ([other], 1)
    assert client.post(f"/v1/articles/{held}/restore", headers=narrow).status_code == 404
    assert client.post(f"/v1/articles/{other}/restore", headers=narrow).json()["outcome"] == "restored"
