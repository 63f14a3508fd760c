"""Those who ask: against a server that answers, refuses politely, refuses rudely, or is not there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eval.bench.askers import Askers

REPLY = json.dumps({"took_ms": {"total": 0.25}}).encode()

ONE_AT_A_TIME = threading.Lock()


CONNECTED: list[object] = []


class Answers(BaseHTTPRequestHandler):
    """Answers by the first word of the question, and counts who connects."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        CONNECTED.append(self.client_address)
        super().setup()

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert sent["effort"] == "quick"
        if sent["question"].startswith("slow"):
            with ONE_AT_A_TIME:
                time.sleep(0.03)
        status = {"busy": 503, "rude": 503, "broken": 500}.get(sent["question"].split()[0], 200)
        body = REPLY if status == 200 else b"{}"
        self.send_response(status)
        if sent["question"].startswith("busy"):
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_as_many_are_asked_as_the_rate_says_and_each_is_told_apart(url: str) -> None:
    replies = Askers(url, "quick", ["when?", "busy now", "rude now", "broken"]).at_rate(200, 0.2)
    assert [(reply.status, reply.polite) for reply in replies] == [
        (200, False), (503, True), (503, False), (500, False),
    ] * 10  # fmt: skip
    assert all(reply.took > 0 for reply in replies)
    assert {reply.inside for reply in replies} == {0.25, 0.0}


def test_waiting_behind_others_counts_from_when_a_question_was_due(url: str) -> None:
    replies = Askers(url, "quick", ["slow"]).at_rate(1_000, 0.01)
    assert len(replies) == 10
    assert max(reply.took for reply in replies) >= 9 * 30, "ten of 30 ms each, due at almost the same moment"


def test_in_turn_each_asks_again_until_the_time_is_over(url: str) -> None:
    CONNECTED.clear()
    replies = Askers(url, "quick", ["when?"]).in_turn(3, 0.3)
    assert len(replies) > 3
    assert {reply.status for reply in replies} == {200}
    assert len(CONNECTED) == 3, "each keeps its connection"


def test_where_nobody_answers_that_is_told_too(url: str) -> None:
    port = int(url.rpartition(":")[2])
    free = Askers(f"http://127.0.0.1:{port - 1 if port > 1025 else port + 1}", "quick", ["when?"])
    assert {reply.status for reply in free.at_rate(50, 0.1)} == {0}
