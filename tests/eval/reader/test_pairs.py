"""Pairs as numbers: like lengths together, nothing lost, and exactly the answer marked."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from eval.reader.groups import Drawn, Reading
from eval.reader.pairs import MULTIPLE, batches
from tests.qa.reader import tiny

TEXT = "the mayor opened the bridge in March"


@pytest.fixture
def tokens() -> Tokenizer:
    made = tiny.tokenizer()
    made.enable_truncation(48)
    return made


def reading(text: str, *marked: str) -> Reading:
    return Reading(text, tuple((text.index(one), text.index(one) + len(one)) for one in marked))


def test_exactly_the_tokens_of_the_answer_are_marked(tokens: Tokenizer) -> None:
    drawn = Drawn("when opened the bridge", (reading(TEXT, "in March"),), True)
    ((places, made),) = batches([drawn], tokens)
    assert places == [0]
    marked = made.ids[0][made.evidence[0]].tolist()
    assert [tokens.id_to_token(one) for one in marked] == ["in", "March"]


def test_words_of_the_question_are_never_marked(tokens: Tokenizer) -> None:
    drawn = Drawn(TEXT, (reading(TEXT, TEXT),), True)
    ((_, made),) = batches([drawn], tokens)
    assert int(made.evidence.sum()) == len(TEXT.split())


def test_every_pair_comes_once_longest_first(tokens: Tokenizer) -> None:
    texts = ["the", "the bridge of the mayor " * 6, "harbour closed", "of " * 40]
    drawn = [Drawn("who", tuple(map(Reading, texts)), False), Drawn("where", tuple(map(Reading, texts[::-1])), False)]
    seen: list[int] = []
    for places, made in batches(drawn, tokens):
        assert made.ids.shape == made.mask.shape == made.evidence.shape
        assert made.ids.shape[0] == len(places)
        assert made.ids.shape[1] % MULTIPLE == 0
        assert not made.evidence.any()
        seen += places
    assert sorted(seen) == list(range(8))


def test_batches_are_small(tokens: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.reader.pairs.TOKENS", 2 * MULTIPLE)
    drawn = Drawn("who", tuple(Reading("the bridge") for _ in range(5)), False)
    assert [len(places) for places, _ in batches([drawn], tokens)] == [2, 2, 1]
