"""Who did not: answered by a sentence that denies something, by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answering import denial
from qa.answering.confidence import Calibration, Confidence
from qa.answering.verdict import judge
from tests.qa.answering.finding import release, room, seen
from tests.qa.answering.making import asked, sentence

SURE = Calibration({}, 0.0, (0.0,), (1.0,), {"cautious": 0.0, "balanced": 0.0, "eager": 0.0})


@pytest.mark.parametrize(
    "question",
    [
        "Who did not sign the charter?",
        "who didn't come to the opening?",
        "Who else has never led the port?",
        "Who won’t pay?",
        "Qui n'a pas signé la charte ?",
        "Qui ne viendra pas ?",
        "¿Quién no firmó?",
        "من لم يوقع الميثاق؟",
        "من الذي لن يحضر؟",
    ],
)
def test_who_did_not_is_seen(question: str) -> None:
    assert denial.asked_for(asked(question))


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the charter?",
        "Who not only signed but paid?",
        "Why did Holm not sign?",
        "Who said that the port would not close?",
        "When did the port not open?",
        "Qui a signé ?",
        "من وقع الميثاق؟",
    ],
)
def test_other_questions_are_not_taken_for_it(question: str) -> None:
    assert not denial.asked_for(asked(question))


@pytest.mark.parametrize(
    ("question", "text", "silent"),
    [
        ("Who did not sign?", "Mayor Ada Holm signed the charter in Elsen.", True),
        ("Who did not sign?", "Mayor Ada Holm did not sign the charter.", False),
        ("Who did not sign?", "Norwick refused to sign.", False),
        ("Who did not sign?", "All towns but Norwick, which was absent, signed.", False),
        ("Who did not sign?", "The bank and the mission signed.", True),
        ("Qui n'a pas signé ?", "La maire a signé la charte.", True),
        ("Qui n'a pas signé ?", "Norwick n'a pas signé.", False),
        ("من لم يوقع؟", "وقع العمدة الميثاق.", True),
        ("من لم يوقع؟", "لم توقع نورويك الميثاق.", False),
        ("Who signed?", "Mayor Ada Holm signed the charter.", False),
    ],
)
def test_what_denies_nothing_is_no_answer_to_it(question: str, text: str, silent: bool) -> None:
    assert denial.silent(asked(question), sentence(text)) == silent


@pytest.mark.parametrize(
    ("text", "answered"),
    [("Holm signed the charter of Elsen.", False), ("Holm did not sign the charter of Elsen.", True)],
)
def test_silence_says_what_is_not_said_however_sure_the_evidence(tmp_path: Path, text: str, answered: bool) -> None:
    with room(tmp_path / "room", release("charter.txt", "Charter", text)) as desk:
        looked = seen(desk, "who did not sign the charter?")
        told = judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", Confidence(SURE, SURE))
    assert told.answered == answered
    if not answered:
        assert told.missing is not None
        assert told.missing.text == "The nearest releases do not say who did not."
