"""Learning which sentences answer: what is taken for an answer, what is learned from it, and what is told of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Document
from eval import jsonlines, sentences
from eval.answering.sets import Say
from eval.gold import Gold, Relevant
from eval.sentences import Listed, figures, holding, judged, learn, listed, read
from qa.answering import model
from qa.answering.features import NAMES
from qa.answering.sentence import Sentence
from qa.desk import Desk
from tests.qa.answering.making import sentence

TEXT = (
    "Harbour bridge\n\nThe harbour bridge of Elsen opened in March after a year. It cost 12 million dollars in all."
)
OPENED, COST = "The harbour bridge of Elsen opened in March after a year.", "It cost 12 million dollars in all."


def gold(quote: str, name: str = "q-1", kind: str = "fact") -> Gold:
    return Gold(name, "when did the harbour bridge of Elsen open?", "en", kind, (Relevant("a.txt", quote),), "")


def featured(text: str, start: int = 0, **values: float) -> Sentence:
    row = tuple((dict.fromkeys(NAMES, 0.0) | values).values())
    plain = sentence(text, start=start)
    return Sentence(plain.passage, plain.span, plain.text, 0.0, row)


def question(name: str, right: float, wrong: float, source: str = "port", effort: str = "thorough") -> Listed:
    rows = (featured("The bridge opened in March.", 0, near=right), featured("It rained.", 30, near=wrong))
    return Listed(name, "fact", source, effort, ("The bridge opened in March.",), (), rows)


def test_the_sentence_with_the_quotes_head_holds_it() -> None:
    assert holding(["the  bridge “opened”"], [sentence('So the bridge "opened" at last.'), sentence("No.")]) == [
        True,
        False,
    ]


def test_two_sentences_may_hold_a_head_together() -> None:
    parts = [sentence("It rained."), sentence("The bridge opened."), sentence("It cost much.")]
    assert holding(["The bridge opened. It cost much."], parts) == [False, True, True]


def test_what_no_sentence_holds_is_held_by_none() -> None:
    assert holding(["snow"], [sentence("It rained."), sentence("It poured.")]) == [False, False]


def test_what_tells_right_from_wrong_is_learned() -> None:
    weights = learn([question(f"q-{at}", 1.0, 0.0) for at in range(20)])
    assert set(weights) == set(NAMES)
    assert weights["near"] > 1
    assert all(value == 0 for name, value in weights.items() if name != "near")


def test_questions_without_sentences_teach_nothing() -> None:
    empty = Listed("q", "fact", "port", "quick", ("x",), (), ())
    assert set(learn([empty]).values()) == set(learn([]).values()) == {0.0}


def test_an_answer_is_judged_by_what_it_holds() -> None:
    by = model.Model(dict.fromkeys(NAMES, 0.0) | {"near": 50.0}, 0.01)
    right, words = judged([question("a", 1.0, 0.0), question("b", 0.0, 1.0)], by)
    assert right == [1.0, 0.0]
    assert words == [5.0, 2.0]


def test_figures_are_told_by_source_and_by_kind() -> None:
    by = model.Model(dict.fromkeys(NAMES, 0.0) | {"near": 50.0}, 0.01)
    told = figures([question("a", 1.0, 0.0), question("b", 0.0, 1.0, source="town")], {"port": by, "town": by})
    assert {group: one["n"] for group, one in told.items()} == {"all": 2, "port": 1, "fact": 2, "town": 1}
    assert told["all"]["contains_quote"]["value"] == 0.5
    assert told["town"]["contains_quote"]["value"] == 0.0


def test_every_answerable_question_is_listed_with_what_the_desk_finds(desk: Desk) -> None:
    desk.add(Document("port", "a.txt", TEXT.encode(), "text"))
    nothing = Gold("q-2", "who is mayor?", "en", "fact", (), "")
    found = list(listed(desk, "port", [gold(OPENED), nothing], Say(None, None)))
    assert [(one.question, one.effort) for one in found] == [("q-1", "quick")]
    assert [one.text for one in found[0].sentences] == [OPENED, COST]
    assert np.isfinite([one.features for one in found[0].sentences]).all()


def test_lists_are_written_and_read_back(tmp_path: Path) -> None:
    one = Listed(
        "q", "multi", "port", "quick", ("x",), (frozenset({0, 2}), frozenset()), (featured("A b.", near=0.5),)
    )
    jsonlines.append(tmp_path / "lists.jsonl", [sentences._row(one)])
    assert read(tmp_path / "lists.jsonl") == [one]


def test_weights_are_learned_without_a_source_and_can_be_loaded(tmp_path: Path) -> None:
    given = [question(f"{source}-{effort}-{at}", *pair, source, effort)
             for source, pair in (("port", (1.0, 0.0)), ("town", (0.0, 1.0)))
             for effort in ("thorough", "quick") for at in range(5)]  # fmt: skip
    jsonlines.append(tmp_path / "train.jsonl", [sentences._row(one) for one in given])
    sentences.main(["learn", str(tmp_path / "train.jsonl"), "--without", "town", "--out", str(tmp_path / "w.json")])
    written = json.loads((tmp_path / "w.json").read_text())
    assert written["record"]["sources"] == ["port"]
    assert written["record"]["questions"] == 10
    assert model.models(written).read.weights["near"] > 0


def test_each_source_is_measured_by_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [question(f"{source}-{effort}-{at}", 1.0, 0.0, source, effort)
             for source in ("port", "town") for effort in ("thorough", "quick") for at in range(5)]  # fmt: skip
    for name in ("train", "gold"):
        jsonlines.append(tmp_path / f"{name}.jsonl", [sentences._row(one) for one in given])
    sentences.main(["measure", str(tmp_path / "train.jsonl"), str(tmp_path / "gold.jsonl")])
    told = json.loads(capsys.readouterr().out)
    assert told["read"]["gold, source left out"]["all"]["contains_quote"]["value"] == 1.0
    assert told["unread"]["train, source left out"]["town"]["n"] == 5
