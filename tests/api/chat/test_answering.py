"""The language in which a chat says its few words around the quotes."""

from __future__ import annotations

import pytest

from api.chat.answering import spoken
from api.chat.messages import Asked
from qa.conversation import Turn
from tests.api.chat.talking import assistant, completed, text, user
from tests.api.doors import Door


@pytest.mark.parametrize(
    ("earlier", "question", "language"),
    [
        ([], "ومتى وقع؟", "ar"),
        (["ماذا وقع الميناء مع المتحف؟"], "UNESCO?", "ar"),
        (["what did the port agree with the museum?"], "et quand a-t-il été signé ?", "fr"),
        (["qui a signé l'accord ?", "who signed the agreement?"], "2022?", "en"),
        ([], "2022?", None),
    ],
)
def test_a_conversation_is_held_in_the_language_of_the_last_question_that_tells_one(
    earlier: list[str], question: str, language: str | None
) -> None:
    assert spoken(Asked(question, tuple(map(Turn, earlier)))) == language


def test_an_english_title_that_makes_a_follow_up_whole_does_not_turn_an_arabic_chat_english(door: Door) -> None:
    cited = "- [1] ICESCO and NeLC to Build a Partnership on eLearning for the Member States · sample · بلا تاريخ"
    messages = [user("علام اتفقا؟"), assistant(f"نعم. [1]\n\nالمصادر:\n{cited}"), user("ومتى تم ذلك؟")]
    told = text(completed(door, *messages))
    assert "لا يذكر الأرشيف ذلك." in told or "المصادر:" in told
