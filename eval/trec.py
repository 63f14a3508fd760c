"""TREC run files and judgements, in and out, for trec_eval, ir-measures, ranx and their like.

A run has six fields a line, `question Q0 document rank score tag`; judgements four, `question 0 document grade`
(https://trec.nist.gov/data/qrels_eng and the README of trec_eval). Fields end at white space, so white space and `%`
inside a name are written percent-encoded. As in trec_eval the score alone orders a run: ranks are not looked at, and
documents of equal score stand in reverse order of their names.

Files written here give the report's figures. So what meets a need stands under one name, as `eval.measures` counts
it: the path of the first article that meets the need, and at the level of passages `#quote` behind it.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import c_float
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import quote, unquote

from eval.errors import TrecInvalid
from eval.gold import EVERY_ARTICLE, Gold, holds
from eval.measures import Retrieved

Level = Literal["article", "passage"]

Value = TypeVar("Value", int, float)

Run = dict[str, dict[str, float]]
"""Question id -> document -> score, best first; a question that found nothing is not in it."""

Qrels = dict[str, dict[str, int]]
"""Question id -> document -> grade; above zero is relevant."""

_QUOTE = "#quote"
_UNSAFE = re.compile(r"[\s%\x00-\x1f\x7f\ufeff\ud800-\udfff]")
_RUN_FIELDS = 6
_QREL_FIELDS = 4


def run_of(questions: Sequence[Gold], rankings: Mapping[str, Sequence[Retrieved]], level: Level) -> Run:
    """Make a run of whole rankings, as deep as they are.

    Args:
        questions: the gold questions.
        rankings: question id -> passages, best first.
        level: whether articles or passages are the documents.
    """
    run: Run = {}
    for gold in questions:
        need_of = _needs(gold.kind, (item.article for item in gold.relevant))
        ranked = [
            (
                item.article,
                item.text,
                any(item.article == wanted.article and holds(item.text, wanted.quote) for wanted in gold.relevant),
            )
            for item in rankings.get(gold.id, ())
        ]
        _rank(run, gold.id, _documents(need_of, ranked, level))
    return run


def qrels_of(questions: Sequence[Gold], level: Level) -> Qrels:
    """Make judgements of gold questions: one document a need, none for questions that nothing answers."""
    return {
        gold.id: _judged(_needs(gold.kind, (item.article for item in gold.relevant)), level)
        for gold in questions
        if gold.relevant
    }


def _needs(kind: str, wanted: Iterable[str]) -> dict[str, str]:
    """Name the need that each wanted article meets by the first article that meets it, see `eval.measures.needs`."""
    articles = list(dict.fromkeys(wanted))
    return {article: article if kind == EVERY_ARTICLE else articles[0] for article in articles}


def _judged(need_of: Mapping[str, str], level: Level) -> dict[str, int]:
    return dict.fromkeys((need + _QUOTE if level == "passage" else need for need in need_of.values()), 1)


def _documents(need_of: Mapping[str, str], ranked: Iterable[tuple[str, str, bool]], level: Level) -> Iterator[str]:
    """Name what was found, given article, text and whether it holds a wanted quote."""
    seen: dict[str, int] = {}
    for article, text, met in ranked:
        if level == "article":
            yield need_of.get(article, article)
        elif met:
            yield need_of[article] + _QUOTE
        else:
            # By its words: the same passage has the same name in every run.
            name = f"{article}#{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
            seen[name] = seen.get(name, 0) + 1
            yield name if seen[name] == 1 else f"{name}.{seen[name]}"


def _rank(run: Run, question: str, documents: Iterable[str]) -> None:
    # 1 / rank: trec_eval keeps scores in single precision, where two scores of ours could fall together.
    if scores := {document: 1 / rank for rank, document in enumerate(dict.fromkeys(documents), start=1)}:
        run[question] = scores


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write a run, best first, under the name of the system that made it.

    Raises:
        TrecInvalid: the file cannot be written.
    """
    lines = []
    for question, scores in run.items():
        for rank, document in enumerate(ordered(scores), start=1):
            score = scores[document]
            lines.append(f"{_encode(question)} Q0 {_encode(document)} {rank} {score!r} {_encode(tag) or '-'}\n")
    _write(path, lines)


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgements.

    Raises:
        TrecInvalid: the file cannot be written.
    """
    _write(
        path,
        [
            f"{_encode(question)} 0 {_encode(document)} {grade}\n"
            for question, grades in qrels.items()
            for document, grade in grades.items()
        ],
    )


def read_run(path: Path) -> Run:
    """Read a run.

    Raises:
        TrecInvalid: the file cannot be read, or a line of it; the message names it.
    """
    run: Run = {}
    for number, line in _lines(path):
        try:
            question, _, document, rank, score, _ = _fields(line, _RUN_FIELDS)
            _whole("rank", rank)
            _put(run, question, document, _finite("score", score))
        except ValueError as error:
            raise TrecInvalid(f"{path}, line {number}: {error}") from error
    return {
        question: {document: scores[document] for document in ordered(scores)} for question, scores in run.items()
    }


def read_qrels(path: Path) -> Qrels:
    """Read judgements.

    Raises:
        TrecInvalid: the file cannot be read, or a line of it; the message names it.
    """
    qrels: Qrels = {}
    for number, line in _lines(path):
        try:
            question, _, document, grade = _fields(line, _QREL_FIELDS)
            _put(qrels, question, document, _whole("grade", grade))
        except ValueError as error:
            raise TrecInvalid(f"{path}, line {number}: {error}") from error
    return qrels


def ordered(scores: Mapping[str, float]) -> list[str]:
    """Order documents as trec_eval does: by score in single precision, equals by name, last first."""
    return sorted(scores, key=lambda document: (c_float(scores[document]).value, _encode(document)), reverse=True)


def _fields(line: str, count: int) -> list[str]:
    fields = line.split()
    if len(fields) != count:
        raise ValueError(f"{len(fields)} fields and not {count}; white space inside a name is written %20")
    return fields


def _put(table: dict[str, dict[str, Value]], question: str, document: str, value: Value) -> None:
    row = table.setdefault(_decode(question), {})
    if (name := _decode(document)) in row:
        raise ValueError(f"document {name!r} stands above already for question {_decode(question)!r}")
    row[name] = value


def _whole(field: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{field} {text!r} is no whole number") from error


def _finite(field: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(f"{field} {text!r} is no number") from error
    if not math.isfinite(value):
        raise ValueError(f"{field} {text!r} is not finite and gives no order")
    return value


def _encode(name: str) -> str:
    return _UNSAFE.sub(lambda found: quote(found.group(), safe="", errors="surrogatepass"), name)


def _decode(name: str) -> str:
    return unquote(name, errors="surrogatepass")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number the lines that are not blank."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TrecInvalid(f"{path}: cannot be read ({error}); name a UTF-8 text file") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _write(path: Path, lines: Sequence[str]) -> None:
    """Put a whole file in place of what was there, or leave that as it was."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text("".join(lines), encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise TrecInvalid(f"{path}: cannot be written ({error})") from error
