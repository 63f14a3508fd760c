"""A reply as the text of a chat message: its sentences word for word, numbered, and the sources below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.chat import sources
from api.chat.wording import Wording, why, wording
from api.replies import Citation, Reply, Sentence

NEAREST = 3
"""Releases that are named where nothing answers."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A `[1]` in a text.

    Attributes:
        start, end: where it stands in the text, code points.
        title, url: of what it leads to.
    """

    start: int
    end: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """A message.

    Attributes:
        pieces: its text, a sentence or a list each; joined they are the whole.
        marks: by piece, where its citations stand in the whole.
        citations: what they cite, in the order of the text.
    """

    pieces: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


def content(reply: Reply, base: str, language: str | None) -> Content:
    """Write a reply as a message.

    Args:
        reply: in mode `ranked`.
        base: address of this service, with a slash at its end.
        language: of the few words around the quotes, ISO 639-1; null: English.
    """
    told = wording(language)
    answer = reply.answer
    if answer is None or not answer.sentences:
        return Content((_unanswered(reply, told, base),), ((),), ())
    cited = {passage.citation.number: passage.citation for passage in reply.passages}
    pieces: list[str] = []
    marks: list[tuple[Mark, ...]] = []
    at = 0
    for sentence in answer.sentences:
        citation = cited[sentence.citation]
        label = f"[{citation.number}]"
        piece = f"{' ' if pieces else ''}{_said(sentence)} {label}"
        at += len(piece)
        pieces.append(piece)
        where = sources.address(citation.model_copy(update={"link": sentence.link or citation.link}), base)
        marks.append((Mark(at - len(label), at, citation.title or citation.article_id, where),))
    shown = {sentence.citation: cited[sentence.citation] for sentence in answer.sentences}
    lines = [sources.line(citation, base, told.undated, number) for number, citation in shown.items()]
    pieces.append("\n".join([f"\n\n{told.sources}", *lines]))
    return Content(tuple(pieces), (*marks, ()), tuple(shown.values()))


def greeting(language: str | None) -> Content:
    """Say what can be asked."""
    return Content((wording(language).greeting,), ((),), ())


def _said(sentence: Sentence) -> str:
    """Give a sentence, in brackets before it the one that it leans on."""
    before = f"({sources.words(sentence.context.text)}) " if sentence.context else ""
    return before + sources.words(sentence.text)


def _unanswered(reply: Reply, told: Wording, base: str) -> str:
    missing = reply.answer.missing if reply.answer else None
    said = f"{told.unanswered} {sources.words(why(missing, told))}" if missing else told.unanswered
    lines = [sources.line(citation, base, told.undated) for citation in _nearest(reply)]
    return "\n".join([f"{said}\n\n{told.nearest}", *lines]) if lines else said


def _nearest(reply: Reply) -> Iterator[Citation]:
    """Yield the releases of the first passages, each once."""
    first = {passage.citation.article_id: passage.citation for passage in reversed(reply.passages)}
    seen = dict.fromkeys(passage.citation.article_id for passage in reply.passages)
    for article_id in list(seen)[:NEAREST]:
        yield first[article_id]
