from __future__ import annotations

import logging

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.telemetry.noted import named
from qa.desk import Desk
from tests.conftest import examples


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "dateline.request"]


def test_a_request_keeps_the_id_it_came_with(client: TestClient) -> None:
    for path in ("/healthz", "/v1/nowhere", "/"):
        assert client.get(path, headers={"X-Request-ID": "Chat-7.b_2"}).headers["x-request-id"] == "Chat-7.b_2"


def test_a_request_without_one_gets_one_of_its_own(client: TestClient) -> None:
    given_ids = {client.get("/healthz").headers["x-request-id"] for _ in range(20)}
    assert len(given_ids) == 20
    assert all(len(one) == 16 for one in given_ids)


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=80))
def test_an_id_can_always_stand_in_a_line(sent: str) -> None:
    found = named(sent)
    assert found.isascii()
    assert 1 <= len(found) <= 64
    assert not set(found) & set(" \r\n\t\"'<>;,")


@pytest.mark.parametrize("sent", ["", "a b", "a\tb", "x" * 65, "é", '"', "a;b"])
def test_an_id_that_could_do_harm_is_replaced(sent: str) -> None:
    assert named(sent) != sent


def test_problems_repeat_the_id(client: TestClient) -> None:
    reply = client.get("/v1/articles/0123456789abcdef", headers={"X-Request-ID": "mine"})
    assert (reply.status_code, reply.json()["request_id"]) == (404, "mine")


def test_a_failure_that_nobody_foresaw_has_its_id_too(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(desk.store, "count_by_source", fails)
    caplog.set_level(logging.INFO, "dateline.request")
    reply = client.get("/v1/sources", headers={"X-Request-ID": "mine"})
    assert (reply.status_code, reply.json()["request_id"], reply.headers["x-request-id"]) == (500, "mine", "mine")
    (line,) = lines(caplog)
    assert vars(line)["status"] == 500


def test_each_request_is_a_line_of_the_log_without_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dateline")
    client.post("/v1/ask", json={"question": "when did the port of Halvern reopen?"})
    client.get("/v1/articles", params={"source": "Halvern"})
    client.post("/v1/ask", json={"question": ""})
    asked, listed, refused = (vars(line) for line in lines(caplog))
    assert (asked["method"], asked["route"], asked["status"], asked["problem"]) == ("POST", "/v1/ask", 200, None)
    assert (listed["path"], listed["route"]) == ("/v1/articles", "/v1/articles")
    assert (refused["status"], refused["problem"]) == (422, "question-empty")
    assert asked["ms"] > 0
    assert "Halvern" not in caplog.text


def test_a_path_cannot_begin_a_line_of_its_own(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "dateline.request")
    client.get("/v1/a%0A2026-01-01%20ERROR%20fake%1b[31m")
    (line,) = lines(caplog)
    assert "\n" not in line.getMessage()
    assert "\x1b" not in line.getMessage()
    assert "%0A" in line.getMessage()
