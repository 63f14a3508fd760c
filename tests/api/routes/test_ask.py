from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.article import Document, Filters, Scope
from qa.desk import Desk
from qa.question import LONGEST
from tests.api.conftest import PROBLEM
from tests.conftest import HashingEmbedder

JSON = {"content-type": "application/json"}

TEXTS = {
    "reopens.txt": "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern 🚢🚢 reopened to ships.\n",
    "closes.txt": "Port closes\n\nHALVERN, 9 January 2023 - The port of Halvern closed to ships after the storm.\n",
    "fair.txt": "Spring fair\n\nThe spring fair of Orlington opens with forty stalls.\n",
}


@pytest.fixture(autouse=True)
def _held(desk: Desk) -> None:
    for path, text in TEXTS.items():
        desk.add(Document("room", path, text.encode(), "text"))


def ask(client: TestClient, question: str = "when did the port of Halvern reopen?", **more: Any) -> Any:
    reply = client.post("/v1/ask", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    return reply.json()


def titles(reply: Any) -> list[str]:
    return [passage["citation"]["title"] for passage in reply["passages"]]


def test_the_reply_has_exactly_the_shape_of_the_contract(client: TestClient) -> None:
    reply = ask(client)
    assert set(reply) == {"question", "understood", "answer", "passages", "took_ms"}
    assert reply["question"] == "when did the port of Halvern reopen?"
    assert reply["understood"] == {
        "language": "en",
        "published": None,
        "phrases": [],
        "also_searched": [],
        "did_you_mean": None,
    }
    assert set(reply["answer"]) == {"status", "confidence", "text", "sentences", "missing"}
    assert set(reply["took_ms"]) == {"understand", "embed", "search", "rank", "answer", "total"}
    first = reply["passages"][0]
    assert set(first) == {"rank", "score", "text", "highlights", "why", "citation"}
    parts = {"words", "meaning", "article", "names", "date", "kind", "place", "reader"}
    assert set(first["why"]) == {*parts, "matched"}
    assert set(first["citation"]) == {
        *("number", "article_id", "title", "source", "issuer", "published", "url"),
        *("link", "start", "end", "quote", "content_hash", "also_in"),
    }
    assert first["citation"]["published"] == "2024-03-14"
    assert (first["citation"]["source"], first["citation"]["also_in"]) == ("room", [])


def test_ranks_count_up_and_scores_go_down(client: TestClient) -> None:
    passages = ask(client, k=10)["passages"]
    assert [passage["rank"] for passage in passages] == [1, 2, 3]
    assert [passage["citation"]["number"] for passage in passages] == [1, 2, 3]
    scores = [passage["score"] for passage in passages]
    assert scores == sorted(scores, reverse=True)
    for passage in passages:
        parts = {name: part for name, part in passage["why"].items() if name != "matched"}
        assert sum(parts.values()) == pytest.approx(passage["score"], abs=1e-5)


def test_every_quote_stands_where_its_citation_says(client: TestClient) -> None:
    for passage in ask(client, k=10)["passages"]:
        cited = passage["citation"]
        article = client.get(f"/v1/articles/{cited['article_id']}").json()
        assert article["content_hash"] == cited["content_hash"]
        assert article["text"][cited["start"] : cited["end"]] == cited["quote"] == passage["text"]


def test_highlights_count_code_points_past_an_emoji(client: TestClient) -> None:
    passage = ask(client, "which port reopened to ships?")["passages"][0]
    marked = [passage["text"][start:end] for start, end in passage["highlights"]]
    assert marked == ["port", "reopened", "ships"]
    assert passage["why"]["matched"] == ["port", "reopened", "ships"]


def test_k_limits_the_passages(client: TestClient) -> None:
    assert len(ask(client, k=1)["passages"]) == 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"published_from": "2024-01-01"}, {"Port reopens"}),
        ({"published_to": "2023-12-31"}, {"Port closes"}),
        ({"published_from": "2024-03-14", "published_to": "2024-03-14"}, {"Port reopens"}),
        ({"source": "room"}, {"Port reopens", "Port closes", "Spring fair"}),
        ({"source": "elsewhere"}, set()),
        ({"language": "ar"}, set()),
        ({"published_from": None, "source": None}, {"Port reopens", "Port closes", "Spring fair"}),
    ],
)
def test_filters_narrow(client: TestClient, filters: dict[str, str | None], expected: set[str]) -> None:
    assert set(titles(ask(client, filters=filters))) == expected


