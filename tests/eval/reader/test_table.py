"""Tables: the same figures as the rankings give, all questions of all corpora counted."""

from __future__ import annotations

import pytest

from eval.reader import table
from eval.reader.measuring import Judged, Way
from eval.reader.reading import read
from tests.eval.reader.making import WordReader
from tests.eval.reader.test_measuring import POOLS, SILENT, silent

TRIED = {"as found": SILENT, "read": Way(weight=0.1)}


@pytest.fixture
def judged() -> list[Judged]:
    return [Judged(POOLS, read(POOLS, WordReader(), 12, 75, silent))]


def test_every_way_has_a_line_with_its_figures(judged: list[Judged]) -> None:
    head, rule, found, reading = table.ways(judged, TRIED).split("\n")
    assert head.count("|") == rule.count("|") == found.count("|") == reading.count("|")
    assert found.startswith("| as found | 0.000 ")
    assert reading.startswith("| read | 1.000 ")


def test_kinds_are_counted(judged: list[Judged]) -> None:
    lines = table.kinds(judged, TRIED).split("\n")
    assert lines[2:] == ["| fact | 1 | 0.000, 0.000 | 1.000, 1.000 |"]


def test_what_tells_answers_from_none(judged: list[Judged]) -> None:
    told = table.answerable(judged, TRIED["read"])
    assert told["reader"] == 1.0
    assert told["cosine"] == told["BM25"] == 0.5
