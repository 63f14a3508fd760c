"""Errors say what happened, to what, and what to do."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from corpus import errors
from corpus.errors import ArticleUnknown, CorpusError, Refused

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__]


def test_the_tree_at_the_top_of_the_module_is_the_tree() -> None:
    drawn: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"(    [│ ]*(?:[├└]── )?)([A-Z]\w+)(?: |$)", line):
            depth = len(match[1]) // 4 - 1
            path = [*path[:depth], match[2]]
            drawn[match[2]] = path[depth - 1] if depth else "Exception"
    assert drawn == {each.__name__: each.__base__.__name__ for each in CLASSES if each.__base__}


@pytest.mark.parametrize("kind", [each for each in CLASSES if issubclass(each, Refused)])
def test_a_refusal_names_the_document_and_the_reason(kind: type[Refused]) -> None:
    error = kind("2024/a.txt", "it is empty; nothing to read")
    assert str(error) == "2024/a.txt: it is empty; nothing to read"
    assert (error.name, error.reason) == ("2024/a.txt", "it is empty; nothing to read")
    assert isinstance(error, CorpusError)


def test_every_kind_of_refusal_has_its_own_word() -> None:
    kinds = [each.kind for each in CLASSES if issubclass(each, Refused)]
    assert len(kinds) == len(set(kinds))


def test_an_unknown_article_is_named() -> None:
    assert "'abc'" in str(ArticleUnknown("abc"))
    assert ArticleUnknown("abc").article_id == "abc"


@pytest.mark.parametrize("kind", [each for each in CLASSES if issubclass(each, Refused)])
def test_a_refusal_crosses_from_one_process_to_another(kind: type[Refused]) -> None:
    error = kind("2024/a.txt", "it is empty; nothing to read")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is kind
    assert (str(again), again.name, again.reason) == (str(error), error.name, error.reason)
    assert again.__dict__ == error.__dict__
