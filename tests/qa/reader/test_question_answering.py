"""A user's own question-answering model: scores as SQuAD 2.0 has them, and clear words where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertForQuestionAnswering

from index.errors import ModelMissing
from qa.reader.chosen import chosen
from qa.reader.question_answering import QuestionAnsweringReader, answers_questions
from qa.reader.windows import Window
from tests.qa.reader import tiny

QUESTION, TEXT = "when opened the bridge", "the bridge opened in March of June"


def logits(folder: Path) -> tuple[list[float], list[float], list[int]]:
    """Give both scores of every token from the library itself, and the places of the text's own tokens."""
    encoded = tiny.tokenizer().encode(QUESTION, TEXT)
    network = BertForQuestionAnswering.from_pretrained(folder).eval()  # type: ignore[no-untyped-call]
    with torch.no_grad():
        told = network(torch.tensor([encoded.ids]), token_type_ids=torch.tensor([encoded.type_ids]))
    own = [at for at, part in enumerate(encoded.sequence_ids) if part == 1]
    return told.start_logits[0].tolist(), told.end_logits[0].tolist(), own


def test_a_score_is_that_of_the_best_answer_less_that_of_none(question_answering: Path) -> None:
    first, last, own = logits(question_answering)
    best = max(first[start] + last[end] for start in own for end in own if start <= end)
    found = QuestionAnsweringReader(str(question_answering)).score(QUESTION, [Window(TEXT)])
    assert found[0] == pytest.approx(best - first[0] - last[0], abs=1e-4)


def test_a_token_weighs_as_it_begins_or_ends_an_answer(question_answering: Path) -> None:
    first, last, own = logits(question_answering)
    chances = [np.exp(np.array(side)[own]) / np.exp(np.array(side)[own]).sum() for side in (first, last)]
    found = QuestionAnsweringReader(str(question_answering)).read(QUESTION, [Window(TEXT)])[0]
    np.testing.assert_allclose(found.weights, (chances[0] + chances[1]) / 2, atol=1e-5)
    assert [TEXT[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == TEXT.split()


def test_a_window_without_words_has_no_answer(question_answering: Path) -> None:
    empty = QuestionAnsweringReader(str(question_answering)).read(QUESTION, [Window(""), Window(TEXT)])[0]
    ids = tiny.tokenizer().encode(QUESTION, "").ids
    network = BertForQuestionAnswering.from_pretrained(question_answering).eval()  # type: ignore[no-untyped-call]
    with torch.no_grad():
        told = network(torch.tensor([ids]))
    first, last = told.start_logits[0], told.end_logits[0]
    assert empty.score == pytest.approx(float(first.min() + last.min() - first[0] - last[0]), abs=1e-4)
    assert empty.score <= 0
    assert len(empty.weights) == 0


def test_its_kind_is_told_by_its_configuration(question_answering: Path, cross_encoder: Path, tmp_path: Path) -> None:
    assert answers_questions(str(question_answering), allow_hub=False)
    assert not answers_questions(str(cross_encoder), allow_hub=False)
    assert not answers_questions(str(tmp_path), allow_hub=False)
    assert not answers_questions("someone/some-reader", allow_hub=False)


def test_a_configuration_that_is_none_tells_nothing(tmp_path: Path) -> None:
    for told in ("[]", "{", json.dumps({"architectures": None})):
        (tmp_path / "config.json").write_text(told)
        assert not answers_questions(str(tmp_path), allow_hub=False)


def test_the_setting_takes_it(question_answering: Path) -> None:
    assert isinstance(chosen(str(question_answering), None), QuestionAnsweringReader)


def test_a_hub_name_is_not_fetched_unasked() -> None:
    with pytest.raises(ModelMissing, match="DATELINE_HUB"):
        QuestionAnsweringReader("someone/some-reader")


def test_it_is_named_by_its_folder(question_answering: Path) -> None:
    assert QuestionAnsweringReader(str(question_answering)).id == f"{question_answering.name}/torch-fp32"
