"""What is wrong with a questions file: what cannot be scored, what scores wrongly, what a person should see."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

from eval import evidence, gold, jsonlines
from eval.candidates import Place
from eval.errors import GoldInvalid
from eval.gold import EVERY_ARTICLE, Gold, fold
from index.analysis import terms
from qa.errors import QuestionRefused
from qa.question import Question, understand

UNANSWERABLE = "unanswerable"
"""The kind of question that nothing answers."""

ALIKE = 0.8
"""Share of their terms from which two questions with the same figures may be one; of all terms of both (Jaccard)."""


class Problem(StrEnum):
    """What may be wrong."""

    UNSCORABLE = "cannot be scored"
    REPEATED_ID = "id repeated"
    ASKED_TWICE = "asked twice"
    NOT_TAKEN_IN = "release not taken in"
    QUOTE_LOST = "quote cut or cleaned away"
    QUOTE_MISSING = "quote not found"
    KIND = "kind does not fit"
    ASKED_ALIKE = "asked alike"
    QUOTE_DIFFERS = "quote differs after its head"
    QUOTE_LOOSE = "quote in several passages"
    ANSWER_ELSEWHERE = "answer not at its quotes"
    ONE_IS_ENOUGH = "one release is enough"
    AMBIGUOUS = "ambiguous"
    ANSWERABLE_ELSEWHERE = "answerable elsewhere"
    PERHAPS_ANSWERABLE = "perhaps answerable"


WRONG = frozenset(
    {
        Problem.UNSCORABLE,
        Problem.REPEATED_ID,
        Problem.ASKED_TWICE,
        Problem.NOT_TAKEN_IN,
        Problem.QUOTE_LOST,
        Problem.QUOTE_MISSING,
        Problem.KIND,
    }
)
"""Problems that make scores wrong; the others are for a person to look at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the number of its line."""

    line: int
    gold: Gold


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a line.

    Attributes:
        id: of the question; empty where the line could not be read.
        places: passages that a person should look at.
    """

    line: int
    id: str
    problem: Problem
    reason: str
    places: tuple[Place, ...] = ()

    @property
    def wrong(self) -> bool:
        """Tell whether scores are wrong because of it."""
        return self.problem in WRONG

    def record(self) -> dict[str, Any]:
        """Give the shape of a finding in JSON."""
        return {
            "line": self.line,
            "id": self.id,
            "severity": "error" if self.wrong else "warning",
            "problem": str(self.problem),
            "reason": self.reason,
            "places": [place.record() for place in self.places],
        }


def read(path: Path, folders: Mapping[str, Path]) -> tuple[list[Asked], list[Finding]]:
    """Read what can be scored of a questions file, and say what cannot.

    Each line is read by `eval.gold.load` alone, so that a bad one hides nothing of the others.

    Args:
        path: the file.
        folders: as `eval.workspace.roots` names them.

    Raises:
        GoldInvalid: the file cannot be read, or has no lines.
        FolderInvalid: one of the folders is none.
    """
    try:
        lines = jsonlines.read(path)
    except OSError as error:
        raise GoldInvalid(f"{path}: cannot be read ({error})") from error
    if not path.exists():
        raise GoldInvalid(f"{path}: no such file; name the questions file to check")
    if not lines:
        raise GoldInvalid(f"{path}: no questions in it")
    asked: list[Asked] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    for line in lines:
        question, reason = _alone(line.raw, folders)
        name = question.id if question else ""
        if reason:
            findings.append(Finding(line.number, name, Problem.UNSCORABLE, reason))
        elif name in seen:
            told = f"id {name!r} stands on line {seen[name]} already"
            findings.append(Finding(line.number, name, Problem.REPEATED_ID, told))
        if question and not reason:
            seen.setdefault(name, line.number)
            asked.append(Asked(line.number, question))
    return asked, findings


def _alone(line: bytes, folders: Mapping[str, Path]) -> tuple[Gold | None, str]:
    """Read one line as a file of its own; gives its question, and why it cannot be scored or `""`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "line.jsonl"
        file.write_bytes(line)
        try:
            (question,) = gold.load(file, folders)
        except GoldInvalid as error:
            told = str(error)
            return None, told.partition("\nline 1: ")[2] or told.removeprefix(f"{file}: ")
    try:
        understand(Question(question.question))
    except QuestionRefused as error:
        return question, str(error)
    return question, ""


@dataclass(frozen=True, slots=True)
class _Words:
    """A question as it is compared with others."""

    folded: str
    terms: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, question: str) -> _Words:
        folded = fold(question).casefold().rstrip("?؟ ")
        return cls(folded, frozenset(terms(question)), evidence.figures(question))

    def alike(self, other: _Words) -> bool:
        shared, either = self.terms & other.terms, self.terms | other.terms
        return bool(shared) and self.figures == other.figures and len(shared) >= ALIKE * len(either)


def of_questions(asked: Sequence[Asked]) -> Iterator[Finding]:
    """Check questions against each other and against their kind; no corpus is needed."""
    known = [(item, _Words.of(item.gold.question)) for item in asked]
    for (one, words), (two, same) in combinations(known, 2):
        if words.folded == same.folded:
            reason = f"the same question as {one.gold.id!r} on line {one.line}: it counts twice"
            yield Finding(two.line, two.gold.id, Problem.ASKED_TWICE, reason)
        elif words.alike(same):
            reason = f"nearly the same question as {one.gold.id!r} on line {one.line}: {one.gold.question}"
            yield Finding(two.line, two.gold.id, Problem.ASKED_ALIKE, reason)
    for item in asked:
        if reason := _misfit(item.gold):
            yield Finding(item.line, item.gold.id, Problem.KIND, reason)


def _misfit(question: Gold) -> str:
    articles = {item.article for item in question.relevant}
    if question.kind == EVERY_ARTICLE and len(articles) == 1:
        return (
            f"kind {EVERY_ARTICLE!r} wants several releases and lists one; list the others, or give it another kind"
        )
    if question.kind == UNANSWERABLE and articles:
        return f"kind {UNANSWERABLE!r} and yet releases are listed; empty 'relevant', or give it another kind"
    if question.answer and not articles:
        return "an answer is given and no release that holds it is listed, so it counts as one that nothing answers"
    return ""
