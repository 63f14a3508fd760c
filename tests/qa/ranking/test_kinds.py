from __future__ import annotations

import pytest

from qa.ranking.kinds import LOOKS, holds
from qa.understanding.asking import KINDS

HOLDING = [
    ("who", "said Maren Oldfield, the harbour master"),
    ("who", "قال الدكتور سامي"),
    ("when", "on 14 March the port reopened"),
    ("when", "by 2027 at the latest"),
    ("when", "every Thursday"),
    ("when", "le 3 juillet"),
    ("when", "في 12 مارس"),
    ("where", "a hall in Orlington"),
    ("where", "une salle à Halvern"),
    ("where", "في العاصمة"),
    ("how much", "a grant of $2.5 million"),
    ("how much", "up 12% on the year"),
    ("how much", "ثلاثة مليون"),
    ("how many", "eleven ships"),
    ("how many", "onze navires, 4 quais"),
    ("how many", "عشرات السفن"),
    ("how long", "for three years"),
    ("how long", "pendant 6 mois"),
    ("how long", "خلال 5 سنوات"),
    ("why", "because the channel silted up"),
    ("why", "afin de réduire le bruit"),
    ("why", "بسبب العاصفة"),
]


@pytest.mark.parametrize(("kind", "text"), HOLDING)
def test_words_that_hold_the_kind_asked_for(kind: str, text: str) -> None:
    assert holds(kind, text)


WITHIN = [("who", "xMaren Oldfield"), ("when", "Marching 120240"), ("when", "Octobers"), ("where", "robin Orlington")]
WITHIN += [
    ("how much", "unmillion"),
    ("how many", "tenants, often"),
    ("how long", "often yearsy"),
    ("why", "causality"),
]


@pytest.mark.parametrize(("kind", "text"), WITHIN)
def test_parts_of_words_hold_nothing(kind: str, text: str) -> None:
    assert not holds(kind, text)


BEGINNING = [
    ("who", "Maren Oldfield"),
    ("when", "May"),
    ("when", "2027"),
    ("where", "in Orlington"),
    ("why", "Because"),
]
BEGINNING += [
    ("how much", "million"),
    ("how many", "Ten"),
    ("how long", "a year"),
    ("how long", "TEN-DAY"),
    ("why", "لأن"),
]


@pytest.mark.parametrize("before", ["", "(", "\n", "“", "é "])
@pytest.mark.parametrize(
    ("kind", "text"),
    BEGINNING,
)
def test_words_are_told_wherever_they_begin(before: str, kind: str, text: str) -> None:
    assert holds(kind, before + text)
    assert not holds(kind, f"x{text}")


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_plain_words_hold_no_kind(kind: str) -> None:
    assert not holds(kind, "the harbour was quiet and the gulls slept")


@pytest.mark.parametrize("kind", ["what", None])
def test_what_has_no_look_holds_nothing(kind: str | None) -> None:
    assert not holds(kind, "On 14 March 2024 Maren Oldfield paid $5 in Orlington because of it.")


def test_every_look_is_of_a_kind_that_can_be_asked_for() -> None:
    assert set(LOOKS) <= set(KINDS)


def test_hostile_texts_cost_no_more_than_their_length(length: int) -> None:
    for text in ("A" * length, "A " * (length // 2), "1" * length, "Mar" * (length // 3)):
        for kind in LOOKS:
            holds(kind, text)
