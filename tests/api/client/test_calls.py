"""Requests against a service of a few lines: what is tried again, and what a failure becomes."""

from __future__ import annotations

import datetime as dt
import json
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.client import Client, ClientError, Garbled, Problem, Unreachable
from api.client.wire import retry_after

REPLY: dict[str, Any] = {
    "question": "x",
    "understood": {"language": None, "published": None, "phrases": [], "also_searched": [], "did_you_mean": None},
    "answer": None,
    "passages": [],
    "took_ms": {},
}
Answer = httpx.Response | Exception


def client(*answers: Answer, tries: int = 4) -> tuple[Client, list[httpx.Request], list[float]]:
    """A client of a service that gives these answers in turn, the requests it got, and the waits in between."""
    left, got = list(answers), list[httpx.Request]()
    waits: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        got.append(request)
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    made = Client(
        "http://press.example/room/", "a-key", tries=tries, transport=httpx.MockTransport(answer), sleep=waits.append
    )
    return made, got, waits


def refusal(status: int, kind: str = "too-busy", after: str | None = None) -> httpx.Response:
    told = {"type": f"urn:dateline:problem:{kind}", "title": "No", "status": status, "detail": "why"}
    return httpx.Response(status, json=told, headers={"Retry-After": after} if after else {})


def test_a_request_carries_the_key_and_goes_below_the_base() -> None:
    made, (request,), _ = sent(httpx.Response(200, json=REPLY))
    assert str(request.url) == "http://press.example/room/v1/ask"
    assert request.headers["authorization"] == "Bearer a-key"
    assert "a-key" not in repr(made)
    assert json.loads(request.content) == {
        "question": "x",
        "k": 3,
        "as_of": "2024-05-01",
        "filters": {"published_from": "2024-03-14", "source": "port"},
    }


def sent(*answers: Answer, tries: int = 4) -> tuple[Client, list[httpx.Request], list[float]]:
    made, got, waits = client(*answers, tries=tries)
    made.ask("x", k=3, as_of="2024-05-01", published_from=dt.date(2024, 3, 14), source="port")
    return made, got, waits


def test_who_is_sent_off_comes_back_when_told() -> None:
    _, got, waits = sent(refusal(503, after="7"), refusal(429, after="2"), httpx.Response(200, json=REPLY))
    assert (len(got), waits) == (3, [7.0, 2.0])
    assert {request.content for request in got} == {got[0].content}


def test_without_a_word_when_the_pauses_grow() -> None:
    _, _, waits = sent(refusal(503), refusal(503), httpx.ConnectError("refused"), httpx.Response(200, json=REPLY))
    assert waits == [0.5, 1.0, 2.0]


def test_tries_come_to_an_end() -> None:
    made, got, waits = client(*[refusal(503, after="1")] * 3, tries=3)
    with pytest.raises(Problem) as caught:
        made.ask("x")
    assert (len(got), waits, caught.value.status, caught.value.retry_after) == (3, [1.0, 1.0], 503, 1.0)


