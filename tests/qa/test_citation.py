"""Proof: what the store does not confirm is not sent."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Passage, Scope
from corpus.store.articles import FILE, ArticleStore
from index.engine import Candidate
from qa.citation import Citation, prove
from qa.desk import Desk
from tests.conftest import examples

NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
EVERYTHING = Scope(NOW)


def candidate(passage: Passage, score: float = 1.0) -> Candidate:
    return Candidate(passage, score, score, 0.0, 0.0, 0.0)


def passages_of(store: ArticleStore) -> list[Passage]:
    with store.snapshot("any") as (_, rows):
        return sorted((passage for row in rows for passage in row.passages), key=lambda passage: passage.number)


@pytest.fixture
def cited(desk: Desk, release: Callable[..., Document]) -> Desk:
    """Six articles of one passage each."""
    for at in range(6):
        desk.add(release(f"{at}.txt", f"Notice {at}", f"🎉 Le café n° {at} a rouvert cafe\u0301. افتتح المقهى {at}."))
    return desk


def test_what_the_store_confirms_comes_back_in_order_with_its_article(cited: Desk) -> None:
    every = [candidate(passage) for passage in passages_of(cited.store)]
    proven, held_back = prove(every[::-1], 4, cited.store, EVERYTHING)
    assert [one.candidate for one in proven] == every[::-1][:4]
    assert held_back == 0
    for one in proven:
        assert one.passage == one.candidate.passage
        assert one.article.id == one.passage.article_id


def test_a_quote_is_the_articles_text_between_its_offsets(cited: Desk) -> None:
    proven, _ = prove([candidate(passage) for passage in passages_of(cited.store)], 6, cited.store, EVERYTHING)
    assert len(proven) == 6
    for at, one in enumerate(proven):
        citation = Citation(1, one.article, one.passage.start, one.passage.end)
        assert citation.quote == one.article.text[citation.start : citation.end]
        assert citation.quote.startswith(f"🎉 Le café n° {at} ")
        assert citation.quote.endswith(f"افتتح المقهى {at}.")


def damaged(passage: Passage) -> Sequence[Passage]:
    """Passages as an index gone wrong might hold them."""
    return [
        dataclasses.replace(passage, start=passage.start + 1),
        dataclasses.replace(passage, end=passage.end - 1),
        dataclasses.replace(passage, version=passage.version + 1),
        dataclasses.replace(passage, article_id="0" * 16),
        dataclasses.replace(passage, number=passage.number + 1000),
        dataclasses.replace(passage, number=passage.number + 1),
    ]


@pytest.mark.parametrize("kind", range(6))
def test_a_passage_that_is_not_the_stores_is_held_back_and_the_next_fills_its_place(cited: Desk, kind: int) -> None:
    sound = [candidate(passage) for passage in passages_of(cited.store)]
    wrong = candidate(damaged(sound[0].passage)[kind])
    proven, held_back = prove([wrong, *sound[1:]], 3, cited.store, EVERYTHING)
    assert [one.candidate for one in proven] == sound[1:4]
    assert held_back == 1


def test_passages_removed_purged_or_replaced_since_are_held_back(
    cited: Desk, release: Callable[..., Document]
) -> None:
    stale = [candidate(passage) for passage in passages_of(cited.store)]
    cited.remove(stale[0].passage.article_id)
    cited.purge(stale[1].passage.article_id)
    cited.add(release("2.txt", "Notice 2", "The third article says something else now."))
    proven, held_back = prove(stale, 6, cited.store, EVERYTHING)
    assert [one.candidate for one in proven] == stale[3:]
    assert held_back == 3


def test_a_restored_article_is_not_proof_of_a_passage_from_before(
    cited: Desk, release: Callable[..., Document]
) -> None:
    stale = [candidate(passage) for passage in passages_of(cited.store)][:1]
    cited.remove(stale[0].passage.article_id)
    assert cited.add(release("0.txt", "Notice 0", "🎉 Le café n° 0 a rouvert.")) == "restored"
    assert prove(stale, 1, cited.store, EVERYTHING) == ([], 1)


def test_what_the_scope_does_not_show_is_held_back(cited: Desk) -> None:
    every = [candidate(passage) for passage in passages_of(cited.store)]
    assert prove(every, 3, cited.store, Scope(NOW, frozenset({"elsewhere"}))) == ([], 6)
    with closing(sqlite3.connect(cited.store.folder / FILE)) as connection, connection:
        until = (NOW + dt.timedelta(seconds=1)).isoformat(timespec="microseconds")
        connection.execute("UPDATE versions SET visible_from = ?", (until,))
    connection.close()
    assert prove(every, 3, cited.store, EVERYTHING) == ([], 6)


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE versions SET text = replace(text, 'rouvert', 'fermé!!')",
        "UPDATE versions SET text = 'X' || text",
        "UPDATE versions SET text = text || ' More.'",
        "UPDATE passages SET start = start + 1",
        "UPDATE passages SET end = end - 1",
        "UPDATE passages SET text_hash = 'none'",
        "UPDATE versions SET content_hash = 'sha256:0'",
    ],
)
def test_words_that_were_tampered_with_are_held_back(cited: Desk, tamper: str) -> None:
    before = [candidate(passage) for passage in passages_of(cited.store)]
    with closing(sqlite3.connect(cited.store.folder / FILE)) as connection, connection:
        connection.execute(tamper)
    connection.close()
    after = [candidate(passage) for passage in passages_of(cited.store)]
    for candidates in (before, after):
        assert prove(candidates, 6, cited.store, EVERYTHING) == ([], 6)


@given(st.data())
@settings(deadline=None, max_examples=examples(60))
def test_the_first_k_sound_candidates_come_back_whatever_stands_between_them(data: st.DataObject) -> None:
    known = {at: Passage(at, f"article {at}", 1, 0, 1) for at in range(20)}
    sound = data.draw(st.sets(st.integers(0, 19)))
    order = data.draw(st.permutations(range(20)))
    k = data.draw(st.integers(0, 25))
    asked: list[int] = []

    class Store:
        """Confirms the sound ones."""

        def quotable(self, numbers: Sequence[int], scope: Scope) -> dict[int, tuple[Passage, str]]:
            asked.extend(numbers)
            return {number: (known[number], "article") for number in numbers if number in sound}

    proven, held_back = prove([candidate(known[at]) for at in order], k, Store(), EVERYTHING)  # type: ignore[arg-type]
    expected = [at for at in order if at in sound][:k]
    assert [one.passage.number for one in proven] == expected
    reached = order.index(expected[-1]) + 1 if len(expected) == k and k else (0 if not k else 20)
    assert held_back == sum(at not in sound for at in order[:reached])
    assert asked == list(order[:reached])  # nothing is read twice, nor beyond what is needed
