"""Feedback over HTTP: said by those who ask, read and decided about by those who keep the archive."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.routes.sending import NEWER, TEXT, add, assert_problem

QUESTION = "when did the port of Halvern reopen?"


def say(client: TestClient, **fields: Any) -> Any:
    return client.post("/v1/feedback", json={"question": QUESTION, "verdict": "up", **fields})


def listed(client: TestClient, **query: Any) -> Any:
    reply = client.get("/v1/feedback", params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def judged(client: TestClient) -> dict[str, Any]:
    """Ask, and judge the first passage of the reply as a page would."""
    citation = client.post("/v1/ask", json={"question": QUESTION}).json()["passages"][0]["citation"]
    return {name: citation[name] for name in ("article_id", "start", "end", "content_hash")}


def test_a_passage_is_judged_and_read_with_its_words(client: TestClient) -> None:
    add(client)
    place = judged(client)
    filters = {"source": "port", "published_from": "2024-01-01"}
    reply = say(client, **place, comment="so it is", answered=True, filters=filters, as_of="2024-12-31")
    assert reply.status_code == 201
    found = listed(client)
    (entry,) = found["feedback"]
    assert (found["total"], found["next"]) == (1, None)
    assert entry.pop("created").startswith("20")
    assert entry == {
        "id": reply.json()["id"],
        "state": "open",
        "question": QUESTION,
        "verdict": "up",
        "comment": "so it is",
        "answered": True,
        "filters": filters,
        "as_of": "2024-12-31",
        **place,
        "title": "Port reopens",
        "quote": client.get(f"/v1/articles/{place['article_id']}").json()["text"][place["start"] : place["end"]],
        "gold_id": None,
    }


def test_an_answer_as_a_whole_is_judged(client: TestClient) -> None:
    say(client, verdict="down", answered=False)
    (entry,) = listed(client)["feedback"]
    assert {entry[name] for name in ("article_id", "start", "end", "content_hash", "title", "quote")} == {None}
    assert (entry["verdict"], entry["answered"]) == ("down", False)


def test_whoever_judges_says_where_and_never_what_stands_there(client: TestClient) -> None:
    add(client)
    assert_problem(say(client, **judged(client), quote="I said so"), 422, "invalid-request", ["quote"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"question": None}, "question"),
        ({"verdict": "sideways"}, "verdict"),
        ({"comment": "x" * 2_001}, "comment"),
        ({"article_id": "a"}, "end"),
        ({"article_id": "a", "start": 1}, "end"),
        ({"start": 1, "end": 2}, "end"),
        ({"article_id": "a", "end": 2}, "end"),
        ({"article_id": "a", "start": -1, "end": 2}, "start"),
        ({"article_id": "a", "start": 1.5, "end": 2}, "start"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"answered": "yes"}, "answered"),
        ({"filters": {"sorce": "port"}}, "filters.sorce"),
    ],
)
def test_what_does_not_fit_is_refused(empty: TestClient, fields: dict[str, Any], field: str) -> None:
    reply = say(empty, **fields)
    assert_problem(reply, 422, "invalid-request")
    assert field in {error["field"] for error in reply.json()["errors"]}


def test_an_empty_question_or_place_is_refused(client: TestClient) -> None:
    name = add(client)["article"]["id"]
    assert_problem(say(client, question="?"), 422, "question-empty", ["question"])
    assert_problem(say(client, question="word " * 500), 422, "question-too-long", ["question"])
    assert_problem(say(client, article_id=name, start=0, end=10_000), 422, "place-invalid")
    assert_problem(say(client, article_id=name, start=5, end=5), 422, "place-invalid")
    assert_problem(say(client, article_id="0" * 16, start=0, end=5), 404, "article-unknown")
    assert_problem(say(client, article_id=name, start=0, end=5, content_hash="sha256:0"), 404, "article-unknown")
    assert listed(client)["total"] == 0


def test_the_version_that_was_judged_is_quoted(client: TestClient) -> None:
    add(client)
    place = judged(client)
    add(client, NEWER)
    assert say(client, **place).status_code == 201
    assert "Thursday" in listed(client)["feedback"][0]["quote"]


def test_it_is_listed_by_state_and_page(client: TestClient) -> None:
    names = [say(client, question=f"where is ship {at}?").json()["id"] for at in range(3)]
    client.post(f"/v1/feedback/{names[0]}", json={"state": "dropped"})
    assert [one["id"] for one in listed(client, state="dropped")["feedback"]] == names[:1]
    page = listed(client, limit=2)
    assert ([one["id"] for one in page["feedback"]], page["total"], page["next"]) == (names[:0:-1], 3, names[1])
    rest = listed(client, limit=2, after=page["next"])
    assert ([one["id"] for one in rest["feedback"]], rest["next"]) == (names[:1], None)
    for query in ({"state": "great"}, {"limit": 0}, {"limit": 501}, {"stat": "open"}):
        assert client.get("/v1/feedback", params=query).status_code == 422


def test_it_is_accepted_or_dropped(client: TestClient) -> None:
    name = say(client).json()["id"]
    for state in ("accepted", "dropped"):
        reply = client.post(f"/v1/feedback/{name}", json={"state": state})
        assert (reply.status_code, reply.json()["state"], reply.json()["id"]) == (200, state, name)
    assert_problem(client.post(f"/v1/feedback/{name}", json={"state": "open"}), 422, "invalid-request", ["state"])
    assert_problem(client.post("/v1/feedback/none", json={"state": "dropped"}), 404, "feedback-unknown")


def test_a_purge_takes_the_place_with_it(client: TestClient) -> None:
    name = add(client, TEXT)["article"]["id"]
    say(client, **judged(client), comment="it says on Thursday")
    client.delete(f"/v1/articles/{name}?purge=true")
    (entry,) = listed(client)["feedback"]
    assert {entry[part] for part in ("article_id", "start", "end", "content_hash", "quote", "comment")} == {None}
    assert entry["question"] == QUESTION
