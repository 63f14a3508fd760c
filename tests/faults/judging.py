"""The look at a data folder after a kill: what was acknowledged is there, what was taken out is not, all agrees."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from corpus.article import Scope
from corpus.store import ArticleStore
from index.encoding.embedding import passage_text
from index.engine import Blend, Limits, LocalEngine
from index.errors import VectorsMissing
from index.segments import manifest
from index.segments.writer import Writer
from tests.faults.crasher import JOURNAL, TINY, encode_lacking, purge
from tests.faults.life import PURGE, Journal, State, own, release
from tests.index.oracle import (
    EMBEDDER,
    EVERY,
    EVERYTHING,
    NOWHERE,
    VOCABULARY,
    Release,
    assert_equals_the_oracle,
    found_ids,
    query,
)

UNTOUCHED = Limits(articles=10**6, passages=10**6)
OWN = re.compile(rb"zq\d+x\d+zq")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was looked at: living articles, and seconds from opening the folder to the first answer."""

    articles: int
    recovery: float


def judge(folder: Path, random: Random) -> Judged:
    """Open what a killed process left, and hold it against its journal.

    Half of the times the index is written too, and must then hold nothing but what its manifest names; the other
    half what was left lies there for the next process to find.
    """
    tidy = random.random() < 0.5
    began = time.perf_counter()
    store = ArticleStore(folder / "data")
    try:
        engine = LocalEngine(store, EMBEDDER.id, EMBEDDER.dimensions, TINY if tidy else UNTOUCHED)
        _refresh(engine, store)
        engine.search(query("port"), EVERYTHING, NOWHERE, EVERY)
        recovery = time.perf_counter() - began
        state = _settled(store, Journal(folder / JOURNAL))
        _refresh(engine, store)
        check(store, engine, state, random)
        if tidy:
            Writer(store, engine.folder, EMBEDDER.id, EMBEDDER.dimensions).advance()
            assert_nothing_is_left_over(engine.folder)
            check(store, engine, state, random)
    finally:
        store.close()
    return Judged(len(state.living), recovery)


def _refresh(engine: LocalEngine, store: ArticleStore) -> None:
    try:
        engine.refresh()
    except VectorsMissing:
        encode_lacking(store)
        engine.refresh()


def _settled(store: ArticleStore, journal: Journal) -> State:
    """Decide what became of the operation that was cut off: it is there whole, or it never was."""
    state, pending, _ = journal.read()
    if pending is None:
        return state
    after = state.copy()
    after.apply(pending)
    there = _standing(store)
    whole = there == _expected(after)
    assert whole or there == _expected(state), f"{pending} is there in part"
    if whole and pending.kind == PURGE:  # not acknowledged: files may still hold words until it is purged again
        purge(store, *pending.paths)
    journal.settle(pending, whole)
    return after if whole else state


def _standing(store: ArticleStore) -> tuple[dict[str, str], set[str]]:
    living = {article.path: article.text for article in store.page(Scope.everything())}
    return living, {tombstone.path for tombstone in store.gone()}


def _expected(state: State) -> tuple[dict[str, str], set[str]]:
    return {path: release(path, edition).text for path, edition in state.living.items()}, state.removed


def check(store: ArticleStore, engine: LocalEngine, state: State, random: Random) -> None:
    """Hold store, engine and files against what must be there."""
    assert _standing(store) == _expected(state)
    living = {path: release(path, edition) for path, edition in state.living.items()}
    assert_store_agrees(store, living)
    ids = {each.id for each in living.values()}
    for path, each in living.items():
        assert_answers(engine, each, own(path, state.living[path]))
    assert found_ids(engine.search(query(" ".join(VOCABULARY)), EVERYTHING, NOWHERE, EVERY)) == ids
    blend = Blend(depth=1000, words=random.choice([0.0, 0.3, 1.0]))
    # Among words that some article has: where every cosine is next to nothing, scaling them makes rounding large.
    text = " ".join([*random.sample(VOCABULARY, 3), *(each.text for each in list(living.values())[:1])])
    assert_equals_the_oracle(engine, store, text, EVERYTHING, NOWHERE, blend)
    assert_no_trace(store.folder, state.erased)


def assert_store_agrees(store: ArticleStore, living: dict[str, Release]) -> None:
    """Passages, vectors and words of every article belong together."""
    with store.snapshot(EMBEDDER.id) as (_, stream):
        rows = list(stream)
    assert {row.article.path for row in rows} == living.keys()
    for row in rows:
        texts = [row.article.text[cut.start : cut.end] for cut in row.passages]
        assert texts == [span.of(row.article.text) for span in living[row.article.path].entry().spans]
        assert all(cut.version == row.version for cut in row.passages)
        made = EMBEDDER.encode_passages([passage_text(row.article.title, text) for text in texts])
        np.testing.assert_array_equal(row.vectors, made.astype("<f2").astype(np.float32))


def assert_answers(engine: LocalEngine, wanted: Release, word: str) -> None:
    """An article is found by its own word, alone, and by the vector of its first passage, before all others."""
    by_words = engine.search(query(word), EVERYTHING, NOWHERE, Blend(words=1.0, depth=1000))
    assert found_ids(by_words) == {wanted.id}
    text = passage_text(wanted.title, wanted.entry().spans[0].of(wanted.text))
    by_meaning = engine.search(query(text), EVERYTHING, NOWHERE, Blend(words=0.0, depth=1000))
    best = max(one.cosine for one in by_meaning)
    assert best > 0.999
    assert wanted.id in {one.passage.article_id for one in by_meaning if one.cosine > best - 1e-3}


def assert_no_trace(data: Path, erased: set[str]) -> None:
    """No file of the data folder holds a word that stood in a purged release alone."""
    for path in data.rglob("*"):
        if path.is_file():
            there = {found.decode() for found in OWN.findall(path.read_bytes())}
            assert not there & erased, f"{path.relative_to(data)} still holds {there & erased}"


def assert_nothing_is_left_over(folder: Path) -> None:
    """An index folder holds what its manifest names, and the lock."""
    base, damage = manifest.newest(folder)
    assert damage == []
    named = {entry.name for entry in base.segments} | {f"manifest-{base.number:06}.json", "writer.lock"}
    assert {path.name for path in folder.iterdir()} == named
    for entry in base.segments:
        there = {path.relative_to(folder / entry.name).as_posix() for path in (folder / entry.name).rglob("*.*")}
        assert there == entry.files.keys()
        assert manifest.damaged(folder / entry.name, entry.files) == []
