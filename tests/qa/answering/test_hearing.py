"""Names across scripts, by their sound."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answering.hearing import heard, spoken
from tests.conftest import examples

RELEASE = ("Elsen signs with Kentora", "The port of Elsen signed with Kentora Energy and ICESCO in September.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ماذا وقعت الإيسيسكو؟", True),
        ("ماذا قال المدير للإيسيسكو؟", True),
        ("من وقع مع كنتورا؟", True),
        ("ماذا وقع ميناء لندن؟", False),
        ("ماذا حدث في سبتمبر؟", False),  # any release has a month
        ("من هو؟", False),
        ("what did ICESCO sign?", False),  # a name that is written like this is told by its capitals
        ("", False),
    ],
)
def test_a_name_is_heard_in_another_script(question: str, expected: bool) -> None:
    assert heard(question, RELEASE) is expected


def test_what_is_no_name_is_not_heard() -> None:
    assert not heard("ماذا وقعت الإيسيسكو؟", ["they say icesco is a body"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kentora", True),
        ("al kentora", True),
        ("kentora elsen", True),
        ("kentora london", False),
        ("kan", False),  # two consonants, which any text has
        ("kentora 2", False),  # sounds do not tell whose number it is
        ("bbc kentora", False),  # nobody pronounces it
        ("كنتورا", False),
        ("", False),
    ],
)
def test_a_latin_name_is_spoken_in_an_arabic_release(name: str, expected: bool) -> None:
    assert spoken(name.split(), "وقع ميناء إلسن مع كنتورا للطاقة") is expected
    assert not spoken(name.split(), "The port signed with Kentora.")


def test_nothing_is_heard_in_nothing() -> None:
    assert not heard("ماذا وقعت الإيسيسكو؟", [])


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=examples(200))
def test_any_text_may_be_listened_to(question: str, text: str) -> None:
    assert heard(question, [text]) in (True, False)
