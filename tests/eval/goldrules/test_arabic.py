from __future__ import annotations

import datetime as dt

import pytest

from eval.goldrules import arabic
from eval.goldrules.release import Draft, Release

DAY = dt.date(2024, 11, 14)
OTHER = "يعمل في المختبر خمسة وثمانون عالما وفنيا من كل البلاد."


def made(*sentences: str, published: dt.date | None = DAY) -> list[Draft]:
    return list(arabic.drafts(Release("", " ".join(sentences), published, sentences)))


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "افتتحت هيئة الصحة العامة (SPHA) اليوم المختبر المرجعي الوطني في العاصمة رسمارة.",
            "ماذا افتتحت هيئة الصحة العامة في نوفمبر 2024؟",
            "المختبر المرجعي الوطني في العاصمة رسمارة",
        ),
        (
            "وأطلقت وكالة الفضاء اليوم القمر الصناعي الثاني من قاعدة دار السدر.",
            "ماذا أطلقت وكالة الفضاء في نوفمبر 2024؟",
            "القمر الصناعي الثاني من قاعدة دار السدر",
        ),
        (
            "وقالت المهندسة ليلى البرقاني، المديرة العامة للوكالة: «بعض هذه الأفكار أجرأ مما نجرؤ نحن على كتابته».",
            "ماذا قالت المهندسة ليلى البرقاني في نوفمبر 2024؟",
            "بعض هذه الأفكار أجرأ مما نجرؤ نحن على كتابته",
        ),
        (
            "وقعت الهيئة والجامعة اتفاقية تعاون جديدة في 5 يونيو 2023 بالعاصمة.",
            "متى وقعت الهيئة والجامعة اتفاقية تعاون جديدة؟",
            "5 يونيو 2023",
        ),
    ],
)
def test_a_sentence_is_asked_about_with_its_own_verb(sentence: str, question: str, answer: str) -> None:
    (draft,) = made(sentence)
    assert (draft.question, draft.answer) == (question, answer)
    assert draft.quote in sentence


def test_speech_that_goes_on_in_the_next_sentence_is_quoted_to_the_end_of_its_first() -> None:
    (draft,) = made("وقالت الدكتورة سلوى المهراني: «كنا نرسل العينات النادرة إلى الخارج وننتظر أسبوعين.")
    assert draft.answer == "كنا نرسل العينات النادرة إلى الخارج وننتظر أسبوعين"


@pytest.mark.parametrize(
    "sentence",
    [
        "افتتحت هيئة الصحة العامة المختبر المرجعي الوطني في العاصمة رسمارة.",  # where does the subject end?
        "وأضافت أن اللقاح آمن ومعتمد ومستخدم في البلاد منذ أعوام.",
        "قرر مجلس الإدارة (SPHA) تعيين الدكتور يوسف الطماري مديرا عاما للهيئة.",
    ],
)
def test_what_cannot_be_turned_safely_is_left(sentence: str) -> None:
    assert made(sentence) == []


def test_only_a_lead_is_asked_what_was_done() -> None:
    assert made(OTHER, "افتتحت هيئة الصحة العامة (SPHA) اليوم المختبر المرجعي الوطني.") == []
