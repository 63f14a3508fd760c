"""`POST /v1/verify`."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from corpus.article import Document
from qa.desk import Desk
from tests.api.conftest import PROBLEM

TEXT = "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern 🚢🚢 reopened to ships on Thursday.\n"


@pytest.fixture(autouse=True)
def _held(desk: Desk) -> None:
    desk.add(Document("room", "port.txt", TEXT.encode(), "text", "https://example.org/port"))


def test_words_that_were_published_come_back_with_their_place(client: TestClient) -> None:
    reply = client.post("/v1/verify", json={"quote": "Halvern 🚢🚢 reopened"}).json()
    assert (reply["found"], reply["nearest"]) == (True, None)
    (place,) = reply["places"]
    text = client.get(f"/v1/articles/{place['article_id']}").json()["text"]
    assert text[place["start"] : place["end"]] == place["text"] == "Halvern 🚢🚢 reopened"
    assert place["published"] == "2024-03-14"
    assert place["link"].startswith("https://example.org/port#:~:text=Halvern%20%F0%9F%9A%A2")


def test_words_that_were_not_come_back_with_the_nearest(client: TestClient) -> None:
    reply = client.post("/v1/verify", json={"quote": "The port of Halvern 🚢🚢 closed to ships on Thursday."}).json()
    assert (reply["found"], reply["places"]) == (False, [])
    kinds = [one["kind"] for one in reply["nearest"]["differences"]]
    assert kinds == ["equal", "changed", "equal"]


@pytest.mark.parametrize("as_of", ["2024-03-13", "2024-03-14"])
def test_as_of_and_filters_are_kept(client: TestClient, as_of: str) -> None:
    sent = {"quote": "reopened to ships", "as_of": as_of, "filters": {"source": "room"}, "k": 1}
    assert client.post("/v1/verify", json=sent).json()["found"] is (as_of == "2024-03-14")


@pytest.mark.parametrize(
    ("sent", "kind", "field"),
    [
        ({"quote": "“”"}, "quote-empty", "quote"),
        ({"quote": "x" * 5_001}, "quote-too-long", "quote"),
        ({}, "invalid-request", "quote"),
        ({"quote": "a", "k": 0}, "invalid-request", "k"),
        ({"quote": "a", "colour": 1}, "invalid-request", "colour"),
    ],
)
def test_what_cannot_be_verified_is_a_problem(client: TestClient, sent: object, kind: str, field: str) -> None:
    reply = client.post("/v1/verify", json=sent)
    assert (reply.status_code, reply.headers["content-type"]) == (422, PROBLEM)
    assert reply.json()["type"].endswith(kind)
    assert [error["field"] for error in reply.json()["errors"]] == [field]
