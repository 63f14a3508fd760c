"""Feedback as candidates for gold: praised places are proposed, doubts are told, and decisions come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Document, article_id
from corpus.store.feedback import Said, Spot
from eval import goldreview
from eval.candidates import ACCEPTED, REJECTED, SKIPPED
from eval.goldfeedback import waiting
from eval.goldreview import Open
from qa.desk import Desk

BODY = "The port of Halvern reopened on Thursday. Ferries to Rivamar leave every hour again."
QUESTION = "when did the port of Halvern reopen?"
FIRST, SECOND = (0, 41), (42, 84)
ID = article_id("press", "port/reopens.txt")


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


@pytest.fixture(autouse=True)
def held(desk: Desk) -> None:
    facts = {"title": "Port reopens", "published": "2024-03-14"}
    desk.add(Document("press", "port/reopens.txt", BODY.encode(), "text", None, facts))


def say(desk: Desk, verdict: str = "up", place: tuple[int, int] | None = FIRST, **fields: Any) -> str:
    content_hash = desk.store.versions(ID)[-1].content_hash if desk.store.versions(ID) else ""
    spot = Spot(ID, *place, content_hash) if place else None
    name = desk.store.add_feedback(Said(**{"question": QUESTION, "verdict": verdict, **fields}, spot=spot), 99)
    assert name is not None
    return name


def only(desk: Desk, into: Path) -> Open:
    (found,) = waiting(desk.store, into)
    return found


def states(desk: Desk) -> set[tuple[str, bool]]:
    return {(one.state, one.gold_id is not None) for one in desk.store.feedback()}


def test_a_praised_place_is_proposed_with_the_stores_words(desk: Desk, into: Path) -> None:
    say(desk, comment="just that")
    candidate = only(desk, into).candidate
    assert (candidate.question, candidate.lang, candidate.kind, candidate.gold) == (QUESTION, "en", "fact", None)
    (place,) = candidate.places
    assert (place.article, place.quote) == ("port/reopens.txt", "The port of Halvern reopened on Thursday.")
    assert (place.passage, place.title, place.published) == (BODY, "Port reopens", "2024-03-14")
    assert (candidate.rule, candidate.note) == ("feedback", "up: just that")


def test_it_is_accepted_into_the_gold_file_and_never_shown_again(desk: Desk, into: Path) -> None:
    say(desk)
    proposed = only(desk, into)
    added = goldreview.accept(proposed.candidate, into)
    proposed.decide(ACCEPTED, added)
    (row,) = map(json.loads, into.read_text().splitlines())
    assert row["relevant"] == [{"article": "port/reopens.txt", "quote": "The port of Halvern reopened on Thursday."}]
    assert [one.gold_id for one in desk.store.feedback()] == [row["id"]]
    assert states(desk) == {("accepted", True)}
    assert waiting(desk.store, into) == []


def test_what_is_rejected_is_dropped_and_what_is_skipped_stays(desk: Desk, into: Path) -> None:
    say(desk)
    only(desk, into).decide(SKIPPED, None)
    assert states(desk) == {("open", False)}
    only(desk, into).decide(REJECTED, None)
    assert states(desk) == {("dropped", False)}
    assert waiting(desk.store, into) == []


def test_what_was_accepted_over_http_still_waits_for_its_question(desk: Desk, into: Path) -> None:
    desk.store.decide_feedback(say(desk), "accepted")
    assert only(desk, into).candidate.question == QUESTION


def test_all_that_was_said_of_one_question_is_one_candidate(desk: Desk, into: Path) -> None:
    say(desk)
    say(desk, question=f"  {QUESTION.upper()} ")
    say(desk, place=SECOND)
    say(desk, "down", SECOND, comment="no\nport")
    say(desk, "down", None, question="who owns it?", answered=False)
    first, second = waiting(desk.store, into)
    assert [place.quote for place in first.candidate.places] == [BODY[:41], BODY[42:84]]
    assert first.candidate.note == "up; up; up; down of “Ferries to Rivamar leave every hour again.”: no port"
    assert second.candidate.question == "who owns it?"
    first.decide(REJECTED, None)
    assert sorted(one.state for one in desk.store.feedback()) == ["dropped"] * 4 + ["open"]


@pytest.mark.parametrize(
    ("verdict", "place", "answered", "note"),
    [
        ("down", FIRST, True, "down of “The port of Halvern reopened on Thursday.”"),
        ("down", None, None, "down"),
        ("down", None, False, "down when nothing was answered"),
        ("up", None, False, "up when nothing was answered"),
    ],
)
def test_where_no_place_was_praised_nothing_answers(
    desk: Desk, into: Path, verdict: str, place: tuple[int, int] | None, answered: bool | None, note: str
) -> None:
    say(desk, verdict, place, answered=answered)
    candidate = only(desk, into).candidate
    assert (candidate.kind, candidate.places, candidate.note) == ("unanswerable", (), note)
    added = goldreview.accept(candidate, into)
    (row,) = map(json.loads, into.read_text().splitlines())
    assert (row["id"], row["relevant"], row["kind"]) == (added.id, [], "unanswerable")


def test_praise_without_a_place_proposes_nothing(desk: Desk, into: Path) -> None:
    say(desk, place=None, answered=True)
    assert waiting(desk.store, into) == []
    assert states(desk) == {("open", False)}


def test_a_question_that_is_gold_already_gains_a_passage(desk: Desk, into: Path) -> None:
    into.write_text(
        json.dumps({"id": "q-1", "question": f"{QUESTION} ", "kind": "unanswerable", "relevant": []}) + "\n"
    )
    say(desk)
    proposed = only(desk, into)
    assert proposed.candidate.gold == "q-1"
    added = goldreview.accept(proposed.candidate, into)
    assert (added.id, added.new, added.kind_changed) == ("q-1", True, True)


def test_a_broken_gold_file_is_told_when_it_is_written_and_not_before(desk: Desk, into: Path) -> None:
    into.write_text("{\n")
    say(desk)
    assert only(desk, into).candidate.gold is None


def test_what_was_removed_or_purged_is_not_proposed(desk: Desk, into: Path) -> None:
    say(desk)
    say(desk, "down", None)
    desk.remove(ID)
    assert only(desk, into).candidate.places == ()
    desk.purge(ID)
    assert only(desk, into).candidate.places == ()
