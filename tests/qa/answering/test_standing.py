"""Where names stand: in what was found, elsewhere, nowhere; and never by what the asker may not see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Filters, Scope
from qa.desk import Desk
from tests.conftest import examples
from tests.index.oracle import embargo
from tests.qa.answering.finding import release, room, seen

PORT = release("port.txt", "Port signs", "The port of Elsen signed with Brightfell Energy on Monday.")
RAIL = release("rail.txt", "Rail opens", "CFV Rail opened the Gorges line. Élise Moreau spoke.", "2023-05-01")
FERRY = release("ferry.txt", "New ferry", "The ferry Éclair-2 carries 3 lorries and sails at 40 past every hour.")
SAIL = release("sail.txt", "نسيم-1 تبحر", "أبحرت السفينة نسيم-1 من ميناء دوناستر يوم الأحد.")
FAIR = release(
    "fair.txt", "Fair", "The 12th Annual Elsen Fair is led by Fairs.com Media CEO Ada Holm of the U.S. Guild."
)
NINTH = release("ninth.txt", "Court", "The Ninth Circuit of Skerry sat.")
BOOK = release("book.txt", "Reading week", "The National Library of Skerry (NLS) lends twice as many books.")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with room(tmp_path / "room", PORT, RAIL, FERRY, SAIL, FAIR, NINTH, BOOK) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "nowhere"),
    [
        ("what did Brightfell Energy sign with Elsen?", ()),
        ("what did BRIGHTFELL ENERGY sign?", ()),
        ("what did Norwick Steel sign with Elsen?", ("Norwick Steel",)),
        ("what did Minister Elise Moreau say?", ()),
        ("did the Elsen of Brightfell Energy and Halvern sign?", ("Halvern",)),
        ("Compare Brightfell Energy with others", ()),
        ("what does the NLS lend?", ()),
        ("what did halvernia sign with the port?", ("halvernia",)),
        ("what sailed from the port of Donbar?", ("Donbar",)),
        ("when did the ship Nasim-3 sail?", ("Nasim-3",)),
        ("when does the ferry ÉCLAIR-2 sail?", ()),
        ("when does the ferry Eclair 2 sail?", ()),
        ("when does the ferry Éclair-3 sail?", ("Éclair-3",)),
        ("when does the ferry Éclair-40 sail?", ("Éclair-40",)),
        ("who is the CEO of Fairs.com Media?", ()),
        ("what is the US Guild of Elsen?", ()),
        ("when was the 12th Annual Elsen Fair?", ()),
        ("when was the 11th Annual Elsen Fair?", ("11th Annual Elsen Fair",)),
        ("when did the 9th Circuit sit?", ()),
        ("متى أبحرت السفينة نسيم-1؟", ()),
        ("متى أبحرت السفينة نسيم-١؟", ()),
        ("متى أبحرت السفينة نسيم-3؟", ("نسيم-3",)),
        ("متى صنعت الطائرة إكلير-2؟", ()),
        ("why did the port disembark passengers?", ()),
        ("qu'a signé Norvège Acier avec Elsen ?", ("Norvège Acier",)),
        ("ماذا وقع ميناء Elsen مع Halvern؟", ("Halvern",)),
        ("ماذا وقع الميناء؟", ()),
        ("When was that, on ومتى تم ذلك للتعليم, the port of Elsen signed with Brightfell Energy on Monday?", ()),
    ],
)
def test_names_that_no_release_has(desk: Desk, question: str, nowhere: tuple[str, ...]) -> None:
    assert seen(desk, question).standing.nowhere == nowhere


@pytest.mark.parametrize(
    ("name", "nowhere"), [("Donaster", ()), ("Al Donaster", ()), ("Donbar", ("Donbar",)), ("Nasim-3", ("Nasim-3",))]
)
def test_a_name_stands_where_an_arabic_release_sounds_like_it(
    tmp_path: Path, name: str, nowhere: tuple[str, ...]
) -> None:
    with room(tmp_path / "arabic", SAIL) as arabic:
        assert seen(arabic, f"what sailed from the port of {name}?").standing.nowhere == nowhere


def test_a_name_that_only_a_worse_release_has_by_its_sound_is_not_the_best_ones(tmp_path: Path) -> None:
    club = release("club.txt", "Rovers sign a coach", "Elsen Rovers have a new coach of the club, Jon Tarrel.")
    park = release("park.txt", "نادي دوناستر", "تعاقد نادي دوناستر مع المدرب جون تاريل للموسم المقبل.")
    with room(tmp_path / "mixed", club, park) as mixed:
        looked = seen(mixed, "who is the new coach of the club Donaster?")
    held = {one.article.path: looked.standing.held[one.article.id] for one in looked.proven}
    assert looked.proven[0].article.path == "club.txt"
    assert held == {"club.txt": frozenset(), "park.txt": frozenset({"Donaster"})}
    assert looked.standing.nowhere == ("Donaster",)


def test_a_name_that_is_found_elsewhere_in_the_archive_stands_somewhere(desk: Desk) -> None:
    alone = seen(desk, "what did the port of Elsen sign with CFV Rail?", k=1)
    assert [one.article.path for one in alone.proven] in (["port.txt"], ["rail.txt"])
    assert alone.standing.nowhere == ()
    assert alone.standing.apart


def test_names_of_one_release_are_not_apart(desk: Desk) -> None:
    assert not seen(desk, "what did Elsen sign with Brightfell Energy?").standing.apart
    assert not seen(desk, "what did Brightfell Energy do?").standing.apart, "a single name is not apart"
    assert not seen(desk, "what did Elsen sign with Halvern?").standing.apart, "what is nowhere is said to be so"


def test_what_each_release_has(desk: Desk) -> None:
    looked = seen(desk, "what did Elsen sign with Brightfell Energy and CFV Rail?")
    held = {one.article.path: looked.standing.held[one.article.id] for one in looked.proven}
    assert held["port.txt"] == {"Elsen", "Brightfell Energy"}
    assert held["rail.txt"] == {"CFV Rail"}


def test_another_form_of_a_name_is_the_name(desk: Desk) -> None:
    assert seen(desk, "what does the National Library of Skerry lend?").standing.nowhere == ()
    desk.add(release("nls.txt", "NLS", "NLS lends more."))
    assert seen(desk, "what did the NLS lend in Elsen?", k=1).standing.nowhere == ()


def test_a_name_outside_the_days_of_the_search(desk: Desk) -> None:
    days = Filters(published_from=dt.date(2024, 1, 1))
    assert seen(desk, "what did CFV Rail open?", filters=days).standing.outside == ("CFV Rail",)
    assert seen(desk, "what did CFV Rail open?").standing.outside == ()
    assert seen(desk, "what did Elsen sign?", filters=days).standing.outside == ()
    assert seen(desk, "what did Halvern sign?", filters=days).standing.outside == ()


def test_a_name_of_other_sources_is_nowhere_in_what_was_searched(desk: Desk) -> None:
    found = seen(desk, "what did CFV Rail sign with Halvern?", filters=Filters(source="wire")).standing
    assert (set(found.nowhere), found.elsewhere) == ({"CFV Rail", "Halvern"}, ("CFV Rail",))
    assert seen(desk, "what did CFV Rail open?").standing.elsewhere == ()


def test_rare_words_count_more_and_unknown_ones_most(desk: Desk) -> None:
    found = seen(desk, "what did the port of Elsen disembark?").standing
    assert found.rarity["disembark"] == 1.0 > found.rarity["port"] > 0
    assert found.unknown == {"disembark"}


HIDING = ["embargo", "remove", "purge", "another source", "as of", "without"]


@pytest.mark.parametrize("hidden", HIDING)
@settings(deadline=None, max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.sampled_from(
        [
            "what did Halvern sign with Elsen?",
            "what did halvernia sign with Elsen?",
            "what did Brightfell Energy sign with CFV Rail?",
            "when did Halvern sign?",
        ]
    ),
    body=st.sampled_from(
        [
            "Halvern signed with Elsen. Halvernia and halvernia did too.",
            "Brightfell Energy signed with CFV Rail in Halvern.",
        ]
    ),
    filters=st.sampled_from(
        [Filters(), Filters(source="wire"), Filters(language="fr"), Filters(published_from=dt.date(2024, 5, 1))]
    ),
)
def test_what_the_asker_may_not_see_leaves_no_trace(
    tmp_path: Path, hidden: str, question: str, body: str, filters: Filters
) -> None:
    scope = Scope(dt.datetime(2024, 6, 1, tzinfo=dt.UTC), as_of=dt.date(2024, 5, 31) if hidden == "as of" else None)
    secret = release("secret.txt", "Secret", body, "2024-06-01", "vault" if hidden == "another source" else "room")
    plain, holding = _folders(tmp_path)
    with room(plain, PORT, RAIL, BOOK) as without, room(holding, PORT, RAIL, BOOK, secret) as having:
        expected = seen(without, question, scope, filters).standing
        if hidden == "embargo":
            embargo(having.store, secret.id, scope.now + dt.timedelta(days=1))
        elif hidden in ("remove", "purge"):
            getattr(having, hidden)(secret.id)
        elif hidden == "another source":
            scope = Scope(scope.now, frozenset({"room"}))
        elif hidden == "without":
            scope = Scope(scope.now, without=frozenset({secret.id}))
        got = seen(having, question, scope, filters).standing
    assert (got.names, got.nowhere, got.elsewhere, got.outside, got.apart) == (
        expected.names, expected.nowhere, expected.elsewhere, expected.outside, expected.apart,
    )  # fmt: skip


def _folders(parent: Path) -> tuple[Path, Path]:
    number = sum(1 for _ in parent.iterdir()) if parent.exists() else 0
    return parent / f"{number}-plain", parent / f"{number}-holding"
