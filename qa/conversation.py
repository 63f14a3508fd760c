"""A question inside a conversation: what follows up is made whole from what was asked and cited before.

The whole form is put beside the question as it was typed, both are asked, and the one that is answered more surely
counts. So a wrong guess costs a question, not its answer: what stands by itself is answered as if nothing had been
said before. Nothing that was said is taken for an instruction: only words to look for come out of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.tidying import tidy
from qa.answer import Reply
from qa.following import Following, following
from qa.question import LONGEST, Question, understand
from qa.understanding.naming import named
from qa.understanding.periods import periods

TURNS_MOST = 10
"""Earlier questions that are looked back at."""

SUBJECT_MOST = 400
"""Characters of what a question is said to be about."""

CITED = 0.1
"""What an answer from a release cited before gains over the other form's: a mild preference and no filter."""

PLAINLY = 0.3
"""What the whole form of a question gains that can hardly be meant by itself."""

_QUOTES = str.maketrans(dict.fromkeys('"«»“”„‟', " "))
"""A quoted title in a question would be a phrase wanted word for word."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked before, and the titles of the releases that the answer cited; none where nothing answered."""

    question: str
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A question that follows up, made whole.

    Attributes:
        text: as it is asked.
        alone: whether it could be meant as it was typed, too.
        sure: whether it can hardly be meant as it was typed.
        cited: titles of the releases that the conversation last spoke of.
    """

    text: str
    alone: bool
    sure: bool
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back to a question inside a conversation.

    Attributes:
        understood_as: the whole form, where that is what was answered; null where the question was asked as typed.
    """

    reply: Reply
    understood_as: str | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    """What a conversation has come to.

    Attributes:
        question: the last one that says itself what it is about, or was made to.
        cited: as `Whole` has it.
    """

    question: str
    cited: tuple[str, ...] = ()


def hear(ask: Callable[[Question], Reply], question: Question, earlier: Sequence[Turn], today: dt.date) -> Heard:
    """Answer a question inside a conversation.

    Args:
        ask: answers a question by itself.
        question: as typed.
        earlier: what was asked before, oldest first.
        today: what `last year` counts from.

    Raises:
        QuestionRefused: it is empty or too long.
    """
    understand(question, today)  # refuses what cannot be asked
    made = whole(question.text, earlier, today)
    if made is None:
        return Heard(ask(question))
    together = Heard(ask(replace(question, text=made.text)), made.text)
    if not made.alone:
        return together
    alone = Heard(ask(question))
    gain = PLAINLY if made.sure else 0.0
    if _sureness(together.reply, made.cited) + gain > _sureness(alone.reply, made.cited):
        return together
    return alone


def whole(question: str, earlier: Sequence[Turn], today: dt.date) -> Whole | None:
    """Make a question whole that follows up on earlier ones; null where it stands by itself, or nothing came before.

    Args:
        question: as typed.
        earlier: what was asked before, oldest first; the last `TURNS_MOST` count.
        today: what `last year` counts from.
    """
    talk: _Talk | None = None
    for turn in earlier[-TURNS_MOST:]:
        talk = _went_on(talk, turn, today)
    followed = _followed(question, today) if talk else None
    if talk is None or followed is None:
        return None
    text = _made(talk, followed, today)
    return Whole(text, followed.how == "subject", followed.sure, talk.cited) if len(text) <= LONGEST else None


def _went_on(talk: _Talk | None, turn: Turn, today: dt.date) -> _Talk:
    """Give what a conversation has come to after one more turn."""
    followed = _followed(turn.question, today) if talk else None
    if talk is None or followed is None:
        return _Talk(tidy(turn.question)[:LONGEST], turn.cited)
    if followed.how == "subject":  # not answered, it leaves the conversation where it was
        return replace(talk, cited=turn.cited or talk.cited)
    return _Talk(_made(talk, followed, today)[:LONGEST], turn.cited)


def _followed(question: str, today: dt.date) -> Following | None:
    text = tidy(question)
    return following(text, today) if len(text) + SUBJECT_MOST < LONGEST and any(map(str.isalnum, text)) else None


def _made(talk: _Talk, followed: Following, today: dt.date) -> str:
    if followed.how == "days":
        return _at(talk.question, followed.rest, today)
    if followed.how == "instead":
        return _instead(talk.question, followed.rest)
    return f"{followed.rest} ({_subject(talk)})"


def _at(question: str, days: str, today: dt.date) -> str:
    """Ask a question of other days: in place of the last ones that it names, or else behind it."""
    new = days.strip(" ?؟!.,")
    found = _dates(question, today)
    if not found:
        return f"{question.rstrip(' ?؟')} {new}?"
    start, end = found[-1]
    # Without its preposition, as the question has one of its own: `2023` for the `2022` of `in 2022`.
    inner = _dates(new, today)
    bare = new[inner[0][0] : inner[-1][1]] if inner else new
    return f"{question[:start]}{bare}{question[end:]}"


def _dates(text: str, today: dt.date) -> list[tuple[int, int]]:
    asked = understand(Question(text), today)
    return [one.words for one in periods(asked.text, today, asked.language)]


def _instead(question: str, other: str) -> str:
    """Ask the same of something else: in place of the last name, or else behind the question."""
    new = other.strip(" ?؟!.,")
    names = named(question).names
    if not names or not named(f"x {new}").names:
        return f"{question} ({new})"
    at = question.rfind(names[-1])
    return f"{question[:at]}{new}{question[at + len(names[-1]) :]}"


def _subject(talk: _Talk) -> str:
    """Say what a conversation is about: what was asked, and the release that was first cited for it."""
    told = ", ".join((talk.question.strip(" ?؟"), *talk.cited[:1]))
    return tidy(told.translate(_QUOTES))[:SUBJECT_MOST]


def _sureness(reply: Reply, cited: Sequence[str]) -> float:
    """Say how sure a reply is, and a little more where it answers from a release that was cited before."""
    answer = reply.answer
    if answer is None:
        return 0.0
    shown = {one.citation.number: one.citation.article.title for one in reply.passages}
    quoted = [shown.get(one.citation) for one in answer.sentences]
    return (answer.confidence or 0.0) + (CITED if any(title in cited for title in quoted) else 0.0)
