"""Small indexes of several segments, and looks at them, for the tests of what befalls an index."""

from __future__ import annotations

from pathlib import Path

from corpus.store import ArticleStore
from index.engine import Blend, Limits, LocalEngine
from index.segments import upkeep
from index.segments.shelf import folder_of
from index.segments.writer import Writer
from tests.index.oracle import EMBEDDER, EVERYTHING, NOWHERE, VOCABULARY, Release, assert_equals_the_oracle, put

LARGE = Limits()


def releases(count: int, first: int = 0) -> list[Release]:
    """Releases of three passages with a word each that no other has."""
    made = []
    for at in range(first, first + count):
        one, two, three = (VOCABULARY[(at * step) % len(VOCABULARY)] for step in (1, 5, 7))
        text = f"The {one} of own{at}q opened.\n\nIt agreed on {two} with own{at}q.\n\nThe {three} signed own{at}q."
        made.append(Release(f"{at}.txt", text, f"own{at}q {two}", language=("en", "fr", "ar")[at % 3]))
    return made


def writer(store: ArticleStore, most: int = 9) -> Writer:
    return Writer(store, folder(store), EMBEDDER.id, EMBEDDER.dimensions, most=most)


def folder(store: ArticleStore) -> Path:
    return folder_of(store.folder, EMBEDDER.id)


def engine(store: ArticleStore, limits: Limits = LARGE) -> LocalEngine:
    return LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, limits)


def damage(store: ArticleStore) -> tuple[str, ...]:
    """Name the damaged files of the one index of a data folder."""
    (held,) = upkeep.inspected(store.folder)
    return held.damage


def fill(store: ArticleStore) -> None:
    """Store ten releases and write them as three segments, with two dead articles and two in none of them."""
    made = releases(10)
    put(store, *made[:8])
    writer(store).advance()
    store.remove(made[1].id)
    put(store, Release("4.txt", "The budget of the museum opened.\n\nIt signed for the council."))
    writer(store).advance()
    put(store, *made[8:])


def assert_right(made: LocalEngine, store: ArticleStore) -> None:
    """A question of words and meaning is answered as an exhaustive search answers it."""
    made.refresh()
    assert made.sequence == store.sequence()
    assert_equals_the_oracle(made, store, "port museum own3q own9q", EVERYTHING, NOWHERE, Blend(depth=1000))
