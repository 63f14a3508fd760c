"""Many releases at once: promised together, judged one by one, followed as a job."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.jobs import queue
from api.jobs.runner import Runner
from corpus.article import article_id
from corpus.records import Source
from qa.desk import Desk
from tests.api.jobs.following import ended, outcomes, statuses
from tests.api.routes.sending import NEWER, TEXT, add, asked, assert_problem

PROBLEM = "urn:dateline:problem:"


def sent(path: str = "a.txt", text: str = TEXT, **fields: Any) -> dict[str, Any]:
    return {"text": text, "source": "port", "path": path, **fields}


def bulk(client: TestClient, *articles: Any, **headers: str) -> Any:
    return client.post("/v1/articles/bulk", json={"articles": list(articles)}, headers=headers)


@pytest.fixture
def idle(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A client of a service that does no work by itself."""
    client.app.state.runner.stop()  # type: ignore[attr-defined]
    return client


def test_releases_are_promised_and_there_for_a_question_once_the_job_has_ended(client: TestClient) -> None:
    reply = bulk(client, sent("a.txt"), sent("b.txt", NEWER))
    assert reply.status_code == 202
    promised = reply.json()
    assert (promised["kind"], promised["total"], promised["source"]) == ("add", 2, None)
    assert reply.headers["location"] == f"http://testserver/v1/jobs/{promised['id']}"
    job = ended(client, reply)
    ids = [article_id("port", "a.txt"), article_id("port", "b.txt")]
    assert (job["state"], job["done"], job["counts"], job["problem"]) == ("done", 2, {"added": 2}, None)
    assert [(item["index"], item["status"], item["article_id"]) for item in job["items"]] == [
        (0, 201, ids[0]),
        (1, 201, ids[1]),
    ]
    assert set(asked(client)) <= set(ids)
    assert asked(client)
    assert job["created"] <= job["started"] <= job["finished"]


def test_each_is_judged_as_it_would_be_alone(client: TestClient, desk: Desk) -> None:
    desk.store.register(Source("folder", "folder", "/somewhere"))
    add(client, path="same.txt")
    add(client, path="old.txt")
    articles: list[Any] = [
        sent("new.txt"),
        sent("same.txt"),
        sent("old.txt", NEWER),
        sent(text="  "),
        {"source": "port"},
        sent(source="a/b"),
        sent(published="14 March"),
        sent(source="folder"),
        sent("big.txt", "x" * 110_000),
        5,
        None,
        [],
        sent(extra=1),
        sent("last.txt"),
    ]
    job = ended(client, bulk(client, *articles))
    assert (job["state"], job["total"], job["done"]) == ("done", 14, 14)
    alone = [
        client.post("/v1/articles", json=article) if isinstance(article, dict) else None for article in articles[3:9]
    ]
    assert statuses(job)[3:9] == [reply.status_code for reply in alone if reply]
    assert statuses(job) == [201, 200, 200, 422, 422, 422, 422, 409, 413, 422, 422, 422, 422, 201]
    assert outcomes(job)[:3] == ["added", "unchanged", "updated"]
    for item, reply in zip(job["items"][3:9], alone, strict=True):
        assert reply is not None
        told = {name: reply.json().get(name) for name in ("type", "title", "status", "detail", "errors")}
        assert {name: item["problem"][name] for name in told} == told


def test_jobs_are_listed_the_newest_first_without_their_releases(client: TestClient) -> None:
    names = [ended(client, bulk(client, sent(f"{at}.txt")))["id"] for at in range(3)]
    listed = client.get("/v1/jobs", params={"limit": 2}).json()
    assert ([job["id"] for job in listed["jobs"]], listed["total"]) == (names[:0:-1], 3)
    assert "items" not in listed["jobs"][0]


def test_a_job_that_is_not_there(client: TestClient) -> None:
    assert_problem(client.get("/v1/jobs/0123456789abcdef"), 404, "job-unknown")


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"{", 400, "malformed-json"),
        (b'{"articles": [NaN, "\xff"]}', 400, "malformed-json"),
        (b"[]", 422, "invalid-request"),
        (b"{}", 422, "invalid-request"),
        (b'{"articles": []}', 422, "invalid-request"),
        (b'{"articles": {"text": "x"}}', 422, "invalid-request"),
        (b'{"articles": [{}], "more": 1}', 422, "invalid-request"),
    ],
)
def test_a_body_that_is_no_list_of_releases_promises_nothing(
    empty: TestClient, body: bytes, status: int, kind: str
) -> None:
    reply = empty.post("/v1/articles/bulk", content=body, headers={"content-type": "application/json"})
    assert_problem(reply, status, kind)
    assert empty.get("/v1/jobs").json() == {"jobs": [], "total": 0}


