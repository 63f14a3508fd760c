"""What a person decides about candidates, written down: gold questions gain, the candidates file remembers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from eval import candidates, jsonlines
from eval.candidates import DRAFT, SKIPPED, Candidate
from eval.errors import GoldInvalid, QuestionGone
from eval.gold import fold
from eval.goldcheck import UNANSWERABLE
from eval.jsonlines import Line

ID_LENGTH = 8
"""Hex digits of a question's id, more where two would be alike."""

ANSWERED = "fact"
"""The kind of a question that was thought to have no answer once one is found; whoever reviews may mend it."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an accepted candidate.

    Attributes:
        id: of the question that was added, or that gained a passage.
        new: whether anything was written to the questions file; false where all of it stood there already.
        kind_changed: whether a question without an answer became one with an answer.
    """

    id: str
    new: bool
    kind_changed: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """A candidate to be decided, wherever it is kept.

    Attributes:
        decide: writes down its new status, and what became of it where it was accepted.
    """

    candidate: Candidate
    decide: Callable[[str, Added | None], None]


def of_file(path: Path) -> list[Open]:
    """List the candidates of a file that are still to be decided, see `waiting`.

    Raises:
        CandidatesInvalid: a line is no candidate.
    """
    return [Open(candidate, partial(mark, path, line)) for line, candidate in waiting(path)]


def waiting(path: Path) -> list[tuple[Line, Candidate]]:
    """List the candidates still to be decided: never seen ones first, then those that were skipped.

    Raises:
        CandidatesInvalid: a line is no candidate.
    """
    found = candidates.read(path)
    return [
        *((line, item) for line, item in found if item.status == DRAFT),
        *((line, item) for line, item in found if item.status == SKIPPED),
    ]


def accept(candidate: Candidate, into: Path) -> Added:
    """Write an accepted candidate into a questions file: as a new question, or as passages of one that is there.

    The file is replaced as a whole by one in which every other line has the same bytes. Accepting again what stands
    there already, as after a crash, writes nothing.

    Raises:
        QuestionGone: the question that the passages are for is not there.
        GoldInvalid: a line of the file is no JSON object.
    """
    rows = [(line, _row(line, into)) for line in jsonlines.read(into)]
    if candidate.gold is not None:
        return _extend(candidate, candidate.gold, rows, into)
    asked = fold(candidate.question).casefold()
    for _, row in rows:
        if fold(str(row.get("question"))).casefold() == asked:
            return Added(str(row.get("id")), new=False)
    name = _new_id(candidate.question, [str(row.get("id")) for _, row in rows])
    jsonlines.append(
        into,
        [
            {
                "id": name,
                "question": candidate.question,
                "lang": candidate.lang,
                "kind": candidate.kind,
                "relevant": _relevant(candidate),
                "answer": candidate.answer,
            }
        ],
    )
    return Added(name, new=True)


def _row(line: Line, path: Path) -> dict[str, Any]:
    try:
        return line.row()
    except ValueError as error:
        raise GoldInvalid(
            f"{path}, line {line.number}: {error}; mend it first, `dateline gold check` helps"
        ) from error


def _extend(candidate: Candidate, name: str, rows: Sequence[tuple[Line, Mapping[str, Any]]], into: Path) -> Added:
    found = next(((line, row) for line, row in rows if row.get("id") == name), None)
    if found is None:
        raise QuestionGone(f"{into}: no question {name!r} in it; name the file that the candidates were made from")
    line, row = found
    listed = row.get("relevant")
    if not isinstance(listed, list):
        raise GoldInvalid(f"{into}, line {line.number}: 'relevant' is no list; mend it first")
    there = [(item.get("article"), fold(str(item.get("quote")))) for item in listed if isinstance(item, Mapping)]
    new = [item for item in _relevant(candidate) if (item["article"], fold(item["quote"])) not in there]
    if not new:
        return Added(name, new=False)
    changed = {**row, "relevant": [*listed, *new]}
    if was_unanswerable := row.get("kind") == UNANSWERABLE:
        changed["kind"] = ANSWERED
    jsonlines.replace(into, line, changed)
    return Added(name, new=True, kind_changed=was_unanswerable)


def _relevant(candidate: Candidate) -> list[dict[str, str]]:
    return [{"article": place.article, "quote": place.quote} for place in candidate.places]


def _new_id(question: str, taken: Iterable[str]) -> str:
    """Name a question by its words, so that two branches of a file never give one id to two questions."""
    digest = hashlib.sha256(fold(question).casefold().encode()).hexdigest()
    known = set(taken)
    lengths = range(ID_LENGTH, len(digest) + 1)
    return next(name for length in lengths if (name := f"q-{digest[:length]}") not in known)


def edited(candidate: Candidate, words: str) -> Candidate:
    """Give a candidate other words: a new question is asked anew, a further passage is quoted anew.

    Raises:
        ValueError: they cannot be used; why.
    """
    text = " ".join(words.encode(errors="ignore").decode().split())  # a terminal can hand in half characters
    if not any(map(str.isalnum, text)):
        raise ValueError("no words in it")
    if candidate.gold is None:
        return replace(candidate, question=text)
    place = candidate.places[0]
    if fold(text) not in fold(place.passage):
        raise ValueError("the passage does not hold these words")
    return replace(candidate, places=(replace(place, quote=text), *candidate.places[1:]))


def mark(path: Path, line: Line, status: str, added: Added | None = None) -> None:
    """Write down what was decided about a candidate. What else its line holds stays as it was proposed.

    So its own words, not edited ones, tell whether it is proposed again.

    Raises:
        FileChanged: the line is not there any more as it was read.
    """
    known = {} if added is None else {"gold_id": added.id}
    jsonlines.replace(path, line, {**line.row(), "status": status, **known})
