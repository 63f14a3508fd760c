"""Confidence learned for an archive of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from eval.answering import tuning
from eval.answering.tuning import learned
from eval.looking import Readers
from qa import weights
from qa.answering.confidence import confidence
from qa.desk import Desk, DeskConfig
from qa.question import CAUTIONS
from tests.conftest import HashingEmbedder
from tests.eval.conftest import QUESTIONS
from tests.qa.test_finding import Saying


@pytest.fixture
def desk(tmp_path: Path, room: Path) -> Iterator[Desk]:
    opened = Desk(DeskConfig(tmp_path / "desk", ranking=weights.load().ranking), HashingEmbedder())
    opened.intake().paths([room])
    opened.ready()
    yield opened
    opened.close()


def told(desk: Desk, room: Path, readers: Readers) -> dict[str, object] | None:
    return learned(desk, [room], QUESTIONS, desk.config.ranking, readers, lambda _done, _of: None)


def test_what_was_learned_can_be_used(desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "LEAST", 2)
    found = told(desk, room, Readers(Saying("Thursday"), {}))
    assert found is not None
    made = confidence(found)
    for one in (made.read, made.unread):
        cautious, balanced, eager = (one.thresholds[caution] for caution in CAUTIONS)
        assert cautious >= balanced >= eager


@pytest.mark.parametrize(("least", "reader"), [(3, Saying("Thursday")), (2, None)])
def test_too_few_questions_or_nobody_who_reads_teach_nothing(
    desk: Desk, room: Path, monkeypatch: pytest.MonkeyPatch, least: int, reader: Saying | None
) -> None:
    monkeypatch.setattr(tuning, "LEAST", least)
    assert told(desk, room, Readers(reader, {})) is None


def test_a_question_is_about_its_folder(tmp_path: Path) -> None:
    folders: Sequence[Path] = [tmp_path / "one", tmp_path / "other"]
    assert tuning._source(QUESTIONS[0], [tmp_path / "room"]) == "room"
    assert tuning._source(QUESTIONS[0], folders) == "port", "its path begins with the folder's name"
    assert tuning._source(QUESTIONS[2], folders) == "one"
