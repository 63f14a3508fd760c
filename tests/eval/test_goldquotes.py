from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from eval import goldquotes
from eval.gold import Gold
from eval.goldcheck import WRONG, Asked, Finding, Problem
from eval.texts import Text
from tests.eval.clean import gold, text

Check = Callable[..., list[Finding]]


def check(question: Gold, *corpus: Text, file: str = "") -> list[Finding]:
    texts = {item.path: item for item in corpus}
    return list(goldquotes.findings([Asked(3, question)], texts, lambda _: file))


PORT = text(
    "port.txt", "The port of Halvern closed in May.", "It reopened on Thursday.", title="Port shuts for repairs"
)


def test_a_quote_that_stands_once_is_no_problem() -> None:
    assert check(gold("when?", ("port.txt", "It reopened on Thursday.")), PORT) == []


def only(findings: list[Finding]) -> tuple[Problem, str]:
    (finding,) = findings
    assert (finding.line, finding.id) == (3, "q1")
    return finding.problem, finding.reason


def test_a_release_that_was_refused_is_told() -> None:
    problem, reason = only(check(gold("when?", ("gone.txt", "x")), PORT))
    assert problem is Problem.NOT_TAKEN_IN
    assert reason.startswith("gone.txt: ")


@pytest.mark.parametrize(
    ("quote", "file", "problem", "reason"),
    [
        ("closed in May. It reopened", "", Problem.QUOTE_LOST, "cut"),
        ("Port shuts for repairs", "", Problem.QUOTE_LOST, "title"),
        ("Share this page", "Menu  Share this\npage", Problem.QUOTE_LOST, "cleaned away"),
        (
            "The port of Halvern shut in May.",
            "",
            Problem.QUOTE_MISSING,
            "nearest: 'The port of Halvern closed in May.'",
        ),
        ("Nothing of the kind", "", Problem.QUOTE_MISSING, "is nowhere in the release"),
        ("—", "", Problem.QUOTE_MISSING, "is nowhere in the release"),
    ],
)
def test_a_quote_that_no_passage_holds_scores_wrongly_and_says_why(
    quote: str, file: str, problem: Problem, reason: str
) -> None:
    found, told = only(check(gold("when?", ("port.txt", quote)), PORT, file=file))
    assert found is problem
    assert found in WRONG
    assert reason in told


def test_a_quote_that_differs_after_its_head_is_for_a_person_to_see() -> None:
    head = "The port of Halvern was closed for repairs to its quays from May"
    release = text("long.txt", f"{head} to July.")
    assert only(check(gold("when?", ("long.txt", f"{head} to August.")), release))[0] is Problem.QUOTE_DIFFERS


def test_a_quote_may_run_on_into_the_next_passage_after_its_head() -> None:
    head = "The port of Halvern was closed for repairs to its quays from May."
    release = text("long.txt", head, "It reopened in July.")
    assert check(gold("when?", ("long.txt", f"{head} It reopened in July.")), release) == []


def test_a_quote_that_two_passages_hold_makes_either_a_hit() -> None:
    release = text("twice.txt", "The port reopened.", "Again: The port reopened.")
    problem, reason = only(check(gold("when?", ("twice.txt", "The port reopened.")), release))
    assert problem is Problem.QUOTE_LOOSE
    assert "2 passages" in reason


def test_words_that_stand_in_other_releases_too_are_ambiguous_unless_those_are_listed() -> None:
    pickup = text("pickup.txt", "News: It reopened on Thursday.", title="Port open")
    once = gold("when?", ("port.txt", "It reopened on Thursday."))
    (finding,) = check(once, PORT, pickup)
    assert finding.problem is Problem.AMBIGUOUS
    assert not finding.wrong
    assert [(place.article, place.passage, place.title) for place in finding.places] == [
        ("pickup.txt", "News: It reopened on Thursday.", "Port open")
    ]
    both = gold("when?", ("port.txt", "It reopened on Thursday."), ("pickup.txt", "It reopened on Thursday."))
    assert check(both, PORT, pickup) == []


def test_an_answer_whose_figures_are_not_at_its_quotes_is_told() -> None:
    release = text("sum.txt", "The work cost 6,500,000 crowns.", "It took 14 months.")
    quoted = ("sum.txt", "The work cost 6,500,000 crowns.")
    assert check(gold("how much?", quoted, answer="6.5 million crowns"), release) == []
    problem, reason = only(check(gold("how long?", quoted, answer="14 months"), release))
    assert problem is Problem.ANSWER_ELSEWHERE
    assert "14" in reason


@pytest.mark.parametrize("answer", ["on 20 October 2019", "9 800 and 3"])
def test_an_answer_may_come_from_the_day_of_the_release_and_from_spaced_figures(answer: str) -> None:
    release = text(
        "day.txt", "Il y avait 9 800 personnes en 2019 300 fois, 3 jours.", published=dt.date(2019, 10, 20)
    )
    assert check(gold("when?", ("day.txt", "Il y avait"), answer=answer), release) == []


TRAFFIC = (
    text("one.txt", "Edda Marlowe led the school in 2022."),
    text("two.txt", "Kwame Adjanor leads it in 2023. He follows Edda Marlowe."),
)


def test_a_multi_question_that_one_release_answers_is_told() -> None:
    places = [("one.txt", "Edda Marlowe led"), ("two.txt", "Kwame Adjanor leads")]
    who = "who led the school in 2022 and 2023?"
    problem, reason = only(check(gold(who, *places, kind="multi", answer="Edda Marlowe, Kwame Adjanor"), *TRAFFIC))
    assert problem is Problem.ONE_IS_ENOUGH
    assert reason.startswith("two.txt by itself")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("fact", "Edda Marlowe, Kwame Adjanor"),
        ("multi", "Kwame Adjanor"),  # nothing of it is in the first release: it must be there for something else
        ("multi", "She and he"),
    ],
)
def test_nothing_is_told_where_that_cannot_be_known(kind: str, answer: str) -> None:
    places = [("one.txt", "Edda Marlowe led"), ("two.txt", "Kwame Adjanor leads")]
    assert check(gold("who?", *places, kind=kind, answer=answer), *TRAFFIC) == []
