"""What was missing: the plainest reason first, in one sentence, within what the asker may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Filters
from qa.answering.answer import Missing
from qa.answering.missing import missing
from qa.desk import Desk
from tests.qa.answering.finding import release, room, seen

PORT = release("port.txt", "Port signs", "The port of Elsen signed with Brightfell Energy on Monday.")
RAIL = release("rail.txt", "Rail opens", "CFV Rail opened the Gorges line.", "2023-05-01")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with room(tmp_path / "room", PORT, RAIL) as opened:
        yield opened


def said(desk: Desk, question: str, filters: Filters | None = None) -> Missing:
    looked = seen(desk, question, filters=filters)
    return missing(looked.finding.understood, looked.finding, looked.proven, looked.sentences, looked.standing)


@pytest.mark.parametrize(
    ("question", "reason", "text"),
    [
        ("what did Elsen sign with Halvern?", "never_mentioned", "The archive never mentions Halvern."),
        (
            "what did Halvern and Norwick sign with Skerry?",
            "never_mentioned",
            "The archive never mentions Halvern, Norwick or Skerry.",
        ),
        ('who said "never again" in Elsen?', "never_mentioned", 'The archive never mentions "never again".'),
        (
            "what did Brightfell Energy sign with CFV Rail?",
            "not_together",
            "Brightfell Energy and CFV Rail stand in no release together.",
        ),
        (
            "how much did Elsen pay Brightfell Energy?",
            "not_said",
            "The nearest releases speak of Elsen and Brightfell Energy but do not say how much it was.",
        ),
        ("who opened the line?", "not_said", "The nearest releases do not say who it was."),
        ("what about ships?", "not_said", "The nearest releases do not say what was asked."),
    ],
)
def test_reasons(desk: Desk, question: str, reason: str, text: str) -> None:
    told = said(desk, question)
    assert (told.reason, told.text) == (reason, text)
    assert all(name.strip('"') in text for name in told.names)


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        (Filters(published_from=dt.date(2024, 1, 1)), "published since 1 January 2024"),
        (Filters(published_to=dt.date(2022, 12, 31)), "published until 31 December 2022"),
        (
            Filters(published_from=dt.date(2024, 1, 1), published_to=dt.date(2024, 6, 30)),
            "published from 1 January 2024 to 30 June 2024",
        ),
    ],
)
def test_not_in_the_period(desk: Desk, filters: Filters, days: str) -> None:
    told = said(desk, "what did CFV Rail open?", filters)
    assert told == Missing("not_in_period", ("CFV Rail",), f"The archive mentions CFV Rail, but nothing {days} does.")


def test_nothing_in_the_period_at_all(desk: Desk) -> None:
    told = said(desk, "what opened?", Filters(published_from=dt.date(2025, 1, 1)))
    assert (told.reason, told.text) == (
        "not_in_period", "Nothing published since 1 January 2025 was found for this question.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "bounds"),
    [
        (Filters(source="wire"), "from that source"),
        (Filters(language="fr"), "in French"),
        (Filters(language="nl"), "in nl"),
        (Filters(source="wire", language="ar"), "from that source in Arabic"),
        (
            Filters(source="wire", published_from=dt.date(2024, 1, 1)),
            "from that source published since 1 January 2024",
        ),
    ],
)
def test_what_other_releases_mention_is_not_said_to_be_mentioned_nowhere(
    desk: Desk, filters: Filters, bounds: str
) -> None:
    told = said(desk, "what did CFV Rail open?", filters)
    text = f"The archive mentions CFV Rail, but nothing {bounds} does."
    assert told == Missing("nothing_found", ("CFV Rail",), text)


def test_what_no_release_mentions_is_said_to_be_mentioned_nowhere_whatever_was_narrowed(desk: Desk) -> None:
    told = said(desk, "what did CFV Rail sign with Halvern?", Filters(source="wire"))
    assert told == Missing("never_mentioned", ("Halvern",), "The archive never mentions Halvern.")


def test_words_that_were_looked_for_in_part_of_the_archive_are_missed_there_alone(desk: Desk) -> None:
    told = said(desk, 'who "signed with" whom?', Filters(language="fr"))
    text = 'Nothing in French has the words "signed with".'
    assert told == Missing("nothing_found", (), text)


def test_a_name_of_the_source_but_of_other_days_is_of_other_days(desk: Desk) -> None:
    told = said(desk, "what did CFV Rail open?", Filters(source="room", published_from=dt.date(2024, 1, 1)))
    text = "The archive mentions CFV Rail, but nothing from that source published since 1 January 2024 does."
    assert told == Missing("not_in_period", ("CFV Rail",), text)


def test_nothing_of_a_source_at_all(desk: Desk) -> None:
    told = said(desk, "what opened?", Filters(source="wire"))
    assert told == Missing("nothing_found", (), "Nothing from that source was found for this question.")


def test_nothing_found(tmp_path: Path) -> None:
    with room(tmp_path / "empty") as empty:
        told = said(empty, "what opened?")
    assert (told.reason, told.names, told.text) == ("nothing_found", (), "Nothing was found for this question.")


def test_an_arabic_release_may_write_a_latin_name_in_its_own_letters(tmp_path: Path) -> None:
    park = release("park.txt", "افتتاح حديقة الوادي", "افتتحت بلدية الزهراء حديقة الوادي في نسيم-2 يوم الأحد.")
    with room(tmp_path / "arabic", park) as desk:
        told = said(desk, "what was opened in Nasim-2?")
        assert (told.reason, told.text) == ("not_said", "The nearest releases do not say what was asked.")
        gone = said(desk, "ماذا افتتحت بلدية الزهراء في نسيم-3؟")
        assert gone.text == "The archive never mentions نسيم-3."


def test_a_short_name_that_an_arabic_release_may_have_is_not_said_to_be_missing(tmp_path: Path) -> None:
    club = release(
        "club.txt", "Rovers sign a coach", "Elsen Rovers have a new coach of the club, Jon Tarrel, a coach."
    )
    park = release("park.txt", "نادي الراية", "تعاقد نادي الراية مع المدرب جون تاريل للموسم المقبل.")
    with room(tmp_path / "mixed", club, park) as desk:
        assert said(desk, "who is the new coach of the club Al Raya?").reason == "not_said"
        assert said(desk, "who is the new coach of the club Al Belfort?").names == ("Al Belfort",)
