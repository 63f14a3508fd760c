"""The whole service behind its door: what a client is told, and what a browser is."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api.access.keyring import KEYS, Keyring
from api.app import create
from api.settings import Settings
from corpus.article import Document
from qa.desk import Desk
from tests.api.access.conftest import Make, Served, bearing
from tests.api.conftest import PROBLEM

FAR = "198.51.100.7"
QUESTION = {"question": "when did the port of Halvern reopen?"}
RELEASE = {"text": "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday."}


def kind(reply: Any) -> str:
    assert reply.headers["content-type"] == PROBLEM
    assert reply.json()["status"] == reply.status_code
    assert reply.json()["request_id"] == reply.headers["x-request-id"]
    return str(reply.json()["type"]).rpartition(":")[2]


def test_from_far_away_nothing_is_had_without_a_key_but_the_page_and_signs_of_life(served: Served) -> None:
    client = served(FAR)
    for path in ("/", "/docs", "/openapi.json", "/static/app.js", "/healthz", "/readyz"):
        assert client.get(path).status_code == 200, path
    for method, path in (
        ("GET", "/v1/articles"),
        ("GET", "/v1/sources"),
        ("POST", "/v1/ask"),
        ("POST", "/v1/articles"),
    ):
        reply = client.request(method, path, json=QUESTION)
        assert (reply.status_code, kind(reply)) == (401, "key-missing")
        assert reply.headers["www-authenticate"].startswith("Bearer")
    assert client.get("/metrics").status_code == 401
    assert client.get("/v1/nowhere").status_code == 401


def test_a_key_opens_what_its_scopes_say(served: Served, make: Make) -> None:
    client = served(FAR)
    reader, writer = bearing(make("ask")[1]), bearing(make("ask", "write")[1])
    refused = client.post("/v1/articles", json=RELEASE, headers=reader)
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    assert 'scope="write"' in refused.headers["www-authenticate"]
    added = client.post("/v1/articles", json=RELEASE, headers=writer)
    assert added.status_code == 201
    identity = added.json()["article"]["id"]
    assert client.post("/v1/ask", json=QUESTION, headers=reader).json()["passages"] != []
    assert client.delete(f"/v1/articles/{identity}?purge=true", headers=writer).status_code == 403
    assert client.delete(f"/v1/articles/{identity}?purge=true", headers=bearing(make("admin")[1])).status_code == 204


def test_a_slash_at_the_end_needs_what_the_path_needs(served: Served, make: Make) -> None:
    client, reader = served(FAR), bearing(make("ask")[1])
    assert client.post("/v1/ask/", json=QUESTION, headers=reader).status_code == 200
    assert client.post("/v1/articles/", json=RELEASE, headers=reader).status_code == 403
    purge = client.delete("/v1/articles/none/?purge=true", headers=bearing(make("write")[1]))
    assert (purge.status_code, kind(purge)) == (403, "not-allowed")


def test_a_revoked_key_is_refused_from_the_next_request_on(served: Served, make: Make, keyring: Keyring) -> None:
    client = served(FAR)
    key, shown = make("ask")
    assert client.get("/v1/sources", headers=bearing(shown)).status_code == 200
    keyring.revoke(key.id)
    reply = client.get("/v1/sources", headers=bearing(shown))
    assert (reply.status_code, kind(reply)) == (401, "key-unknown")


def test_when_a_key_was_used_is_kept(served: Served, make: Make, keyring: Keyring) -> None:
    client = served(FAR)
    key, shown = make("ask")
    client.get("/v1/sources", headers=bearing("wrong"))
    assert keyring.used() == {}
    client.get("/v1/sources", headers=bearing(shown))
    assert set(keyring.used()) == {key.id}


def test_a_wrong_body_without_a_key_is_not_even_read(served: Served) -> None:
    reply = served(FAR).post("/v1/ask", content=b"{", headers={"content-type": "application/json"})
    assert kind(reply) == "key-missing"


def test_damaged_keys_are_a_failure_that_tells_no_paths(served: Served, make: Make, keyring: Keyring) -> None:
    client = served(FAR)
    _, shown = make("ask")
    (keyring.folder / KEYS).write_text("{")
    reply = client.get("/v1/sources", headers=bearing(shown))
    assert (reply.status_code, kind(reply)) == (500, "keys-unreadable")
    assert str(keyring.folder) not in reply.text


# How often


def test_more_than_a_key_may_is_told_when_to_come_back(served: Served, make: Make) -> None:
    client = served(FAR, rate="2/hour")
    one, other = bearing(make("ask")[1]), bearing(make("ask")[1])
    assert [client.get("/v1/sources", headers=one).status_code for _ in range(3)] == [200, 200, 429]
    reply = client.post("/v1/ask", json=QUESTION, headers=one)
    assert kind(reply) == "too-many-requests"
    assert 3590 <= int(reply.headers["retry-after"]) <= 3600
    assert client.get("/v1/sources", headers=other).status_code == 200
    assert client.get("/healthz", headers=one).status_code == 200


def test_wrong_keys_are_counted_by_address_and_cost_the_right_one_nothing(served: Served, make: Make) -> None:
    client = served(FAR, rate="2/hour")
    tried = [client.get("/v1/sources", headers=bearing(f"guess{at}")).status_code for at in range(4)]
    assert tried == [401, 401, 429, 429]
    assert client.get("/v1/sources", headers=bearing(make("ask")[1])).status_code == 200


def test_where_no_key_is_needed_nothing_is_counted(served: Served) -> None:
    client = served("127.0.0.1", rate="1/hour", rate_key="1/hour", access="open")
    assert {client.get("/v1/sources").status_code for _ in range(5)} == {200}


def test_questions_beyond_what_may_wait_are_sent_off(
    served: Served, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served(access="open", at_once=1, waiting=1)
    answer, begun, go = desk.ask, threading.Semaphore(0), threading.Event()

    def slow(*asked: Any) -> Any:
        begun.release()
        assert go.wait(20)
        return answer(*asked)

    monkeypatch.setattr(desk, "ask", slow)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(client.post("/v1/ask", json=QUESTION).status_code))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    assert begun.acquire(timeout=20)
    crowd = client.app.middleware_stack  # type: ignore[attr-defined]
    while not hasattr(crowd, "questions"):
        crowd = crowd.app
    while crowd.questions.present < 2:
        threading.Event().wait(0.01)
    reply = client.post("/v1/ask", json=QUESTION)
    assert (reply.status_code, kind(reply), reply.headers["retry-after"]) == (503, "too-busy", "1")
    assert client.get("/v1/sources").status_code == 200
    go.set()
    for thread in threads:
        thread.join(20)
    assert statuses == [200, 200]


def test_a_question_that_takes_too_long_is_given_up(
    served: Served, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, go = served(access="open", time_limit=0.05), threading.Event()
    monkeypatch.setattr(desk, "ask", lambda *_: go.wait(20))
    reply = client.post("/v1/ask", json=QUESTION)
    go.set()
    assert (reply.status_code, kind(reply)) == (504, "out-of-time")


# Browsers


def preflight(client: TestClient, origin: str, headers: str = "authorization,content-type") -> Any:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": headers}
    return client.options("/v1/ask", headers=asked)


def test_no_page_of_another_origin_may_read_replies_by_default(served: Served) -> None:
    client = served(access="open")
    reply = client.get("/v1/sources", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in reply.headers
    asked = preflight(client, "https://evil.example")
    assert kind(asked) == "origin-forbidden"
    assert "access-control-allow-origin" not in asked.headers


@pytest.mark.parametrize("body", [{"files": {"file": ("a.txt", b"x")}}, {"content": b"x"}, {"data": {"a": "b"}}])
def test_no_page_of_another_origin_changes_anything_through_a_visitors_browser(
    client: TestClient, desk: Desk, body: dict[str, Any]
) -> None:
    for origin in ("https://evil.example", "null"):
        reply = client.post("/v1/articles", headers={"Origin": origin}, **body)
        assert (reply.status_code, kind(reply)) == (403, "origin-forbidden")
    assert desk.store.sequence() == 0


def test_our_own_page_may_change_things(client: TestClient) -> None:
    assert client.post("/v1/articles", json=RELEASE, headers={"Origin": "http://testserver"}).status_code == 201


def test_a_name_that_someone_else_gives_this_machine_reads_nothing(client: TestClient) -> None:
    reply = client.get("/v1/articles", headers={"Host": "evil.example"})
    assert (reply.status_code, kind(reply)) == (401, "key-missing")


def test_pages_that_are_set_may(served: Served) -> None:
    client = served(access="open", cors="https://a.example, http://localhost:5173")
    for origin in ("https://a.example", "http://localhost:5173"):
        asked = preflight(client, origin)
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, origin)
        reply = client.post("/v1/ask", json=QUESTION, headers={"Origin": origin})
        assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, origin)
        assert "access-control-allow-credentials" not in reply.headers
    assert preflight(client, "http://a.example").status_code == 403
    assert preflight(client, "https://a.example", "x-other").status_code == 403


def test_a_page_with_a_key_of_its_own_asks_and_reads_also_why_not(
    served: Served, make: Make, keyring: Keyring
) -> None:
    client = served(FAR)
    key, shown = make("ask", origins=("https://a.example",))
    page = {"Origin": "https://a.example"}
    assert preflight(client, "https://a.example").status_code == 200
    reply = client.post("/v1/ask", json=QUESTION, headers={**page, **bearing(shown)})
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, "https://a.example")
    refused = client.post("/v1/articles", json=RELEASE, headers={**page, **bearing(shown)})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (403, "https://a.example")
    assert "X-Request-ID" in refused.headers["access-control-expose-headers"]
    for elsewhere in ({}, {"Origin": "https://b.example"}):
        reply = client.post("/v1/ask", json=QUESTION, headers={**elsewhere, **bearing(shown)})
        assert kind(reply) == "origin-forbidden"
        assert "access-control-allow-origin" not in reply.headers
    keyring.revoke(key.id)
    assert preflight(client, "https://a.example").status_code == 403


def test_pages_go_on_being_refused_when_the_keys_are_damaged(served: Served, make: Make, keyring: Keyring) -> None:
    client = served(FAR)
    make("ask", origins=("https://a.example",))
    (keyring.folder / KEYS).write_text("{")
    assert preflight(client, "https://a.example").status_code == 403


def test_no_other_way_in_is_open(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/v1/ask"):
        pytest.fail("it was let in")


# On the way


def test_long_replies_are_compressed_for_those_who_want_it(client: TestClient, desk: Desk) -> None:
    desk.add(Document("room", "a.txt", b"Port reopens\n\n" + b"The port of Halvern reopened. " * 100, "text"))
    (identity,) = desk.store.all_ids()
    wanted = client.get(f"/v1/articles/{identity}", headers={"Accept-Encoding": "gzip"})
    plain = client.get(f"/v1/articles/{identity}", headers={"Accept-Encoding": "identity"})
    assert wanted.headers["content-encoding"] == "gzip"
    assert int(wanted.headers["content-length"]) < 2_000 < int(plain.headers["content-length"])
    assert "content-encoding" not in plain.headers
    assert wanted.json() == plain.json()
    assert "content-encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


def test_every_route_says_how_it_may_refuse(client: TestClient, make: Make) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for path, methods in described.items():
        for method, operation in methods.items():
            if path.startswith("/v1/"):
                assert operation["security"] == [{"key": []}, {}], (method, path)
                assert {"401", "403", "413", "429", "503", "504"} <= set(operation["responses"]), (method, path)
    make("ask")  # from now on nobody is let in without a key
    operations = client.get("/openapi.json").json()["paths"]["/v1/ask"]
    assert operations["post"]["security"] == [{"key": []}]
    for path in ("/v1/ask", "/v1/verify"):
        assert {"400", "408", "415", "422"} <= set(described[path]["post"]["responses"])


def test_under_a_proxys_path_keys_are_needed_for_the_same(settings: Settings, desk: Desk, make: Make) -> None:
    _, shown = make("ask")
    with TestClient(create(settings, desk), root_path="/press") as client:
        assert client.get("/press/").status_code == 200
        assert client.get("/press/static/app.js").status_code == 200
        assert client.get("/press/v1/sources").status_code == 401
        assert client.get("/press/v1/sources", headers=bearing(shown)).status_code == 200
        assert client.post("/press/v1/articles", json=RELEASE, headers=bearing(shown)).status_code == 403
