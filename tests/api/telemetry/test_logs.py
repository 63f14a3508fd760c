from __future__ import annotations

import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.telemetry.logs import JsonLines, Lines, WithRequest, configuration
from api.telemetry.noted import Noted, current


@pytest.fixture
def noted() -> Iterator[Noted]:
    one = Noted("req-1")
    token = current.set(one)
    yield one
    current.reset(token)


def record(message: str = "port %s", *words: object, **more: Any) -> logging.LogRecord:
    made = logging.getLogger("dateline.x").makeRecord(
        "dateline.x", logging.WARNING, "file.py", 1, message, words, None, extra=more
    )
    assert WithRequest().filter(made)
    return made


def test_a_line_for_machines_is_json_with_what_was_given(noted: Noted) -> None:
    told = json.loads(JsonLines().format(record("port %s", "open", status=200, route="/v1/ask")))
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "warning",
        "logger": "dateline.x",
        "message": "port open",
        "request_id": noted.request_id,
        "status": 200,
        "route": "/v1/ask",
    }


@given(st.text())
def test_a_line_for_machines_is_one_line_whatever_is_in_it(words: str) -> None:
    line = JsonLines().format(record("%s", words, question=words))
    assert "\n" not in line
    assert json.loads(line)["question"] == json.loads(line)["message"] == words


def test_an_exception_is_in_it() -> None:
    made = record("failed")
    try:
        raise KeyError("halvern")
    except KeyError:
        made.exc_info = sys.exc_info()
    assert "KeyError: 'halvern'" in json.loads(JsonLines().format(made))["exception"]


def test_what_has_no_place_in_json_is_written_as_words() -> None:
    assert json.loads(JsonLines().format(record("x", folder=pytest)))["folder"].startswith("<module 'pytest'")


def test_a_line_for_people_ends_with_the_request(noted: Noted) -> None:
    assert Lines().format(record("port %s", "open")).endswith("WARNING dateline.x: port open [req-1]")


def test_a_line_of_no_request_ends_with_its_words() -> None:
    assert Lines().format(record("port %s", "open")).endswith("dateline.x: port open")


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_log_is_set_up_and_written_to_standard_error(form: Any, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("", "dateline", "uvicorn", "uvicorn.access")
    before = {name: (logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in names}
    try:
        logging.config.dictConfig(configuration(form))
        logging.getLogger("dateline.question").info("asked", extra={"passages": 3})
        logging.getLogger("uvicorn.access").info("127.0.0.1 GET /")
        logging.getLogger("elsewhere").info("chatter")
    finally:
        for name, (level, handlers) in before.items():
            logging.getLogger(name).setLevel(level)
            logging.getLogger(name).handlers[:] = handlers
    (line,) = capsys.readouterr().err.splitlines()
    assert "asked" in line
    assert (json.loads(line)["passages"] == 3) if form == "json" else "INFO dateline.question: asked" in line
