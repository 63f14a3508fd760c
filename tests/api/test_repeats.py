"""A release sent again under its idempotency key: done once, answered twice."""

from __future__ import annotations

import os
import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as drawing
from hypothesis import strategies as st

from api import repeats
from api.access.visitor import Visitor
from api.app import create
from api.errors import RepeatKeyInvalid, RepeatUnderWay
from api.repeats import Done, of_document, once, token
from api.settings import Settings
from corpus.article import Document
from qa.desk import Desk
from tests.api.access.conftest import bearing
from tests.api.access.conftest import keyring as keyring
from tests.api.access.conftest import make as make
from tests.api.access.conftest import served as served
from tests.api.routes.sending import NEWER, TEXT, assert_problem
from tests.conftest import HashingEmbedder, examples

VISITOR = Visitor(known=True)
DONE = Done(201, "/there", b"{}")
BODY = {"text": TEXT, "source": "port", "path": "reopens.txt"}


def send(client: TestClient, key: str | None = "one", body: Any = BODY, **headers: str) -> Any:
    named = {"Idempotency-Key": key} if key is not None else {}
    return client.post("/v1/articles", json=body, headers={**named, **headers})


def test_the_same_again_gets_the_same_and_does_nothing(client: TestClient, desk: Desk) -> None:
    first = send(client)
    changes = desk.store.sequence()
    again = send(client)
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["content-type"] == first.headers["content-type"] == "application/json"
    assert desk.store.sequence() == changes
    assert send(client, None).json()["outcome"] == "unchanged"


def test_the_same_file_is_the_same_however_it_is_wrapped(client: TestClient) -> None:
    key = {"Idempotency-Key": "one"}
    replies = [client.post("/v1/articles", files={"file": ("a.txt", TEXT.encode())}, headers=key) for _ in range(2)]
    assert replies[0].request.content != replies[1].request.content
    assert [reply.status_code for reply in replies] == [201, 201]
    assert replies[0].content == replies[1].content


@pytest.mark.parametrize(
    "other", [{"text": NEWER}, {"path": "b.txt"}, {"source": "fair"}, {"title": "T"}, {"format": "markdown"}]
)
def test_another_request_under_the_same_key_is_refused(client: TestClient, other: dict[str, str]) -> None:
    send(client)
    assert_problem(send(client, body={**BODY, **other}), 422, "idempotency-key-reused")
    assert client.get("/v1/articles").json()["total"] == 1


def test_it_is_remembered_over_a_restart(settings: Settings, embedder: HashingEmbedder) -> None:
    bodies = []
    for _ in range(2):
        with TestClient(create(settings, Desk(settings.desk(), embedder))) as client:
            bodies.append(send(client).content)
    assert bodies[0] == bodies[1]


def test_what_was_erased_is_not_taken_in_again(client: TestClient) -> None:
    name = send(client).json()["article"]["id"]
    client.delete(f"/v1/articles/{name}?purge=true")
    reply = send(client)
    assert_problem(reply, 410, "idempotency-key-erased")
    assert "Halvern" not in reply.text
    assert client.get(f"/v1/articles/{name}").status_code == 404


def test_what_was_removed_is_not_shown_again_until_it_is_back(client: TestClient, desk: Desk) -> None:
    first = send(client)
    name = first.json()["article"]["id"]
    client.delete(f"/v1/articles/{name}")
    changes = desk.store.sequence()
    reply = send(client)
    assert_problem(reply, 410, "idempotency-key-erased")
    assert desk.store.sequence() == changes
    assert "Halvern" not in reply.text
    assert client.get(f"/v1/articles/{name}").status_code == 404
    client.post(f"/v1/articles/{name}/restore")
    assert send(client).content == first.content


def test_a_refusal_is_not_remembered(client: TestClient) -> None:
    assert send(client, body={**BODY, "text": " "}).status_code == 422
    assert send(client).status_code == 201


@pytest.mark.parametrize("key", ["", " ", '""', "x" * 256, "é"])
def test_what_is_no_key_is_refused(client: TestClient, key: str) -> None:
    reply = client.post("/v1/articles", json=BODY, headers={b"Idempotency-Key": key.encode("latin-1")})
    assert_problem(reply, 400, "idempotency-key-invalid")
    assert client.get("/v1/articles").json()["total"] == 0


