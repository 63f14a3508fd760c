"""Which questions follow up on what was said before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.following import following
from qa.question import LONGEST
from tests.conftest import examples
from tests.qa.dialogues import FOLLOW_UPS

TODAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize("dialogue", FOLLOW_UPS, ids=lambda dialogue: dialogue.asked[-1])
def test_what_follows_up_is_told(dialogue: object) -> None:
    assert following(dialogue.asked[-1], TODAY) is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("dialogue", FOLLOW_UPS, ids=lambda dialogue: dialogue.asked[0])
def test_what_opens_a_conversation_stands_by_itself(dialogue: object) -> None:
    assert following(dialogue.asked[0], TODAY) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "question",
    [
        "And what did ICESCO agree with NeLC?",
        "when did Brightfell say it would open the plant in Ketterby?",
        "how many goats did the farmers of the valley vaccinate in their barns before the winter came?",
        "what is the theme of this year's school in Halvern?",
        'who said "it is the right moment to hand over the wheel"?',
        "Combien de trains y a-t-il sur la ligne du Plateau en 2029 ?",
        "Est-ce que la ligne des Gorges a rouvert en mai 2022 ?",
        "Quand la compagnie CFV a-t-elle rouvert la ligne des Gorges ?",
        "كم عدد الأطفال الذين تستهدفهم حملة التطعيم ضد الحصبة في سهرين هذا العام؟",
        "how much cargo passed through Elsen in 2022?",
        "$2.5 million grant",
        "which lamps light the whole quay from the poles around it?",
        "What often delays the ferries in winter on the northern route?",
        "ok, thanks!",
        "and?",
    ],
)
def test_what_names_its_subject_stands_by_itself(question: str) -> None:
    assert following(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("when did ICESCO sign it?", "when did ICESCO sign it?"),
        ("and how much does this agreement cost?", "how much does this agreement cost?"),
        ("Ok, thanks. And why?", "why?"),
        ("what else?", "what else?"),
        ("who was that?", "who was that?"),
        ("et qui l'a signé ?", "qui l'a signé ?"),
        ("Et quand a-t-elle ouvert ?", "quand a-t-elle ouvert ?"),
        ("ومتى؟", "متى؟"),
        ("متى تم توقيعها؟", "متى تم توقيعها؟"),
        ("ما هدف هذا المشروع؟", "ما هدف هذا المشروع؟"),
    ],
)
def test_a_pronoun_or_an_opening_leaves_the_subject_to_what_came_before(question: str, rest: str) -> None:
    found = following(question, TODAY)
    assert found is not None
    assert (found.how, found.sure, found.rest) == ("subject", True, rest)


@pytest.mark.parametrize(
    "question",
    [
        "who attended the meeting?",
        "ما هو عدد الأطفال؟",
        "where does the harbour get its name from?",
        "what is the function of the board and where does it meet?",
    ],
)
def test_what_may_follow_up_and_may_stand_by_itself_is_not_sure(question: str) -> None:
    found = following(question, TODAY)
    assert found is not None
    assert (found.how, found.sure) == ("subject", False)


@pytest.mark.parametrize(
    ("question", "how", "rest"),
    [
        ("and in 2022?", "days", "in 2022?"),
        ("what about 2023?", "days", "2023?"),
        ("et en mai 2024 ?", "days", "en mai 2024 ?"),
        ("وفي عام 2022؟", "days", "في عام 2022؟"),
        ("what about UNESCO?", "instead", "UNESCO?"),
        ("how about the containers?", "instead", "the containers?"),
        ("and Brightfell?", "instead", "Brightfell?"),
        ("Et pour Rivamar ?", "instead", "Rivamar ?"),
        ("qu'en est-il de l’UNESCO ?", "instead", "UNESCO ?"),
        ("وماذا عن اليونسكو؟", "instead", "اليونسكو؟"),
    ],
)
def test_the_same_may_be_asked_of_another_time_or_thing(question: str, how: str, rest: str) -> None:
    found = following(question, TODAY)
    assert found is not None
    assert (found.how, found.sure, found.rest) == (how, True, rest)


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    found = following(text, TODAY)
    assert found is None or found.rest in text


@pytest.mark.parametrize("unit", ["and ", "it ", "et , ", "و", "what about ", "l'a ", "ce ", "هذا ", "ab هها", "…"])
def test_the_longest_question_is_read_at_once(unit: str) -> None:
    following((unit * LONGEST)[:LONGEST], TODAY)  # a pattern that backtracks would not come back from this
