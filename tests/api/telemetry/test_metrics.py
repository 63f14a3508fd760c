from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create
from api.settings import Settings
from api.telemetry.metrics import Metrics
from api.telemetry.shared import SHARED
from api.telemetry.watched import WatchedDesk
from corpus.article import Document
from qa import citation
from tests.api.access.conftest import bearing
from tests.conftest import HashingEmbedder

RELEASE = b"Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n"
QUESTION = {"question": "when did the port of Halvern reopen?"}


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def watched(settings: Settings, embedder: HashingEmbedder) -> Iterator[TestClient]:
    counted = Metrics()
    desk = WatchedDesk(settings.desk(), counted, settings.log_questions, embedder)
    with TestClient(create(settings, desk, counted), raise_server_exceptions=False) as client:
        client.app.state.warming.result()  # type: ignore[attr-defined]
        yield client


def read(client: TestClient) -> dict[tuple[str, ...], float]:
    reply = client.get("/metrics")
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    return figures(reply.text)


def test_requests_are_counted_by_route_and_status(watched: TestClient) -> None:
    for name in ("a", "b", "c"):
        watched.get(f"/v1/articles/{name}")
    watched.get("/v1/sources")
    watched.get("/nowhere/at/all")
    watched.request("BREW", "/v1/sources")
    found = read(watched)
    assert found["dateline_requests_total", "method=GET", "route=/v1/articles/{article_id}", "status=404"] == 3
    assert found["dateline_requests_total", "method=GET", "route=/v1/sources", "status=200"] == 1
    assert found["dateline_requests_total", "method=GET", "route=", "status=404"] == 1
    assert found["dateline_request_seconds_count", "route=/v1/sources"] >= 1
    assert found["dateline_problems_total", "type=article-unknown"] == 3
    assert any("method=other" in name for name in found)
    assert not any("BREW" in part for name in found for part in name)


def test_a_question_is_counted_with_its_stages(watched: TestClient) -> None:
    outcomes: Counter[tuple[str, ...]] = Counter()
    for _ in range(2):
        reply = watched.post("/v1/ask", json=QUESTION).json()
        outcomes["dateline_questions_total", f"outcome={reply['answer']['status']}"] += 1
        watched.app.state.desk.add(Document("room", "a.txt", RELEASE, "text"))  # type: ignore[attr-defined]
    found = read(watched)
    assert outcomes["dateline_questions_total", "outcome=unanswered"] >= 1, "the first, when nothing was held"
    assert outcomes.items() <= found.items()
    for stage in ("understand", "embed", "search", "rank", "answer", "total"):
        assert found["dateline_question_stage_seconds_count", f"stage={stage}"] == 2
    assert found["dateline_question_stage_seconds_sum", "stage=total"] > 0
    assert found["dateline_quotes_unverified_total",] == 0


def test_quotes_that_the_store_does_not_confirm_are_counted(
    watched: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.app.state.desk.add(Document("room", "a.txt", RELEASE, "text"))  # type: ignore[attr-defined]
    monkeypatch.setattr(citation, "prove", lambda *_: ([], 2))
    watched.post("/v1/ask", json=QUESTION)
    assert read(watched)["dateline_quotes_unverified_total",] == 2


def test_what_is_held_and_how_far_the_index_is_behind(watched: TestClient) -> None:
    desk = watched.app.state.desk  # type: ignore[attr-defined]
    watched.post("/v1/ask", json=QUESTION)
    assert read(watched)["dateline_index_lag_seconds",] == 0
    desk.add(Document("room", "a.txt", RELEASE, "text"))
    found = read(watched)
    assert (found["dateline_articles",], found["dateline_passages",]) == (1, 1)
    assert found["dateline_store_changes",] == found["dateline_index_changes",] + 1
    assert 0 < found["dateline_index_lag_seconds",] < 600
    watched.post("/v1/ask", json=QUESTION)
    later = read(watched)
    assert later["dateline_store_changes",] == later["dateline_index_changes",]
    assert later["dateline_index_lag_seconds",] == 0


def test_the_files_of_the_index_are_weighed(watched: TestClient) -> None:
    desk = watched.app.state.desk  # type: ignore[attr-defined]
    desk.add(Document("room", "a.txt", RELEASE, "text"))
    before = read(watched)["dateline_index_bytes",]
    desk.indexes.rebuild()
    assert read(watched)["dateline_index_bytes",] > before


def test_figures_do_not_wait_for_the_model(settings: Settings) -> None:
    class Never(HashingEmbedder):
        def encode_question(self, question: str) -> object:  # type: ignore[override]
            raise RuntimeError("no model")

    with TestClient(create(settings, WatchedDesk(settings.desk(), Metrics(), embedder=Never()))) as client:  # type: ignore[arg-type]
        client.app.state.warming.exception()  # type: ignore[attr-defined]
        found = read(client)
    assert found["dateline_articles",] == 0
    assert ("dateline_index_changes",) not in found


def test_words_of_questions_are_in_the_log_only_where_that_is_set(
    settings: Settings, embedder: HashingEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dateline")
    for words in (False, True):
        desk = WatchedDesk(settings.desk(), Metrics(), words, embedder)
        with TestClient(create(settings, desk)) as client:
            client.post("/v1/ask", json={"question": f"port\nof {words}"})
    assert [record.getMessage() for record in caplog.records if record.name == "dateline.question"] == [
        "asked 'port\\nof True'"
    ]


def test_nothing_that_a_client_makes_up_makes_the_figures_grow(watched: TestClient) -> None:
    def knock(name: str) -> int:
        watched.get(f"/v1/articles/{name}", headers=bearing(name))
        watched.get(f"/made/up/{name}", headers={"X-Request-ID": name})
        return len(read(watched))

    knock("first")
    before = knock("second")
    assert {knock(f"guess{at}") for at in range(10)} == {before}


def test_several_processes_add_their_figures_up(tmp_path: Path) -> None:
    program = (
        "import json, sys; from api.telemetry.metrics import Metrics; told = Metrics();"
        "told.question('passages', {'rank': 5.0}, 1); told.request('GET', '/v1/ask', 200, 0.1, None);"
        "print(json.dumps(told.written().decode()))"
    )
    environment = os.environ | {SHARED: str(tmp_path)}
    for count in (1, 2):
        ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        found = figures(json.loads(ran.stdout))
        assert found["dateline_questions_total", "outcome=passages"] == count
        assert found["dateline_quotes_unverified_total",] == count
        assert found["dateline_requests_total", "method=GET", "route=/v1/ask", "status=200"] == count
