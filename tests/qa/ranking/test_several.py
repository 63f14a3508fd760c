from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine import Candidate
from qa.ranking.several import AGAIN, PLACES, shared_out, wanted
from tests.qa.ranking.making import Release, asked, candidate

WANTING = [
    "Compare the harbour fees of 2023 with those of 2024.",
    "what is the difference between the two quays?",
    "when did both ports reopen?",
    "Which companies joined the fair?",
    "What other towns signed?",
    "what did Halvern and Orlington agree?",
    "What did Maren Oldfield, Port of Elsen and NHPA each say?",
    "what was said in 2023 and in 2024?",
    "Comparez les budgets de Halvern et d'Orlington.",
    "Quelles villes ont signé ?",
    "Qu'ont annoncé Halvern et Orlington ?",
    "قارن بين ميزانية المتحف وميزانية المكتبة",
    "ما هي الشركات التي شاركت في المعرض؟",
    "ماذا أعلن كل من المتحف والمكتبة؟",
]
CONTENT = [
    "when did the port of Halvern reopen?",
    "What does the harbour cost?",
    "Who is the chair of the Bank of Elsen?",
    "which news was published?",
    "what was said of the process in 2024?",
    "Quel est le budget du musée ?",
    "Qui a rouvert le port de Halvern ?",
    "متى افتتح المتحف؟",
    "كم بلغت ميزانية المكتبة؟",
]


@pytest.mark.parametrize("text", WANTING)
def test_words_that_want_several_releases(text: str) -> None:
    assert wanted(asked(text))


@pytest.mark.parametrize("text", CONTENT)
def test_words_that_one_release_answers(text: str) -> None:
    assert not wanted(asked(text))


def ranked(*scored: tuple[str, float]) -> list[Candidate]:
    """Make candidates of releases, one after the other, with scores."""
    return [
        Candidate(candidate(number, name, 0, 1).passage, score, 0.0, 0.0, 0.0, 0.0)
        for number, (name, score) in enumerate(scored)
    ]


def release(text: str, year: int | None = None) -> Release:
    return Release(None, text, published=dt.date(year, 5, 1) if year else None)


def names(found: object) -> list[str]:
    assert isinstance(found, list)
    return [one.passage.article_id for one in found]


def test_each_party_that_is_named_is_heard() -> None:
    told = {"a": release("Halvern opens."), "b": release("Halvern closes."), "c": release("Orlington opens.")}
    found = ranked(("a", 9.0), ("b", 8.5), ("a", 8.0), ("c", 5.0), ("b", 4.0))
    both = shared_out(found, asked("what did Halvern and Orlington open?"), told)
    assert names(both) == ["a", "c", "b", "a", "b"]


def test_a_release_that_has_all_that_is_named_keeps_its_places() -> None:
    told = {"a": release("Halvern and Orlington agree."), "b": release("Halvern."), "c": release("Orlington.")}
    found = ranked(("a", 9.0), ("a", 8.5), ("b", 5.0), ("c", 4.0))
    assert names(shared_out(found, asked("what did Halvern and Orlington agree?"), told)) == ["a", "a", "b", "c"]


def test_a_year_is_heard_by_what_was_published_in_it() -> None:
    told = {"old": release("Fees.", 2023), "new": release("Fees.", 2024)}
    found = ranked(("new", 9.0), ("new", 8.5), ("old", 4.0))
    assert names(shared_out(found, asked("what were the fees in 2023 and 2024?"), told)) == ["new", "old", "new"]


def test_a_further_passage_of_a_release_gives_way_to_one_that_is_nearly_as_good() -> None:
    told = {name: release("Of the fair.") for name in "abc"}
    found = ranked(("a", 9.0), ("a", 8.9), ("a", 8.8), ("b", 8.7 - AGAIN + 0.5), ("c", 8.8 - 3 * AGAIN))
    assert names(shared_out(found, asked("Which companies joined the fair?"), told)) == ["a", "b", "a", "a", "c"]


def test_a_name_in_capitals_and_in_the_title_is_heard() -> None:
    told = {"a": release("Halvern."), "b": release("Halvern."), "c": Release("ORLINGTON opens", "A quay.")}
    found = ranked(("a", 9.0), ("b", 8.9), ("c", 6.0))
    assert names(shared_out(found, asked("what of Halvern and Orlington?"), told)) == ["a", "c", "b"]


def test_other_questions_leave_everything_as_it_stands() -> None:
    told = {"a": release("Halvern."), "b": release("Orlington.")}
    found = ranked(("a", 9.0), ("a", 8.9), ("a", 8.8), ("b", 8.7))
    assert shared_out(found, asked("when did the port of Halvern reopen?"), told) is found


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(-20, 20)), max_size=60))
def test_nothing_is_lost_the_best_stays_first_and_what_follows_the_places_keeps_its_order(
    scored: list[tuple[str, float]],
) -> None:
    told = {"a": release("Halvern."), "b": release("Orlington."), "c": release("Both."), "d": release("")}
    found = ranked(*sorted(scored, key=lambda one: -one[1]))
    shared = shared_out(found, asked("what did Halvern and Orlington open?"), told)
    assert sorted(one.passage.number for one in shared) == list(range(len(found)))
    behind = [one.passage.number for one in shared[PLACES:]]
    assert behind == sorted(behind)
    assert [one.passage.number for one in shared[:1]] == [one.passage.number for one in found[:1]]


def test_hostile_questions_cost_no_more_than_their_length() -> None:
    for text in ("which " * 300, "and " * 400, "Aa and " * 280, "2024 " * 390, "كل من " * 300):
        wanted(asked(text))
