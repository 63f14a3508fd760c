"""Follow-up questions made whole, and which of two answers counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Span
from qa.answer import Reply
from qa.answering.answer import Answer, Said
from qa.conversation import SUBJECT_MOST, TURNS_MOST, Turn, hear, whole
from qa.desk import Desk
from qa.errors import QuestionEmpty, QuestionTooLong
from qa.question import LONGEST, Question
from tests.conftest import examples

TODAY = dt.date(2026, 3, 1)
ASKED = Turn("what did ICESCO agree with NeLC?", ("A partnership on eLearning", "Another release"))


def made(question: str, *earlier: Turn) -> str | None:
    found = whole(question, earlier, TODAY)
    return found.text if found else None


def test_what_is_left_out_is_what_was_asked_and_the_release_first_cited() -> None:
    assert made("and when was it signed?", ASKED) == (
        "when was it signed? (what did ICESCO agree with NeLC, A partnership on eLearning)"
    )


def test_without_an_answer_it_is_what_was_asked() -> None:
    assert made("et quand ?", Turn("Qui a signé l'accord de Paris ?")) == "quand ? (Qui a signé l'accord de Paris)"


def test_a_question_that_stands_by_itself_is_left_alone() -> None:
    assert made("how much cargo passed through Elsen in 2022?", ASKED) is None


def test_a_first_question_is_left_alone() -> None:
    assert made("and when was it signed?") is None


@pytest.mark.parametrize(
    ("before", "then", "asked"),
    [
        ("how much cargo did Elsen handle in 2023?", "and in 2022?", "how much cargo did Elsen handle in 2022?"),
        ("Combien de trains en 2023 à Sorval ?", "et en 2024 ?", "Combien de trains en 2024 à Sorval ?"),
        ("كم عدد الأطفال في عام 2024؟", "وفي عام 2022؟", "كم عدد الأطفال في عام 2022؟"),
        ("who won the NCFL cup?", "and in 2022?", "who won the NCFL cup in 2022?"),
        ("when was Najm-1 launched?", "what about Najm-2?", "when was Najm-2 launched?"),
        ("what did ICESCO agree with NeLC?", "and UNESCO?", "what did ICESCO agree with UNESCO?"),
        ("how high were the waves?", "what about Elsen?", "how high were the waves? (Elsen)"),
        ("ماذا قررت الهيئة؟", "وماذا عن اليونسكو؟", "ماذا قررت الهيئة؟ (اليونسكو)"),
    ],
)
def test_the_same_is_asked_of_another_time_or_thing(before: str, then: str, asked: str) -> None:
    assert made(then, Turn(before)) == asked


def test_a_conversation_may_turn_to_something_else() -> None:
    turned = Turn("what about UNESCO?")
    assert made("when was it signed?", ASKED, turned) == "when was it signed? (what did ICESCO agree with UNESCO)"


def test_a_follow_up_that_was_not_answered_leaves_the_conversation_where_it_was() -> None:
    assert made("who led it?", ASKED, Turn("and when?")) == made("who led it?", ASKED)


def test_an_answered_follow_up_may_lead_to_another_release() -> None:
    found = whole("who led it?", [ASKED, Turn("and when?", ("The day of the meeting",))], TODAY)
    assert found is not None
    assert found.text.endswith(", The day of the meeting)")
    assert found.cited == ("The day of the meeting",)


def test_quotes_of_a_title_ask_for_no_phrase() -> None:
    text = made("when?", Turn('who wrote "Salt Roads" in Rivamar?', ("« Les Routes du sel », “la” grande",)))
    assert text == "when? (who wrote Salt Roads in Rivamar, Les Routes du sel , la grande)"


def test_only_the_last_questions_are_looked_back_at() -> None:
    far = [ASKED, *(Turn("why?") for _ in range(TURNS_MOST))]
    text = made("and when was it signed?", *far)
    assert text is not None
    assert "ICESCO" not in text
    assert made("and when was it signed?", *far[:-1]) == made("and when was it signed?", ASKED)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.builds(Turn, st.text(max_size=40), st.lists(st.text(max_size=20)).map(tuple)), max_size=12))
def test_whatever_was_said_a_question_made_whole_can_be_asked(earlier: list[Turn]) -> None:
    found = whole("and when?", earlier, TODAY)
    assert found is None or (found.text.startswith("when? (") and len(found.text) <= SUBJECT_MOST + 20)


@pytest.mark.parametrize("length", [10, 300, LONGEST])
def test_long_questions_and_titles_stay_within_what_can_be_asked(length: int) -> None:
    text = made("and when was it signed?", Turn("Elsen " * (length // 6), ("T" * 5_000,)))
    assert text is None or len(text) <= LONGEST
    assert made("and when? " + "x" * LONGEST, ASKED) is None


Asker = Callable[[Question], Reply]


@pytest.fixture
def answering(desk: Desk) -> Callable[[Mapping[str, float]], tuple[list[str], Asker]]:
    """Make what answers with a confidence by question, from the one release there is."""
    desk.add(Document("room", "a.txt", b"A partnership on eLearning\n\nIt was signed in Paris.\n", "text"))

    def make(sure: Mapping[str, float]) -> tuple[list[str], Asker]:
        asked: list[str] = []

        def ask(question: Question) -> Reply:
            asked.append(question.text)
            found = desk.ask(Question("Paris"))
            told = Said(1, Span(0, 4), "It was signed in Paris.")
            confidence = sure[question.text]
            said = (told,) if confidence > 0.4 else ()
            return Reply(found.finding, found.passages, 0, {}, Answer("answered", confidence, said))

        return asked, ask

    return make


WHOLE = "when was it signed? (what did ICESCO agree with NeLC, A partnership on eLearning)"


@pytest.mark.parametrize(
    ("together", "alone", "counts"),
    [(0.8, 0.3, True), (0.3, 0.45, True), (0.3, 0.9, False), (0.45, 0.7, True), (0.0, 0.45, False)],
)
def test_the_surer_answer_counts_and_what_was_cited_before_gains(
    answering: Callable[[Mapping[str, float]], tuple[list[str], Asker]], together: float, alone: float, counts: bool
) -> None:
    asked, ask = answering({WHOLE: together, "when was it signed?": alone})
    heard = hear(ask, Question("when was it signed?"), [ASKED], TODAY)
    assert asked == [WHOLE, "when was it signed?"]
    assert heard.understood_as == (WHOLE if counts else None)
    assert heard.reply.answer is not None
    assert heard.reply.answer.confidence == (together if counts else alone)


def test_what_makes_no_sense_alone_is_not_asked_alone(
    answering: Callable[[Mapping[str, float]], tuple[list[str], Asker]],
) -> None:
    text = "what did ICESCO agree with UNESCO?"
    asked, ask = answering({text: 0.1})
    assert hear(ask, Question("what about UNESCO?"), [ASKED], TODAY).understood_as == text
    assert asked == [text]


def test_what_stands_by_itself_is_asked_once(
    answering: Callable[[Mapping[str, float]], tuple[list[str], Asker]],
) -> None:
    text = "how much cargo passed through Elsen in 2022?"
    asked, ask = answering({text: 0.1})
    assert hear(ask, Question(text), [ASKED], TODAY).understood_as is None
    assert asked == [text]


def test_what_cannot_be_asked_is_refused(desk: Desk) -> None:
    with pytest.raises(QuestionEmpty):
        hear(desk.ask, Question(" …"), [ASKED], TODAY)
    with pytest.raises(QuestionTooLong):
        hear(desk.ask, Question("and when?" + " x" * LONGEST), [ASKED], TODAY)
