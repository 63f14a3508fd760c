"""Keys and work that is promised: who may ask for it, and whose they see; sources and feedback likewise."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.article import Document, article_id
from corpus.records import Options, Source
from qa.desk import Desk
from tests.api.access.conftest import Make, Served, bearing
from tests.api.jobs.following import ended, statuses

FAR = "198.51.100.7"
TEXT = "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n"
SAY = {"question": "when did the port of Halvern reopen?", "verdict": "up"}
PLACE = {"start": 0, "end": 8}


def sent(source: str, path: str = "a.txt") -> dict[str, str]:
    return {"text": TEXT, "source": source, "path": path}


@pytest.fixture
def service(served: Served) -> TestClient:
    return served(FAR, access="keys", rate="", schedule=False)


@pytest.fixture
def narrow(make: Make) -> dict[str, str]:
    return bearing(make("ask", "write", sources=("port",))[1])


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A source of the key's own and a hidden one, both with an article, and a hidden feed without."""
    for source in ("port", "secret-room"):
        desk.add(Document(source, "held.txt", TEXT.encode(), "text"))
    desk.store.register(Source("secret-feed", "feed", "https://hidden.example/feed"))
    desk.store.configure("secret-feed", Options(every=3600))
    return desk


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "/v1/articles/bulk", "write"),
        ("GET", "/v1/jobs", "write"),
        ("GET", "/v1/jobs/0123456789abcdef", "write"),
        ("GET", "/v1/sources", "ask"),
        ("POST", "/v1/sources", "write"),
        ("POST", "/v1/sources/port/sync", "write"),
        ("DELETE", "/v1/sources/port", "write"),
        ("DELETE", "/v1/sources/port?purge=true", "admin"),
        ("POST", "/v1/feedback", "ask"),
        ("GET", "/v1/feedback", "admin"),
        ("POST", "/v1/feedback/0123456789abcdef", "admin"),
    ],
)
def test_each_needs_its_scope(service: TestClient, make: Make, method: str, path: str, scope: str) -> None:
    order = ("ask", "write", "admin")
    lacking = [one for one in order[: order.index(scope)] if one != scope]
    assert service.request(method, path, json={}).status_code == 401
    for one in lacking:
        reply = service.request(method, path, json={}, headers=bearing(make(one)[1]))
        assert (reply.status_code, reply.json()["type"].rpartition(":")[2]) == (403, "not-allowed")
    for one in {scope, "admin"}:
        assert service.request(method, path, json={}, headers=bearing(make(one)[1])).status_code not in {401, 403}


def test_each_release_of_a_bulk_is_let_in_by_its_source(
    service: TestClient, narrow: dict[str, str], held: Desk
) -> None:
    articles = [sent("port"), sent("secret-room"), sent("nowhere"), sent("port", "b.txt")]
    job = ended(service, service.post("/v1/articles/bulk", json={"articles": articles}, headers=narrow), **narrow)
    assert statuses(job) == [201, 403, 403, 201]
    problems = [item["problem"] for item in job["items"][1:3]]
    assert [one["detail"].replace("secret-room", "nowhere") for one in problems] == [problems[1]["detail"]] * 2
    assert set(held.store.sources()) == {"port", "secret-room", "secret-feed"}


def test_a_key_sees_its_own_jobs_and_those_of_its_sources(
    service: TestClient, narrow: dict[str, str], make: Make, held: Desk
) -> None:
    admin, other = bearing(make("admin")[1]), bearing(make("ask", "write", sources=("secret-room",))[1])
    jobs = {
        name: service.post("/v1/articles/bulk", json={"articles": articles}, headers=who).json()["id"]
        for name, articles, who in (
            ("own", [sent("secret-room")], narrow),  # of which everything was refused
            ("of port", [sent("port")], admin),
            ("of both", [sent("port"), sent("secret-room")], admin),
            ("other's", [sent("secret-room")], other),
            ("of nothing", [{}], admin),
        )
    }

    def seen(who: dict[str, str]) -> set[str]:
        found = {name for name, one in jobs.items() if service.get(f"/v1/jobs/{one}", headers=who).status_code == 200}
        listed = service.get("/v1/jobs", headers=who).json()
        assert {one["id"] for one in listed["jobs"]} == {jobs[name] for name in found}
        assert listed["total"] == len(found)
        return found

    assert seen(narrow) == {"own", "of port"}
    assert seen(other) == {"other's"}
    assert seen(admin) == set(jobs)
    hidden = service.get(f"/v1/jobs/{jobs['of both']}", headers=narrow).json()
    missing = service.get("/v1/jobs/0123456789abcdef", headers=narrow).json()
    assert hidden["detail"].replace(jobs["of both"], "0123456789abcdef") == missing["detail"]


