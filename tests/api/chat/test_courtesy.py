"""Greetings and thanks are met with a word of what can be asked, and nothing else is taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.chat.courtesy import MOST, courtesy
from api.chat.wording import wording
from tests.api.chat.talking import assistant, completed, extra, streamed, text, user
from tests.api.doors import QUESTION, Door


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("hello", "en"), ("Hi there!", "en"), ("Good morning", "en"), ("Thank you very much.", "en"),
        ("OK, thanks", "en"),
        ("Bonjour", "fr"), ("Merci beaucoup !", "fr"), ("d'accord, merci", "fr"), ("S’il vous plaît, bonjour", "fr"),
        ("مرحبا", "ar"), ("السلام عليكم", "ar"), ("شكراً جزيلاً", "ar"), ("صباح الخير", "ar"),
    ],
)  # fmt: skip
def test_who_greets_or_thanks_is_known_by_it(said: str, language: str) -> None:
    assert courtesy(said) == language


@pytest.mark.parametrize(
    "said",
    ["", "?", "2022", "hello 2022", "you?", "good", "the day", "Hello Kitty", "thanks to whom did the port reopen?",
     "when?", "merci à qui ?", "hello bonjour", "hello " * (MOST + 1), "من", "ماذا قال المدير؟", "good port"],
)  # fmt: skip
def test_whatever_says_more_is_a_question(said: str) -> None:
    assert courtesy(said) is None


@given(st.text(max_size=60))
def test_any_text_is_told_apart(said: str) -> None:
    assert courtesy(said) in {None, "en", "fr", "ar"}


@pytest.mark.parametrize(("said", "language"), [("hello", "en"), ("Bonjour", "fr"), ("مرحبا", "ar")])
def test_a_greeting_is_met_without_a_search(door: Door, said: str, language: str) -> None:
    told = completed(door, user(said))
    assert text(told) == wording(language).greeting
    assert (extra(told, "citations"), told.choices[0].message.annotations) == ([], [])
    assert extra(told, "dateline")["passages"] == []
    bits = streamed(door, user(said))
    joined = "".join(one.choices[0].delta.content or "" for one in bits if one.choices)
    assert joined == wording(language).greeting


def test_a_greeting_before_a_question_leaves_it_as_it_is(door: Door) -> None:
    alone = completed(door, user(QUESTION))
    after = completed(door, user("hello"), assistant(wording("en").greeting), user(QUESTION))
    assert text(after) == text(alone)
    assert extra(after, "dateline")["understood_as"] is None
