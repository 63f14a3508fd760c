from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create
from api.problems import KINDS, TYPE
from api.settings import Settings
from corpus.errors import StoreBusy, StoreError
from qa.desk import Desk
from tests.api.conftest import PROBLEM
from tests.conftest import ROOT, HashingEmbedder

CONTRACT = {
    ("/v1/ask", "post"),
    ("/v1/articles", "get"),
    ("/v1/articles", "post"),
    ("/v1/articles/{article_id}", "get"),
    ("/v1/articles/{article_id}", "delete"),
    ("/v1/sources", "get"),
    ("/healthz", "get"),
    ("/readyz", "get"),
}


@pytest.fixture
def described(client: TestClient) -> Any:
    return client.get("/openapi.json").json()


def operations(described: Any) -> set[tuple[str, str]]:
    return {(path, method) for path, methods in described["paths"].items() for method in methods}


def test_the_description_names_every_route(described: Any) -> None:
    assert operations(described) >= CONTRACT


def test_every_route_is_described_with_a_summary_and_words(described: Any) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert operation["description"], (path, method)


def test_every_reference_of_the_description_leads_somewhere(described: Any) -> None:
    for reference in set(re.findall(r'"\$ref": "(.*?)"', json.dumps(described))):
        found = described
        for step in reference.removeprefix("#/").split("/"):
            assert step in found, reference
            found = found[step]


def test_failures_are_described_as_problems(described: Any) -> None:
    for methods in described["paths"].values():
        for operation in methods.values():
            for status, reply in operation["responses"].items():
                if status >= "400":
                    assert list(reply["content"]) == [PROBLEM]


def test_the_notes_on_http_name_every_route_and_every_problem(described: Any) -> None:
    notes = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    missing = [path for path, _ in operations(described) if path not in notes]
    missing += [kind.name for kind in KINDS.values() if f"`{kind.name}`" not in notes]
    assert missing == []


def test_the_documentation_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert not re.search(r"(?:src|href|url)\s*[=:]\s*[\"'](?:https?:)?//", page.text)
    links = re.findall(r"(?:src|href)=\"([^\"]+)\"", page.text)
    assert len(links) >= 3
    for link in links:
        assert client.get(link).status_code == 200, link


# When something goes wrong


def fail(monkeypatch: pytest.MonkeyPatch, desk: Desk, error: Exception) -> None:
    def raises(*_args: object, **_more: object) -> None:
        raise error

    for name in ("quotable", "article", "page", "put", "remove", "count_by_source", "sequence"):
        monkeypatch.setattr(desk.store, name, raises)


CALLS = [
    ("POST", "/v1/ask", {"question": "port of Halvern"}),
    ("POST", "/v1/articles", {"text": "Port reopens\n\nThe port of Halvern reopened to ships."}),
    ("GET", "/v1/articles", None),
    ("GET", "/v1/articles/0123456789abcdef", None),
    ("DELETE", "/v1/articles/0123456789abcdef", None),
    ("GET", "/v1/sources", None),
]


@pytest.mark.parametrize(("method", "url", "body"), CALLS)
def test_an_unforeseen_failure_is_a_problem_without_internals(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch, method: str, url: str, body: Any
) -> None:
    fail(monkeypatch, desk, KeyError("hunter2 in /srv/private"))
    reply = client.request(method, url, json=body)
    assert (reply.status_code, reply.headers["content-type"]) == (500, PROBLEM)
    assert reply.json() == {
        "type": TYPE + "internal",
        "title": "Something went wrong here",
        "status": 500,
        "detail": "the service failed to answer; its log says why",
        "request_id": reply.headers["x-request-id"],
    }