def test_as_of_answers_from_what_was_published_by_then(client: TestClient) -> None:
    assert titles(ask(client, as_of="2023-06-30")) == ["Port closes"]
    assert titles(ask(client, as_of="1999-01-01")) == []


def test_an_empty_archive_answers_with_nothing(client: TestClient, desk: Desk) -> None:
    for article in desk.store.page(Scope.everything()):
        desk.purge(article.id)
    assert ask(client)["passages"] == []


def test_a_release_removed_by_another_process_is_gone_from_the_next_answer(
    client: TestClient, desk: Desk, embedder: HashingEmbedder
) -> None:
    assert "Port reopens" in titles(ask(client))
    other = Desk(desk.config, embedder)
    (found,) = other.store.page(Scope.everything(), Filters(published_from=dt.date(2024, 1, 1)))
    other.remove(found.id)
    other.close()
    assert "Port reopens" not in titles(ask(client))


@pytest.mark.parametrize("question", ["port\x00 of\x00 Halvern", "\x00port of Halvern", "\u200bport of\u00adHalvern"])
def test_invisible_characters_in_a_question_are_passed_over(client: TestClient, question: str) -> None:
    reply = ask(client, question)
    assert "\x00" not in reply["question"]
    assert titles(reply)[0].startswith("Port")


BAD: list[tuple[bytes, int, str, list[str] | None]] = [
    # no question in it, or too much of one
    (b'{"question": ""}', 422, "question-empty", ["question"]),
    (b'{"question": " \\u0000\\u200b?! "}', 422, "question-empty", ["question"]),
    (json.dumps({"question": "x" * (LONGEST + 1)}).encode(), 422, "question-too-long", ["question"]),
    (json.dumps({"question": "port " * 20_000}).encode(), 422, "question-too-long", ["question"]),
    # fields
    (b"{}", 422, "invalid-request", ["question"]),
    (b'{"question": null}', 422, "invalid-request", ["question"]),
    (b'{"question": 7}', 422, "invalid-request", ["question"]),
    (b'{"question": ["port"]}', 422, "invalid-request", ["question"]),
    (b'{"question": "port", "qestion": "x"}', 422, "invalid-request", ["qestion"]),
    (b'{"question": "port", "k": 0}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": -1}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": 10000}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": "5"}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": 5.0}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": true}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": NaN}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "k": null}', 422, "invalid-request", ["k"]),
    (b'{"question": "port", "effort": "slow"}', 422, "invalid-request", ["effort"]),
    (b'{"question": "port", "filters": null}', 422, "invalid-request", ["filters"]),
    (b'{"question": "port", "filters": []}', 422, "invalid-request", ["filters"]),
    (b'{"question": "port", "filters": {"from": "2024-01-01"}}', 422, "invalid-request", ["filters.from"]),
    (b'{"question": "port", "filters": {"source": 3}}', 422, "invalid-request", ["filters.source"]),
    (b'{"question": 7, "k": 0}', 422, "invalid-request", ["question", "k"]),
    # dates
    (b'{"question": "port", "as_of": "yesterday"}', 422, "invalid-request", ["as_of"]),
    (b'{"question": "port", "as_of": "2024-02-30"}', 422, "invalid-request", ["as_of"]),
    (b'{"question": "port", "as_of": "2024-3-1"}', 422, "invalid-request", ["as_of"]),
    (b'{"question": "port", "as_of": "1717545600"}', 422, "invalid-request", ["as_of"]),
    (b'{"question": "port", "as_of": ""}', 422, "invalid-request", ["as_of"]),
    (
        b'{"question": "port", "filters": {"published_from": 0}}',
        422,
        "invalid-request",
        ["filters.published_from"],
    ),
    (
        b'{"question": "port", "filters": {"published_to": "2024-01-01T00:00:00Z"}}',
        422,
        "invalid-request",
        ["filters.published_to"],
    ),
    (
        b'{"question": "port", "filters": {"published_from": "2024-06-05", "published_to": "2024-06-04"}}',
        422,
        "invalid-request",
        ["filters.published_to"],
    ),
    # half characters
    (b'{"question": "which port \\ud800?"}', 422, "invalid-request", ["question"]),
    (b'{"question": "port", "filters": {"source": "\\udfff"}}', 422, "invalid-request", ["filters.source"]),
    (b'{"question": "port", "filters": {"language": "\\ud800"}}', 422, "invalid-request", ["filters.language"]),
    (b'{"question": "port", "\\ud800": 1}', 422, "invalid-request", ["body"]),
    # no object, no JSON, no text
    (b"[]", 422, "invalid-request", ["body"]),
    (b'["question"]', 422, "invalid-request", ["body"]),
    (b'"port"', 422, "invalid-request", ["body"]),
    (b"null", 422, "invalid-request", ["body"]),
    (b"", 422, "invalid-request", ["body"]),
    (b"{", 400, "malformed-json", None),
    (b"{'question': 'port'}", 400, "malformed-json", None),
    (b'{"question": "port"} {}', 400, "malformed-json", None),
    (b'{"question": "\xff"}', 400, "malformed-json", None),
    (b"\xff\xfe{", 400, "malformed-json", None),
    (b'{"question": "port", "k": ' + b"9" * 5_000 + b"}", 400, "malformed-json", None),
    (b"[" * 100_000, 400, "malformed-json", None),
]


