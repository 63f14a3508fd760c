"""The year that is asked about: which release may speak of it, and that another does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answering.verdict import judge
from qa.answering.years import tells, year
from qa.desk import Desk
from tests.qa.answering.finding import release, room, seen
from tests.qa.answering.making import SURE, article, asked

REGATTA = release("2022.txt", "Regatta 2022", "The Elsen regatta drew 84 boats in 2022, said Ada Holm.", "2022-07-04")
LATER = release("2024.txt", "Regatta", "The Elsen regatta drew 112 boats this time, said Ada Holm.", "2024-07-02")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with room(tmp_path / "room", REGATTA, LATER) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how many boats did the regatta draw in 2022?", 2022),
        ("what was earned in the second quarter of 2022?", 2022),
        ("how many came in the season 2021-22?", 2021),
        ("كم عدد القوارب في عام ٢٠٢٢؟", 2022),
        ("how did the number change between 2021 and 2023?", None),
        ("what was sold in June 2022 and in May 2023?", None),
        ("who has won since 2022?", None),
        ("who paid $2022 in March?", None),
        ("who won the regatta?", None),
    ],
)
def test_the_one_year_that_a_question_is_about(question: str, wanted: int | None) -> None:
    assert year(asked(question)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "told"),
    [  # published on 8 March 2024
        ("Boats came.", 2024, True),
        ("Boats came.", 2023, False),
        ("Boats came in 2019.", 2019, True),
        ("Boats came in the season 2018-19.", 2019, True),
        ("The budget of FY19 was spent.", 2019, True),
        ("Some 12019 boats came, and 19 ships.", 2019, False),
        ("جاءت القوارب عام ٢٠١٩.", 2019, True),
    ],
)
def test_a_release_tells_of_years_that_it_writes_and_of_its_own(text: str, wanted: int, told: bool) -> None:
    assert tells(article(text), wanted) is told


def test_what_the_release_of_the_year_says_is_given(desk: Desk) -> None:
    looked = seen(desk, "how many boats did the Elsen regatta draw in 2022?")
    assert looked.proven[looked.sentences[0].passage].article.path == "2022.txt"
    assert judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", SURE).answered


def test_where_the_release_does_not_tell_of_the_year_that_is_what_is_missing(desk: Desk) -> None:
    looked = seen(desk, "how many boats did the Elsen regatta draw in 2019?")
    verdict = judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", SURE)
    told = verdict.missing
    assert told is not None
    assert verdict.confidence == 0
    assert (told.reason, told.names) == ("not_said", ("Elsen",))
    assert told.text == "The nearest releases speak of Elsen but not of 2019."


def test_without_a_year_every_release_may_answer(desk: Desk) -> None:
    looked = seen(desk, "how many boats did the Elsen regatta draw this time?")
    assert judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", SURE).answered
