"""What is wrong with a questions file: what cannot be scored, what scores wrongly, what a person should see."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

from eval import evidence, gold, jsonlines, texts
from eval.candidates import Place
from eval.errors import GoldInvalid
from eval.gold import EVERY_ARTICLE, QUOTE_HEAD, Gold, Relevant, fold
from eval.texts import Text, Texts
from index.analysis import terms
from qa.errors import QuestionRefused
from qa.question import Question, understand

UNANSWERABLE = "unanswerable"
"""The kind of question that nothing answers."""

ALIKE = 0.8
"""Share of their terms from which two questions with the same figures may be one; of all terms of both (Jaccard)."""

NEAREST = 0.5
"""Share of a lost quote's terms that a sentence must hold to be told as what may have been meant."""


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
        lines = jsonlines.read(path) if path.exists() else []
    except OSError as error:
        raise GoldInvalid(f"{path}: cannot be read ({error})") from error
    if not lines:
        raise GoldInvalid(f"{path}: no questions in it")
    asked: list[Asked] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "line.jsonl"
        for line in lines:
            alone.write_bytes(line.raw)
            try:
                (question,) = gold.load(alone, folders)
                understand(Question(question.question))
            except QuestionRefused as error:
                findings.append(Finding(line.number, question.id, Problem.UNSCORABLE, str(error)))
                continue
            except GoldInvalid as error:
                reason = str(error).rpartition("line 1: ")[2].replace(f"{alone}: ", "")
                findings.append(Finding(line.number, "", Problem.UNSCORABLE, reason))
                continue
            if question.id in seen:
                reason = f"id {question.id!r} stands on line {seen[question.id]} already"
                findings.append(Finding(line.number, question.id, Problem.REPEATED_ID, reason))
            seen.setdefault(question.id, line.number)
            asked.append(Asked(line.number, question))
    return asked, findings


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


def of_texts(asked: Iterable[Asked], corpus: Texts, visible: Callable[[str], str]) -> Iterator[Finding]:
    """Check quotes and answers against the clean texts.

    Args:
        asked: the questions.
        corpus: the clean texts.
        visible: an article's path -> the visible text of its file before cleaning.
    """
    for item in asked:
        for wanted in item.gold.relevant:
            for problem, reason in _quote(wanted, corpus, visible):
                yield Finding(item.line, item.gold.id, problem, f"{wanted.article}: {reason}")
        for problem, reason in _answer(item.gold, corpus):
            yield Finding(item.line, item.gold.id, problem, reason)
        yield from _ambiguous(item, corpus)


def _quote(wanted: Relevant, corpus: Texts, visible: Callable[[str], str]) -> Iterator[tuple[Problem, str]]:
    text = corpus.get(wanted.article)
    if text is None:
        yield Problem.NOT_TAKEN_IN, "its file was refused or holds no release; `dateline ingest` says why"
        return
    quote, held = fold(wanted.quote), text.holding(wanted.quote)
    head = quote[:QUOTE_HEAD]
    if not held:
        yield _lost(quote, text, visible)
    elif len(held) > 1:
        yield Problem.QUOTE_LOOSE, f"{len(held)} passages hold {head!r}, and each counts as a hit; begin it elsewhere"
    if head in text.folded and quote not in text.folded:
        yield Problem.QUOTE_DIFFERS, f"the release goes on in other words after {head!r}; copy the quote again"


def _lost(quote: str, text: Text, visible: Callable[[str], str]) -> tuple[Problem, str]:
    head = quote[:QUOTE_HEAD]
    if head in text.folded:
        return Problem.QUOTE_LOST, f"cut: no single passage holds all of {head!r}; begin the quote at a sentence"
    if head in fold(text.article.title or ""):
        return Problem.QUOTE_LOST, f"{head!r} stands in the title, which is no passage; quote the release's text"
    if head in fold(visible(text.path)):
        return Problem.QUOTE_LOST, f"cleaned away: {head!r} is in the file and not in the clean text"
    nearest = evidence.sentence_of(text.article.text, quote)
    words = frozenset(terms(quote))
    if len(words & frozenset(terms(nearest))) < NEAREST * len(words) or not words:
        return Problem.QUOTE_MISSING, f"{head!r} is nowhere in the release"
    return Problem.QUOTE_MISSING, f"{head!r} is nowhere in the release; nearest: {nearest!r}"


def _answer(question: Gold, corpus: Texts) -> Iterator[tuple[Problem, str]]:
    """Hold an answer against the passages that its quotes stand in, and the days of their releases."""
    wanted = {item.article: corpus[item.article] for item in question.relevant if item.article in corpus}
    quoted = {
        path: "\n".join(text.passages[at] for item in question.relevant for at in _at(item, text))
        for path, text in wanted.items()
    }
    if not all(quoted.values()):
        return  # a quote is lost, which is told already
    dated = " ".join(
        f"{day.day} {day.month} {day.year}" for text in wanted.values() if (day := text.article.published)
    )
    there = evidence.significant(" ".join([dated, question.question, *quoted.values()]))
    if wanted and (absent := evidence.significant(question.answer) - there):
        told = ", ".join(sorted(absent))
        yield Problem.ANSWER_ELSEWHERE, f"the digits {told} of the answer are in none of the passages with its quotes"
    if question.kind == EVERY_ARTICLE and len(wanted) > 1:
        yield from _one_is_enough(evidence.keys(question, wanted.values()), quoted)


def _one_is_enough(keys: frozenset[str], quoted: Mapping[str, str]) -> Iterator[tuple[Problem, str]]:
    """Name the releases that hold an answer by themselves, if its keys come from each of them."""
    held = {path: keys & frozenset(terms(words)) for path, words in quoted.items()}
    whole = [path for path, own in held.items() if own == keys]
    if whole and all(held.values()) and len(keys) >= evidence.FEW_KEYS:
        told = ", ".join(sorted(keys))
        reason = f"{' and '.join(whole)} each by itself" if len(whole) > 1 else f"{whole[0]} by itself"
        yield Problem.ONE_IS_ENOUGH, f"{reason} holds the whole answer ({told}); is it {EVERY_ARTICLE!r}?"


def _at(item: Relevant, text: Text) -> tuple[int, ...]:
    return text.holding(item.quote) if item.article == text.path else ()


def _ambiguous(item: Asked, corpus: Texts) -> Iterator[Finding]:
    listed = {wanted.article for wanted in item.gold.relevant}
    for wanted in item.gold.relevant:
        others = [path for path in texts.holders(corpus, wanted.quote) if path not in listed]
        if others:
            reason = f"its words stand in {len(others)} more release(s), which count as wrong: {wanted.quote!r}"
            places = tuple(texts.place(corpus[path], wanted.quote) for path in others)
            yield Finding(item.line, item.gold.id, Problem.AMBIGUOUS, reason, places)
