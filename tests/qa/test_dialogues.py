"""Conversations over the bundled press room, with the real model and reader."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from qa import weights
from qa.answer import Reply
from qa.conversation import Heard, Turn, hear
from qa.desk import Desk, DeskConfig
from qa.following import following
from qa.question import Question
from tests.conftest import ROOT
from tests.qa.dialogues import FOLLOW_UPS, Dialogue

SAMPLE = ROOT / "corpus" / "sample"
TODAY = dt.date(2026, 3, 1)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    learned = weights.load()
    config = DeskConfig(
        tmp_path_factory.mktemp("dialogues"),
        cache=user_cache_path("dateline"),
        ranking=learned.ranking,
        confidence=learned.confidence,
        reader="own",
    )
    desk = Desk(config)
    desk.intake().paths([SAMPLE])
    yield desk
    desk.close()


def cited(reply: Reply) -> list[tuple[str, str]]:
    """The releases that a reply quotes: path and title."""
    shown = {one.citation.number: one.citation.article for one in reply.passages}
    said = reply.answer.sentences if reply.answer else ()
    return [(shown[one.citation].path, shown[one.citation].title or "") for one in said]


def right(reply: Reply, dialogue: Dialogue) -> bool:
    """Whether a reply quotes a release that was meant, and says what was asked."""
    text = (reply.answer.text if reply.answer else None) or ""
    places = {path for path, _ in cited(reply)}
    return bool(places & set(dialogue.releases)) and (not dialogue.says or any(one in text for one in dialogue.says))


@pytest.mark.slow
def test_follow_ups_are_answered_from_the_conversation(asking: Desk) -> None:
    """38 of the 40 when this was written, and 23 if nothing that came before were used."""
    once = cache(asking.ask)
    wrong, alone = [], 0
    for dialogue in FOLLOW_UPS:
        earlier: list[Turn] = []
        for asked in dialogue.asked:
            heard = hear(once, Question(asked), earlier, TODAY)
            earlier.append(Turn(asked, tuple(title for _, title in cited(heard.reply))))
        if not right(heard.reply, dialogue):
            wrong.append((dialogue.asked, heard.understood_as))
        alone += right(once(Question(dialogue.asked[-1])), dialogue)
    assert len(FOLLOW_UPS) - len(wrong) >= 36, wrong
    assert alone <= 30, "questions that stand by themselves tell nothing about conversations"


@pytest.mark.slow
def test_a_question_that_stands_by_itself_is_answered_as_without_a_conversation(asking: Desk) -> None:
    once = cache(asking.ask)
    first = FOLLOW_UPS[0].asked[0]
    earlier = [Turn(first, tuple(title for _, title in cited(once(Question(first)))))]
    for dialogue in FOLLOW_UPS:
        question = Question(dialogue.asked[0])
        assert hear(once, question, earlier, TODAY) == Heard(once(question))


@pytest.mark.shared
def test_real_questions_are_hardly_ever_taken_for_follow_ups(shared: Path) -> None:
    lines = (shared / "train" / "press.jsonl").read_text().splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    taken = [question for question in questions if following(question, TODAY)]
    assert len(taken) <= 0.01 * len(questions), taken
