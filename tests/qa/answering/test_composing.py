"""From passages to the answer, through a Desk: word for word, cited, marked, and with what it leans on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document
from qa.answer import Reply
from qa.answering.composing import Composer, parties
from qa.answering.features import NAMES
from qa.answering.model import Model, Models
from qa.desk import Desk
from qa.question import Question
from tests.conftest import examples
from tests.qa.answering.making import BRIDGE, asked, finding, proven, read

QUESTION = "how much did the harbour bridge of Elsen cost?"
RELEASE = (
    "Harbour bridge of Elsen opens\n\nELSEN, 7 March 2024 - The harbour bridge of Elsen opened on Thursday. It cost"
    " 12 million dollars, said Mayor Ada Holm of Elsen.\n\nThe bridge carries the road to Halvern."
)


def composer(**weights: float) -> Composer:
    one = Model(dict.fromkeys(NAMES, 0.0) | weights, 0.5)
    return Composer(Models(one, one))


def test_sentences_come_best_first() -> None:
    found = composer(kind=1.0).sentences(finding(QUESTION, [proven(1, BRIDGE)]), [proven(1, BRIDGE)])
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(len(one.features) == len(NAMES) for one in found)


def test_equal_sentences_stay_in_reading_order() -> None:
    found = composer().sentences(finding(QUESTION, [proven(1, BRIDGE)]), [proven(1, BRIDGE)])
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)


def test_other_weights_choose_with_a_reader_and_without() -> None:
    by_share, by_place = (Model(dict.fromkeys(NAMES, 0.0) | one, 0.5) for one in ({"share": 9.0}, {"kind": 9.0}))
    chooser = Composer(Models(by_share, by_place))
    passages = [proven(1, BRIDGE)]
    seen = finding(QUESTION, passages, {1: read(BRIDGE, "Halvern")})
    unseen = finding(QUESTION, passages)
    assert "Halvern" in chooser.chosen(seen, passages, chooser.sentences(seen, passages))[0].text
    assert "7 March" in chooser.chosen(unseen, passages, chooser.sentences(unseen, passages))[0].text


def test_no_sentence_is_of_another_one_of_a_series() -> None:
    passages = [
        proven(1, "The satellite was built in Elsen.", title="Kite-1 flies"),
        proven(2, "The satellite was launched on 3 May 2024.", title="Kite-2 flies"),
        proven(3, "A camera was launched with it.", title="Camera of the satellites"),
    ]

    def places(question: str) -> set[int]:
        return {one.passage for one in composer().sentences(finding(question, passages), passages)}

    assert places("when was KITE-1 launched?") == {0, 2}
    assert places("when was Kite 2 launched?") == {1, 2}
    assert places("when was Kite-3 launched?") == places("when was it launched?") == {0, 1, 2}


def test_parties_are_named_by_the_releases_that_have_them() -> None:
    passages = [proven(1, "Elsen paid."), proven(2, "HALVERN paid."), proven(3, "Both paid.", title="Elsen, Halvern")]
    assert parties(asked("how much did Elsen and Halvern pay?"), passages) == [{0, 2}, {1, 2}]
    assert parties(asked("how much did Elsen pay?"), passages) == []


@pytest.fixture
def ask(desk: Desk) -> Callable[..., Reply]:
    desk.add(Document("port", "bridge.txt", RELEASE.encode(), "text"))
    desk.add(
        Document("port", "rain.txt", b"Rain\n\nIt rained in Halvern for a week, and the boats stayed in.", "text")
    )

    def asking(text: str = QUESTION, **more: Any) -> Reply:
        return desk.ask(Question(text, **more))

    return asking


def test_an_answer_is_cut_out_of_what_it_cites(ask: Callable[..., Reply]) -> None:
    reply = ask(caution="eager")
    assert reply.answer is not None
    assert reply.answer.sentences
    for one in reply.answer.sentences:
        cited = reply.passages[one.citation - 1].citation
        assert one.text == one.span.of(cited.article.text)
        assert cited.start <= one.span.start < one.span.end <= cited.end
        if one.context:
            assert one.context.text == one.context.span.of(cited.article.text)
            assert one.context.span.end <= one.span.start
    assert reply.answer.text == " ".join(one.text for one in reply.answer.sentences)


def test_no_sentence_is_its_own_context_or_anothers(ask: Callable[..., Reply]) -> None:
    reply = ask(caution="eager")
    assert reply.answer is not None
    said = {one.text for one in reply.answer.sentences}
    assert not any(one.context and one.context.text in said for one in reply.answer.sentences)


@pytest.mark.parametrize("mode", ["hybrid", "bm25", "dense"])
def test_other_modes_only_find(ask: Callable[..., Reply], mode: str) -> None:
    assert ask(mode=mode).answer is None


def test_a_silent_answer_keeps_its_passages(ask: Callable[..., Reply]) -> None:
    reply = ask("what did FIFA sign with the moon?", caution="cautious")
    assert reply.answer is not None
    assert reply.answer.status == "unanswered"
    assert reply.answer.sentences == ()
    assert reply.answer.text is None
    assert reply.answer.missing is not None
    assert reply.passages


@given(st.lists(st.sampled_from([BRIDGE, "Le pont.", "هذا الجسر.", "🎉 🎉", "“Open. ", "a"]), max_size=5))
@settings(max_examples=examples(60), deadline=None)
def test_any_passages_can_be_answered_from(texts: list[str]) -> None:
    passages = [proven(at, text) for at, text in enumerate(texts, start=1)]
    found = finding(QUESTION, passages)
    chooser = Composer()
    chosen = chooser.chosen(found, passages, chooser.sentences(found, passages))
    assert bool(chosen) == any(texts)
    assert all(one.text == one.span.of(passages[one.passage].article.text) for one in chosen)
