"""A collection ranked by vectors: the score is that of the ranking, and two embedders are told apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from eval import beir
from eval.bench import scifact
from index.encoding.embedding import Floats
from tests.conftest import HashingEmbedder

WORDS = ["port", "bridge", "budget", "school", "river"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five documents of a word each; each is asked for by its word."""
    documents = [{"_id": f"d{at}", "title": "", "text": f"{word} {word}"} for at, word in enumerate(WORDS)]
    queries = [{"_id": f"q{at}", "text": word} for at, word in enumerate(WORDS)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (tmp_path / "qrels.tsv").write_text("\n".join(f"q{at}\td{at}\t1" for at in range(len(WORDS))))
    return tmp_path


class Turned(HashingEmbedder):
    """Finds the least alike first."""

    id = "hashing/turned/x"

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        return -super().encode_passages(texts, progress)


def test_what_is_found_first_scores_one(folder: Path) -> None:
    assert scifact.ndcg(beir.load(folder), HashingEmbedder()) == pytest.approx(1)


def test_what_is_found_last_scores_as_the_formula_says(folder: Path) -> None:
    # Järvelin and Kekäläinen 2002: one relevant document at rank 5 of 5.
    assert scifact.ndcg(beir.load(folder), Turned()) == pytest.approx(1 / np.log2(6))


def test_two_that_rank_apart_miss_the_goal(folder: Path) -> None:
    first, second, apart = scifact.compare("m", folder, Turned(), _Same())
    assert first.value == pytest.approx(1 / np.log2(6))
    assert second.value == pytest.approx(1)
    assert apart.value == pytest.approx(1 - 1 / np.log2(6))
    assert apart.met is False
    assert scifact.compare("m", folder, _Same(), _Same())[2].met is True


class _Same(HashingEmbedder):
    id = "hashing/same/x"


def test_the_best_come_first_and_equals_in_order() -> None:
    assert scifact.best(np.array([0.1, 0.9, 0.9, -1], np.float32)) == [1, 2, 0, 3]
    assert len(scifact.best(np.zeros(500, np.float32))) == scifact.DEPTH
