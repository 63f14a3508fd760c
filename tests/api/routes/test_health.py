from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create
from api.settings import Settings
from corpus.article import Document
from index.encoding.embedding import Floats
from index.errors import ModelDamaged
from qa.desk import Desk
from tests.api.conftest import PROBLEM
from tests.conftest import HashingEmbedder


class SlowEmbedder(HashingEmbedder):
    """Encodes its first question only when told to, and then does what it is told."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.error: Exception | None = None

    def encode_question(self, question: str) -> Floats:
        assert self.go.wait(20)
        if self.error:
            raise self.error
        return super().encode_question(question)


@pytest.fixture
def slow() -> Iterator[SlowEmbedder]:
    embedder = SlowEmbedder()
    yield embedder
    embedder.go.set()


@pytest.fixture
def warming(settings: Settings, slow: SlowEmbedder) -> Iterator[TestClient]:
    """A client of a service whose model is still being loaded."""
    app = create(settings, Desk(settings.desk(), slow))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
        slow.go.set()


def finish(client: TestClient, slow: SlowEmbedder) -> None:
    slow.go.set()
    client.app.state.warming.exception()  # type: ignore[attr-defined]


def test_a_service_that_loads_its_model_is_alive_but_not_ready(warming: TestClient, slow: SlowEmbedder) -> None:
    assert warming.get("/healthz").json() == {"status": "ok", "articles": None}
    reply = warming.get("/readyz")
    assert (reply.status_code, reply.headers["content-type"]) == (503, PROBLEM)
    assert reply.json()["type"] == "urn:dateline:problem:not-ready"
    assert int(reply.headers["retry-after"]) > 0
    finish(warming, slow)
    assert warming.get("/readyz").json() == {"status": "ready", "articles": 0}


def test_articles_can_be_listed_while_the_model_is_loaded(warming: TestClient) -> None:
    assert warming.get("/v1/articles").json()["total"] == 0


def test_a_model_that_cannot_be_loaded_is_said(warming: TestClient, slow: SlowEmbedder) -> None:
    slow.error = ModelDamaged("the weights are not ours")
    finish(warming, slow)
    reply = warming.get("/readyz")
    assert (reply.status_code, reply.json()["type"]) == (500, "urn:dateline:problem:model-damaged")
    assert reply.json()["detail"] == "the weights are not ours"


def test_an_unforeseen_failure_while_loading_tells_no_internals(warming: TestClient, slow: SlowEmbedder) -> None:
    slow.error = RuntimeError("/srv/private/weights.bin: password hunter2")
    finish(warming, slow)
    reply = warming.get("/readyz")
    assert (reply.status_code, reply.json()["type"]) == (500, "urn:dateline:problem:internal")
    assert "hunter2" not in reply.text
    assert "RuntimeError" not in reply.text


def test_readiness_counts_the_articles(client: TestClient, desk: Desk) -> None:
    desk.add(Document("room", "a.txt", b"Port reopens\n\nThe port of Halvern reopened.\n", "text"))
    assert client.get("/readyz").json() == {"status": "ready", "articles": 1}
