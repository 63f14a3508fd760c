"""Numbered names: read as they are written, and of a series what was asked for first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Telling
from index.engine import Candidate
from qa.ranking.series import asked_first, beside, numbered
from tests.qa.ranking.making import candidate


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("when was NAJM-1 launched?", {"najm": {1}}),
        ("Najm 1, Najm\u20112 and najm – 30", {"najm": {1, 2, 30}}),
        ("COP28 and HB-1201's first reading", {"cop": {28}, "hb": {1201}}),
        ("«نجم-١» ونجم ٢", {"نجم": {1}, "ونجم": {2}}),
        ("in 5 years, of 3 and the 4 bridges", {}),
        ("Vision 2030 costs 12% or Elsen 3.5 m, Halvern 7,000", {}),
        ("phase2b, x1 and 3rd", {}),
    ],
)
def test_a_word_and_the_number_behind_it(text: str, found: dict[str, set[int]]) -> None:
    assert numbered(text) == found


def placed(question: str, titles: Sequence[str | None]) -> list[str | None]:
    """Rank releases of these titles, in this order, for a question; gives their titles as they then stand."""
    tellings = {str(at): Telling(1, title, "", "en", None) for at, title in enumerate(titles)}
    ranked = [candidate(at, str(at), 0, 1) for at in range(len(titles))]
    return [titles[int(one.passage.article_id)] for one in asked_first(ranked, question, tellings)]


def test_those_of_a_series_change_places_and_nothing_else_moves() -> None:
    titles = ["Najm-2 in orbit", "Port opens", "Najm-1 in orbit", None, "Najm-2 late", "Najm 1 and Najm-2 meet"]
    assert placed("when was NAJM-1 launched?", titles) == [
        *("Najm-1 in orbit", "Port opens", "Najm 1 and Najm-2 meet", None, "Najm-2 in orbit", "Najm-2 late"),
    ]
    assert placed("when was NAJM-3 launched?", titles) == titles
    assert placed("which of Najm-1 and Najm-2 is heavier?", titles) == titles
    assert placed("when did the port open?", titles) == titles


@given(
    st.lists(st.sampled_from(["Najm-1", "Najm-2", "COP28", "COP 29 and Najm-1", "Port", None]), max_size=8),
    st.sampled_from(["Najm-1?", "najm 2 at COP28", "Najm-7", "port"]),
)
def test_nothing_is_lost_and_what_was_asked_for_keeps_its_order(titles: list[str | None], question: str) -> None:
    tellings = {str(at): Telling(1, title, "", "en", None) for at, title in enumerate(titles)}
    ranked: list[Candidate] = [candidate(at, str(at), 0, 1) for at in range(len(titles))]
    found = asked_first(ranked, question, tellings)
    assert sorted(one.passage.number for one in found) == list(range(len(titles)))
    assert asked_first(found, question, tellings) == found
    others = beside(question, [titles[one.passage.number] for one in found])
    if len(numbered(question)) == 1 and others:
        wanted = numbered(question)
        of = [numbered(titles[one.passage.number] or "") for one in found]
        first = [at for at, own in enumerate(of) if any(own.get(word, set()) & wanted[word] for word in wanted)]
        assert max(first) < min(others)


def test_others_of_a_series_are_beside_it_only_where_what_was_asked_for_is_there() -> None:
    titles = ["Najm-2 in orbit", "Port opens", "Najm-1 in orbit", None]
    assert beside("when was NAJM-1 launched?", titles) == {0}
    assert beside("when was NAJM-3 launched?", titles) == frozenset()
    assert beside("compare Najm-1 with Najm-2", titles) == frozenset()
    assert beside("when did the port open?", titles) == frozenset()