@pytest.mark.parametrize(
    "answer",
    [
        refusal(500, "internal"),
        refusal(504, "out-of-time"),
        refusal(429, after="3600"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
    ],
)
def test_what_may_have_been_done_or_takes_an_hour_is_not_tried_again(answer: Answer) -> None:
    made, got, waits = client(answer)
    with pytest.raises(ClientError):
        made.add("Port reopens")
    assert (len(got), waits) == (1, [])


def test_a_problem_is_an_error_that_says_all_of_it() -> None:
    told = {"type": "urn:dateline:problem:invalid-request", "title": "No", "status": 422, "detail": "k: too large"}
    answer = httpx.Response(
        422, json={**told, "errors": [{"field": "k", "message": "too large"}], "request_id": "r1"}
    )
    made, *_ = client(answer)
    with pytest.raises(Problem, match=r"No \(422\): k: too large") as caught:
        made.ask("x", k=1_000)
    error = caught.value
    assert (error.kind, error.status, error.detail) == ("invalid-request", 422, "k: too large")
    assert (error.fields, error.request_id, error.retry_after) == ({"k": "too large"}, "r1", None)


@pytest.mark.parametrize("body", [b"<html>bad gateway</html>", b"[]", b'{"message": "<b>bad</b>"}', b"\xff", b""])
@pytest.mark.parametrize(
    ("status", "todo"),
    [
        (502, "try again later"),
        (403, "a login of its own"),
        (413, "send less at once"),
        (404, "see whether base_url"),
    ],
)
def test_what_a_proxy_answers_is_told_in_plain_words_and_never_as_markup(body: bytes, status: int, todo: str) -> None:
    made, *_ = client(httpx.Response(status, content=body))
    with pytest.raises(Problem) as caught:
        made.ask("x")
    told = caught.value
    assert (told.status, told.kind, told.title) == (status, "", f"HTTP status {status}")
    said = "what answered POST http://press.example/room/v1/ask is not Dateline but something in between"
    assert told.detail.startswith(said)
    assert todo in told.detail
    assert "<" not in str(told)


def test_a_proxy_that_leads_elsewhere_is_told_with_where() -> None:
    elsewhere = {"Location": "https://press.example/room/v1/ask"}
    made, *_ = client(httpx.Response(301, content=b"<h1>Moved</h1>", headers=elsewhere))
    with pytest.raises(
        Problem, match=r"\(301\).* it leads to https://press\.example/room/v1/ask, which is not followed"
    ):
        made.ask("x")


@pytest.mark.parametrize("body", [b"<html>hello</html>", b"{}", b"null"])
def test_what_is_no_reply_of_the_api_is_garbled(body: bytes) -> None:
    made, *_ = client(httpx.Response(200, content=body))
    with pytest.raises(Garbled):
        made.ask("x")


def test_nobody_there_is_unreachable() -> None:
    made, *_ = client(httpx.ConnectError("connection refused"), tries=1)
    with pytest.raises(Unreachable, match=r"POST http://press.example/room/v1/ask: connection refused"):
        made.ask("x")


def test_fields_of_later_versions_are_passed_over() -> None:
    made, *_ = client(httpx.Response(200, json={**REPLY, "mood": "sunny"}))
    assert made.ask("x").question == "x"


def test_a_wait_for_a_job_looks_ever_more_rarely_and_comes_to_an_end() -> None:
    job = dict.fromkeys(("started", "finished", "source", "problem")) | {"id": "j", "kind": "add", "state": "running"}
    job |= {"created": "2026-03-14T09:30:00Z", "total": 2, "done": 1, "counts": {}, "items": []}
    running, done = httpx.Response(200, json=job), httpx.Response(200, json=job | {"state": "done"})
    made, got, waits = client(*[running] * 7, done)
    assert made.wait("j").state == "done"
    assert (waits, got[0].url.path) == ([0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0], "/room/v1/jobs/j")
    made, *_ = client(running)
    with pytest.raises(TimeoutError, match="job j is running, with 1 of 2 done"):
        made.wait("j", seconds=0)


def test_names_are_one_part_of_a_path() -> None:
    made, got, _ = client(httpx.Response(204), httpx.Response(204))
    made.remove("../keys?x#y", purge=True)
    made.remove_source("a b/c")
    assert [request.url.raw_path for request in got] == [
        b"/room/v1/articles/..%2Fkeys%3Fx%23y?purge=true",
        b"/room/v1/sources/a%20b%2Fc?purge=false",
    ]


@given(st.integers(0, 10**6))
def test_retry_after_in_seconds(seconds: int) -> None:
    assert retry_after(httpx.Headers({"Retry-After": str(seconds)})) == seconds


@pytest.mark.parametrize("value", ["", "soon", "-1", "1.5", "²", "9" * 5])
def test_retry_after_that_cannot_be_read_is_none(value: str) -> None:
    expected = 99999.0 if value == "99999" else None
    assert retry_after({"Retry-After": value}) == expected


def test_retry_after_as_a_date() -> None:
    then = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=100)
    assert 90 < (retry_after({"Retry-After": format_datetime(then, usegmt=True)}) or 0) <= 100
    assert retry_after({"Retry-After": "Thu, 14 Mar 2024 09:00:00 GMT"}) == 0
