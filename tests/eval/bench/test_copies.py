"""Copies: the same shape and frequencies, other words, near vectors, the same every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Entry
from eval.bench.copies import DAYS, FIRST_DAY, SOURCES, Template, copy, noisy, template
from eval.bench.vocabulary import Vocabulary
from index.analysis import terms
from tests.eval.bench.releases import release, releases, words_of

ROWS = releases(80)
VOCABULARY = Vocabulary.of([words_of(row) for row in ROWS])
TEMPLATES = [template(row, VOCABULARY) for row in ROWS]


def made(number: int, source: Template = TEMPLATES[7]) -> Entry:
    return copy(source, VOCABULARY, number, "model/1")


@given(st.integers(0, 10**6), st.integers(0, len(ROWS) - 1))
def test_a_copy_is_cut_where_its_source_is(number: int, at: int) -> None:
    row, entry = ROWS[at], made(number, TEMPLATES[at])
    text = entry.draft.text
    assert len(entry.spans) == len(row.passages)
    for span, passage in zip(entry.spans, row.passages, strict=True):
        real = row.article.text[passage.start : passage.end]
        assert len(terms(span.of(text))) == len(terms(real))
        assert span.of(text) == span.of(text).strip()
    (part,) = entry.draft.parts
    assert (part.kind, part.end) == ("about", len(text))
    assert [span.start for span in entry.spans].count(part.start) == 1


def test_stop_words_case_and_punctuation_stay() -> None:
    text = made(1).draft.text
    first = text.split("\n\n")[0]
    assert first.startswith("The ")
    assert " of " in first
    assert first.endswith(".")
    shouted = [word for word in text.split("\n\n")[1].split() if word.isupper() and len(word) > 1]
    assert len(shouted) == 1  # where the real one has NASA


def df(*entries: Entry) -> Counter[str]:
    return Counter(term for entry in entries for term in set(terms(f"{entry.draft.title}\n{entry.draft.text}")))


def test_words_are_others() -> None:
    real = set(terms(ROWS[7].article.text))
    here = set(terms(made(1).draft.text))
    assert len(real & here) < len(real) / 2
    assert here != set(terms(made(2).draft.text))


def test_a_round_of_copies_has_the_frequencies_of_the_real_releases() -> None:
    real: Counter[str] = Counter(term for row in ROWS for term in set(terms(words_of(row)[1])))
    copied = df(*(made(number, TEMPLATES[number]) for number in range(len(TEMPLATES))))
    assert sum(copied.values()) == pytest.approx(sum(real.values()), rel=0.02)
    for least, most in ((2, 3), (4, 7), (8, 15), (16, 31)):
        held = [term for term, count in real.items() if least <= count <= most]
        mean = sum(real[term] for term in held) / max(1, len(held))
        assert sum(copied[term] for term in held) / max(1, len(held)) == pytest.approx(mean, rel=0.15)


def test_one_word_is_exchanged_for_one_word_throughout_a_copy() -> None:
    real, here = terms(ROWS[7].article.text), terms(made(3).draft.text)
    pairs = set(zip(real, here, strict=True))
    assert len({one for one, _ in pairs}) == len(pairs)


def test_the_same_number_gives_the_same_copy() -> None:
    one, two = made(5), made(5)
    assert (one.document, one.draft) == (two.document, two.draft)
    assert np.array_equal(one.vectors, two.vectors)


def test_ids_are_those_of_the_copies() -> None:
    assert made(5).document.id != made(6).document.id
    assert made(5).document.path == "copies/0000005.txt"


def test_days_and_sources_are_spread() -> None:
    entries = [made(number) for number in range(3000)]
    days = [(entry.draft.published - FIRST_DAY).days for entry in entries if entry.draft.published]
    assert len(days) == 3000
    assert np.quantile(days, [0, 0.25, 0.5, 0.75, 1]) == pytest.approx(np.linspace(0, DAYS, 5), abs=DAYS / 20)
    counted = Counter(entry.document.source for entry in entries)
    for name, share in SOURCES.items():
        assert counted[name] / 3000 == pytest.approx(share, abs=0.03)


@given(st.integers(0, 1000))
def test_vectors_are_near_their_source_and_of_unit_length(seed: int) -> None:
    real = np.random.default_rng(seed).normal(size=(50, 384)).astype(np.float32)
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    moved = noisy(real, np.random.default_rng(seed + 1), 0.75)
    assert np.linalg.norm(moved, axis=1) == pytest.approx(1, abs=1e-5)
    assert (moved * real).sum(axis=1).mean() == pytest.approx(0.8, abs=0.02)


def test_a_release_without_a_title_or_terms_can_be_copied() -> None:
    row = release(1)
    bare = replace(row, article=replace(row.article, title=None, text="- -", parts=()), passages=(), vectors=None)
    empty = replace(bare, vectors=np.empty((0, 64), np.float32))
    entry = copy(template(empty, VOCABULARY), VOCABULARY, 1, "model/1")
    assert (entry.draft.title, entry.draft.text) == (None, "- -")