def test_an_unforeseen_failure_is_written_to_the_log(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail(monkeypatch, desk, KeyError("hunter2"))
    client.get("/v1/sources")
    assert "GET /v1/sources failed" in caplog.text
    assert "hunter2" in caplog.text


@pytest.mark.parametrize(("method", "url", "body"), CALLS)
def test_a_busy_store_asks_to_try_again(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch, method: str, url: str, body: Any
) -> None:
    fail(monkeypatch, desk, StoreBusy("another process is writing"))
    reply = client.request(method, url, json=body)
    assert (reply.status_code, reply.json()["type"]) == (503, TYPE + "store-busy")
    assert int(reply.headers["retry-after"]) > 0


def test_an_error_of_a_kind_without_a_type_takes_that_of_its_parent(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoreMelted(StoreError):
        """A later error that nobody gave a problem type."""

    fail(monkeypatch, desk, StoreMelted("too hot"))
    assert client.get("/v1/sources").json()["type"] == TYPE + "store-failed"


def test_an_unknown_path_is_a_problem(client: TestClient) -> None:
    reply = client.get("/v1/nowhere")
    assert (reply.status_code, reply.headers["content-type"], reply.json()["status"]) == (404, PROBLEM, 404)
    assert "/docs" in reply.json()["detail"], "it says where to look"
    assert "/docs" in client.put("/v1/ask").json()["detail"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"question": "\xe9"}', "its bytes are not UTF-8"),
        (b"[" * 50_000, "it is nested too deeply"),
        (b'{"question": "a", "k": ' + b"9" * 6_000 + b"}", "a number in it has too many digits"),
    ],
)
def test_what_the_parser_gives_up_is_told_in_words_for_the_sender(
    client: TestClient, body: bytes, reason: str
) -> None:
    reply = client.post("/v1/ask", content=body, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()["type"]) == (400, TYPE + "malformed-json")
    assert reply.json()["detail"] == f"the body cannot be parsed as JSON: {reason}"


def test_where_the_parser_gave_up_is_told(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    told = client.post("/v1/ask", content=b'{"question": "who?",}', headers=headers).json()["detail"]
    assert told.startswith("the body cannot be parsed as JSON: ")
    assert told.endswith(", at character 21")
    told = client.post("/v1/articles", content=b'{"text": ', headers=headers).json()["detail"]
    assert told.startswith("the body cannot be parsed as JSON: EOF")


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"question": "who?", "kk": 3}, "kk: There is no field of this name; `/docs` lists those there are"),
        ([], "body: Input should be a JSON object"),
        ({"question": "who?", "filters": "press"}, "filters: Input should be a JSON object"),
    ],
)
def test_what_does_not_fit_is_told_in_words_for_the_sender(client: TestClient, body: object, detail: str) -> None:
    reply = client.post("/v1/ask", json=body)
    assert (reply.status_code, reply.json()["detail"]) == (422, detail)


@pytest.mark.parametrize("boundary", ["", "; boundary=a"])
def test_a_broken_upload_is_told_what_mends_it(client: TestClient, boundary: str) -> None:
    reply = client.post("/v1/articles", content=b"x", headers={"content-type": f"multipart/form-data{boundary}"})
    assert (reply.status_code, reply.headers["content-type"]) == (400, PROBLEM)
    assert "let your client write" in reply.json()["detail"]


def test_the_service_closes_its_desk_when_it_stops(settings: Settings, embedder: HashingEmbedder) -> None:
    closed: list[bool] = []

    class Watched(Desk):
        def close(self) -> None:
            closed.append(True)
            super().close()

    with TestClient(create(settings, Watched(settings.desk(), embedder))):
        assert closed == []
    assert closed == [True]


def test_under_a_proxys_path_links_lead_back_to_it(settings: Settings, desk: Desk) -> None:
    with TestClient(create(settings, desk), root_path="/press") as client:
        reply = client.post("/press/v1/articles", json={"text": "Port reopens\n\nThe port of Halvern reopened."})
        assert reply.status_code == 201
        assert "/press/v1/articles/" in reply.headers["location"]
        assert "/press/" in client.get("/press/docs").text
        assert client.get("/press/").status_code == 200
