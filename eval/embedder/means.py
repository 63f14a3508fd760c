"""The mean question of each language, measured on training questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval import jsonlines
from index.encoding.embedding import Embedder, Floats
from index.encoding.models import Model
from index.encoding.questions import DistinctQuestions, Means
from index.encoding.unrelated import unrelated

PUBLIC = {"squad2": "squad2/queries.jsonl", "clapnq": "clapnq/queries.jsonl", "selqa": "selqa/questions.jsonl"}
"""Public sets of English questions, below the folder of training data."""

PRESS = "press.jsonl"
DIGITS = 4
"""Of a mean that is written: the fifth of a unit vector moves no cosine in its third."""


def gathered(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Read training questions: language -> set -> questions, English first, each question once.

    Questions about press releases are parted by the corpus that they ask about, those that nothing answers by none.
    """
    found: dict[str, dict[str, list[str]]] = {"en": {}}
    for name, place in PUBLIC.items():
        found["en"][name] = list(dict.fromkeys(_texts(folder / place)))
    for line in jsonlines.read(folder / PRESS):
        row = line.row()
        if row["relevant"]:
            corpus = str(row["relevant"][0]["article"]).partition("/")[0]
            found.setdefault(row["lang"], {}).setdefault(corpus, []).append(row["question"])
    return found


def _texts(file: Path) -> Iterator[str]:
    for line in jsonlines.read(file):
        row = line.row()
        yield str(row.get("question") or row["text"])


def balanced(sets: Sequence[Floats]) -> Floats:
    """Average the means of several sets, each counted alike however large it is.

    Args:
        sets: vectors of each set, of shape (questions, dimensions).
    """
    mean: Floats = np.mean([rows.mean(axis=0) for rows in sets], axis=0)
    return mean


def measured(plain: Embedder, questions: Mapping[str, Mapping[str, Sequence[str]]], least: int) -> dict[str, Any]:
    """Measure the means, and where cosines begin once they are taken away.

    English counts every set alike; in other languages the few questions there are count as one set.

    Args:
        plain: a model that takes nothing away from its questions.
        questions: from `gathered`.
        least: languages of fewer questions are left out.
    """
    kept = {language: sets for language, sets in questions.items() if sum(map(len, sets.values())) >= least}
    means = {}
    for language, sets in kept.items():
        rows = [np.stack([plain.encode_question(each) for each in one]) for one in sets.values()]
        means[language] = balanced(rows if language == "en" else [np.concatenate(rows)])
    part = Means(np.array(list(means.values()), np.float32), 0.0)
    floor = unrelated(DistinctQuestions(plain, part))
    return {
        "unrelated": round(floor, DIGITS),
        "questions": {language: {name: len(one) for name, one in sets.items()} for language, sets in kept.items()},
        "means": {language: np.round(mean, DIGITS).tolist() for language, mean in means.items()},
    }


def entry(model: Model, plain: Embedder, folder: Path, least: int) -> dict[str, Any]:
    """Give what is written for a model."""
    return {model.name: {"sha256": model.sha256, **measured(plain, gathered(folder), least)}}
