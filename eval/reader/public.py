"""Groups out of public question sets: SQuAD 2.0, SelQA and CLAP NQ, as they lie in the shared folder of data."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.reader.groups import Group, Reading
from eval.reader.nearest import Nearest
from qa.reader.windows import Window, cut

WORDS = (40, 75, 75, 110)
"""Lengths of windows, one drawn a group: a reader that is used to all of them can be asked with any."""

NEAR = 4
"""Other texts, nearest by words, that a question's wrong windows are taken from."""

TITLED = 0.75
"""Share of groups whose windows have the title before them: it helps, and not every release has one."""


def groups(folder: Path, chance: random.Random) -> list[Group]:
    """Read every public set of a folder.

    Args:
        folder: holds `squad2`, `clapnq` and `selqa`.
        chance: decides lengths and titles.
    """
    found: list[Group] = []
    for name in ("squad2", "clapnq"):
        found += _paragraphs(folder / name, chance)
    return found + [_sections(row, chance) for row in _rows(folder / "selqa" / "questions.jsonl")]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _paragraphs(folder: Path, chance: random.Random) -> Iterator[Group]:
    """Yield the questions of a set in BEIR's form whose answers are strings, and those that nothing answers."""
    corpus = _rows(folder / "corpus.jsonl")
    place = {row["_id"]: at for at, row in enumerate(corpus)}
    judged = dict(line.split("\t")[:2] for line in (folder / "qrels.tsv").read_text().splitlines()[1:])
    nearest = Nearest([f"{row.get('title', '')} {row['text']}" for row in corpus], NEAR)
    for row in _rows(folder / "queries.jsonl"):
        own = place[judged[row["_id"]]]
        others = [at for at in nearest(row["text"]) if at != own]
        words, titled = chance.choice(WORDS), chance.random() < TITLED
        read = [reading for at in (own, *others) for reading in _windows(corpus[at], row, words, titled, at == own)]
        right = tuple(reading for reading in read if reading.evidence)
        if right:
            yield Group(row["text"], right, tuple(reading for reading in read if not reading.evidence))
    for row in _rows(folder / "unanswerable_queries.jsonl"):
        words, titled = chance.choice(WORDS), chance.random() < TITLED
        read = [
            reading for at in nearest(row["text"])[:2] for reading in _windows(corpus[at], row, words, titled, False)
        ]
        yield Group(row["text"], (), tuple(read))


def _windows(paragraph: dict[str, Any], query: dict[str, Any], words: int, titled: bool, own: bool) -> list[Reading]:
    """Cut a paragraph; a window of another paragraph that holds the answer may answer too and is left out."""
    answers = [" ".join(answer.split()) for answer in query.get("metadata", {}).get("answers", [])]
    title = paragraph.get("title") if titled else None
    found = []
    for span in cut(paragraph["text"], words=words):
        window = Window(" ".join(span.of(paragraph["text"]).split()), title)
        evidence = _evidence(window, answers)
        if own or not evidence:
            found.append(Reading(str(window), evidence))
    return found


def _evidence(window: Window, answers: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Find the answers, or the first sentences of long ones, in a window's sentences."""
    before, spans = len(window.head), []
    for answer in answers:
        for piece in {answer, *_sentences(answer)}:
            at = window.text.find(piece)
            if at >= 0:
                spans.append((before + at, before + at + len(piece)))
    return tuple(sorted(set(spans)))


def _sentences(answer: str) -> list[str]:
    """Give the sentences of an answer that is several; of a short one nothing."""
    return [piece for span in cut(answer, words=1) if len(piece := span.of(answer)) > 40]


def _sections(row: dict[str, Any], chance: random.Random) -> Group:
    """Make a group of a SelQA section: windows of its sentences, with those that answer as evidence."""
    words, titled = chance.choice(WORDS), chance.random() < TITLED
    answers = set(row["answers"])
    right: list[Reading] = []
    wrong: list[Reading] = []
    for numbers in _runs([len(sentence.split()) for sentence in row["sentences"]], words):
        window = Window(" ".join(row["sentences"][at] for at in numbers), row["article"] if titled else None)
        at, evidence = len(window.head), []
        for number in numbers:
            sentence = row["sentences"][number]
            if number in answers:
                evidence.append((at, at + len(sentence)))
            at += len(sentence) + 1
        (right if evidence else wrong).append(Reading(str(window), tuple(evidence)))
    return Group(row["question"], tuple(right), tuple(wrong))


def _runs(lengths: Sequence[int], words: int) -> Iterator[range]:
    """Part sentences into runs of at most so many words, or of one sentence."""
    first, held = 0, 0
    for at, length in enumerate(lengths):
        if held and held + length > words:
            yield range(first, at)
            first, held = at, 0
        held += length
    if first < len(lengths):
        yield range(first, len(lengths))