def test_another_kind_of_body_is_not_read(client: TestClient) -> None:
    reply = client.post("/v1/articles/bulk", content=b"x", headers={"content-type": "text/plain"})
    assert_problem(reply, 415, "body-type-unknown")


def test_too_many_and_too_much_are_refused_whole(client: TestClient) -> None:
    assert_problem(bulk(client, *[sent()] * 1_001), 413, "bulk-too-large")
    assert_problem(bulk(client, *[sent(text="x" * 90_000)] * 3), 413, "body-too-large")
    assert client.get("/v1/jobs").json()["total"] == 0
    assert queue.MOST_ITEMS == 1_000


def test_no_more_jobs_wait_than_may(idle: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST_OPEN", 2)
    assert [bulk(idle, sent()).status_code for _ in range(2)] == [202, 202]
    reply = bulk(idle, sent())
    assert_problem(reply, 503, "jobs-full")
    assert int(reply.headers["retry-after"]) >= 1
    assert idle.get("/v1/jobs").json()["total"] == 2


def test_a_waiting_release_says_so(idle: TestClient) -> None:
    job = bulk(idle, sent(), {}).json()
    assert (job["state"], job["done"]) == ("waiting", 1)
    assert (statuses(job), outcomes(job)) == ([None, 422], [None, "refused"])
    assert idle.get(f"/v1/jobs/{job['id']}").json() == job


def test_what_is_purged_while_it_waits_is_not_taken_in(idle: TestClient, desk: Desk) -> None:
    name = add(idle)["article"]["id"]
    job = bulk(idle, sent("reopens.txt", NEWER), sent("other.txt")).json()
    assert idle.delete(f"/v1/articles/{name}?purge=true").status_code == 204
    runner = Runner(desk, 0.01)
    runner.start()
    done = ended(idle, job)
    runner.stop()
    assert (statuses(done), outcomes(done)) == ([410, 201], ["purged", "added"])
    assert done["items"][0]["problem"] is None
    assert idle.get(f"/v1/articles/{name}").status_code == 404


def test_ended_jobs_are_forgotten_when_new_ones_come(
    idle: TestClient, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    for at in range(3):
        bulk(idle, sent(f"{at}.txt"))
    for job in desk.store.open_jobs("add")[:2]:
        desk.store.end_job(job)
    monkeypatch.setattr(queue, "MOST_KEPT", 1)
    bulk(idle, sent("last.txt"))
    assert idle.get("/v1/jobs").json()["total"] == 3


def test_what_is_described_is_what_is_sent(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    schema = described["paths"]["/v1/articles/bulk"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    reply = client.post("/v1/articles/bulk", json=schema["examples"][0])
    assert reply.status_code == 202
    assert statuses(ended(client, reply)) == [201, 201]
    example = described["components"]["schemas"]["JobReply"]["examples"][0]
    assert set(example) <= set(reply.json())  # FastAPI drops what is null
    assert set(example["items"][1]) <= set(reply.json()["items"][0])


# The same request again


def test_the_same_bulk_again_is_the_same_job(client: TestClient, desk: Desk) -> None:
    key = {"Idempotency-Key": "one"}
    first = bulk(client, sent("a.txt"), sent("b.txt"), **key)
    ended(client, first)
    name = article_id("port", "a.txt")
    client.delete(f"/v1/articles/{name}")
    again = bulk(client, dict(reversed(sent("a.txt").items())), sent("b.txt"), **key)
    assert (again.status_code, again.content) == (202, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert client.get("/v1/jobs").json()["total"] == 1
    assert client.get(f"/v1/articles/{name}").status_code == 404
    assert_problem(bulk(client, sent("b.txt"), sent("a.txt"), **key), 422, "idempotency-key-reused")


def test_many_at_once_under_one_key_are_one_job(client: TestClient) -> None:
    replies: list[Any] = []
    body = json.dumps({"articles": [sent()]}).encode()
    headers = {"Idempotency-Key": "one", "content-type": "application/json"}

    def send() -> None:
        replies.append(client.post("/v1/articles/bulk", content=body, headers=headers))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.status_code for reply in replies} <= {202, 409}
    assert len({reply.content for reply in replies if reply.status_code == 202}) == 1
    assert client.get("/v1/jobs").json()["total"] == 1
