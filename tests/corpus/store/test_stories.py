"""Stories in the store: found as releases come, let go as they leave, and never beyond what a scope allows."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from corpus.article import Document, Draft, Filters, Kept, Scope, Span
from corpus.records import Entry
from corpus.store import stories
from corpus.store.articles import FILE, ArticleStore
from corpus.stories import duplicates
from corpus.stories.duplicates import VERSION
from corpus.stories.wording import Wording
from tests.corpus.tellings import DIFFERENT, MAKTABA, MUSEE, QUAY, grant

SEEN = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
LATER = Scope(dt.datetime(2031, 1, 1, tzinfo=dt.UTC))

WIRE = replace(QUAY, text=f"{QUAY.text}\n\nLanternwire sends releases of three hundred houses to editors.")
SHORT = replace(QUAY, text="\n\n".join(QUAY.text.split("\n\n")[:2]), published=dt.date(2024, 6, 4))
CORRECTED = replace(
    QUAY,
    title=f"CORRECTION: {QUAY.title}",
    text=QUAY.text.replace("31 million", "37 million"),
    published=dt.date(2024, 6, 5),
)
TOLD: dict[str, Draft] = {
    "quay": QUAY,
    "wire": WIRE,
    "short": SHORT,
    "corrected": CORRECTED,
    "musee": MUSEE,
    "musee again": replace(MUSEE, text=MUSEE.text.replace("gratuite", "libre")),
    "maktaba": MAKTABA,
    "grafton": DIFFERENT["a grant to another town"][0],
    "youngstown": DIFFERENT["a grant to another town"][1],
}
STORIES = {frozenset({"quay", "wire", "short", "corrected"}), frozenset({"musee", "musee again"})}
"""What TOLD holds, whichever comes first."""


def entry(name: str, told: Draft, source: str = "room", seen: dt.datetime | None = None) -> Entry:
    document = Document(
        source, name, f"{name}: {told.text}".encode(), "text", kept=Kept(first_seen=seen) if seen else None
    )
    return Entry(document, told, [Span(0, len(told.text))], np.ones((1, 1), np.float32), "test/1")


def put(store: ArticleStore, names: Iterable[str], told: dict[str, Draft] = TOLD) -> dict[str, str]:
    """Take releases in one by one; returns path -> id."""
    entries = [entry(name, told[name]) for name in names]
    for one in entries:
        store.put([one])
    return {one.document.path: one.document.id for one in entries}


def partition(store: ArticleStore, scope: Scope = LATER) -> set[frozenset[str]]:
    """Give the stories as sets of paths, and hold the columns of the store against them."""
    found = store.stories_of(store.all_ids(), scope)
    return {frozenset(member.path for member in story.members) for story in found.values()}


def column(store: ArticleStore, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(store.folder / FILE)) as connection, connection:
        return connection.execute(query).fetchall()


def named(store: ArticleStore) -> dict[str, object]:
    """Path -> story, as the column says."""
    return dict(column(store, "SELECT path, story FROM articles"))  # type: ignore[arg-type]


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], ArticleStore]:
    return lambda: ArticleStore(tmp_path_factory.mktemp("data"))


def test_releases_that_tell_the_same_are_one_story_with_its_relations(store: ArticleStore) -> None:
    ids = put(store, TOLD)
    assert partition(store) == STORIES
    story = store.stories_of([ids["short"]], LATER)[ids["short"]]
    assert [member.path for member in story.members] == ["corrected", "short", "wire", "quay"], "newest first"
    assert story.relation(ids["quay"], ids["wire"]) == "edited"
    assert story.relation(ids["quay"], ids["corrected"]) == "corrected"
    assert story.id == ids["quay"], "called by the one that was first seen"
    assert {path for path, name in named(store).items() if name == ids["quay"]} == {
        "quay",
        "wire",
        "short",
        "corrected",
    }


@given(st.permutations(sorted(TOLD)), st.data())
@settings(max_examples=8, deadline=None)
def test_any_order_gives_the_same_stories(order: Sequence[str], data: st.DataObject) -> None:
    with ArticleStoreIn() as store:
        at = 0
        while at < len(order):  # in transactions of any size
            size = data.draw(st.integers(1, 4))
            store.put([entry(name, TOLD[name]) for name in order[at : at + size]])
            at += size
        assert partition(store) == STORIES
        links = column(store, "SELECT count(*) FROM links")
        assert links == [(7,)]


STEP = st.tuples(st.sampled_from(["put", "remove", "purge", "change"]), st.sampled_from(sorted(TOLD)))


@given(st.lists(STEP, max_size=14))
@settings(max_examples=12, deadline=None)
def test_after_any_life_the_stories_are_those_of_what_is_left(steps: list[tuple[str, str]]) -> None:
    with ArticleStoreIn() as store:
        alive: dict[str, Draft] = {}
        for action, name in steps:
            told = TOLD[name] if action == "put" else grant(name, f"${len(name) * 1111}", name, dt.date(2020, 1, 1))
            if action in {"put", "change"}:
                store.put([entry(name, told)])
                alive[name] = told
            elif name in alive:
                gone = entry(name, TOLD[name]).document.id
                store.remove(gone) if action == "remove" else store.purge(gone)
                del alive[name]
        with ArticleStoreIn() as anew:
            for name, told in alive.items():
                anew.put([entry(name, told)])
            assert partition(store) == partition(anew)
            assert column(store, "SELECT count(*) FROM links") == column(anew, "SELECT count(*) FROM links")
        unnamed = {path for path, story in named(store).items() if story is None}
        assert unnamed == set(named(store)) - set().union(*partition(store))


class ArticleStoreIn:
    """A store in a folder of its own, for tests that need one for every example."""

    def __enter__(self) -> ArticleStore:
        self._place = tempfile.TemporaryDirectory()
        self._store = ArticleStore(Path(self._place.name))
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()
        self._place.cleanup()


# Leaving, and coming back


def test_a_story_falls_apart_where_the_release_that_joined_it_is_removed(store: ArticleStore) -> None:
    one = replace(QUAY, text="\n\n".join(QUAY.text.split("\n\n")[:3]))
    bridge = QUAY
    told = {"one": one, "bridge": bridge, "alone": MUSEE}
    ids = put(store, told, told)
    assert partition(store) == {frozenset({"one", "bridge"})}
    store.remove(ids["bridge"])
    assert partition(store) == set()
    assert set(named(store).values()) == {None}
    put(store, ["bridge"], told)
    assert partition(store) == {frozenset({"one", "bridge"})}


def test_a_story_keeps_its_name_as_it_grows_and_gets_another_when_its_first_release_leaves(
    store: ArticleStore,
) -> None:
    ids = put(store, ["short", "quay"])
    assert set(named(store).values()) == {ids["short"]}
    ids |= put(store, ["wire", "corrected"])
    assert set(named(store).values()) == {ids["short"]}
    store.remove(ids["short"])
    assert named(store) == {"short": None, "quay": ids["quay"], "wire": ids["quay"], "corrected": ids["quay"]}


def test_two_stories_become_one_when_a_release_joins_them_and_the_elder_names_it(store: ArticleStore) -> None:
    halves = QUAY.text.split("\n\n")
    told = {
        "begins": replace(
            QUAY, text="\n\n".join([*halves[:3], "The mayor of Elsen cut a ribbon. It was blue and long."])
        ),
        "ends": replace(
            QUAY, title="Ferries", text="\n\n".join([*halves[2:], "The orchestra played until the rain came."])
        ),
        "whole": QUAY,
    }
    ids = put(store, ["begins", "ends"], told)
    assert partition(store) == set()
    put(store, ["whole"], told)
    assert partition(store) == {frozenset(told)}
    assert set(named(store).values()) == {ids["begins"]}


def test_an_updated_text_moves_to_the_story_that_it_tells(store: ArticleStore) -> None:
    ids = put(store, ["quay", "wire", "musee"])
    store.put([entry("wire", TOLD["musee again"])])
    assert partition(store) == {frozenset({"musee", "wire"})}
    assert named(store)["quay"] is None
    assert store.stories_of([ids["wire"]], LATER)[ids["wire"]].relation(ids["wire"], ids["musee"]) == "edited"


def test_purging_leaves_no_trace_of_bands_and_links(store: ArticleStore) -> None:
    ids = put(store, ["quay", "wire"])
    store.purge(ids["quay"])
    assert partition(store) == set()
    assert column(store, "SELECT count(*) FROM links") == [(0,)]
    assert column(store, "SELECT DISTINCT article_id FROM bands JOIN versions ON number = bands.version") == [
        (ids["wire"],)
    ]
    assert ids["quay"].encode() not in b"".join(
        row[0] for row in column(store, "SELECT CAST(story AS BLOB) FROM articles") if isinstance(row[0], bytes)
    )


def test_a_removed_release_is_found_by_nothing(store: ArticleStore) -> None:
    ids = put(store, ["quay"])
    store.remove(ids["quay"])
    assert column(store, "SELECT count(*) FROM bands") == [(0,)]
    put(store, ["wire"])
    assert partition(store) == set()


def test_an_export_read_in_any_order_gives_stories_the_same_names(fresh: Callable[[], ArticleStore]) -> None:
    entries = [entry(name, told, seen=SEEN + dt.timedelta(hours=at)) for at, (name, told) in enumerate(TOLD.items())]
    stores = [fresh(), fresh()]
    for one in entries:
        stores[0].put([one])
    stores[1].put(random.Random(3).sample(entries, len(entries)))
    assert named(stores[0]) == named(stores[1])
    for opened in stores:
        opened.close()


# Scope


def test_hidden_releases_neither_show_nor_join(store: ArticleStore) -> None:
    now = dt.datetime(2024, 6, 10, tzinfo=dt.UTC)
    halves = QUAY.text.split("\n\n")
    told = {
        "begins": replace(
            QUAY, text="\n\n".join([*halves[:3], "The mayor of Elsen cut a ribbon. It was blue and long."])
        ),
        "ends": replace(
            QUAY, title="Ferries", text="\n\n".join([*halves[2:], "The orchestra played until the rain came."])
        ),
        "embargoed": replace(QUAY, visible_from=now + dt.timedelta(days=1)),
    }
    ids = put(store, told, told)
    assert partition(store) == {frozenset(told)}
    assert store.stories_of(list(ids.values()), Scope(now)) == {}
    assert partition(store, Scope(now + dt.timedelta(days=2))) == {frozenset(told)}


def test_another_source_and_a_later_day_are_out_of_sight(store: ArticleStore) -> None:
    store.put([entry("quay", QUAY), entry("wire", WIRE, "wire"), entry("corrected", CORRECTED)])
    assert partition(store) == {frozenset({"quay", "wire", "corrected"})}
    mine = replace(LATER, sources=frozenset({"room"}))
    assert partition(store, mine) == {frozenset({"quay", "corrected"})}
    assert partition(store, replace(mine, as_of=dt.date(2024, 6, 4))) == set()
    assert partition(store, replace(LATER, as_of=dt.date(2024, 6, 4))) == {frozenset({"quay", "wire"})}


def test_filters_leave_members_in_but_not_fit_to_answer(store: ArticleStore) -> None:
    ids = put(store, ["quay", "corrected"])
    story = store.stories_of([ids["quay"]], LATER, Filters(published_to=dt.date(2024, 6, 3)))[ids["quay"]]
    assert [(member.path, member.fit) for member in story.members] == [("corrected", False), ("quay", True)]


def test_of_one_day_the_correction_is_the_newest(store: ArticleStore) -> None:
    told = {"a": replace(CORRECTED, published=QUAY.published), "b": QUAY}
    ids = put(store, told, told)
    assert [member.path for member in store.stories_of([ids["b"]], LATER)[ids["b"]].members] == ["a", "b"]


def test_no_ids_and_unknown_ids_have_no_stories(store: ArticleStore) -> None:
    assert store.stories_of([], LATER) == {}
    assert store.stories_of(["0" * 16, ""], LATER) == {}


def test_more_ids_than_one_statement_takes(store: ArticleStore) -> None:
    ids = put(store, ["quay", "wire"])
    assert set(store.stories_of([*(f"{at:016x}" for at in range(40_000)), ids["wire"]], LATER)) == set(ids.values())


def test_the_passages_of_an_article_are_those_of_its_current_text(store: ArticleStore) -> None:
    ids = put(store, ["quay"])
    (passage,) = store.passages_of(ids["quay"], LATER)
    assert (passage.article_id, passage.start, passage.end) == (ids["quay"], 0, len(QUAY.text))
    assert store.passages_of(ids["quay"], replace(LATER, sources=frozenset())) == []


# Costs, and older stores


def test_bands_of_another_recipe_are_made_again_even_of_an_unchanged_text(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, ["quay", "wire"])
    with store._write() as connection:
        connection.exec_driver_sql("DELETE FROM bands")
        connection.exec_driver_sql("DELETE FROM links")
        connection.exec_driver_sql("UPDATE articles SET story = NULL")
    assert [store.put([entry(name, TOLD[name])]) for name in ("quay", "wire")] == [["unchanged"], ["unchanged"]]
    assert partition(store) == {frozenset({"quay", "wire"})}
    before = column(store, "SELECT hash, version FROM bands ORDER BY hash, version")
    monkeypatch.setattr(duplicates, "VERSION", VERSION + 1)
    assert [store.put([entry(name, TOLD[name])]) for name in ("quay", "wire")] == [["unchanged"], ["unchanged"]]
    after = column(store, "SELECT hash, version FROM bands ORDER BY hash, version")
    assert (len(after), {*after} & {*before}) == (len(before), set())
    assert partition(store) == {frozenset({"quay", "wire"})}


def test_a_form_filled_a_hundred_times_is_compared_with_few_of_them(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    worded = ArticleStore._worded

    def counted(self: ArticleStore, connection: Connection, numbers: Sequence[int]) -> dict[int, Wording]:
        compared.append(len(numbers))
        return worded(self, connection, numbers)

    monkeypatch.setattr(ArticleStore, "_worded", counted)
    for at in range(100):
        told = grant(f"Town{at}ville", f"${at},{at}00", f"Brigade {at}", dt.date(2005, 1, 1))
        store.put([entry(f"{at}.txt", told)])
    assert max(compared) <= stories.COMPARED_MOST
    assert partition(store) == set()
    again = grant("Town7ville", "$7,700", "Brigade 7", dt.date(2005, 1, 1))
    store.put([entry("again.txt", again)])
    assert partition(store) == {frozenset({"7.txt", "again.txt"})}, "its copy is found among all of them"


def test_what_is_remembered_between_comparisons_is_bounded(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories, "REMEMBERED", 400)
    for at in range(20):
        store.put([entry(f"{at}.txt", grant(f"Town{at}ville", f"${at}", "Brigade", dt.date(2005, 1, 1)))])
    *others, newest = (len(wording.words) for wording in store._wordings.values())
    assert 400 - newest < sum(others) <= 400, "as many as there is room for, and the one that was just compared"


def test_many_copies_are_one_story(store: ArticleStore) -> None:
    store.put([entry(f"{at}.txt", QUAY) for at in range(80)])
    (story,) = partition(store)
    assert len(story) == 80
    store.purge(entry("0.txt", QUAY).document.id)
    assert [len(story) for story in partition(store)] == [79]