@pytest.mark.parametrize(("body", "status", "kind", "fields"), BAD, ids=[str(case[0][:60]) for case in BAD])
def test_bad_input_is_a_problem_that_names_its_field(
    empty: TestClient, body: bytes, status: int, kind: str, fields: list[str] | None
) -> None:
    reply = empty.post("/v1/ask", content=body, headers=JSON)
    assert (reply.status_code, reply.headers["content-type"]) == (status, PROBLEM)
    problem = reply.json()
    assert problem["type"] == f"urn:dateline:problem:{kind}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert ([error["field"] for error in problem["errors"]] if fields else problem.get("errors")) == fields
    assert "Traceback" not in reply.text
    assert 'File "' not in reply.text


@pytest.mark.parametrize("sent", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_a_body_that_is_not_called_json_is_not_read(client: TestClient, sent: str) -> None:
    reply = client.post("/v1/ask", content=b'{"question": "port"}', headers={"content-type": sent} if sent else {})
    assert (reply.status_code, reply.headers["content-type"]) == (415, PROBLEM)
    assert reply.json()["type"] == "urn:dateline:problem:body-type-unknown"
    assert "application/json" in reply.json()["detail"]


def test_json_may_name_its_character_set(client: TestClient) -> None:
    headers = {"content-type": "application/json; charset=utf-8"}
    assert client.post("/v1/ask", content=b'{"question": "port"}', headers=headers).status_code == 200


def test_another_method_is_a_problem_too(client: TestClient) -> None:
    reply = client.get("/v1/ask")
    assert (reply.status_code, reply.headers["content-type"]) == (405, PROBLEM)
    assert reply.headers["allow"] == "POST"


def test_text_in_a_question_comes_back_as_text(client: TestClient) -> None:
    question = "<script>alert(1)</script> port 🚢 ميناء"
    reply = client.post("/v1/ask", json={"question": question})
    assert reply.headers["content-type"] == "application/json"
    assert reply.json()["question"] == question
