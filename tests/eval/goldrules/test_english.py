from __future__ import annotations

import datetime as dt

import pytest

from eval.goldrules import english
from eval.goldrules.release import Draft, Release

DAY = dt.date(2024, 3, 14)


def of_title(title: str, *sentences: str, published: dt.date | None = DAY) -> list[tuple[str, str]]:
    release = Release(title, " ".join(sentences), published, sentences)
    return [(item.question, item.answer) for item in english.drafts(release) if item.rule.startswith("title")]


def of_sentence(sentence: str, title: str = "", around: str = "") -> list[Draft]:
    release = Release(title, f"{around} {sentence}", DAY, ["This one is no lead of them at all.", sentence])
    return list(english.drafts(release))


@pytest.mark.parametrize(
    ("title", "said", "question", "answer"),
    [
        (
            "Neuralbase Appoints Tushar Shivekar as Chief Technology Officer",
            "Neuralbase has appointed Tushar Shivekar as its chief technology officer.",
            "Who did Neuralbase appoint as Chief Technology Officer?",
            "Tushar Shivekar",
        ),
        (
            "RapidFire Safety & Security Acquires Troy Alarm",
            "RapidFire Safety & Security announced that it acquired Troy Alarm.",
            "Who acquired Troy Alarm?",
            "RapidFire Safety & Security",
        ),
        (
            "Halvern University opens a climate school for 84 students",
            "Halvern University opened a climate school for 84 students.",
            "What did Halvern University open in March 2024?",
            "a climate school for 84 students",
        ),
    ],
)
def test_a_title_is_asked_about_when_a_sentence_says_the_same(
    title: str, said: str, question: str, answer: str
) -> None:
    assert (question, answer) in of_title(title, said)
    assert of_title(title, "The weather was fine for all of that week.") == []


@pytest.mark.parametrize(
    "title",
    [
        "Halvern University launches in Orlington this spring",  # launches nothing
        "Average crowd climbs to 12,207",
        "ICESCO and NeLC to build a partnership on eLearning",
        "halvern opens its school to all of them",
    ],
)
def test_a_title_that_cannot_be_turned_safely_is_left(title: str) -> None:
    assert of_title(title, title) == []


def test_what_a_house_did_is_asked_by_month_and_not_without_one() -> None:
    said = "Halvern University opened a school of climate for 84 students."
    assert of_title("Halvern University opens a school of climate", said, published=None) == []


def lead(sentence: str) -> list[tuple[str, str, str]]:
    return [
        (item.question, item.answer, item.quote)
        for item in english.drafts(Release("", sentence, DAY, [sentence]))
        if item.rule == "lead: what"
    ]


def test_a_lead_is_asked_about_past_what_is_put_between() -> None:
    sentence = "Brightfell Energy (BFE), maker of wind turbines, today announced a plant for old turbine blades."
    assert lead(sentence) == [
        ("What did Brightfell Energy announce in March 2024?", "a plant for old turbine blades", sentence)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Today PayMedix announced the findings of its long analysis of members.",
        "The weather opened the day with some wind and a little rain.",
    ],
)
def test_a_lead_without_a_clear_subject_is_left(sentence: str) -> None:
    assert lead(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "“We have strong conviction in the Rialto Village project,” said Adam Daneshgar, president of Langdon.",
            "What did Adam Daneshgar say about Rialto Village?",
        ),
        (
            'Dr. Laila Al-Burqani, head of the agency, said: "Every screw was set by an engineer from Sahrin Space."',
            "What did Dr. Laila Al-Burqani say about Sahrin Space?",
        ),
    ],
)
def test_speech_is_asked_about_by_speaker_and_by_a_name_in_it(sentence: str, question: str) -> None:
    (made,) = of_sentence(sentence)
    assert made.question == question
    assert made.kind == "quote"
    assert made.answer == made.quote
    assert made.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "“We are very happy with all that was done here,” said Adam Daneshgar.",  # about nothing
        "“Rules on wages are there so that no town wakes up without a club,” said Rhona Castellane.",
        "“We are happy with the Rialto Village project now,” said Mullen CEO.",
        "“Adam Daneshgar was here with us all along the way,” said Adam Daneshgar.",
        "“In Rialto Village,” said Adam Daneshgar.",
    ],
)
def test_speech_without_a_topic_or_a_person_is_left(sentence: str) -> None:
    assert of_sentence(sentence) == []


def test_a_single_name_is_a_topic_when_the_title_has_it() -> None:
    sentence = "“The historic moment for all of us is that Ocumetics works,” said Dean Burns."
    assert of_sentence(sentence) == []
    (made,) = of_sentence(sentence, title="Ocumetics tells of results")
    assert made.question == "What did Dean Burns say about Ocumetics?"
