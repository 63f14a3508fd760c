"""What cannot be answered is refused clearly, as OpenAI's client and as everybody else here reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from fastapi.testclient import TestClient

from qa.desk import Desk
from tests.api.chat import talking
from tests.api.chat.talking import assistant, completed, extra, streamed, text, user
from tests.api.conftest import PROBLEM
from tests.api.doors import QUESTION, Door, served

IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("sent", "status", "code", "param", "says"),
    [
        ({"model": "gpt-4o"}, 404, "model_not_found", None, "there is no model 'gpt-4o'"),
        ({"messages": []}, 422, "invalid_request", "messages", "at least 1 item"),
        ({"messages": [user("")]}, 422, "question_empty", "question", "ask in words"),
        ({"messages": [user(" \n…")]}, 422, "question_empty", "question", "ask in words"),
        ({"messages": [user(None)]}, 422, "question_empty", "question", "ask in words"),
        ({"messages": [user([])]}, 422, "question_empty", "question", "ask in words"),
        ({"messages": [user("why " * 2_000)]}, 422, "question_too_long", "question", "ask in a sentence or two"),
        ({"messages": [assistant("hello")]}, 422, "invalid_request", "messages", "a message of the role user"),
        ({"messages": [user([IMAGE])]}, 422, "invalid_request", "messages", "should be text and not 'image_url'"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, 422, "invalid_request", "messages.0.role", "system"),
        ({"messages": [user(7)]}, 422, "invalid_request", "messages.0.content", "valid"),
        ({"n": 2}, 422, "invalid_request", "n", "1"),
        ({"response_format": {"type": "json_object"}}, 422, "invalid_request", "response_format.type", "text"),
        ({"extra_body": {"dateline": {"kk": 3}}}, 422, "invalid_request", "dateline.kk", "no field of this name"),
        ({"extra_body": {"dateline": {"k": 0}}}, 422, "invalid_request", "dateline.k", "greater"),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong(
    door: Door, sent: dict[str, Any], status: int, code: str, param: str | None, says: str, stream: bool
) -> None:
    given: Any = {"model": "dateline", "messages": [user(QUESTION)], "stream": stream, **sent}
    with talking.client(door) as opened, pytest.raises(openai.APIStatusError) as refused:
        opened.chat.completions.create(**given)
    error = refused.value
    assert (error.status_code, error.code, error.type) == (status, code, "invalid_request_error")
    assert error.param is not None if param and param.startswith("messages.0.content") else error.param == param
    assert says in error.message


def test_a_refusal_is_a_problem_and_an_error_at_once(door: Door) -> None:
    reply = httpx.post(f"{door.url}/v1/chat/completions", json={"model": "x", "messages": [user(QUESTION)]})
    assert reply.headers["content-type"] == PROBLEM
    told = reply.json()
    assert (told["type"], told["status"]) == ("urn:dateline:problem:model-unknown", 404)
    assert told["error"]["message"] == told["detail"]


def test_other_routes_have_no_such_member(door: Door) -> None:
    assert "error" not in httpx.post(f"{door.url}/v1/ask", json={}).json()


def test_broken_json_is_told_so(door: Door) -> None:
    headers = {"content-type": "application/json"}
    told = httpx.post(f"{door.url}/v1/chat/completions", content=b'{"messages": [', headers=headers).json()
    assert (told["status"], told["error"]["code"]) == (400, "malformed_json")


def test_a_large_body_is_refused_and_a_long_conversation_is_not(door: Door) -> None:
    body = json.dumps({"messages": [user("x" * 1_100_000), user(QUESTION)]})
    told = httpx.post(f"{door.url}/v1/chat/completions", content=body).json()
    assert (told["status"], told["error"]["code"]) == (413, "body_too_large")
    turns = [one for _ in range(499) for one in (user("and what else was said? " * 20), assistant("word " * 60))]
    assert text(completed(door, *turns, user(QUESTION))) == text(completed(door))


def test_too_many_messages_are_refused(door: Door) -> None:
    body = {"messages": [user("x")] * 10_000}  # not by OpenAI's client: it takes a second to write them down
    told = httpx.post(f"{door.url}/v1/chat/completions", json=body).json()
    assert (told["status"], told["error"]["param"]) == (422, "messages")
    assert "at most 1000 items" in told["error"]["message"]


def test_pictures_before_the_question_do_not_stop_a_conversation(door: Door) -> None:
    assert text(completed(door, user([IMAGE]), assistant(None), user(QUESTION))) == text(completed(door))


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with served(tmp_path_factory.mktemp("locked"), access="keys", rate="") as opened:
        yield opened


def test_the_clients_key_is_the_key(locked: Door) -> None:
    key = locked.key("ask")
    assert extra(completed(locked, key=key), "citations")
    assert streamed(locked, key=key)[-1].choices[0].finish_reason == "stop"
    with talking.client(locked, key) as opened:
        assert len(opened.models.list().data) == 3


@pytest.mark.parametrize("stream", [False, True])
def test_a_wrong_key_is_told_so(locked: Door, stream: bool) -> None:
    with talking.client(locked, "dl_wrong") as opened:
        given: Any = {"model": "dateline", "messages": [user(QUESTION)], "stream": stream}
        with pytest.raises(openai.AuthenticationError, match="not known here") as refused:
            opened.chat.completions.create(**given)
        assert refused.value.code == "invalid_api_key"
        with pytest.raises(openai.AuthenticationError):
            opened.models.list()


def test_a_key_that_may_not_ask_is_told_so(locked: Door) -> None:
    with pytest.raises(openai.PermissionDeniedError, match="scope ask"):
        completed(locked, key=locked.key("write"))


def test_a_restricted_key_sees_its_sources_alone(locked: Door) -> None:
    key = locked.key("ask", sources=("elsewhere",))
    question = user("what did ICESCO agree with NeLC?")
    reply = completed(
        locked, question, assistant("- [1] ICESCO and NeLC to Build · sample · x"), user("when?"), key=key
    )
    assert extra(reply, "dateline")["passages"] == []
    assert extra(reply, "citations") == []
    with talking.client(locked, key) as opened:
        assert len(opened.models.list().data) == 3


def test_too_many_questions_are_told_to_come_back(tmp_path: Path) -> None:
    with served(tmp_path, sample=False, access="keys", rate="1/minute") as slow:
        key = slow.key("ask")
        completed(slow, key=key)
        with pytest.raises(openai.RateLimitError) as refused:
            completed(slow, key=key)
    assert int(refused.value.response.headers["retry-after"]) > 0
    assert refused.value.type == "rate_limit_error"


def test_a_failure_that_nobody_foresaw_tells_nothing(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(desk, "stages", fail)
    for stream in (False, True):
        reply = client.post("/v1/chat/completions", json={"messages": [user(QUESTION)], "stream": stream})
        assert reply.status_code == 500
        assert reply.json()["error"]["type"] == "server_error"
        assert "secret" not in reply.text
