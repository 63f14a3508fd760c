"""Releases sent to the service, and looks at its replies."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from tests.api.conftest import PROBLEM

TEXT = "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n"
NEWER = TEXT.replace("Thursday", "Friday")


def add(client: TestClient, text: str = TEXT, **fields: Any) -> Any:
    reply = client.post("/v1/articles", json={"text": text, "source": "port", "path": "reopens.txt", **fields})
    assert reply.status_code in {200, 201}, reply.text
    return reply.json()


def upload(client: TestClient, name: str, content: bytes = TEXT.encode(), **data: str) -> Response:
    return client.post("/v1/articles", files={"file": (name, content)}, data=data)  # type: ignore[return-value]


def asked(client: TestClient, question: str = "port of Halvern") -> list[str]:
    reply = client.post("/v1/ask", json={"question": question, "k": 100})
    return [passage["citation"]["article_id"] for passage in reply.json()["passages"]]


def assert_problem(reply: Any, status: int, kind: str, fields: list[str] | None = None) -> None:
    assert (reply.status_code, reply.headers["content-type"]) == (status, PROBLEM), reply.text
    problem = reply.json()
    assert (problem["type"], problem["status"]) == (f"urn:dateline:problem:{kind}", status)
    assert problem["detail"]
    if fields is not None:
        assert [error["field"] for error in problem["errors"]] == fields
    assert "Traceback" not in reply.text
