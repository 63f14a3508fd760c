"""As of a day: a release that was corrected since answers with the words that stood then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Document, Kept, Scope, Version
from qa import weights
from qa.answer import Reply
from qa.desk import Desk, DeskConfig
from qa.earlier import then
from qa.question import Question
from tests.conftest import HashingEmbedder
from tests.index.oracle import embargo

FIRST, CORRECTED = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC), dt.datetime(2024, 3, 10, 9, tzinfo=dt.UTC)
NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
QUESTION = "how many berths did the port of Elsen open?"
BEFORE = (
    "ELSEN - The port of Elsen opened 4 berths on Friday. The mayor spoke at noon.\n\nShips came from three towns."
)
AFTER = BEFORE.replace("4 berths", "5 berths")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(DeskConfig(tmp_path / "desk", ranking=weights.load().ranking), HashingEmbedder())
    yield opened
    opened.close()


def tell(desk: Desk, text: str, stored: dt.datetime, path: str = "port.txt", published: str = "2024-03-01") -> str:
    """Take a text in as if at a moment."""
    fields = {"title": "Port of Elsen", "published": published}
    document = Document(
        "room", path, text.encode(), "text", fields=fields, kept=Kept(first_seen=FIRST, stored=stored)
    )
    desk.add(document)
    with desk.store._write() as connection:  # a correction is stored at this moment, whatever an export says
        connection.exec_driver_sql(
            "UPDATE versions SET stored = ? WHERE number = (SELECT version FROM articles WHERE id = ?)",
            (stored.isoformat(timespec="microseconds"), document.id),
        )
    return document.id


def ask(desk: Desk, as_of: dt.date | None) -> Reply:
    return desk.ask(Question(QUESTION, caution="eager"), Scope(NOW, as_of=as_of))


def quotes(reply: Reply) -> str:
    return " ".join(passage.text for passage in reply.passages)


def test_before_its_correction_a_release_answers_as_it_was(desk: Desk) -> None:
    tell(desk, BEFORE, FIRST)
    tell(desk, AFTER, CORRECTED)
    assert "5 berths" in quotes(ask(desk, None))
    assert "5 berths" in quotes(ask(desk, CORRECTED.date()))
    early = ask(desk, CORRECTED.date() - dt.timedelta(days=1))
    assert "4 berths" in quotes(early)
    assert "5 berths" not in quotes(early)
    for passage in early.passages:
        cited = passage.citation
        kept = desk.store.article(cited.article.id, Scope(NOW), cited.article.content_hash)
        assert kept.text[cited.start : cited.end] == passage.text, "whoever checks the citation finds these words"
    assert early.answer is not None
    assert all("5 berths" not in one.text for one in early.answer.sentences)


def test_a_release_taken_in_later_answers_with_its_first_text(desk: Desk) -> None:
    tell(desk, BEFORE, CORRECTED)
    tell(desk, AFTER, CORRECTED + dt.timedelta(days=5))
    assert "4 berths" in quotes(ask(desk, FIRST.date()))


def test_what_a_correction_brought_is_not_shown_before_it(desk: Desk) -> None:
    tell(desk, "ELSEN - The council met. It was cold.", FIRST)
    tell(desk, "The port of Elsen opened 5 berths. All of this is new.", CORRECTED)
    assert quotes(ask(desk, FIRST.date())) == ""
    assert "5 berths" in quotes(ask(desk, CORRECTED.date()))


def test_what_is_hidden_stays_hidden_whatever_the_day(desk: Desk) -> None:
    name = tell(desk, BEFORE, FIRST)
    tell(desk, AFTER, CORRECTED)
    assert ask(desk, FIRST.date()).passages != ()
    embargo(desk.store, name, NOW + dt.timedelta(days=1))
    assert ask(desk, FIRST.date()).passages == ()
    assert ask(desk, CORRECTED.date()).passages == ()


def test_what_was_removed_stays_removed_whatever_the_day(desk: Desk) -> None:
    name = tell(desk, BEFORE, FIRST)
    tell(desk, AFTER, CORRECTED)
    assert ask(desk, FIRST.date()).passages != ()
    desk.remove(name)
    assert ask(desk, FIRST.date()).passages == ()


MOMENTS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 20), timezones=st.just(dt.UTC))


@given(
    st.lists(st.tuples(MOMENTS, st.sampled_from("ab")), min_size=1, max_size=6),
    st.dates(dt.date(2023, 12, 30), dt.date(2024, 1, 22)),
)
def test_the_version_of_a_day(stored: list[tuple[dt.datetime, str]], day: dt.date) -> None:
    """The bytes are the last received by then, or the first; the version is the last that was read from them."""
    history = [
        (Version(number, f"text {number}", raw, "1", moment), _article())
        for number, (moment, raw) in enumerate(sorted(stored))
    ]
    found = then(history, day)
    assert found is not None
    version = found[0]
    by_then = [one for one, _ in history if one.stored.date() <= day] or [history[0][0]]
    assert version.raw_hash == by_then[-1].raw_hash
    behind = [one for one, _ in history if one.number > version.number]
    assert not behind or behind[0].raw_hash != version.raw_hash
    between = [one for one, _ in history if by_then[-1].number <= one.number <= version.number]
    assert {one.raw_hash for one in between} == {version.raw_hash}


def test_no_version_of_nothing() -> None:
    assert then([], dt.date(2024, 1, 1)) is None


def _article() -> Article:
    return replace(
        Article("a", "room", "a.txt", None, None, None, None, None, None, None, "", "", "", "1", FIRST), title="A"
    )
