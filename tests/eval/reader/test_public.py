"""Groups out of public sets: answers marked where they stand, other texts that hold them left out."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from eval.reader.groups import Group
from eval.reader.public import groups

BRIDGE = "The bridge was opened in March by the mayor. It had cost two million crowns. A band played for hours."
HARBOUR = "The harbour was closed in March by the council. Boats lie elsewhere since. Nobody knows for how long."


def lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def collection(folder: Path, answered: bool) -> None:
    lines(
        folder / "corpus.jsonl",
        [{"_id": "1", "title": "Bridge", "text": BRIDGE}, {"_id": "2", "title": "Harbour", "text": HARBOUR}],
    )
    asked = [{"_id": "q", "text": "What did the bridge cost?", "metadata": {"answers": ["two million crowns"]}}]
    lines(folder / "queries.jsonl", asked if answered else [])
    lines(folder / "unanswerable_queries.jsonl", [{"_id": "u", "text": "Who sank the harbour?"}])
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + ("q\t1\t1\n" if answered else ""))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    collection(tmp_path / "squad2", answered=True)
    collection(tmp_path / "clapnq", answered=False)
    row = {
        "question": "When was the harbour closed?",
        "article": "Harbour",
        "sentences": [sentence + "." for sentence in HARBOUR.rstrip(".").split(". ")] * 9,
        "answers": [0],
    }
    lines(tmp_path / "selqa" / "questions.jsonl", [row])
    return tmp_path


def asking(made: list[Group], question: str) -> list[Group]:
    return [one for one in made if one.question == question]


def test_the_answer_is_marked(data: Path) -> None:
    for seed in range(8):
        (group,) = asking(groups(data, random.Random(seed)), "What did the bridge cost?")
        assert [one.text[start:end] for one in group.right for start, end in one.evidence] == ["two million crowns"]
        assert all("two million crowns" not in one.text for one in group.wrong)
        assert any("harbour" in one.text for one in group.wrong)


def test_what_nothing_answers_has_no_right_text(data: Path) -> None:
    made = asking(groups(data, random.Random(0)), "Who sank the harbour?")
    assert len(made) == 2
    assert all(not one.right and one.wrong for one in made)


def test_the_sentences_of_a_section_that_answer_are_marked(data: Path) -> None:
    for seed in range(8):
        (group,) = asking(groups(data, random.Random(seed)), "When was the harbour closed?")
        (right,) = group.right
        assert [right.text[start:end] for start, end in right.evidence] == [HARBOUR.split(". ")[0] + "."]
        assert group.wrong


def test_some_have_titles_and_some_have_none(data: Path) -> None:
    made = [asking(groups(data, random.Random(seed)), "What did the bridge cost?")[0] for seed in range(24)]
    titled = [one.right[0].text.startswith("Bridge. ") for one in made]
    assert any(titled)
    assert not all(titled)
