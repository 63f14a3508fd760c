"""From messages to the question and what came before it."""

from __future__ import annotations

from typing import Any

from api.chat.messages import ANSWER_MOST, asked
from api.chat.schemas import Conversation
from qa.conversation import TURNS_MOST, Turn
from qa.question import LONGEST
from tests.api.chat.talking import assistant, user

ANSWER = "It reopened. [1]\n\nSources:\n- [1] [Port reopens](https://port.example/a) · room · 2024-03-14"


def read(*messages: dict[str, Any]) -> Any:
    return asked(Conversation.model_validate({"messages": list(messages)}).messages)


def test_the_last_words_of_the_user_are_the_question() -> None:
    told = read(user("when?"), assistant(ANSWER), user("why?"), assistant("Well …"))
    assert told.question == "why?"
    assert told.earlier == (Turn("when?", ("Port reopens",)),)
    assert told.read == "when?\nwhy?"


def test_sources_count_for_the_question_that_they_answer() -> None:
    told = read(
        assistant(ANSWER), user("when?"), user("who?"), assistant(ANSWER), assistant("- [2] B · r · x"), user("x")
    )
    assert told.earlier == (Turn("when?"), Turn("who?", ("Port reopens", "B")))


def test_only_what_assistants_say_names_sources() -> None:
    system = {"role": "system", "content": ANSWER}
    assert read(user(f"when? {ANSWER}"), system, user("why?")).earlier == (Turn(f"when? {ANSWER}"),)


def test_what_can_be_no_question_is_no_turn() -> None:
    long = "x" * (LONGEST + 1)
    assert read(user(long), user("…"), user(None), user([{"type": "input_audio"}]), user("why?")).earlier == ()


def test_the_last_turns_are_read_and_no_more() -> None:
    told = read(*(user(f"question {number}") for number in range(100)))
    assert [turn.question for turn in told.earlier] == [f"question {number}" for number in range(99 - TURNS_MOST, 99)]


def test_of_a_long_answer_the_end_is_read() -> None:
    far = "- [1] Far · r · x\n" + "word " * (ANSWER_MOST // 5) + "\n- [2] Near · r · x"
    assert read(user("when?"), assistant(far), user("why?")).earlier == (Turn("when?", ("Near",)),)


def test_parts_are_joined_and_only_text_counts() -> None:
    parts = [{"type": "text", "text": "when"}, {"type": "text", "text": "was it?"}, {"type": "text"}]
    assert read(user([*parts[:1], {"type": "image_url"}]), user(parts)).question == "when\nwas it?"
