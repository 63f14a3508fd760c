"""Every door of a service whose questions other processes answer, held against that of one process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from openai import OpenAI

from tests.api.doors import QUESTION, Door, served
from tests.api.mcp.conftest import spoken
from tests.api.telemetry.test_metrics import figures
from tests.api.workers import desks

pytestmark = pytest.mark.slow

CHAT = {"model": "dateline", "messages": [{"role": "user", "content": QUESTION}]}

SENT: list[tuple[str, dict[str, Any]]] = [
    ("/v1/ask", {"json": {"question": QUESTION}}),
    ("/v1/ask", {"json": {"question": "who won the football cup in Peru?", "k": 2}}),
    ("/v1/ask", {"json": {"question": QUESTION, "effort": "quick", "filters": {"language": ["fr"]}}}),
    ("/v1/ask", {"json": {"question": QUESTION, "as_of": "2020-01-01"}}),
    ("/v1/ask", {"json": {"question": ""}}),
    ("/v1/ask", {"json": {"questions": 3}}),
    ("/v1/ask", {"content": b"{", "headers": {"content-type": "application/json"}}),
    ("/v1/ask", {"content": b"x", "headers": {"content-type": "text/plain"}}),
    ("/v1/ask", {"json": {"question": QUESTION}, "headers": {"content-type": "application/json; charset=utf-8"}}),
    ("/v1/ask", {"json": {"question": QUESTION}, "headers": {"content-type": "text/json"}}),
    ("/v1/ask", {"json": {"question": "x" * 5_000}}),
    ("/v1/ask", {"json": {"question": QUESTION, "k": "3"}}),
    ("/v1/ask", {"json": {"question": QUESTION, "k": True}}),
    ("/v1/ask", {"json": [QUESTION]}),
    ("/v1/ask", {"content": b'{"question": "\\ud800"}', "headers": {"content-type": "application/json"}}),
    ("/v1/ask", {"content": b"\xff", "headers": {"content-type": "application/json"}}),
    ("/v1/ask", {"content": b"", "headers": {"content-type": "application/json"}}),
    ("/v1/ask", {"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}),
    ("/v1/ask", {"content": b'{"k": %s}' % (b"9" * 5_000), "headers": {"content-type": "application/json"}}),
    ("/v1/ask?k=3", {"json": {"question": QUESTION}}),
    ("/v1/ask/", {"json": {"question": QUESTION}}),
    ("/v1/ask/stream", {"json": {"question": QUESTION}}),
    ("/v1/ask/stream", {"json": {"question": "x" * 5_000}}),
    ("/v1/verify", {"json": {"quote": "ICESCO and NeLC"}}),
    ("/v1/verify", {"json": {"quote": ""}}),
    ("/v1/chat/completions", {"json": CHAT}),
    ("/v1/chat/completions", {"json": CHAT | {"stream": True}}),
    ("/v1/chat/completions", {"json": CHAT | {"model": "gpt-9"}}),
    ("/v1/chat/completions", {"json": {"messages": 1}}),
]


DIFFERS = {"took_ms", "request_id", "id", "created"}
"""Members that no two replies have in common."""


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with served(tmp_path_factory.mktemp("several"), answering=(desks.small, 2)) as opened:
        yield opened


def told(reply: httpx.Response, url: str) -> tuple[int, dict[str, str], str]:
    """A reply without what differs from one request to the next."""
    left = {"date", "x-request-id", "content-length"}
    headers = {name: value for name, value in reply.headers.items() if name not in left}
    text = reply.text.replace(url, "http://here")
    for line in text.splitlines():
        start = line.find("{")
        if start >= 0:
            text = text.replace(line[start:], json.dumps(_plain(json.loads(line[start:])), sort_keys=True))
    return reply.status_code, headers, text


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        # A chunk of a chat may have another length of time, and so does every question.
        return {
            key: _plain(each) for key, each in value.items() if key not in {"took_ms", "request_id", "id", "created"}
        }
    return [_plain(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("path", "sent"), SENT, ids=lambda one: str(one)[:60])
def test_it_says_what_one_process_says(door: Door, several: Door, path: str, sent: dict[str, Any]) -> None:
    one = httpx.post(f"{door.url}{path}", timeout=60, **sent)
    assert told(httpx.post(f"{several.url}{path}", timeout=60, **sent), several.url) == told(one, door.url)
    assert "x-request-id" in one.headers


def test_the_openai_client_and_the_protocols_own_find_the_same_citation(door: Door, several: Door) -> None:
    with OpenAI(base_url=f"{several.url}/v1", api_key="none") as client:
        said = client.chat.completions.create(model="dateline", messages=[{"role": "user", "content": QUESTION}])
    cited = door.asked()["passages"][0]["citation"]["article_id"]
    assert cited in str(said.to_dict())
    called = spoken(several.url, lambda client: client.call_tool("ask", {"question": QUESTION}))
    assert cited in str(called.model_dump())
    assert httpx.get(f"{several.url}/mcp").status_code == 405


def test_what_other_processes_answered_is_counted_where_it_came_in(several: Door) -> None:
    def counted() -> dict[tuple[str, ...], float]:
        return figures(httpx.get(f"{several.url}/metrics").text)

    refused = ("dateline_problems_total", "type=question-empty")
    sent = ("dateline_requests_total", "method=POST", "route=/v1/ask", "status=422")
    before = counted()
    assert httpx.post(f"{several.url}/v1/ask", json={"question": " "}).status_code == 422
    after = counted()
    assert [after[one] - before.get(one, 0) for one in (refused, sent)] == [1, 1]


def test_what_is_added_and_removed_at_the_door_is_so_in_every_process(several: Door) -> None:
    text = "Quay of Tarn opens\n\nTARN, 3 May 2024 - The new quay of Tarn opened to forty ferries on Friday."
    added = httpx.post(f"{several.url}/v1/articles", json={"text": text, "source": "tarn", "path": "quay.txt"})
    assert added.status_code == 201, added.text
    article = added.json()["article"]["id"]
    assert {reply["passages"][0]["citation"]["article_id"] for reply in _at_once(several)} == {article}
    assert httpx.delete(f"{several.url}/v1/articles/{article}").status_code == 204
    assert article not in str(_at_once(several))


def _at_once(several: Door) -> list[Any]:
    """Ask from several sides, so that each process has its share."""
    with ThreadPoolExecutor(6) as sides:
        return list(sides.map(lambda _: several.asked("when did the new quay of Tarn open?"), range(18)))


def test_who_may_see_some_sources_alone_sees_no_others(tmp_path_factory: pytest.TempPathFactory) -> None:
    with served(tmp_path_factory.mktemp("narrow"), answering=(desks.small, 1), access="keys") as narrow:
        assert httpx.post(f"{narrow.url}/v1/ask", json={"question": QUESTION}).status_code == 401
        key = narrow.key("ask", sources=("elsewhere",))
        reply = httpx.post(
            f"{narrow.url}/v1/ask", json={"question": QUESTION}, headers={"Authorization": f"Bearer {key}"}
        )
        assert (reply.status_code, reply.json()["passages"]) == (200, [])


def test_a_proxys_path_reaches_the_citations(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("below")
    with served(folder, answering=(desks.small, 1), root_path="/press") as below:
        said = httpx.post(f"{below.url}/v1/chat/completions", json=CHAT).text
        assert f"{below.url}/press/" in said
