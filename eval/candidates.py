"""Candidates for gold questions: proposed by rules, pooling, checks or readers; a person decides about each.

`docs/gold.md` describes the file. Nothing enters a questions file but through `eval.goldreview`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import jsonlines
from eval.errors import CandidatesInvalid
from eval.gold import fold
from eval.jsonlines import Line
from eval.rows import optional, required

DRAFT, SKIPPED, ACCEPTED, REJECTED = "draft", "skipped", "accepted", "rejected"
STATUSES = (DRAFT, SKIPPED, ACCEPTED, REJECTED)


@dataclass(frozen=True, slots=True)
class Place:
    """Words that answer, and the passage that they stand in.

    Attributes:
        article: path in a questions file.
        published: ISO date, or null.
        passage: may be empty where whoever proposed it did not know it.
    """

    article: str
    quote: str
    passage: str = ""
    title: str | None = None
    published: str | None = None

    def record(self) -> dict[str, Any]:
        """Give the shape of a place in JSON."""
        return {
            "article": self.article,
            "quote": self.quote,
            "passage": self.passage,
            "title": self.title,
            "published": self.published,
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may become gold, or another passage for one that is.

    Attributes:
        places: what answers; empty where nothing does.
        rule: what proposed it.
        gold: id of the question that the places would be added to; null for a new question.
        note: for whoever reviews it: why it was proposed.
    """

    question: str
    lang: str
    kind: str
    places: tuple[Place, ...]
    answer: str
    rule: str
    gold: str | None = None
    note: str = ""
    status: str = DRAFT

    def key(self) -> tuple[str, ...]:
        """Tell candidates apart: a new question by its words, a further passage by question and quote."""
        if self.gold is None:
            return (fold(self.question).casefold(),)
        return (self.gold, *(part for place in self.places for part in (place.article, fold(place.quote))))

    def record(self) -> dict[str, Any]:
        """Give the line of a candidates file."""
        return {
            "status": self.status,
            "rule": self.rule,
            "gold": self.gold,
            "question": self.question,
            "lang": self.lang,
            "kind": self.kind,
            "relevant": [{"article": place.article, "quote": place.quote} for place in self.places],
            "answer": self.answer,
            "note": self.note,
            "context": [
                {"title": place.title, "published": place.published, "passage": place.passage}
                for place in self.places
            ],
        }


def read(path: Path) -> list[tuple[Line, Candidate]]:
    """Read a candidates file; one that is not there has none.

    Raises:
        CandidatesInvalid: naming every line that cannot be reviewed and why.
    """
    found: list[tuple[Line, Candidate]] = []
    wrong: list[str] = []
    for line in jsonlines.read(path):
        try:
            found.append((line, _candidate(line.row())))
        except ValueError as error:
            wrong.append(f"line {line.number}: {error}")
    if wrong:
        raise CandidatesInvalid(
            f"{path}: {len(wrong)} line(s) are no candidates; mend or delete them and run again\n" + "\n".join(wrong)
        )
    return found


def merge(path: Path, candidates: Iterable[Candidate]) -> int:
    """Add the candidates that a file does not have yet, whatever was decided about those that it has.

    Returns:
        How many were added.

    Raises:
        CandidatesInvalid: the file is there and holds something else.
    """
    seen = {candidate.key() for _, candidate in read(path)}
    new = []
    for candidate in candidates:
        if candidate.key() not in seen:
            seen.add(candidate.key())
            new.append(candidate.record())
    jsonlines.append(path, new)
    return len(new)


def _candidate(row: Mapping[str, Any]) -> Candidate:
    status = required(row, "status")
    if status not in STATUSES:
        raise ValueError(f"status {status!r}; one of {', '.join(STATUSES)}")
    return Candidate(
        question=required(row, "question"),
        lang=optional(row, "lang"),
        kind=optional(row, "kind"),
        places=_places(row),
        answer=optional(row, "answer"),
        rule=optional(row, "rule"),
        gold=optional(row, "gold") or None,
        note=optional(row, "note"),
        status=status,
    )


def _places(row: Mapping[str, Any]) -> tuple[Place, ...]:
    relevant, context = row.get("relevant"), row.get("context") or []
    if not isinstance(relevant, list) or not all(isinstance(item, Mapping) for item in relevant):
        raise ValueError("'relevant' is no list of objects")
    if not isinstance(context, list) or not all(isinstance(item, Mapping) for item in context):
        raise ValueError("'context' is no list of objects")
    if row.get("gold") and not relevant:
        raise ValueError("it names a question in 'gold' and no place for it in 'relevant'")
    known = [*context, *({} for _ in relevant[len(context) :])]
    return tuple(
        Place(
            required(item, "article"),
            required(item, "quote"),
            optional(about, "passage"),
            optional(about, "title") or None,
            optional(about, "published") or None,
        )
        for item, about in zip(relevant, known, strict=False)
    )