def test_sources_are_told_to_each_as_far_as_they_reach(
    service: TestClient, narrow: dict[str, str], make: Make, held: Desk
) -> None:
    held.store.register(Source("fair", "feed", "https://fair.example/feed?for=us"))
    held.add(Document("fair", "f.txt", b"Fair opens\n\nThe fair of Orlington opens with forty stalls.", "text"))

    def told(who: dict[str, str]) -> Any:
        reply = service.get("/v1/sources", headers=who)
        return {one["name"]: (one["kind"], one["address"]) for one in reply.json()["sources"]}

    assert told(narrow) == {"port": (None, None)}
    assert told(bearing(make("ask")[1])) == {
        "fair": ("feed", None),
        "port": (None, None),
        "secret-room": (None, None),
    }
    assert told(bearing(make("ask", "write")[1])) == {
        "fair": ("feed", "https://fair.example/feed?for=us"),
        "port": (None, None),
        "secret-feed": ("feed", "https://hidden.example/feed"),
        "secret-room": (None, None),
    }


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/sources/{}/sync"), ("DELETE", "/v1/sources/{}")])
def test_a_hidden_source_is_touched_as_a_missing_one(
    service: TestClient, narrow: dict[str, str], held: Desk, method: str, path: str
) -> None:
    replies = [
        service.request(method, path.format(name), headers=narrow)
        for name in ("secret-feed", "secret-room", "nowhere")
    ]
    assert {reply.status_code for reply in replies} == {404}
    details = [reply.json()["detail"].replace("secret-feed", "nowhere") for reply in replies]
    assert {detail.replace("secret-room", "nowhere") for detail in details} == {details[2]}
    assert set(held.store.sources()) == {"port", "secret-room", "secret-feed"}
    assert held.store.jobs() == []


def test_only_a_source_of_its_own_is_registered(service: TestClient, narrow: dict[str, str], held: Desk) -> None:
    for body in ({"name": "secret-room"}, {"name": "nowhere"}, {}):
        reply = service.post("/v1/sources", json={"address": "http://127.0.0.1:9/feed", **body}, headers=narrow)
        assert (reply.status_code, reply.json()["type"]) == (403, "urn:dateline:problem:source-not-allowed")
    reply = service.post("/v1/sources", json={"address": "http://127.0.0.1:9/feed", "name": "port"}, headers=narrow)
    assert (reply.status_code, reply.json()["type"]) == (422, "urn:dateline:problem:address-forbidden")


def test_it_takes_its_own_source_out(service: TestClient, narrow: dict[str, str], held: Desk) -> None:
    assert service.delete("/v1/sources/port?purge=true", headers=narrow).status_code == 403
    assert service.delete("/v1/sources/port", headers=narrow).status_code == 204
    assert set(held.store.sources()) == {"secret-room", "secret-feed"}


def test_it_judges_only_what_it_sees(service: TestClient, narrow: dict[str, str], make: Make, held: Desk) -> None:
    def said(source: str, path: str = "held.txt") -> Any:
        place = {"article_id": article_id(source, path), **PLACE}
        return service.post("/v1/feedback", json={**SAY, **place}, headers=narrow)

    assert said("port").status_code == 201
    hidden, missing = said("secret-room"), said("port", "none.txt")
    assert hidden.status_code == missing.status_code == 404
    ids = [article_id("secret-room", "held.txt"), article_id("port", "none.txt")]
    assert hidden.json()["detail"].replace(ids[0], ids[1]) == missing.json()["detail"]
    found = service.get("/v1/feedback", headers=bearing(make("admin")[1])).json()
    assert [one["article_id"] for one in found["feedback"]] == [article_id("port", "held.txt")]


def test_a_page_with_an_ask_only_key_may_say_something(service: TestClient, make: Make) -> None:
    key = bearing(make("ask", origins=("https://a.example",))[1])
    page = {"Origin": "https://a.example"}
    assert service.post("/v1/feedback", json=SAY, headers={**key, **page}).status_code == 201
    assert service.post("/v1/feedback", json=SAY, headers=key).status_code == 403
