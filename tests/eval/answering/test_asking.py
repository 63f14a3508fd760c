"""Asking for evidence: as questions are, and with the releases that answer them taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Scope
from eval.answering import sets
from eval.answering.asking import (
    ANSWERABLE,
    EXCHANGED,
    SIZES,
    TAKEN_OUT,
    UNANSWERABLE,
    Asker,
    scopes,
    small,
    with_stories,
)
from eval.answering.sets import Say
from qa import weights
from qa.answering.evidence import NAMES
from qa.desk import Desk, DeskConfig
from tests.conftest import HashingEmbedder
from tests.eval.conftest import QUESTIONS
from tests.qa.answering.finding import release

NOW = Scope.everything()


@pytest.fixture
def desk(tmp_path: Path, room: Path) -> Iterator[Desk]:
    opened = Desk(DeskConfig(tmp_path / "desk", ranking=weights.load().ranking), HashingEmbedder())
    opened.intake().paths([room])
    opened.ready()
    yield opened
    opened.close()


def ids(desk: Desk) -> dict[str, str]:
    return {article.path: article.id for article in desk.store.oldest_first(NOW)}


def test_every_question_is_asked_as_it_is_and_those_with_an_answer_without_it(desk: Desk) -> None:
    told = list(sets.ask(desk, "room", QUESTIONS, Say(desk.config.ranking, None), lambda _done, _of: None))
    assert [(one.id, one.sort, one.effort) for one in told] == [
        ("q1", ANSWERABLE, "quick"),
        ("q1", TAKEN_OUT, "quick"),
        ("q2", ANSWERABLE, "quick"),
        ("q2", TAKEN_OUT, "quick"),
        ("q3", UNANSWERABLE, "quick"),
    ]
    by_sort = {(one.id, one.sort): one for one in told}
    assert by_sort["q1", ANSWERABLE].right
    assert not by_sort["q1", TAKEN_OUT].right
    assert not by_sort["q3", UNANSWERABLE].right
    assert by_sort["q3", UNANSWERABLE].reason == "never_mentioned"
    assert by_sort["q1", TAKEN_OUT].reason == "never_mentioned", "Halvern stands in that release alone"
    assert all(len(one.values) == len(NAMES) for one in told)
    assert {one.source for one in told} == {"room"}
    assert by_sort["q1", ANSWERABLE].values != by_sort["q1", TAKEN_OUT].values


def test_a_release_is_taken_out_with_all_that_tell_the_same(desk: Desk) -> None:
    held = ids(desk)
    body = (
        "The long bridge of Orlington was opened by the mayor on the second day of May. Twenty boats passed under it."
    )
    for path in ("wire.txt", "own.txt"):
        desk.add(release(path, "Bridge opens", f"{body} A band played until nine in the evening.", source="wire"))
    now = Scope.everything()
    both = frozenset(article.id for article in desk.store.oldest_first(now)) - set(held.values())
    assert len(both) == 2
    assert with_stories(desk, [next(iter(both))], now) == both
    assert with_stories(desk, [held["fair.md"]], now) == {held["fair.md"]}


def test_a_question_that_nothing_answers_is_asked_once(desk: Desk) -> None:
    assert [sort for sort, _ in scopes(desk, QUESTIONS[2], ids(desk), NOW)] == [UNANSWERABLE]
    (_, whole), (_, without) = scopes(desk, QUESTIONS[1], ids(desk), NOW)
    assert whole == NOW
    assert without.without == {ids(desk)["port/dredging.txt"], ids(desk)["fair.md"]}


def test_without_a_reader_only_quick_questions_are_asked(desk: Desk) -> None:
    assert Asker(desk, desk.config.ranking, None).efforts == ("quick",)


def test_outcomes_are_read_back_as_they_were_written(desk: Desk, tmp_path: Path) -> None:
    told = list(sets.ask(desk, "room", QUESTIONS, Say(desk.config.ranking, None), lambda _done, _of: None))
    assert sets.write(tmp_path / "outcomes.jsonl", told) == len(told)
    assert sets.read(tmp_path / "outcomes.jsonl") == told
    assert "Halvern" not in (tmp_path / "outcomes.jsonl").read_text("utf-8"), "numbers and names, no words"


def test_an_archive_of_a_few_releases_holds_those_that_are_wanted() -> None:
    every = [f"r{at}" for at in range(200)]
    wanted = frozenset(("r7", "r8"))
    drawn = {question: small(every, wanted, question) for question in ("q1", "q2", "q3", "q4", "q5", "q6")}
    for size, others in drawn.values():
        assert size in SIZES
        assert wanted <= frozenset(every) - others
        assert len(frozenset(every) - others) == size + len(wanted)
    assert len({others for _, others in drawn.values()}) > 1
    assert small(every, wanted, "q1") == drawn["q1"], "the same for a question every time"


def test_an_archive_is_cut_down_to_a_few_and_questions_are_asked_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "MANY", 3)
    monkeypatch.setattr(sets, "FEW", 1)
    monkeypatch.setattr("eval.answering.asking.SIZES", (1,))
    told = list(sets.ask(desk, "room", QUESTIONS, Say(desk.config.ranking, None), lambda _done, _of: None))
    few = {(one.id, one.sort): one for one in told if one.releases}
    assert {sort for name, sort in few if name == "q1"} >= {ANSWERABLE, TAKEN_OUT}
    assert few["q1", ANSWERABLE].releases == few["q1", TAKEN_OUT].releases + 1
    assert few["q1", ANSWERABLE].right
    assert few["q3", UNANSWERABLE].releases == 2, "the nearest release, and one beside it"
    assert not any(one.right for (_, sort), one in few.items() if sort != ANSWERABLE)
    assert {sort for _, sort in few} <= {ANSWERABLE, TAKEN_OUT, UNANSWERABLE, EXCHANGED}