@drawing(max_examples=examples(200), deadline=None)
@given(st.text(st.characters(codec="latin-1"), max_size=300))
def test_a_key_is_a_word_quoted_or_not(sent: str) -> None:
    try:
        found = token(sent)
    except RepeatKeyInvalid:
        return
    assert found is not None
    assert 1 <= len(found) <= 255
    assert found.isascii()
    assert found.isprintable()
    assert found in sent
    if not found.startswith('"'):
        assert token(f'"{found}"') == found


def test_a_key_counts_for_the_access_key_that_sent_it(served: Any, make: Any) -> None:
    client = served("198.51.100.7", access="keys", rate="")
    keys = [bearing(make("ask", "write")[1]) for _ in range(2)]
    outcomes = [send(client, **key).json()["outcome"] for key in (*keys, *keys)]
    assert outcomes == ["added", "unchanged", "added", "unchanged"]


# At the same time


def test_while_the_first_is_worked_on_the_second_is_told_so(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()
    add = desk.add

    def slow(document: Document) -> str:
        begun.set()
        assert go.wait(60)
        return add(document)

    monkeypatch.setattr(desk, "add", slow)
    replies: list[Any] = []
    thread = threading.Thread(target=lambda: replies.append(send(client)))
    thread.start()
    assert begun.wait(60)
    assert_problem(send(client), 409, "idempotency-key-in-use")
    assert_problem(send(client, body={**BODY, "text": NEWER}), 422, "idempotency-key-reused")
    go.set()
    thread.join()
    assert [reply.status_code for reply in replies] == [201]
    assert send(client).content == replies[0].content


def test_work_that_failed_may_be_done_again(desk: Desk) -> None:
    def fail() -> Done:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        once(desk.store, VISITOR, "one", "what", fail)
    assert once(desk.store, VISITOR, "one", "what", lambda: DONE) == DONE


def test_without_a_key_everything_is_done(desk: Desk) -> None:
    done = [once(desk.store, VISITOR, None, "what", lambda: DONE) for _ in range(2)]
    assert done == [DONE, DONE]


def left(desk: Desk, monkeypatch: pytest.MonkeyPatch, life: str = repeats.LIFE, process: int | None = None) -> bool:
    """Leave a request half done, by another process; tells whether the next one does it."""

    def killed() -> Done:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "drop_reply", lambda _asked: None)
        patch.setattr(repeats, "LIFE", life)
        if process is not None:
            patch.setattr(os, "getpid", lambda: process)
        with pytest.raises(KeyboardInterrupt):
            once(desk.store, VISITOR, "one", "what", killed)
    try:
        return once(desk.store, VISITOR, "one", "what", lambda: DONE) == DONE
    except RepeatUnderWay:
        return False


def test_what_a_killed_process_left_is_done_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert left(desk, monkeypatch, process=2**22 + 1)


def test_what_a_process_of_the_same_number_left_is_done_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert left(desk, monkeypatch, life="earlier")


def test_what_another_living_process_works_on_is_not_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not left(desk, monkeypatch, process=os.getppid(), life="other")


def test_nobody_works_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "LONGEST", repeats.LONGEST * 0)
    assert left(desk, monkeypatch, process=os.getppid(), life="other")


def test_a_day_later_the_key_is_free(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    once(desk.store, VISITOR, "one", "what", lambda: DONE)
    monkeypatch.setattr(repeats, "KEPT", repeats.KEPT * 0)
    assert once(desk.store, VISITOR, "one", "other", lambda: DONE) == DONE


def test_two_documents_that_differ_anywhere_have_two_fingerprints() -> None:
    made = Document("a", "b", b"c", "text", "https://d.example", {"title": "e"})
    others = [
        Document("ab", "", b"c", "text", "https://d.example", {"title": "e"}),
        Document("a", "b", b"c2", "text", "https://d.example", {"title": "e"}),
        Document("a", "b", b"c", "html", "https://d.example", {"title": "e"}),
        Document("a", "b", b"c", "text", None, {"title": "e"}),
        Document("a", "b", b"c", "text", "https://d.example", {"title": "e", "place": "f"}),
        Document("a", "b", b"c", "text", "https://d.example", {"place": "e"}),
    ]
    assert len({of_document(one) for one in [made, *others]}) == 7
    assert of_document(made) == of_document(Document("a", "b", b"c", "text", "https://d.example", {"title": "e"}))
