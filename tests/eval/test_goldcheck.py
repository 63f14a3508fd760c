from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval import goldcheck
from eval.errors import FolderInvalid, GoldInvalid
from eval.gold import Gold
from eval.goldcheck import Asked, Problem
from tests.eval.clean import gold


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Port reopens\n\nThe port of Halvern reopened.\n")
    return {"": corpus}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


def row(**changes: Any) -> str:
    fields = {"id": "q1", "question": "when did the port reopen?", "lang": "en", "kind": "date"}
    relevant = [{"article": "a.txt", "quote": "The port of Halvern reopened."}]
    return json.dumps({**fields, "relevant": relevant, "answer": "", **changes})


def test_a_bad_line_hides_nothing_of_the_others(file: Path, folders: dict[str, Path]) -> None:
    bad = row(id="q3", relevant=[{"article": "gone.txt", "quote": "x"}])
    file.write_text("\n".join([row(), "{", "", bad, row(id="q4", question="?!"), row(id="q5")]))
    asked, findings = goldcheck.read(file, folders)
    assert [(item.line, item.gold.id) for item in asked] == [(1, "q1"), (6, "q5")]
    assert [(finding.line, finding.problem) for finding in findings] == [
        (2, Problem.UNSCORABLE),
        (4, Problem.UNSCORABLE),
        (5, Problem.UNSCORABLE),
    ]
    reasons = [finding.reason for finding in findings]
    assert reasons[0].startswith("Expecting property name")
    assert "'gone.txt' is not in" in reasons[1]
    assert "the question is empty" in reasons[2]


def test_a_line_that_is_not_utf8_is_said_without_the_name_of_a_passing_file(
    file: Path, folders: dict[str, Path]
) -> None:
    file.write_bytes(row().encode() + b'\n{"id": "caf\xe9"}\n')
    (finding,) = goldcheck.read(file, folders)[1]
    assert (finding.line, finding.problem) == (2, Problem.UNSCORABLE)
    assert finding.reason.startswith("cannot be read")


def test_a_repeated_id_is_wrong_and_both_lines_are_still_checked(file: Path, folders: dict[str, Path]) -> None:
    file.write_text(f"{row()}\n{row(question='where is it?')}\n{row(question='who did it?')}\n")
    asked, findings = goldcheck.read(file, folders)
    assert len(asked) == 3
    assert [(finding.line, finding.problem, finding.wrong) for finding in findings] == [
        (2, Problem.REPEATED_ID, True),
        (3, Problem.REPEATED_ID, True),
    ]
    assert "stands on line 1 already" in findings[1].reason


def test_a_file_that_is_not_there_is_called_so(file: Path, folders: dict[str, Path]) -> None:
    with pytest.raises(GoldInvalid, match=r"gold\.jsonl: no such file; name the questions file"):
        goldcheck.read(file, folders)


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_file_without_questions_is_refused(file: Path, folders: dict[str, Path], content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(GoldInvalid, match="no questions in it"):
        goldcheck.read(file, folders)


def test_a_folder_is_no_questions_file(tmp_path: Path, folders: dict[str, Path]) -> None:
    with pytest.raises(GoldInvalid, match="cannot be read"):
        goldcheck.read(tmp_path, folders)


def test_a_corpus_that_is_not_there_is_refused(file: Path, tmp_path: Path) -> None:
    file.write_text(row())
    with pytest.raises(FolderInvalid):
        goldcheck.read(file, {"": tmp_path / "nowhere"})


def found(*questions: Gold) -> list[tuple[int, Problem]]:
    asked = [Asked(line, question) for line, question in enumerate(questions, start=1)]
    return [(finding.line, finding.problem) for finding in goldcheck.of_questions(asked)]


def test_the_same_question_in_other_typography_counts_twice() -> None:
    one, two = gold("What is the port’s name?", ("a", "x")), gold("what is  the port's name", ("b", "x"), id="q2")
    assert found(one, two) == [(2, Problem.ASKED_TWICE)]
    assert Problem.ASKED_TWICE in goldcheck.WRONG


def test_nearly_the_same_question_is_for_a_person_to_see() -> None:
    one = gold("How many containers did the Port of Elsen handle in 2023?", ("a", "x"))
    two = gold("How many containers were handled by the Port of Elsen during 2023?", ("a", "x"), id="q2")
    assert found(one, two) == [(2, Problem.ASKED_ALIKE)]
    assert Problem.ASKED_ALIKE not in goldcheck.WRONG


def test_another_year_is_another_question() -> None:
    one, two = (gold(f"How many containers did the Port of Elsen handle in {year}?") for year in (2022, 2023))
    assert found(one, two) == []


def test_questions_of_stop_words_alone_are_not_alike() -> None:
    assert found(gold("who is it?"), gold("what is that?")) == []


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        (gold("who?", ("a", "x"), kind="multi"), True),
        (gold("who?", ("a", "x"), ("a", "y"), kind="multi"), True),
        (gold("who?", ("a", "x"), ("b", "y"), kind="multi"), False),
        (gold("who?", ("a", "x"), kind="unanswerable"), True),
        (gold("who?", kind="unanswerable"), False),
        (gold("who?", kind="fact"), False),
        (gold("who?", kind="fact", answer="Edda Marlowe"), True),
        (gold("who?", ("a", "x"), kind="fact", answer="Edda Marlowe"), False),
    ],
)
def test_kind_and_answer_fit_what_is_listed(question: Gold, wrong: bool) -> None:
    assert found(question) == ([(1, Problem.KIND)] if wrong else [])


def test_a_finding_for_machines_says_how_bad_it_is() -> None:
    (finding,) = goldcheck.of_questions([Asked(7, gold("who?", ("a", "x"), kind="multi"))])
    told = finding.record()
    assert told.pop("reason").startswith("kind 'multi'")
    assert told == {"line": 7, "id": "q1", "severity": "error", "problem": "kind does not fit", "places": []}
