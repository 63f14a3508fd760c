"""What a cutting tears apart."""

from __future__ import annotations

import random
from functools import reduce
from itertools import pairwise
from operator import add
from pathlib import Path

import pytest

from corpus import sources
from corpus.article import Draft, Part, Span
from corpus.passages.cutting import PASSAGE_WORDS, cut
from corpus.reading import read
from eval.cutting import even
from eval.cutting.structure import Torn, torn, whole

TEXT = """Opening hours

The harbour is open from nine to five on every day of the week.

The winners are:

- Ada Roe

“We won,” said Roe. “It was hard.”

About us"""
DRAFT = Draft(TEXT, parts=(Part("about", TEXT.index("About"), len(TEXT)),))


def cut_at(*words: str) -> list[Span]:
    """Cut before each of some words."""
    return [Span(*edges) for edges in pairwise([0, *(TEXT.index(word) for word in words), len(TEXT)])]


def test_one_passage_tears_nothing() -> None:
    counted = torn(DRAFT, cut_at())
    assert counted == Torn(1, len(TEXT.split()), headings=1, lists=1, statements=1, mixed=1)


def test_what_is_torn_is_counted() -> None:
    counted = torn(DRAFT, cut_at("The harbour", "- Ada", "“It was", "About"))
    assert counted == Torn(5, len(TEXT.split()), 1, 1, 1, 1, 1, 1, 0, 0)


def test_a_cut_inside_a_sentence() -> None:
    assert torn(DRAFT, cut_at("from nine", "About")).sentences_torn == 1


def test_an_overlap_holds_what_it_reaches_over() -> None:
    spans = cut_at("- Ada")
    assert torn(DRAFT, [spans[0], Span(TEXT.index("The winners"), len(TEXT))]).lists_torn == 0


def test_a_part_that_runs_into_the_news_is_mixed() -> None:
    draft = Draft(TEXT, parts=(Part("about", 0, TEXT.index("The winners")),))
    assert torn(draft, [Span(0, len(TEXT))]).mixed == 1


def test_parts_together_without_news_are_not_mixed() -> None:
    middle = TEXT.index("The winners")
    draft = Draft(TEXT, parts=(Part("about", 0, middle - 2), Part("legal", middle, len(TEXT))))
    assert torn(draft, [Span(0, len(TEXT))]).mixed == 0
    assert torn(draft, [Span(middle, len(TEXT))]).mixed == 0


def test_counts_add_up() -> None:
    assert Torn(1, 2, 3) + Torn(4, 5, 6) == Torn(5, 7, 9)


def test_a_quote_is_whole_in_one_passage_only() -> None:
    assert whole(["we won today", "it was “hard”"], ["We say: we  won", 'today. And it was "hard" too.']) == 1


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["justice", "senate", "newswire"])
def test_real_releases_are_torn_less_than_before(shared: Path, folder: str) -> None:
    origin = sources.locate(shared / folder, ())
    files = list(sources.files(origin, lambda _error: None))
    drafts = [read(sources.document(path, origin.source)) for path in random.Random(4).sample(files, 80)]
    before = reduce(add, (torn(draft, even.cut(draft.text, PASSAGE_WORDS)) for draft in drafts))
    now = reduce(add, (torn(draft, cut(draft.text)) for draft in drafts))
    assert now.headings_torn <= 0.01 * now.headings
    assert now.lists_torn == 0
    assert now.statements_torn <= max(1, 0.6 * before.statements_torn)
    assert abs(now.passages - before.passages) <= 0.1 * before.passages
