"""Feedback: a place is believed only where it stands, and its words are the store's, whoever said them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import Document, Scope, article_id
from corpus.errors import ArticleUnknown
from corpus.store.feedback import Said, Spot
from qa import feedback
from qa.desk import Desk
from qa.errors import FeedbackFull, FeedbackUnknown, PlaceInvalid, QuestionEmpty, QuestionTooLong
from qa.feedback import decide, heard, keep

ALL = Scope.everything()
ID = article_id("port", "a.txt")
BODY = "The port of Halvern reopened — “at last” — on Thursday. Ferries leave every hour."


@pytest.fixture(autouse=True)
def held(desk: Desk) -> None:
    desk.add(Document("port", "a.txt", f"Port reopens\n\n{BODY}\n".encode(), "text"))


def said(start: int = 0, end: int = 8, of: str = ID, content_hash: str = "") -> Said:
    return Said("is the port open?", "up", spot=Spot(of, start, end, content_hash))


def quotes(desk: Desk, scope: Scope = ALL) -> list[str | None]:
    return [one.quote for one in heard(desk.store, desk.store.feedback(), scope)]


def test_the_words_at_a_place_are_read_from_the_store(desk: Desk) -> None:
    start = BODY.index("“at last”")
    keep(desk.store, said(start, start + 9), ALL)
    assert quotes(desk) == ["“at last”"]
    (entry,) = desk.store.feedback()
    assert entry.said.spot is not None
    assert entry.said.spot.content_hash == desk.store.article(ID, ALL).content_hash


def test_they_are_of_the_version_that_was_judged(desk: Desk) -> None:
    first = desk.store.article(ID, ALL).content_hash
    keep(desk.store, said(), ALL)
    desk.add(
        Document("port", "a.txt", b"Port reopens\n\nAnother text stands here now, and it is about ferries.", "text")
    )
    keep(desk.store, said(content_hash=first), ALL)
    keep(desk.store, said(), ALL)
    assert quotes(desk) == ["Another ", "The port", "The port"]


def test_what_is_removed_is_not_quoted_until_it_returns(desk: Desk) -> None:
    keep(desk.store, said(), ALL)
    desk.remove(ID)
    assert quotes(desk) == [None]
    desk.add(Document("port", "a.txt", f"Port reopens\n\n{BODY}\n".encode(), "text"))
    assert quotes(desk) == ["The port"]
    desk.purge(ID)
    assert quotes(desk) == [None]


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(BODY) + 1), (10**9, 10**9 + 1)])
def test_a_place_that_the_text_does_not_have_is_refused(desk: Desk, start: int, end: int) -> None:
    with pytest.raises(PlaceInvalid, match=str(len(BODY))):
        keep(desk.store, said(start, end), ALL)
    assert desk.store.count_feedback() == 0


def test_the_whole_text_is_a_place_but_not_a_book(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(desk.store, said(0, len(BODY)), ALL)
    assert quotes(desk) == [BODY]
    monkeypatch.setattr(feedback, "LONGEST_PLACE", 10)
    with pytest.raises(PlaceInvalid, match="10"):
        keep(desk.store, said(0, 11), ALL)


@pytest.mark.parametrize("wrong", [said(of="0123456789abcdef"), said(content_hash="sha256:00")])
def test_an_article_or_version_that_is_not_there_is_refused(desk: Desk, wrong: Said) -> None:
    with pytest.raises(ArticleUnknown):
        keep(desk.store, wrong, ALL)


def test_what_may_not_be_seen_can_not_be_judged(desk: Desk) -> None:
    narrow = replace(ALL, sources=frozenset({"fair"}))
    with pytest.raises(ArticleUnknown):
        keep(desk.store, said(), narrow)
    keep(desk.store, said(), ALL)
    assert quotes(desk, narrow) == [None]


def test_an_answer_as_a_whole_needs_no_place(desk: Desk) -> None:
    keep(desk.store, Said("is the port open?", "down", "no answer", False), ALL)
    assert quotes(desk) == [None]


def test_what_cannot_be_asked_cannot_be_judged(desk: Desk) -> None:
    for question, kind in ((" ?! ", QuestionEmpty), ("word " * 500, QuestionTooLong)):
        with pytest.raises(kind):
            keep(desk.store, replace(said(), question=question), ALL)


def test_too_much_is_too_much(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_OPEN", 1)
    keep(desk.store, said(), ALL)
    with pytest.raises(FeedbackFull):
        keep(desk.store, said(), ALL)


def test_a_decision_is_told_with_the_words(desk: Desk) -> None:
    name = keep(desk.store, said(), ALL)
    decided = decide(desk.store, name, "accepted", ALL, "q-1")
    assert (decided.feedback.state, decided.feedback.gold_id, decided.quote) == ("accepted", "q-1", "The port")
    with pytest.raises(FeedbackUnknown, match="nothing"):
        decide(desk.store, "nothing", "dropped", ALL)
