"""An embargo is read, kept, lifted, and told from what only speaks of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from corpus.article import Document, Scope, Span
from corpus.reading import read
from corpus.records import Entry
from corpus.store import ArticleStore
from tests.corpus.entries import MODEL, unit_vectors
from tests.corpus.laboratory import FIRST, text

HELD = "EMBARGOED UNTIL 5 June 2024, 10:00 GMT"
HELD_FOR_LONG = "EMBARGOED UNTIL 5 June 2094, 10:00 GMT"


@pytest.mark.parametrize(
    "written",
    [
        f"{HELD}\n\nLaboratory opens\n\n{FIRST}\n",
        f"Laboratory opens\n\n{HELD}\n\n{FIRST}\n",
        f"Laboratory opens\n\n5 June 2024\n\nEmbargoed until 10:00 GMT\n\n{FIRST}\n",
        f"# Laboratory opens\n\n**{HELD}**\n\n{FIRST}\n",
        f"FOR RELEASE AT 6:00 A.M. EDT, JUNE 5, 2024\n\nLaboratory opens\n\n{FIRST}\n",
    ],
)
def test_an_embargo_is_a_field_and_no_sentence(written: str) -> None:
    draft = read(Document("room", "a.md", written.encode(), "markdown" if written[0] == "#" else "text"))
    assert draft.visible_from == dt.datetime(2024, 6, 5, 10, tzinfo=dt.UTC)
    assert draft.text == FIRST
    assert draft.title == "Laboratory opens"


@pytest.mark.parametrize("line", ["FOR RELEASE: June 5, 2024", "5 June 2024"])
def test_no_embargo_holds_back_what_may_be_shown(line: str) -> None:
    draft = text(f"{line}\n\nLaboratory opens\n\n{FIRST}\n")
    assert draft.visible_from is None
    assert "visible_from" not in draft.found


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "للنشر الفوري",
        "Pour diffusion immédiate",
        "Embargo lifted",
        f"{HELD}\n\nEMBARGO LIFTED",
    ],
)
def test_a_release_that_says_there_is_no_embargo_ends_the_one_before(line: str, store: ArticleStore) -> None:
    under, free = (text(f"{said}\n\nLaboratory opens\n\n{FIRST}\n") for said in (HELD_FOR_LONG, line))
    assert (free.visible_from, free.found["visible_from"]) == (None, "text")
    document = Document("room", "a.txt", b"1", "text")
    for draft, seen in (
        (under, 0),
        (replace(under, text=FIRST + " It is.", visible_from=None, found={}), 0),
        (free, 1),
    ):
        store.put([Entry(document, draft, [Span(0, 3)], unit_vectors(1), MODEL)])
        assert store.count(Scope.everything()) == seen


def test_an_embargo_told_of_in_the_news_is_none() -> None:
    told = (
        "The embargo on arms was extended until 5 June 2030, 10:00 GMT, the council decided on Monday after a debate."
    )
    draft = text(f"Laboratory opens\n\n{told}\n\n{FIRST}\n")
    assert (draft.visible_from, draft.text) == (None, f"{told}\n\n{FIRST}")


def test_of_two_moments_the_later_holds() -> None:
    draft = text(f"{HELD}\n\nLaboratory opens\n\nUnder embargo until 6 June 2024, 10:00 GMT\n\n{FIRST}\n")
    assert draft.visible_from == dt.datetime(2024, 6, 6, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2024-06-07T10:00:00+02:00", dt.datetime(2024, 6, 7, 8, tzinfo=dt.UTC)),
        ("2024-06-07", dt.datetime(2024, 6, 8, tzinfo=dt.UTC)),
        ("never", dt.datetime(2024, 6, 5, 10, tzinfo=dt.UTC)),
    ],
)
def test_the_senders_embargo_wins_when_it_is_one(said: str, until: dt.datetime) -> None:
    draft = text(f"{HELD}\n\nLaboratory opens\n\n{FIRST}\n", visible_from=said)
    assert draft.visible_from == until
    assert draft.found["visible_from"] == ("sender" if said != "never" else "text")
