"""From the messages of a conversation to its question and to what was asked and cited before. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.chat.courtesy import courtesy
from api.chat.schemas import Message
from api.chat.sources import titles
from qa.conversation import TURNS_MOST, Turn
from qa.question import LONGEST

ANSWER_MOST = 50_000
"""Characters of an earlier answer that are read for its sources; they stand at its end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of a conversation.

    Attributes:
        question: the last words of the user.
        earlier: what was asked before, oldest first, the last few.
    """

    question: str
    earlier: tuple[Turn, ...]

    @property
    def read(self) -> str:
        """All words of the user that are read."""
        return "\n".join([*(turn.question for turn in self.earlier), self.question])


def asked(messages: Sequence[Message]) -> Asked:
    """Find the question, and what was asked and cited before it.

    Args:
        messages: in order, at least one of the role `user`; what comes after the last of these is not read.
    """
    places = [place for place, message in enumerate(messages) if message.role == "user"]
    question = messages[places[-1]].text
    return Asked(question, tuple(_turns(messages, places[-TURNS_MOST - 1 :])))


def _turns(messages: Sequence[Message], places: Sequence[int]) -> Iterator[Turn]:
    """Yield the questions at these places, but for the last, each with the titles that were cited up to the next."""
    for place, following in pairwise(places):
        text = messages[place].text
        if len(text) <= LONGEST and any(map(str.isalnum, text)) and not courtesy(text):
            said = "\n".join(one.text[-ANSWER_MOST:] for one in messages[place:following] if one.role == "assistant")
            yield Turn(text, titles(said))
