"""Every question with what was wanted, what came in each mode, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from eval.page import reading
from eval.page.excerpt import excerpt
from eval.page.reading import Report
from eval.page.wording import decimals, ordinal

SHOWN = 5
"""Passages of each ranking that the page lists; the JSON report has ten."""

_TEXT_BUDGET = 1_000_000
"""Characters of passages in a whole page: many questions get shorter excerpts, never fewer passages."""
_ROOM = (120, 260)
"""Characters of an excerpt, at least and at most."""
_ALWAYS = 2
"""Passages of a ranking that have an excerpt on any page; where the budget is short, others must be right ones."""

_WORDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a ranking: `hit` is passage, article or none."""

    hit: str
    title: str
    article: str
    text: Markup
    scores: str
    matched: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one mode gave.

    Attributes:
        rank, passage_rank: of the first right release and passage; None beyond a hundred.
        verdict: names the mark of the result.
        took: milliseconds.
    """

    mode: str
    rank: int | None
    passage_rank: int | None
    verdict: str
    why: str
    answer: str
    took: float | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article that answers, and its words."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the page shows it."""

    id: str
    text: str
    lang: str
    kind: str
    answerable: bool
    wanted: tuple[Wanted, ...]
    answer: str
    slices: tuple[str, ...]
    results: tuple[Result, ...]


def questions(report: Report) -> list[Question]:
    """Read every question of a report."""
    rows = [reading.mapping(row) for row in reading.items(report.get("questions"))]
    modes = list(reading.modes(report))
    passages = max(1, len(rows) * max(1, len(modes)) * SHOWN)
    room = min(_ROOM[1], _TEXT_BUDGET // passages)
    return [_question(row, modes, room) for row in rows]


def _question(row: Mapping[str, Any], modes: Sequence[str], room: int) -> Question:
    wanted = tuple(
        Wanted(_text(item, "article"), _text(item, "quote"))
        for item in map(reading.mapping, reading.items(row.get("wanted")))
    )
    answerable = bool(row.get("answerable", wanted))
    quotes = [item.quote for item in wanted]
    given = reading.mapping(row.get("modes"))
    return Question(
        id=_text(row, "id"),
        text=_text(row, "question") or _text(row, "id"),
        lang=_text(row, "lang"),
        kind=_text(row, "kind"),
        answerable=answerable,
        wanted=wanted,
        answer=_text(row, "answer"),
        slices=tuple(f"{name}: {value}" for name, value in reading.mapping(row.get("slices")).items()),
        results=tuple(
            _result(mode, reading.mapping(given[mode]), answerable, quotes, room) for mode in modes if mode in given
        ),
    )


def _result(mode: str, row: Mapping[str, Any], answerable: bool, quotes: Sequence[str], room: int) -> Result:
    rank, passage_rank = _rank(row, "rank"), _rank(row, "passage_rank")
    ranked = [reading.mapping(item) for item in reading.items(row.get("ranked"))]
    return Result(
        mode=mode,
        rank=rank,
        passage_rank=passage_rank,
        verdict=_verdict(answerable, rank, passage_rank),
        why=_why(answerable, rank, passage_rank, ranked),
        answer=_answer(row.get("answer")),
        took=reading.number(row.get("took_ms")),
        passages=tuple(_passage(item, place, quotes, room) for place, item in enumerate(ranked[:SHOWN])),
    )


def _passage(item: Mapping[str, Any], place: int, quotes: Sequence[str], room: int) -> Passage:
    shown = room >= _ROOM[0] or place < _ALWAYS or bool(item.get("hit"))
    matched = [str(word) for word in reading.items(item.get("matched"))]
    parts = [
        f"{name} {decimals(value)}"
        for name in ("score", "words", "meaning")
        if (value := reading.number(item.get(name)))
    ]
    hit = item.get("hit")
    more = ", …" if len(matched) > _WORDS_SHOWN else ""
    return Passage(
        hit=hit if hit in ("passage", "article") else "none",
        title=_text(item, "title") or "untitled",
        article=_text(item, "article"),
        text=excerpt(_text(item, "text"), max(room, _ROOM[0]), matched, quotes) if shown else Markup(),
        scores=" · ".join(parts),
        matched=", ".join(matched[:_WORDS_SHOWN]) + more,
    )


def _verdict(answerable: bool, rank: int | None, passage_rank: int | None) -> str:
    """Name the mark of a result: what the first place holds, or that what is wanted is missing."""
    if not answerable:
        return "nothing"
    if rank is None:
        return "missing"
    if rank > 1:
        return "later"
    return "passage" if passage_rank == 1 else "article"


def _why(answerable: bool, rank: int | None, passage_rank: int | None, ranked: Sequence[Mapping[str, Any]]) -> str:
    """Say in a sentence or two how the ranking went, and what told the first place from the right one."""
    if not answerable:
        return "Nothing in the corpus answers; these are the nearest passages."
    if rank is None:
        return "No wanted release among the first hundred passages."
    if rank == 1:
        if passage_rank == 1:
            return "The right passage is first."
        where = "is not among the first hundred" if passage_rank is None else f"is {ordinal(passage_rank)}"
        return f"The right release is first; its passage with the quoted words {where}."
    return f"The right release is {ordinal(rank)}. {_against(ranked)}".rstrip()


def _against(ranked: Sequence[Mapping[str, Any]]) -> str:
    """Compare the first passage with the best right one by words and meaning."""
    right = next((item for item in ranked if item.get("hit") in ("passage", "article")), None)
    if right is None:
        return f"It is below the {len(ranked)} passages that the report keeps." if ranked else ""
    told = []
    for name in ("words", "meaning"):
        first, other = reading.number(ranked[0].get(name)), reading.number(right.get(name))
        if first is not None and other is not None and first != other:
            nearer = "nearer" if first > other else "further"
            told.append(f"{nearer} by {name} ({decimals(first)} against {decimals(other)})")
    return f"What stands first is {' and '.join(told)}." if told else ""


def _answer(raw: object) -> str:
    """Give an answer's words, and its status if it has one."""
    if isinstance(raw, str):
        return raw
    row = reading.mapping(raw)
    confidence = reading.number(row.get("confidence"))
    sure = "" if confidence is None else f"confidence {decimals(confidence)}"
    return " · ".join(part for part in (_text(row, "status"), sure, _text(row, "text")) if part)


def _rank(row: Mapping[str, Any], key: str) -> int | None:
    rank = reading.number(row.get(key))
    return None if rank is None else int(rank)


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return "" if value is None else str(value)
