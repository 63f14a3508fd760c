from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from api import problems
from api.problems import INTERNAL, KINDS, TYPE, kind_of, path, response
from corpus.errors import CorpusError, Refused, StoreBusy
from index.errors import SearchError
from qa.errors import DeskError

BASES = [CorpusError, SearchError, DeskError]
OWN = [problems.INVALID, problems.MALFORMED, problems.BODY_TOO_LARGE, problems.NOT_READY, problems.INTERNAL]


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
