from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from typing import cast

import pytest

from corpus.article import Scope
from eval.bench import ranking
from eval.bench.generator import Corpus
from qa import weights
from qa.answer import Reply
from qa.desk import Desk, DeskConfig
from qa.question import Question
from qa.reader.reader import Reader
from tests.conftest import HashingEmbedder

TEXTS = ["harbour opens", "museum guests", "who spoke at the harbour?"]


class Noting(Desk):
    """A Desk that notes how it was asked, and seems to have a reader or not."""

    reads = False
    efforts: list[str]

    @cached_property
    def reader(self) -> Reader | None:
        return cast(Reader, self) if self.reads else None

    def ask(self, question: Question, scope: Scope | None = None) -> Reply:
        self.efforts.append(question.effort)
        return super().ask(replace(question, effort="quick"), scope)


@pytest.fixture
def desk(made: Corpus) -> Iterator[Noting]:
    with closing(Noting(DeskConfig(made.folder, ranking=weights.load().ranking), HashingEmbedder())) as opened:
        opened.efforts = []
        opened.ready()
        yield opened


def test_ranking_is_timed_beside_its_goal(desk: Noting) -> None:
    seen: list[tuple[int, int]] = []
    (figure,) = ranking.measure(desk, TEXTS, "here", lambda done, every: seen.append((done, every)))
    assert (figure.what, figure.on, figure.goal) == ("ranking beyond search, quick, p50", "here", 4.0)
    assert 0 < figure.value <= figure.beside["p95"] <= figure.beside["p99"]
    assert seen == [(at, 6) for at in range(1, 7)]
    assert desk.efforts == ["quick"] * 6


def test_each_effort_is_timed_where_there_is_a_reader(desk: Noting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ranking.ASKED, "thorough", 2)
    desk.reads = True
    quick, thorough = ranking.measure(desk, TEXTS, "here", lambda _done, _every: None)
    assert (quick.goal, thorough.goal) == (4.0, 100.0)
    assert desk.efforts == ["quick"] * 6 + ["thorough"] * 4
