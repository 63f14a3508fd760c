from __future__ import annotations

from collections.abc import Sequence

from eval import unjudged
from eval.gold import Gold
from eval.goldcheck import Asked, Finding, Problem
from eval.pooling import Hit
from eval.texts import Text
from tests.eval.clean import gold, text

STOCKY = "RapidFire, the builder of fire safety businesses across the country, announced today that it acquired"
WANTED = text("wanted.txt", f"{STOCKY} Troy Alarm of Riverside with its 40 people.", title="A")
PICKUP = text("pickup.txt", "RapidFire has acquired Troy Alarm of Riverside. It has 40 people.", title="B")
COPY = text("copy.txt", f"As told: {STOCKY} Troy Alarm of Riverside.", title="C")
STOCK = text("stock.txt", f"{STOCKY} Lake Alarms of Lakeside with its 90 hands.", title="D")
OTHER = text("other.txt", "The bridge of Orlington has closed for many days.", title="E")
CORPUS = {item.path: item for item in (WANTED, PICKUP, COPY, STOCK, OTHER)}
QUESTION = gold(
    "What did RapidFire buy?", ("wanted.txt", WANTED.passages[0]), answer="Troy Alarm of Riverside, with 40 people"
)


def hits(*found: Text) -> tuple[Hit, ...]:
    return tuple(
        Hit(rank, item.path, item.article.title, None, item.passages[0]) for rank, item in enumerate(found, start=1)
    )


def find(question: Gold, found: Sequence[Hit] = (), copies: Sequence[Hit] = ()) -> list[Finding]:
    asked = [Asked(5, question)]
    return list(unjudged.findings(asked, CORPUS, lambda _: found, lambda _: copies))


def test_a_passage_of_another_release_with_the_answer_is_found() -> None:
    (finding,) = find(QUESTION, hits(WANTED, PICKUP, STOCK, OTHER))
    assert (finding.line, finding.problem) == (5, Problem.ANSWERABLE_ELSEWHERE)
    assert [place.article for place in finding.places] == ["pickup.txt"]
    assert finding.places[0].quote == "RapidFire has acquired Troy Alarm of Riverside."
    assert finding.places[0].passage == PICKUP.passages[0]


def test_a_near_copy_of_the_quote_is_found_and_a_stock_sentence_with_other_facts_is_not() -> None:
    (finding,) = find(QUESTION, copies=hits(WANTED, STOCK, COPY))
    assert [place.article for place in finding.places] == ["copy.txt"]


def test_without_figures_or_names_in_the_answer_a_near_copy_is_enough() -> None:
    plain = gold(QUESTION.question, ("wanted.txt", WANTED.passages[0]), answer="an alarm firm")
    (finding,) = find(plain, copies=hits(STOCK))
    assert [place.article for place in finding.places] == ["stock.txt"]


def test_releases_that_are_listed_and_those_with_the_very_words_are_left_out() -> None:
    listed = gold(QUESTION.question, ("wanted.txt", "x"), ("pickup.txt", "y"), answer=QUESTION.answer)
    assert find(listed, hits(PICKUP)) == []
    same = gold(QUESTION.question, ("wanted.txt", "acquired Troy Alarm"), answer=QUESTION.answer)
    assert find(same, hits(PICKUP)) == []  # told as ambiguous


def test_one_place_a_release_is_enough() -> None:
    (finding,) = find(QUESTION, hits(PICKUP), hits(COPY, COPY, PICKUP))
    assert [place.article for place in finding.places] == ["pickup.txt", "copy.txt"]


def test_a_question_without_an_answer_is_told_when_its_first_passages_look_like_one() -> None:
    asked = gold("How many people does Troy Alarm of Riverside have?", kind="unanswerable")
    (finding,) = find(asked, hits(OTHER, WANTED))
    assert finding.problem is Problem.PERHAPS_ANSWERABLE
    assert [place.article for place in finding.places] == ["wanted.txt"]
    assert not finding.wrong
    assert find(asked, hits(OTHER, OTHER, OTHER, WANTED)) == []
    assert find(asked, hits(OTHER)) == []


def test_each_place_becomes_a_candidate_for_its_question() -> None:
    found = find(QUESTION, hits(PICKUP), hits(COPY))
    made = list(unjudged.candidates(found, [Asked(5, QUESTION)]))
    assert [(item.gold, item.places[0].article) for item in made] == [("q1", "pickup.txt"), ("q1", "copy.txt")]
    assert {item.rule for item in made} == {"check: answerable elsewhere"}
    assert made[0].question == QUESTION.question


def test_a_question_that_wants_all_its_releases_gets_no_candidates() -> None:
    places = [("wanted.txt", WANTED.passages[0]), ("other.txt", OTHER.passages[0])]
    multi = gold(QUESTION.question, *places, kind="multi", answer=QUESTION.answer)
    found = find(multi, hits(PICKUP))
    assert found
    assert list(unjudged.candidates(found, [Asked(5, multi)])) == []


def test_other_problems_are_nothing_to_accept() -> None:
    lost = Finding(5, "q1", Problem.QUOTE_LOST, "cut")
    assert list(unjudged.candidates([lost], [Asked(5, QUESTION)])) == []
