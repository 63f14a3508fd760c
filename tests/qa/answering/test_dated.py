"""The year of a sentence: written in it, set before it, or that of its publication; of another it is no answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Span
from qa.answering.dated import of_another
from qa.answering.sentence import Sentence
from qa.answering.verdict import judge
from tests.conftest import examples
from tests.qa.answering.finding import release, room, seen
from tests.qa.answering.making import SURE, article, asked

MANY = "how many boats did the regatta of Elsen draw in {}?"


def inside(text: str, said: str, title: str | None = "Regatta") -> tuple[Article, Sentence]:
    """Give a release of 8 March 2024, and a sentence of it."""
    start = text.index(said)
    return article(text, title=title), Sentence(0, Span(start, start + len(said)), said)


@pytest.mark.parametrize(
    ("wanted", "text", "said"),
    [
        (2019, "The club was founded in 2019. The regatta drew 84 boats.\n\nIt rained.", "It rained."),
        (2019, "Since 2019 the club owns a quay.\n\nThe regatta drew 84 boats.", "The regatta drew 84 boats."),
        (2019, "In 2019 it drew 70.\n\nIn 2022 the regatta drew 84 boats.", "In 2022 the regatta drew 84 boats."),
        (2019, "The regatta drew 84 boats. In 2019 a mole was built.", "The regatta drew 84 boats."),
        (2019, "The regatta, held in Elsen since 2019, drew 84.", "The regatta, held in Elsen since 2019, drew 84."),
        (1985, "Boats built in 1985 or earlier came: 84.", "Boats built in 1985 or earlier came: 84."),
        (2024, "The season 2024 begins.\n\nIn 2022 the regatta drew 84.", "In 2022 the regatta drew 84."),
        (2024, "Last year the regatta drew 84 boats.", "Last year the regatta drew 84 boats."),
        (2030, "By 2030 the port will grow. The regatta drew 84 boats.", "The regatta drew 84 boats."),
    ],
)
def test_a_sentence_of_another_year(wanted: int, text: str, said: str) -> None:
    assert of_another(asked(MANY.format(wanted)), *inside(text, said)) == wanted


@pytest.mark.parametrize(
    ("wanted", "text", "said"),
    [
        (2019, "In 2019 the regatta drew 84 boats.", "In 2019 the regatta drew 84 boats."),
        (
            2019,
            "The regatta drew 84 boats in the season 2018-19.",
            "The regatta drew 84 boats in the season 2018-19.",
        ),
        (2019, "The mole was built in 2019. The regatta drew 84 boats.", "The regatta drew 84 boats."),
        (2009, "These stand in the fiscal year 2009 bill:\n\n* Quay, $40\n\n* Regatta, $84", "* Regatta, $84"),
        (2009, "It is in the FY 2009 bill.\n\nThe mole, due by 2013, gets $8.", "The mole, due by 2013, gets $8."),
        (2019, "In 2019 it rained. Founded 1990, it drew 84.", "Founded 1990, it drew 84."),
        (2024, "Since 2022 it grows.\n\nThe regatta drew 84 boats.", "The regatta drew 84 boats."),
        (2024, "The regatta, begun in 1990, drew 84.", "The regatta, begun in 1990, drew 84."),
        (2023, "The fair of 2023 was full. Last year the regatta drew 84.", "Last year the regatta drew 84."),
        (2023, "It drew 84, a year earlier 70.\n\nIn 2023 it rained.", "It drew 84, a year earlier 70."),
    ],
)
def test_a_sentence_of_the_year_that_is_asked_about(wanted: int, text: str, said: str) -> None:
    assert of_another(asked(MANY.format(wanted)), *inside(text, said)) is None


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("combien de bateaux sont venus en 2019 ?", "En 2022, 84 bateaux sont venus. En 2019, il a plu.", True),
        ("combien de bateaux sont venus en 2019 ?", "À Elsen depuis 2019, la régate a attiré 84 bateaux.", True),
        ("combien de bateaux sont venus en 2022 ?", "En 2022, 84 bateaux sont venus. En 2019, il a plu.", False),
        ("كم عدد القوارب في عام ٢٠١٩؟", "في عام 2022 جاء 84 قاربا. وفي عام 2019 هطل المطر.", True),
        ("كم عدد القوارب في عام 2022؟", "في عام ٢٠٢٢ جاء 84 قاربا. وفي عام 2019 هطل المطر.", False),
        ("¿cuántos barcos vinieron en 2019?", "En 2022 vinieron 84 barcos. En 2019 llovió.", True),
        ("¿cuántos barcos vinieron en 2022?", "En 2022 vinieron 84 barcos. En 2019 llovió.", False),
    ],
)
def test_in_other_languages(question: str, text: str, another: bool) -> None:
    first = text[: text.index(".") + 1]
    assert (of_another(asked(question), *inside(text, first)) is not None) == another


def test_the_title_sets_the_year() -> None:
    text, said = "Of 1949 little is left.\n\nIt has 16 horsepower.", "It has 16 horsepower."
    question = asked("how many horsepower has the wagon of 1949?")
    assert of_another(question, *inside(text, said, "A wagon of 1949")) is None
    assert of_another(question, *inside(text, said, "A wagon")) == 1949


def test_when_is_answered_by_another_year_than_that_of_the_question() -> None:
    text = "The quay burnt in 2019. It was built again in 2022."
    assert of_another(asked("when was the quay that burnt in 2019 built again?"), *inside(text, text[24:])) is None
    assert of_another(asked("who built the quay again in 2019?"), *inside(text, text[24:])) == 2019


def test_without_a_year_of_its_own_a_month_is_that_of_the_publication() -> None:
    text = "The fair runs through March. In 2023 it rained."
    first = text[:28]
    assert of_another(asked("how many days did the fair run in March 2024?"), *inside(text, first)) is None
    assert of_another(asked("how many days did the fair run in March 2023?"), *inside(text, first)) == 2023


@pytest.mark.parametrize("question", ["how many boats came?", "who has won since 2022?", "who won in 2021 and 2022?"])
def test_without_one_year_in_the_question_there_is_no_other(question: str) -> None:
    assert of_another(asked(question), *inside("In 2019 Ada won.", "In 2019 Ada won.")) is None


def test_an_undated_release_may_speak_of_any_year() -> None:
    own, said = inside("In 2019 Ada won. In 2022 Ida won.", "In 2019 Ada won.")
    assert of_another(asked("who won in 2022?"), replace(own, published=None), said) is None


@given(st.integers(1950, 2049), st.integers(1950, 2049), st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)))
@settings(max_examples=examples(60))
def test_a_sentence_that_writes_the_year_is_of_it_and_one_that_opens_with_another_is_not(
    wanted: int, written: int, published: dt.date
) -> None:
    text = f"In {written} the regatta drew 84 boats.\n\nOf {wanted} there is a picture."
    own, said = inside(text, text.split("\n")[0])
    found = of_another(asked(MANY.format(wanted)), replace(own, published=published), said)
    assert found == (None if wanted == written else wanted)


def test_silence_says_what_is_not_said_however_sure_the_evidence(tmp_path: Path) -> None:
    text = "The regatta of Elsen drew 84 boats in 2022. The mole is older: 2019."
    with room(tmp_path / "room", release("regatta.txt", "Regatta", text)) as desk:
        looked = seen(desk, "how many boats did the regatta of Elsen draw in 2019?")
        told = judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", SURE)
        other = seen(desk, "how many boats did the regatta of Elsen draw in 2022?")
        given_ = judge(other.finding, other.proven, other.sentences, other.archive, "eager", SURE)
    assert (told.answered, told.confidence) == (False, 0.0)
    assert told.missing is not None
    assert told.missing.text == "The nearest releases speak of Elsen but do not say it of 2019."
    assert given_.answered
