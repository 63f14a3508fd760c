"""The API's description: complete, and true: its examples are sent, and held beside what is really said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from api import examples
from api.client.events import events
from api.openapi import HEADERS, operations
from tests.api.conftest import PROBLEM
from tests.api.doors import QUESTION, Door, served
from tests.api.routes.sending import NEWER, TEXT, add

JSON = "application/json"
CHAT = {"model": "dateline", "messages": [{"role": "user", "content": "When did the port of Halvern reopen?"}]}
COUNTED = (".found", ".took_ms", ".counts")
"""Objects whose fields are named by what they count or tell of."""


@pytest.fixture
def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def example(content: dict[str, Any], described: dict[str, Any]) -> Any:
    """The first example of a body: its own, or that of its type."""
    if "example" in content:
        return content["example"]
    if "examples" in content:
        return next(iter(content["examples"].values()))["value"]
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    schema = described["components"]["schemas"].get(name, content["schema"])
    return next(iter(schema.get("examples", ())), None)


def replies(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every reply that has a body, named for messages."""
    for path, method, operation in operations(described):
        for status, reply in operation["responses"].items():
            for kind, content in reply.get("content", {}).items():
                yield f"{method} {path} {status} {kind}", content


def test_every_route_says_how_it_may_fail_and_with_which_headers(described: dict[str, Any]) -> None:
    assert described["components"]["headers"].keys() == HEADERS.keys()
    for path, method, operation in operations(described):
        assert operation["summary"], path
        assert "500" in operation["responses"], (method, path)
        for status, reply in operation["responses"].items():
            wanted = {"X-Request-ID"}
            wanted |= {"401": {"WWW-Authenticate"}, "429": {"Retry-After"}, "503": {"Retry-After"}}.get(status, set())
            assert wanted <= reply["headers"].keys(), (method, path, status)
            if status >= "400":
                schema = reply["content"][PROBLEM]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, (method, path, status)


def test_no_reference_leads_nowhere(described: dict[str, Any]) -> None:
    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"]
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                yield from references(one)

    for reference in set(references(described)):
        _, kind, name = reference.removeprefix("#/").split("/")
        assert name in described["components"][kind], reference


def test_every_reply_has_an_example_that_is_one(described: dict[str, Any]) -> None:
    for name, content in replies(described):
        if JSON in name or PROBLEM in name:
            given = example(content, described)
            assert given is not None, name
            whole = {**content["schema"], "components": described["components"]}
            jsonschema_rs.validate(whole, given)


def test_the_example_of_a_stream_is_one(described: dict[str, Any]) -> None:
    content = described["paths"]["/v1/ask/stream"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    opening, choice, ending = (told.model_dump(mode="json") for told in events(content["example"].split("\n")))
    assert {**opening, **choice, **ending} == examples.REPLIES["Reply"]


def alike(given: Any, real: Any, where: str = "") -> None:
    """Compare the fields of an example with those of a reply, wherever both have something."""
    if isinstance(given, dict) and isinstance(real, dict):
        if not where.endswith(COUNTED):
            assert given.keys() == real.keys(), where
        for name in given.keys() & real.keys():
            alike(given[name], real[name], f"{where}.{name}")
    elif isinstance(given, list) and isinstance(real, list) and given and real:
        alike(given[0], real[0], f"{where}[0]")


def test_the_examples_look_like_what_the_service_says(client: TestClient) -> None:
    one = add(client, TEXT + "\nContact: press@port.example\n")
    add(client, NEWER)
    add(client, NEWER, path="again.txt", source="agency")
    path = f"/v1/articles/{one['article']['id']}"
    real = {
        "Reply": client.post(
            "/v1/ask", json={"question": "When did the port of Halvern reopen?", "caution": "eager"}
        ),
        "Verdict": client.post("/v1/verify", json={"quote": "The port of Halvern reopened"}),
        "ArticlePage": client.get("/v1/articles?limit=1"),
        "Article": client.get(path),
        "api__schemas__Difference": client.get(f"{path}/diff"),
        "Status": client.get("/readyz"),
        "SourceList": client.get("/v1/sources"),
        "Noted": client.post("/v1/feedback", json={"question": "when?", "verdict": "up"}),
        "FeedbackList": client.get("/v1/feedback"),
        "Model": client.get("/v1/models/dateline"),
        "Models": client.get("/v1/models"),
        "Completion": client.post("/v1/chat/completions", json=CHAT),
    }
    client.post("/v1/articles/bulk", json={"articles": [{"text": TEXT}]})
    real["JobList"] = client.get("/v1/jobs")
    told = {name: reply.json() for name, reply in real.items()} | {"Added": one}
    told["SourceReply"], told["FeedbackReply"] = told["SourceList"]["sources"][0], told["FeedbackList"]["feedback"][0]
    assert told.keys() == examples.REPLIES.keys()
    assert told["Reply"]["answer"]["sentences"]
    for name, reply in told.items():
        alike(examples.REPLIES[name], reply, name)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A service that may be written to, and that nothing is fetched for."""
    with served(tmp_path_factory.mktemp("examples"), sample=False, schedule=False) as door:
        yield door


def test_every_request_has_an_example_and_the_service_takes_it(own: Door) -> None:
    described = httpx.get(f"{own.url}/openapi.json").json()
    sent = 0
    for path, method, operation in operations(described):
        content = operation.get("requestBody", {}).get("content", {})
        if JSON not in content:
            continue
        body = example(content[JSON], described)
        assert body is not None, path
        reply = httpx.request(method, own.url + path.replace("{", "").replace("}", ""), json=body, timeout=30)
        assert str(reply.status_code) in operation["responses"], (path, reply.text)
        if "{" not in path and path != "/v1/sources":  # nothing is there to be changed, and no network
            assert reply.is_success, (path, reply.text)
        sent += 1
    assert sent > 4


def test_parameters_and_fields_are_explained(described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert parameter.get("description"), (method, path, parameter["name"])


def test_a_document_of_its_size_is_fit_for_a_page(described: dict[str, Any]) -> None:
    assert len(json.dumps(described)) < 250_000
    assert QUESTION in json.dumps(described)
