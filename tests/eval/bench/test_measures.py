"""Each measure over a small corpus: it measures what it says, and leaves the store as it was."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.store import ArticleStore
from eval.bench import adding, asking, ingesting, questions, remembering
from eval.bench.exact import Exact
from eval.bench.figures import Figure
from eval.bench.generator import Corpus
from eval.bench.worker import working
from eval.errors import GoldInvalid
from index.engine import Blend, LocalEngine
from qa.desk import Desk, DeskConfig
from tests.conftest import HashingEmbedder

MODEL = HashingEmbedder()


def silent(_done: int, _all: int) -> None:
    return None


@pytest.fixture
def desk(made: Corpus) -> Desk:
    return Desk(DeskConfig(made.folder), MODEL)


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.what: figure for figure in figures}


# Questions


def test_questions_are_those_of_the_gold_files_each_once(made: Corpus, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"question": "who?"}\n\n{"question": "when?"}\n{"question": "who?"}\n')
    with closing(ArticleStore(made.folder)) as store:
        assert questions.texts([gold], store) == ["who?", "when?"]
        assert 1 < len(questions.texts([], store)) <= questions.TITLES


@pytest.mark.parametrize("line", ['{"text": "who?"}', "nothing"])
def test_a_line_without_a_question_is_named(made: Corpus, tmp_path: Path, line: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(f'{{"question": "who?"}}\n{line}\n')
    with closing(ArticleStore(made.folder)) as store, pytest.raises(GoldInvalid, match=r"gold\.jsonl, line 2"):
        questions.texts([gold], store)


def test_queries_come_back_as_they_were_saved(tmp_path: Path) -> None:
    asked = questions.queries(["the harbour of Halvern", "متحف"], MODEL)
    questions.save(tmp_path / "queries.npz", asked)
    back = questions.load(tmp_path / "queries.npz")
    assert [query.terms for query in back] == [query.terms for query in asked] == [("harbour", "halvern"), ("متحف",)]
    for one, two in zip(back, asked, strict=True):
        assert one.vector is not None
        assert two.vector is not None
        assert np.array_equal(one.vector, two.vector)


# Asking


def test_every_width_of_filter_is_asked(made: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TIMED", 10)
    with closing(ArticleStore(made.folder)) as store:
        exact = Exact.of(store, MODEL.id, MODEL.dimensions)
        engine = LocalEngine(store, MODEL.id, MODEL.dimensions)
        asked = questions.queries(["harbour opens", "museum guests"], MODEL)
        figures = asking.measure(engine, exact, asked, Blend(), silent)
    cases = [figure.on.split(", ")[1] for figure in figures if figure.what == "question, p95"]
    assert cases[:5] == ["no filter", "50 % by date", "10 % by date", "1 % by date", "0.1 % by date"]
    assert any("by source" in case for case in cases)
    assert cases[-1] == "all of these"
    recalls = [figure.value for figure in figures if figure.unit == ""]
    assert recalls == pytest.approx([1.0] * len(cases))


# Adding


def test_adds_are_found_while_others_ask_and_gone_afterwards(made: Corpus, desk: Desk) -> None:
    before = desk.store.count_passages()
    texts = adding.shuffled(["the harbour opens on Monday with forty stalls " * 5] * 3)
    with closing(desk):
        figures = by_name(adding.measure(desk, ["harbour opens", "museum"], texts, 0.2, "here", silent))
        assert desk.store.count_passages() == before
        assert {gone.why for gone in desk.store.gone()} == {adding.REMOVED}
    assert 0 < figures["add one release and find it, p99"].value < adding.GIVE_UP_S
    assert figures["question with encoding, while adding, p95"].value > 0


def test_what_is_not_found_took_for_ever(made: Corpus, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "GIVE_UP_S", 0.05)
    monkeypatch.setattr(Desk, "add", lambda _self, _document: time.sleep(0.06))
    with closing(desk):
        assert adding.alone(desk, ["the harbour opens"]) == [float("inf")]


def test_shuffled_texts_have_the_same_words_in_another_order() -> None:
    (text,) = adding.shuffled(["one two three four five six seven eight"])
    assert sorted(text.split()) == sorted("one two three four five six seven eight".split())
    assert text != "one two three four five six seven eight"


# Memory


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has smaps_rollup")
def test_two_workers_are_looked_at_and_ended(made: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "ASKED", 10)
    asked = questions.queries(["harbour opens"], MODEL)
    figures = by_name(remembering.measure(made.folder, MODEL.id, MODEL.dimensions, asked, "here"))
    worker = figures[remembering.WORKER]
    assert worker.value == pytest.approx(sum(worker.beside.values()))
    assert 0 < figures["memory that a second worker adds"].value < 2 * worker.value


def test_a_worker_that_fails_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="ended before"),
        working(tmp_path / "data", "m", 3, tmp_path / "none.npz", 1),
    ):
        pass


# Ingest


def test_ingest_is_timed_beside_its_own_encoding(corpus_folder: Path, tmp_path: Path) -> None:
    figures = by_name(ingesting.measure(corpus_folder, DeskConfig(tmp_path), MODEL, 5, silent))
    beside = figures["whole ingest beside encoding alone"]
    assert beside.on.startswith("5 files of room, ")
    assert beside.value == pytest.approx(figures["whole ingest"].value / figures["encoding alone"].value)
    assert beside.value > 1
