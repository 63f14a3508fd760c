from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from api import problems
from api.problems import INTERNAL, KINDS, TYPE, kind_of, path, response
from api.telemetry.noted import Noted, current
from corpus.errors import CorpusError, Refused, StoreBusy
from index.errors import SearchError
from qa.errors import DeskError

BASES = [CorpusError, SearchError, DeskError]
OWN = [value for value in vars(problems).values() if isinstance(value, problems.Kind)]


def leaves(base: type[Exception]) -> Iterator[type[Exception]]:
    """Errors that are raised as themselves: those that nothing of ours refines."""
    refined = [sub for sub in base.__subclasses__() if sub.__module__ == base.__module__]
    if not refined:
        yield base
    for sub in refined:
        yield from leaves(sub)


LEAVES = [error for base in BASES for error in leaves(base)]


def test_there_are_errors_to_speak_of() -> None:
    assert len(LEAVES) > 12


@pytest.mark.parametrize("error", LEAVES)
def test_every_error_has_a_problem_type_of_its_own(error: type[Exception]) -> None:
    assert error in KINDS
    assert [other for other, kind in KINDS.items() if kind.name == KINDS[error].name] == [error]


def test_no_two_problems_share_a_type() -> None:
    names = [kind.name for kind in [*KINDS.values(), *OWN]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", [*KINDS.values(), *OWN])
def test_a_problem_is_a_failure_with_a_title(kind: problems.Kind) -> None:
    assert 400 <= kind.status <= 599
    assert kind.title[0].isupper()
    assert kind.name == kind.name.lower().replace(" ", "-")


def test_an_error_without_a_type_takes_that_of_its_nearest_ancestor() -> None:
    class Fuller(StoreBusy):
        """An error of later, without a type."""

    assert kind_of(Fuller("x")) is KINDS[StoreBusy]
    assert kind_of(KeyError("x")) is INTERNAL
    assert kind_of(Refused("x", "y")) is INTERNAL, "an error of no known kind is nothing that a sender can mend"


def body(reply: Any) -> Any:
    return json.loads(reply.body)


def test_a_problem_is_written_as_rfc_9457_has_it() -> None:
    reply = response(problems.INVALID, "k: too many", errors=[{"field": "k", "message": "too many"}])
    assert (reply.status_code, reply.media_type) == (422, "application/problem+json")
    assert body(reply) == {
        "type": TYPE + "invalid-request",
        "title": "The request does not fit the API",
        "status": 422,
        "detail": "k: too many",
        "errors": [{"field": "k", "message": "too many"}],
    }


def test_only_what_passes_asks_to_try_again() -> None:
    assert response(problems.NOT_READY, "loading").headers["retry-after"] == "1"
    assert "retry-after" not in response(problems.INTERNAL, "x").headers


@pytest.mark.parametrize(
    ("location", "written"),
    [
        (("body", "question"), "question"),
        (("body", "filters", "published_from"), "filters.published_from"),
        (("query", "limit"), "limit"),
        (("path", "article_id"), "article_id"),
        (("body", "items", 3, "text"), "items.3.text"),
        (("body",), "body"),
        ((), "body"),
        (("body", "query"), "query"),
    ],
)
def test_a_field_is_named_by_its_path(location: tuple[int | str, ...], written: str) -> None:
    assert path(location) == written


def test_a_problem_names_the_request_and_is_noted_of_it() -> None:
    noted = Noted("mine")
    token = current.set(noted)
    try:
        assert body(response(problems.INVALID, "k: too many"))["request_id"] == "mine"
    finally:
        current.reset(token)
    assert noted.problem == "invalid-request"
    assert "request_id" not in body(response(problems.INVALID, "k: too many"))


# What nobody foresaw


def through(*before: Message) -> list[Message]:
    """What a client gets of an application that sends something and then fails."""
    sent: list[Message] = []

    async def fails(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in before:
            await send(message)
        raise KeyError("hunter2")

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/v1/ask", "query_string": b"", "headers": []}
    asyncio.run(problems.Unforeseen(fails)(scope, receive, send))
    return sent


def test_what_nobody_foresaw_is_a_problem_and_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    start, content = through()
    assert start["status"] == 500
    assert json.loads(content["body"])["type"] == TYPE + "internal"
    assert "hunter2" not in str(content)
    assert "hunter2" in caplog.text


def test_a_reply_that_has_begun_is_broken_off_and_not_begun_again() -> None:
    with pytest.raises(KeyError, match="hunter2"):
        through({"type": "http.response.start", "status": 200, "headers": []})
