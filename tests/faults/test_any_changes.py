"""Any sequence of changes, index writings, merges and reopenings is answered as an exhaustive search answers it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.article import Filters, Scope
from corpus.records import Entry
from corpus.store import ArticleStore
from index.engine import Blend, Limits, LocalEngine
from index.errors import VectorsMissing
from index.segments import manifest, steps, tiers
from index.segments.steps import Step
from tests.faults import shelves
from tests.index.drawn import BLENDS, FILTERS, QUESTIONS, RELEASES, SCOPES
from tests.index.oracle import (
    EMBEDDER,
    EVERY,
    EVERYTHING,
    NOW,
    NOWHERE,
    Release,
    assert_equals_the_oracle,
    found_ids,
    query,
)

TINY = Limits(articles=2, passages=3)
PAST, FUTURE = NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=1)
ASK = st.tuples(QUESTIONS, SCOPES, FILTERS, BLENDS)
CHOICE = st.integers(0, 9)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.tuples(RELEASES, st.sampled_from([None, None, PAST, FUTURE]))),
        st.tuples(st.just("put"), st.tuples(RELEASES, st.none())),
        st.tuples(st.just("late"), RELEASES),
        st.tuples(st.just("encode"), st.none()),
        st.tuples(st.sampled_from(["remove", "purge", "restore"]), CHOICE),
        st.tuples(st.sampled_from(["write", "merge", "merge whole", "reopen", "reopen elsewhere"]), st.none()),
        st.tuples(st.just("ask"), ASK),
        st.tuples(st.just("ask"), ASK),
    ),
    min_size=4,
    max_size=25,
)


def simple(at: int, words: str = "port rail council") -> Release:
    return Release(f"{'abcde'[at]}.txt", "\n\n".join(f"The {word} opened." for word in words.split()), f"launch {at}")


PLAIN = ("ask", ("port launch", EVERYTHING, NOWHERE, EVERY))
TOMORROW = ("ask", ("port launch", Scope(FUTURE), NOWHERE, EVERY))
EVERYTHING_HAPPENS: list[tuple[str, object]] = [
    ("put", (simple(1), FUTURE)), ("late", simple(0)), ("put", (simple(2), None)), ("write", None), PLAIN,
    ("write", None), ("merge whole", None), ("remove", 1), PLAIN, ("write", None), ("restore", 0),
    ("put", (simple(3), PAST)), PLAIN, ("purge", 0), ("write", None), ("put", (simple(3, "schools budget"), None)),
    ("reopen elsewhere", None), PLAIN, ("put", (simple(4), None)), ("write", None),
    ("put", (simple(4, "museum"), None)), ("write", None), ("merge", None), ("late", simple(2)), ("encode", None),
]  # fmt: skip


class Walk:
    """Takes steps over one store with an engine that is kept, and counts what happened."""

    def __init__(self, store: ArticleStore, seen: Counter[str]) -> None:
        self.store, self.seen = store, seen
        self.living: dict[str, tuple[Release, dt.datetime | None]] = {}
        self.removed: dict[str, tuple[Release, dt.datetime | None]] = {}
        self.engine = self.opened()

    def opened(self, limits: Limits = TINY) -> LocalEngine:
        return shelves.engine(self.store, limits)

    def take(self, step: str, what: Any) -> None:
        acts: dict[str, Callable[[], object]] = {
            "put": lambda: self.put(*what),
            "late": lambda: self.put(what, None, "another/1"),
            "encode": self.encode,
            "remove": lambda: self.remove(self.at(self.living, what)),
            "purge": lambda: self.purge(self.at(self.living | self.removed, what)),
            "restore": lambda: self.put(*self.removed[self.at(self.removed, what)]),
            "write": lambda: shelves.writer(self.store, most=7).advance(),
            "merge": lambda: shelves.writer(self.store, most=7).merge(),
            "merge whole": lambda: shelves.writer(self.store, most=7).merge(whole=True),
            "reopen": lambda: self.reopen(TINY),
            "reopen elsewhere": lambda: self.reopen(Limits()),
            "ask": lambda: self.ask(*what),
        }
        there = {"remove": self.living, "purge": self.living | self.removed, "restore": self.removed}
        if there.get(step, True):
            acts[step]()
            self.seen[step] += 1
            self.look()

    def remove(self, name: str) -> None:
        self.store.remove(name)
        self.removed[name] = self.living.pop(name)

    def purge(self, name: str) -> None:
        self.store.purge(name)
        self.living.pop(name, None)
        self.removed.pop(name, None)

    def reopen(self, limits: Limits) -> None:
        self.engine = self.opened(limits)

    @staticmethod
    def at(names: dict[str, tuple[Release, dt.datetime | None]], at: int) -> str:
        return sorted(names)[at % len(names)]

    def put(self, release: Release, until: dt.datetime | None, model: str = EMBEDDER.id) -> None:
        entry = release.entry(model)
        # Said to be under no embargo, or under one: else a second edition stays under that of the first.
        draft = replace(entry.draft, visible_from=until, found={"visible_from": "said"})
        self.store.put([Entry(entry.document, draft, entry.spans, entry.vectors, model)])
        self.living[release.id] = release, until
        self.removed.pop(release.id, None)

    def encode(self) -> None:
        with self.store.snapshot(EMBEDDER.id, self.store.lacking(EMBEDDER.id)) as (_, stream):
            rows = list(stream)
        pairs = [(row, self.living[row.article.id][0].entry().vectors) for row in rows]
        self.store.add_vectors(EMBEDDER.id, pairs)
        self.seen["vectors that came late"] += len(pairs)

    def ask(self, text: str, scope: Scope, filters: Filters, blend: Blend) -> None:
        for engine in (self.engine, self.opened()):
            if lacking := self.store.lacking(EMBEDDER.id):
                with pytest.raises(VectorsMissing) as missing:
                    engine.refresh()
                assert set(missing.value.article_ids) == set(lacking)
                self.encode()
            engine.refresh()
            assert engine.sequence == self.store.sequence()
            shown = {name for name, (_, until) in self.living.items() if until is None or until <= scope.now}
            self.seen["hidden by an embargo"] += len(self.living) - len(shown)
            assert found_ids(engine.search(query(text), Scope(scope.now), NOWHERE, EVERY)) == shown
            assert_equals_the_oracle(engine, self.store, text, scope, filters, blend)
            if len(engine._collection.segments) > 1:
                self.seen["asked of several segments"] += 1
            if engine._collection.tail.catalogue.articles and engine._collection.segments:
                self.seen["asked of segments and a tail"] += 1

    def look(self) -> None:
        """Count what the index on the disk is like."""
        base, damage = manifest.newest(shelves.folder(self.store))
        assert damage == []
        self.seen["dead slots"] += sum(len(entry.dead) for entry in base.segments)
        numbers = [numbers_of(shelves.folder(self.store) / entry.name) for entry in base.segments]
        self.seen["overlapping segments"] += any(one[1] > other[0] for one, other in pairwise(numbers))


def numbers_of(folder: Path) -> tuple[int, int]:
    """The first and the last passage number of a segment."""
    numbers = np.load(folder / "columns" / "numbers.npy")
    return int(numbers[0]), int(numbers[-1])


def walk(taken: Sequence[tuple[str, object]], seen: Counter[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = ArticleStore(Path(folder))
        try:
            walking = Walk(store, seen)
            for step, what in [*taken, PLAIN, TOMORROW]:
                walking.take(step, what)
        finally:
            store.close()


HAPPEN = (
    "put", "late", "encode", "remove", "purge", "restore", "write", "merge", "merge whole", "reopen elsewhere", "ask",
    "vectors that came late", "hidden by an embargo", "asked of several segments", "asked of segments and a tail",
    "dead slots", "overlapping segments", Step.MERGE_BEGUN, Step.OLD_REMOVED,
)  # fmt: skip


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What happened; steps of writing are counted too, and tiers are small."""
    counted: Counter[str] = Counter()
    monkeypatch.setattr(tiers, "SMALLEST", 6)
    monkeypatch.setattr(steps, "_listeners", [lambda step: counted.update([step])])
    return counted


def test_everything_that_can_happen_happens_in_one_walk(seen: Counter[str]) -> None:
    walk(EVERYTHING_HAPPENS, seen)
    assert {name for name in HAPPEN if not seen[name]} == set()


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@given(STEPS)
@example(EVERYTHING_HAPPENS)
@settings(deadline=None, max_examples=8, suppress_health_check=QUIET)
def test_any_sequence_is_answered_as_an_exhaustive_search_answers(
    seen: Counter[str], taken: list[tuple[str, object]]
) -> None:
    walk(taken, seen)


@pytest.mark.slow
@given(STEPS)
@settings(deadline=None, max_examples=100, suppress_health_check=QUIET)
def test_many_sequences_are_answered_as_an_exhaustive_search_answers(
    seen: Counter[str], taken: list[tuple[str, object]]
) -> None:
    walk(taken, seen)
