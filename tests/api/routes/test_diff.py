"""`/v1/articles/{id}` with its story, and `/v1/articles/{id}/diff`."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import PROBLEM
from tests.corpus.tellings import MAKTABA, QUAY

CORRECTED = QUAY.text.replace("31 million", "37 million")


@pytest.fixture
def ids(client: TestClient) -> list[str]:
    """Ids of a release, of the same on another wire, corrected, and of another release."""
    rows = [
        ("room", "a.txt", "2024-06-03", QUAY.title, QUAY.text),
        ("wire", "b.txt", "2024-06-04", QUAY.title, CORRECTED),
        ("room", "m.txt", "2022-10-05", MAKTABA.title, MAKTABA.text),
    ]
    found = []
    for source, path, published, title, text in rows:
        sent = {
            "source": source,
            "path": path,
            "published": published,
            "title": title,
            "text": text,
            "format": "text",
        }
        reply = client.post("/v1/articles", json=sent)
        assert reply.status_code == 201, reply.text
        found.append(reply.json()["article"]["id"])
    return found


def test_an_article_names_the_other_releases_of_its_story(client: TestClient, ids: list[str]) -> None:
    told = client.get(f"/v1/articles/{ids[0]}").json()
    assert told["also_in"] == [
        {
            "article_id": ids[1],
            "title": QUAY.title,
            "source": "wire",
            "published": "2024-06-04",
            "url": None,
            "relation": "corrected",
        }
    ]
    assert client.get(f"/v1/articles/{ids[2]}").json()["also_in"] == []


def test_a_citation_names_them_too(client: TestClient, ids: list[str]) -> None:
    told = client.post("/v1/ask", json={"question": "what did the quay of Elsen cost?"}).json()
    citation = told["passages"][0]["citation"]
    assert citation["article_id"] == ids[1]
    assert [one["article_id"] for one in citation["also_in"]] == [ids[0]]
    assert all(passage["citation"]["article_id"] != ids[0] for passage in told["passages"])


@pytest.mark.parametrize("asked", [0, 1])
def test_two_releases_of_a_story_are_compared(client: TestClient, ids: list[str], asked: int) -> None:
    told = client.get(f"/v1/articles/{ids[asked]}/diff").json()
    assert (told["before"]["article_id"], told["after"]["article_id"]) == (ids[0], ids[1])
    (step,) = [step for step in told["steps"] if step["kind"] != "equal"]
    assert [QUAY.text[slice(*change["before"])] for change in step["changes"]] == ["31"]
    assert told["sentences"]["figures"] == 1


def test_two_versions_are_compared_too(client: TestClient, ids: list[str]) -> None:
    before = client.get(f"/v1/articles/{ids[0]}").json()["content_hash"]
    sent = {"source": "room", "path": "a.txt", "title": QUAY.title, "text": CORRECTED, "format": "text"}
    assert client.post("/v1/articles", json=sent).json()["outcome"] == "updated"
    for query in ({}, {"to": before}):
        told = client.get(f"/v1/articles/{ids[0]}/diff", params=query).json()
        assert before in {told["before"]["content_hash"], told["after"]["content_hash"]}
        assert told["relation"] == "corrected"


def test_two_versions_of_the_past_are_compared(client: TestClient, ids: list[str]) -> None:
    hashes = [client.get(f"/v1/articles/{ids[0]}").json()["content_hash"]]
    for text in (CORRECTED, QUAY.text.replace("31 million", "41 million")):
        sent = {"source": "room", "path": "a.txt", "title": QUAY.title, "text": text, "format": "text"}
        hashes.append(client.post("/v1/articles", json=sent).json()["article"]["content_hash"])
    told = client.get(f"/v1/articles/{ids[0]}/diff", params={"from": hashes[0], "to": hashes[1]}).json()
    assert [told[side]["content_hash"] for side in ("before", "after")] == hashes[:2]
    (step,) = [step for step in told["steps"] if step["kind"] != "equal"]
    assert [CORRECTED[slice(*change["after"])] for change in step["changes"]] == ["37"]
    told = client.get(f"/v1/articles/{ids[0]}/diff", params={"from": hashes[1]}).json()
    assert [told[side]["content_hash"] for side in ("before", "after")] == hashes[1:]


def test_what_cannot_be_compared_is_a_problem(client: TestClient, ids: list[str]) -> None:
    for path, kind in (
        (f"/v1/articles/{ids[2]}/diff", "nothing-to-compare"),
        (f"/v1/articles/{ids[2]}/diff?to=nothing", "article-unknown"),
        (f"/v1/articles/{ids[2]}/diff?from=sha256:000000", "article-unknown"),
        ("/v1/articles/nothing/diff", "article-unknown"),
    ):
        reply = client.get(path)
        assert (reply.status_code, reply.headers["content-type"]) == (404, PROBLEM)
        assert reply.json()["type"].endswith(kind)
