from __future__ import annotations

import io
import logging

import pytest
from rich.console import Console

from api.cli import console

log = logging.getLogger("dateline")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    shown = io.StringIO()
    monkeypatch.setattr(console, "errors", Console(file=shown, force_terminal=True, width=60))
    return shown


def test_what_takes_long_once_is_told_above_the_bar(terminal: io.StringIO) -> None:
    before = (log.level, log.propagate, list(log.handlers))
    with console.progress("loading"):
        log.info("converting [a model]; once, some ten seconds")
        log.warning("the cache is old")
    assert terminal.getvalue().count("converting [a model]; once, some ten seconds") == 1
    assert terminal.getvalue().count("the cache is old") == 1
    assert (log.level, log.propagate, list(log.handlers)) == before


def test_a_failure_leaves_the_log_as_it_was(terminal: io.StringIO) -> None:
    before = (log.level, log.propagate, list(log.handlers))
    with pytest.raises(OSError, match="full"), console.progress("loading"):
        raise OSError("the disk is full")
    assert (log.level, log.propagate, list(log.handlers)) == before


def test_where_nobody_looks_nothing_is_told(terminal: io.StringIO) -> None:
    with console.progress("loading", quiet=True):
        log.info("converting a model")
    assert terminal.getvalue() == ""
