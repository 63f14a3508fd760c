"""The word search benchmark: its corpus, and that it compares what it says."""

from __future__ import annotations

import builtins
import json
from collections.abc import Sequence
from typing import Any
from unittest import mock

import numpy as np
import pytest

from eval.bench import words
from eval.bench.words import draw, measure, questions, table, zipf
from eval.errors import RivalMissing
from index.lexical.search import scores_at

real_import = builtins.__import__


def without(*names: str) -> Any:
    """Import everything but these."""

    def fake(name: str, *rest: Any) -> Any:
        if name in names:
            raise ImportError(name)
        return real_import(name, *rest)

    return mock.patch.object(builtins, "__import__", fake)


class StandIn:
    """bm25s as the benchmark uses it; numba's is not installed."""

    asked: list[tuple[Sequence[Sequence[str]], int]]

    def __init__(self, k1: float, b: float, backend: str) -> None:
        if backend == "numba":
            raise ImportError(backend)
        StandIn.asked = []

    def index(self, corpus: tuple[list[list[int]], dict[str, int]], show_progress: bool) -> None:
        self.documents = len(corpus[0])

    def retrieve(self, query: Sequence[Sequence[str]], k: int, show_progress: bool) -> None:
        assert k <= self.documents
        StandIn.asked.append((query, k))


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "QUESTIONS", 6)
    monkeypatch.setattr(words, "VOCABULARY", 5000)
    monkeypatch.setattr(words, "SAMPLE", 3)


def test_terms_are_as_common_as_the_docstring_says() -> None:
    corpus = draw(3000)
    first = {row for row, document in enumerate(corpus.documents()) if 0 in document}
    assert 0.55 < len(first) / 3000 < 0.65
    assert 98 < corpus.lengths.mean() < 102
    assert np.diff(zipf(300_000)).min() > 0
    assert zipf(300_000)[-1] == 1.0


def test_the_documents_are_the_tokens_cut_by_their_lengths() -> None:
    corpus = draw(50)
    assert [len(document) for document in corpus.documents()] == corpus.lengths.tolist()
    assert np.concatenate(corpus.documents()).tolist() == corpus.tokens.tolist()


def test_questions_mix_common_and_rare_terms() -> None:
    vocabulary = [str(number) for number in range(300_000)]
    drawn = questions(vocabulary, 400)
    assert {len(query) for query in drawn} == {*range(4, 13)}
    numbers = [int(word) for query in drawn for word in query]
    assert 0.2 < sum(number < 1000 for number in numbers) / len(numbers) < 0.3
    assert 0.35 < sum(number > 100_000 for number in numbers) / len(numbers) < 0.45


@pytest.mark.usefixtures("_small")
def test_scores_are_held_against_rank_bm25_in_the_run() -> None:
    with mock.patch.dict("sys.modules", bm25s=mock.Mock(BM25=StandIn)):
        figures = measure(400)
    assert [*figures["libraries"]] == ["ours", "bm25s, numpy", "rank-bm25"]
    assert {len(queries[0]) for queries, k in StandIn.asked} <= {*range(4, 13)}
    assert 0 <= figures["largest_difference_to_rank_bm25"] < 1e-9
    ours, theirs = figures["libraries"]["ours"], figures["libraries"]["rank-bm25"]
    times = ours["questions_per_second"] / theirs["questions_per_second"]
    assert figures["times_as_fast"]["rank-bm25"] == pytest.approx(times, abs=0.06)
    shown = table(json.loads(json.dumps(figures)))
    assert "400 passages" in shown
    assert f"ours is {figures['times_as_fast']['rank-bm25']} × as fast" in shown


@pytest.mark.usefixtures("_small")
def test_other_scores_would_show() -> None:
    def wrong(*asked: Any) -> Any:
        return scores_at(*asked) * 1.01

    with (
        mock.patch.dict("sys.modules", bm25s=mock.Mock(BM25=StandIn)),
        mock.patch.object(words, "scores_at", wrong),
    ):
        assert measure(200)["largest_difference_to_rank_bm25"] == pytest.approx(0.01)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("name", ["bm25s", "rank_bm25"])
def test_a_library_that_is_missing_is_named_with_what_brings_it(name: str) -> None:
    present = {} if name == "bm25s" else {"bm25s": mock.Mock(BM25=StandIn)}
    with mock.patch.dict("sys.modules", present), without(name), pytest.raises(RivalMissing, match="pip install"):
        measure(200)


@pytest.mark.usefixtures("_small")
def test_the_command_prints_json_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    with (
        mock.patch("sys.argv", ["words", "--passages", "150", "--json"]),
        mock.patch.dict("sys.modules", bm25s=mock.Mock(BM25=StandIn)),
    ):
        words.main()
    assert json.loads(capsys.readouterr().out)["passages"] == 150
