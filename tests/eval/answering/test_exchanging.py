"""Names exchanged: a question like one that something answers, about somebody whom no release names."""

from __future__ import annotations

from dataclasses import replace

from eval.answering.exchanging import exchanged, names
from eval.gold import Gold, Relevant

SIGNED = Gold(
    "q1",
    "what did Elsen sign with Brightfell Energy?",
    "en",
    "fact",
    (Relevant("port.txt", "Elsen signed"),),
    "a lease",
)
OTHER = replace(SIGNED, id="q2", question="who leads CFV Rail, and is Orlington glad?")
RELEASES = ["Elsen signed a lease with Brightfell Energy.", "A fair opened in Orlington."]


def test_one_name_is_exchanged_for_another_of_as_many_words_that_no_release_has() -> None:
    told = {
        made.question
        for at in range(20)
        if (made := exchanged(replace(SIGNED, id=f"q{at}"), names([SIGNED, OTHER]), RELEASES))
    }
    assert told == {"what did Elsen sign with CFV Rail?"}, "Orlington stands in a release, and Elsen may not be alone"


def test_nothing_answers_it_and_its_name_stays() -> None:
    made = exchanged(SIGNED, ["Halvern", "CFV Rail"], RELEASES)
    assert made is not None
    assert (made.id, made.relevant) == (SIGNED.id, ())
    assert made.question != SIGNED.question
    assert made == exchanged(SIGNED, ["Halvern", "CFV Rail"], RELEASES), "the same every time"


def test_a_question_with_one_name_is_left_alone() -> None:
    assert exchanged(replace(SIGNED, question="what did Elsen sign?"), ["Halvern"], RELEASES) is None


def test_a_name_that_stands_somewhere_is_none_to_exchange_for() -> None:
    assert exchanged(SIGNED, ["ORLINGTON", "a lease"], RELEASES) is None
