"""The kind of thing that a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding.asking import KINDS, asking


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who leads Elsen?", "who"),
        ("With whom did NeLC sign?", "who"),
        ("When does the fair open?", "when"),
        ("On what day does the fair open?", "when"),
        ("What is the last date to apply?", "when"),
        ("In which city is the fair?", "where"),
        ("Where is the fair held when it rains?", "where"),
        ("How much did the pier cost?", "how much"),
        ("What yearly share do members pay?", "how much"),
        ("How many piers are there?", "how many"),
        ("How long did the vote last?", "how long"),
        ("Over how many months does it run?", "how long"),
        ("Why did the pier close?", "why"),
        ("What did NeLC sign?", "what"),
        ("Which ship came when it was dark?", "what"),
        ("Qui a signé ?", "who"),
        ("Avec quelle ville qui borde le port ?", "where"),
        ("À quelle date ouvre le port ?", "when"),
        ("Quand ouvre le port ?", "when"),
        ("OÙ EST LE PORT ?", "where"),
        ("Combien d'élèves y a-t-il ?", "how many"),
        ("Combien a coûté le pont ?", "how much"),
        ("Combien de temps dure la fête ?", "how long"),
        ("Pourquoi le port a-t-il fermé ?", "why"),
        ("Qu'a annoncé le port ?", "what"),
        ("من وقع الاتفاق؟", "who"),
        ("مع من وقع الميناء؟", "who"),
        ("متى يفتح الميناء؟", "when"),
        ("في أي عام افتتح الميناء؟", "when"),
        ("أين يقع الميناء؟", "where"),
        ("كم بلغت تكلفة الجسر؟", "how much"),
        ("كم عدد الطلاب؟", "how many"),
        ("كم يوما يستمر المعرض؟", "how long"),
        ("لماذا أغلق الجسر؟", "why"),
        ("ماذا قدم المدير من خدمات؟", "what"),
        ("¿Quién firmó?", "who"),
        ("¿Cuántos barcos hay?", "how many"),
        ("¿Por qué cerró el puerto?", "why"),
        ("elsen pier cost", None),
        ("whoever showed the quay", None),
    ],
)
def test_the_first_question_word_tells(text: str, kind: str | None) -> None:
    assert asking(text) == kind


@given(st.text(max_size=60))
def test_any_text_asks_for_a_kind_or_none(text: str) -> None:
    assert asking(text) in (*KINDS, None)
