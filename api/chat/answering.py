"""From a conversation to what answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from api import replies, schemas
from api.asking import question
from api.chat import messages
from api.chat.completion import ChatReply, Written
from api.chat.content import content, greeting
from api.chat.courtesy import courtesy
from api.chat.models import EFFORTS, model
from api.chat.schemas import Conversation
from api.settings import Settings
from corpus.article import Scope
from corpus.fields.asked import language
from qa.answer import Reply, record
from qa.conversation import hear
from qa.desk import Desk
from qa.question import Question


def answered(
    said: Conversation,
    desk: Desk,
    settings: Settings,
    seen: Scope,
    base: str,
    wanted: Callable[[], bool] = lambda: True,
) -> Written:
    """Answer the question of a conversation.

    Args:
        said: the conversation.
        desk, settings: what answers, and what holds where something is left open.
        seen: what this visitor may see.
        base: address of this service, with a slash at its end.
        wanted: asked at every stage, whether anybody still waits.

    Raises:
        ModelUnknown: a name is asked that there is not.
        QuestionRefused: the question is empty or too long.
        CancelledError: nobody waits any more (that of `concurrent.futures`).
    """
    name = model(said.model).id
    options, asked = said.options, messages.asked(said.messages)
    if polite := courtesy(asked.question):
        return Written(name, greeting(polite), _nothing(asked.question, polite), asked.read)
    scope = replace(seen, as_of=options.as_of)

    def ask(one: Question) -> Reply:
        *_, reply = desk.stages(one, scope, wanted)
        return reply

    sent = schemas.Ask.model_construct(
        question=asked.question,
        k=options.k,
        filters=options.filters,
        as_of=options.as_of,
        effort=options.effort or EFFORTS[name],
        caution=options.caution,
    )
    heard = hear(ask, question(sent, settings), asked.earlier, scope.as_of or scope.now.date())
    told = replies.Reply.model_validate(record(heard.reply))
    reply = ChatReply.model_validate({**record(heard.reply), "understood_as": heard.understood_as})
    return Written(name, content(told, base, spoken(asked) or told.understood.language), reply, asked.read)


def _nothing(said: str, language: str) -> ChatReply:
    """Give the reply to what is no question: nothing was searched for."""
    read = replies.Understood(language=language, published=None, phrases=[], also_searched=[], did_you_mean=None)
    return ChatReply(question=said, understood=read, answer=None, passages=[], took_ms={}, understood_as=None)


def spoken(asked: messages.Asked) -> str | None:
    """Tell the language that a conversation is held in (ISO 639-1): that of the last question that tells it.

    A follow-up that is made whole holds titles of releases too, which may be in another one.
    """
    questions = (asked.question, *(turn.question for turn in reversed(asked.earlier)))
    return next((found for question in questions if (found := language(question))), None)
