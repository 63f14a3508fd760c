"""The verifier over a real store and index: every true quote, no false one, and nothing that may not be seen."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from corpus.article import Document, Filters, Scope
from corpus.store.articles import FILE
from qa.desk import Desk
from qa.errors import QuoteEmpty
from qa.verifying import candidates
from qa.verifying.reply import record
from qa.verifying.verifier import Verdict

Release = Callable[..., Document]

PORT = (
    "HALVERN, 14 March 2024 - The port of Halvern reopened to “all” ships on Thursday, the mayor said.\n\n"
    "It cost 15 million euros, which is twice what was planned. US ships came first. أعيد افتتاح الميناء."
)
FAIR = "RIVAMAR, le 12 mai 2022 - La foire de Rivamar ouvre avec quarante stands. L’accord a été signé par le maire."


@pytest.fixture
def held(desk: Desk) -> Desk:
    for path, title, text, url in (
        ("port.txt", "Port reopens at last", PORT, "https://example.org/port"),
        ("fair.txt", "La foire ouvre", FAIR, None),
    ):
        desk.add(Document("room", path, f"{title}\n\n{text}\n".encode(), "text", url))
    for number in range(8):
        text = f"Bulletin {number}\n\nThe weekly bulletin of the council lists what it is about, number {number}.\n"
        desk.add(Document("council", f"{number}.txt", text.encode(), "text"))
    return desk


def titles(verdict: Verdict) -> list[str | None]:
    return [place.article.title for place in verdict.places]


def add(desk: Desk, text: str) -> None:
    desk.add(
        Document("room", "port.txt", f"Port reopens at last\n\n{text}\n".encode(), "text", "https://example.org/p")
    )


@pytest.mark.parametrize(
    ("words", "title", "exact"),
    [
        ("The port of Halvern reopened", "Port reopens at last", True),
        ('reopened to "all" ships', "Port reopens at last", False),
        ("the mayor said. It cost 15 million euros", "Port reopens at last", False),
        ("port of Halvern [...] US ships came first", "Port reopens at last", True),
        ("US", "Port reopens at last", True),
        ("which is", "Port reopens at last", True),
        ("افتتاح الميناء", "Port reopens at last", True),
        ("signé par le maire.", "La foire ouvre", True),
        ("l'accord", None, None),
        ("L'accord a été", "La foire ouvre", False),
        ("15 million", "Port reopens at last", True),
        ("5 million", None, None),
        ("The port of Halvern closed", None, None),
        ("ships on Thursday La foire", None, None),
    ],
)
def test_words_are_found_in_the_release_that_holds_them_alone(
    held: Desk, words: str, title: str | None, exact: bool | None
) -> None:
    found = held.verify(words)
    assert titles(found) == ([title] if title else [])
    assert [place.match.exact for place in found.places] == ([exact] if title else [])
    assert found.complete
    for place in found.places:
        for span in place.match.spans:
            assert span.of(place.article.text)


def test_a_headline_was_published_too(held: Desk) -> None:
    (place,) = held.verify("Port reopens at last").places
    assert (place.in_title, place.printed) == (True, "Port reopens at last")


def test_every_release_is_told_newest_first_up_to_what_is_wanted(held: Desk) -> None:
    found = held.verify("The weekly bulletin of the council", most=5)
    assert (len(found.places), found.more, found.looked_up) == (5, True, True)
    assert not held.verify("The weekly bulletin of the council", most=8).more


def test_words_too_common_for_the_index_are_looked_for_in_the_texts(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert held.verify("what it is").looked_up is False
    assert titles(held.verify("which is"))
    monkeypatch.setattr(candidates, "MOST_HELD", 3)
    found = held.verify("the weekly bulletin")
    assert (found.looked_up, found.complete, found.places) == (False, True, ())
    assert len(held.verify("The weekly bulletin").places) == 8
    monkeypatch.setattr(candidates, "SCANNED", 4)
    assert held.verify("The weekly bulletin").complete is False


def test_scope_and_filters_decide_what_is_looked_at(held: Desk) -> None:
    now = dt.datetime.now(dt.UTC)
    words = "The port of Halvern reopened"
    assert held.verify(words, Scope(now, frozenset({"room"}))).places
    assert not held.verify(words, Scope(now, frozenset({"council"}))).places
    assert not held.verify(words, Scope(now, as_of=dt.date(2024, 3, 13))).places
    assert held.verify(words, filters=Filters(published_from=dt.date(2024, 1, 1))).places
    away = held.verify(words, filters=Filters(published_to=dt.date(2023, 1, 1)))
    assert not away.places
    assert away.nearest is None or away.nearest.article.title != "Port reopens at last"


def test_a_text_that_was_corrected_is_told_as_such(held: Desk) -> None:
    add(held, PORT.replace("15 million", "16 million"))
    found = held.verify("It cost 15 million euros")
    (place,) = found.places
    assert place.standing == "corrected"
    assert "15 million" in place.article.text
    assert place.stored is not None
    assert place.until is not None
    assert place.stored < place.until
    assert [one.standing for one in held.verify("It cost 16 million euros").places] == ["current"]
    assert [one.standing for one in held.verify("The port of Halvern").places] == ["current"]
    assert record(found)["places"][0]["link"] is None


def test_what_only_our_reading_lost_is_not_called_a_correction(held: Desk) -> None:
    add(held, PORT.replace("15 million", "16 million"))
    with closing(sqlite3.connect(held.store.folder / FILE)) as connection, connection:
        connection.execute("UPDATE versions SET raw_hash = 'same'")
    assert [one.standing for one in held.verify("It cost 15 million euros").places] == ["reread"]


@pytest.mark.parametrize("out", ["removed", "purged", "embargoed"])
def test_what_may_not_be_seen_is_not_verified_in_any_version(held: Desk, out: str) -> None:
    add(held, PORT.replace("15 million", "16 million"))
    (place,) = held.verify("It cost 16 million euros").places
    if out == "removed":
        held.remove(place.article.id)
    elif out == "purged":
        held.purge(place.article.id)
    else:
        with closing(sqlite3.connect(held.store.folder / FILE)) as connection, connection:
            until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat(timespec="microseconds")
            connection.execute("UPDATE versions SET visible_from = ? WHERE title LIKE 'Port%'", (until,))
    for words in ("It cost 16 million euros", "It cost 15 million euros", "which is twice"):
        found = held.verify(words)
        assert not found.places
        assert found.nearest is None or found.nearest.article.title != "Port reopens at last"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE versions SET text = replace(text, 'ships came', 'shiqs came')",
        "UPDATE versions SET text = text || ' More.'",
        "UPDATE versions SET content_hash = 'sha256:0'",
    ],
)
def test_a_text_with_a_bit_flipped_is_not_sent_but_counted(held: Desk, harm: str) -> None:
    assert held.verify("It cost 15 million euros").unverified == 0
    with closing(sqlite3.connect(held.store.folder / FILE)) as connection, connection:
        connection.execute(f"{harm} WHERE title LIKE 'Port%'")
    found = held.verify("It cost 15 million euros")
    assert (found.places, found.nearest, found.unverified) == ((), None, 1)
    assert held.held_back == 1
    near = held.verify("It cost 99 million euros, which is twice what was planned")
    assert near.nearest is None
    assert not held.verify("shiqs came first").places


def test_the_nearest_true_wording_comes_with_what_differs(held: Desk) -> None:
    told = record(held.verify("the port of Halvern reopened to all trains on Friday"))
    assert (told["found"], told["places"]) == (False, [])
    near = told["nearest"]
    assert near["text"] == PORT[near["start"] : near["end"]]
    changed = [one for one in near["differences"] if one["kind"] == "changed"]
    assert [near["text"][slice(*one["text"])] for one in changed][-1].startswith("ships") or "ships" in near["text"]
    assert near["link"].startswith("https://example.org/port#:~:text=")


def test_a_release_without_vectors_is_verified_all_the_same(held: Desk) -> None:
    with closing(sqlite3.connect(held.store.folder / FILE)) as connection, connection:
        connection.execute(
            "DELETE FROM vectors WHERE article_id IN (SELECT id FROM articles WHERE path = 'port.txt')"
        )
        (ident,) = connection.execute("SELECT id FROM articles WHERE path = 'port.txt'").fetchone()
        now = "2030-01-01T00:00:00.000000+00:00"
        connection.execute("INSERT INTO changes (article_id, kind, at) VALUES (?, 'put', ?)", (ident, now))
    assert titles(held.verify("The port of Halvern reopened")) == ["Port reopens at last"]
    filters = Filters(published_to=dt.date(2023, 1, 1))
    assert not held.verify("The port of Halvern reopened", filters=filters).places


def test_the_record_has_one_shape(held: Desk) -> None:
    told: dict[str, Any] = record(held.verify("“The port of Halvern [...] US ships”"))
    places = told.pop("places")
    assert told == {
        "quote": "The port of Halvern [...] US ships",
        "found": True,
        "more": False,
        "searched": "index",
        "complete": True,
        "nearest": None,
        "unverified": 0,
    }
    (place,) = places
    assert place["text"] == "The port of Halvern […] US ships"
    assert [PORT[start:end] for start, end in place["spans"]] == ["The port of Halvern", "US ships"]
    assert (place["start"], place["end"]) == (place["spans"][0][0], place["spans"][1][1])
    assert place["link"].startswith("https://example.org/port#:~:text=The%20port")


def test_nothing_to_look_for_is_refused(held: Desk) -> None:
    with pytest.raises(QuoteEmpty):
        held.verify("“ … ”")
