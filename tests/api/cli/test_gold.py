from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import gold, review
from eval import goldreview
from tests.conftest import HashingEmbedder

Gold = Callable[..., Result]

SAID = "It reopened on Thursday after repairs that cost 6.5 million crowns, said the harbour master of Halvern."


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, embedder: HashingEmbedder) -> Gold:
    """Run `dateline gold ...` with no model loaded, and with the given lines on standard input."""
    monkeypatch.setattr("qa.desk.quickest", lambda _model, _cache: embedder)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object, keys: str = "") -> Result:
        return CliRunner().invoke(gold.app, [str(word) for word in words], input=keys)

    return run


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "port.txt").write_text(f"Port reopens\n\nThe port of Halvern closed in May. {SAID}\n")
    (folder / "pickup.txt").write_text(f"News in brief\n\nAs we hear from the coast this week: {SAID}\n")
    (folder / "fair.txt").write_text("Spring fair\n\nThe spring fair of Orlington will open on 6 May 2024.\n")
    return folder


def question(**changes: Any) -> str:
    row = {
        "id": "q1",
        "question": "how much did the repairs of the port of Halvern cost?",
        "lang": "en",
        "kind": "number",
        "relevant": [{"article": "port.txt", "quote": SAID}],
        "answer": "6.5 million crowns",
    }
    return json.dumps({**row, **changes}) + "\n"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(question())
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_check_warns_and_writes_what_may_be_accepted(
    command: Gold, corpus: Path, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "candidates.jsonl"
    ran = command("check", questions, "--corpus", corpus, "--accept-file", out)
    assert ran.exit_code == 0, ran.output
    assert "ambiguous line 1, q1" in ran.output
    assert "1 questions: 0 errors, 1 warnings" in ran.output
    ((candidate),) = rows(out)
    assert (candidate["gold"], candidate["status"], candidate["rule"]) == ("q1", "draft", "check: ambiguous")
    assert candidate["relevant"] == [{"article": "pickup.txt", "quote": SAID}]
    assert SAID in candidate["context"][0]["passage"]


def test_check_fails_when_scores_would_be_wrong(command: Gold, corpus: Path, questions: Path) -> None:
    with questions.open("a") as file:
        file.write(question(question="when?", relevant=[{"article": "port.txt", "quote": "In June"}]) + "{\n")
    ran = command("check", questions, "--corpus", corpus, "--json")
    assert ran.exit_code == 1
    told = json.loads(ran.stdout)
    assert (told["questions"], told["errors"]) == (2, 3)
    assert [(item["line"], item["problem"]) for item in told["findings"] if item["severity"] == "error"] == [
        (2, "id repeated"),
        (2, "quote not found"),
        (3, "cannot be scored"),
    ]


def test_check_tells_what_was_cleaned_away(command: Gold, corpus: Path, questions: Path) -> None:
    (corpus / "page.txt").write_text("Quay opens\n\nThe new quay of Elsen is open to all ships.\n\nShare this page\n")
    questions.write_text(question(relevant=[{"article": "page.txt", "quote": "Share this page"}], answer=""))
    ran = command("check", questions, "--corpus", corpus)
    assert ran.exit_code == 1
    assert "cleaned away: 'Share this page' is in the file and not in the clean text" in " ".join(ran.output.split())


def test_draft_writes_candidates_and_a_second_run_adds_none(command: Gold, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "candidates.jsonl"
    assert command("draft", "--corpus", corpus, "--out", out).exit_code == 0
    before = out.read_bytes()
    assert "When will the spring fair of Orlington open?" in [row["question"] for row in rows(out)]
    ran = command("draft", "--corpus", corpus, "--out", out, "--per-kind", 5, "--seed", 0)
    assert "0 new candidates" in ran.output
    assert out.read_bytes() == before


def test_pool_lists_unjudged_passages_of_every_mode(
    command: Gold, corpus: Path, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "candidates.jsonl"
    assert command("pool", questions, "--corpus", corpus, "--out", out, "--depth", 3).exit_code == 0
    found = rows(out)
    assert [row["relevant"][0]["article"] for row in found] == ["pickup.txt", "fair.txt"]
    assert "bm25 2" in found[0]["note"]
    assert "dense" in found[0]["note"]
    one = tmp_path / "one.jsonl"
    assert command("pool", questions, "--corpus", corpus, "--out", one, "--modes", "bm25").exit_code == 0
    assert rows(one)[0]["note"] == "rank: bm25 2"


def test_two_corpora_are_told_apart_by_their_folders(
    command: Gold, corpus: Path, questions: Path, tmp_path: Path
) -> None:
    other = tmp_path / "fairs"
    other.mkdir()
    (corpus / "fair.txt").rename(other / "fair.txt")
    questions.write_text(question(relevant=[{"article": "press/port.txt", "quote": SAID}]))
    out = tmp_path / "candidates.jsonl"
    ran = command("pool", questions, "--corpus", corpus, "--corpus", other, "--out", out)
    assert ran.exit_code == 0, ran.output
    assert {row["relevant"][0]["article"] for row in rows(out)} == {"press/pickup.txt", "fairs/fair.txt"}


@pytest.fixture
def pooled(command: Gold, corpus: Path, questions: Path, tmp_path: Path) -> Path:
    out = tmp_path / "candidates.jsonl"
    command("pool", questions, "--corpus", corpus, "--out", out)
    return out


def test_a_pooled_passage_that_is_accepted_joins_its_question(command: Gold, pooled: Path, questions: Path) -> None:
    ran = command("review", pooled, "--into", questions, keys="a\nr\n")
    assert ran.exit_code == 0, ran.output
    assert "does this passage answer q1 too?" in ran.output
    assert "News in brief · undated · pickup.txt" in ran.output
    assert "1 accepted, 1 rejected; 0 left" in ran.output
    assert [item["article"] for item in rows(questions)[0]["relevant"]] == ["port.txt", "pickup.txt"]
    assert [row["status"] for row in rows(pooled)] == ["accepted", "rejected"]
    assert command("check", questions, "--corpus", questions.parent / "press").output.endswith(
        "0 errors, 0 warnings\n"
    )


def test_a_second_run_goes_on_where_one_stopped(command: Gold, pooled: Path, questions: Path) -> None:
    assert "nothing decided; 2 left" in command("review", pooled, "--into", questions, keys="q\n").output
    assert "1 skipped; 2 left" in command("review", pooled, "--into", questions, keys="s\n").output
    ran = command("review", pooled, "--into", questions, keys="r\nr\nr\n")
    assert ran.output.index("fair.txt") < ran.output.index("pickup.txt")
    assert "2 rejected; 0 left" in ran.output
    assert "nothing decided; 0 left" in command("review", pooled, "--into", questions, keys="a\n").output
    assert questions.read_text() == question()


def test_a_drafted_question_is_edited_and_accepted(
    command: Gold, corpus: Path, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "drafts.jsonl"
    command("draft", "--corpus", corpus, "--out", out)
    ran = command("review", out, "--into", questions, keys="e\n \ne\nWhen does Orlington's fair open?\nx\na\n")
    assert "not changed: no words in it" in ran.output
    assert "one of a accept" in ran.output
    old, new = rows(questions)
    assert old["id"] == "q1"
    assert new["question"] == "When does Orlington's fair open?"
    assert new["relevant"] == [
        {"article": "fair.txt", "quote": "The spring fair of Orlington will open on 6 May 2024."}
    ]
    assert "status" not in new
    assert f"added as {new['id']}" in ran.output
    assert "0 new candidates" in command("draft", "--corpus", corpus, "--out", out).output


def test_what_cannot_be_accepted_says_why_and_is_asked_again(command: Gold, pooled: Path, questions: Path) -> None:
    questions.write_text(question(id="q9"))
    ran = command("review", pooled, "--into", questions, keys="a\nr\nq\n")
    assert "not accepted:" in ran.output
    assert "no question 'q1'" in ran.output
    assert [row["status"] for row in rows(pooled)] == ["rejected", "draft"]


def test_an_answer_to_a_question_without_one_asks_for_more(
    command: Gold, corpus: Path, questions: Path, tmp_path: Path
) -> None:
    questions.write_text(question(kind="unanswerable", relevant=[], answer=""))
    out = tmp_path / "candidates.jsonl"
    command("pool", questions, "--corpus", corpus, "--out", out, "--depth", 1)
    ran = command("review", out, "--into", questions, keys="a\nq\n")
    assert "q1 had no answer until now; its kind is now 'fact'" in ran.output
    assert rows(questions)[0]["kind"] == "fact"


def test_a_release_cannot_steer_the_terminal(command: Gold, questions: Path, tmp_path: Path) -> None:
    out = tmp_path / "candidates.jsonl"
    row = {
        "status": "draft",
        "question": "Who\x1b[2J?",
        "relevant": [{"article": "a\x1b]0;x\x07", "quote": "[bold]x"}],
    }
    out.write_text(json.dumps(row))
    ran = command("review", out, "--into", questions, keys="q\n")
    assert ran.exit_code == 0, ran.output
    assert "\x1b" not in ran.output
    assert "\x07" not in ran.output
    assert "[bold]x" in ran.output


def test_keys_are_read_one_by_one_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, pooled: Path, questions: Path
) -> None:
    pressed = iter("SR")

    def press() -> str:
        try:
            return next(pressed)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.getchar", press)
    review.run(goldreview.of_file(pooled), str(pooled), questions)
    assert [row["status"] for row in rows(pooled)] == ["skipped", "rejected"]


@pytest.mark.parametrize(
    "words",
    [
        ("check", "{gold}", "--corpus", "{corpus}", "--accept-file", "{corpus}"),
        ("draft", "--corpus", "{corpus}", "--out", "{corpus}/none/out.jsonl"),
        ("draft", "--corpus", "{corpus}", "--out", "{corpus}/out.jsonl", "--per-kind", "0"),
        ("pool", "{gold}", "--corpus", "{corpus}", "--out", "{corpus}/out.jsonl", "--modes", "guess"),
        ("pool", "{gold}", "--corpus", "{corpus}", "--out", "{corpus}/out.jsonl", "--modes", ","),
        ("pool", "{gold}", "--corpus", "{corpus}", "--out", "{corpus}/out.jsonl", "--depth", "0"),
        ("pool", "{gold}", "--out", "{corpus}/out.jsonl"),
        ("review", "{corpus}/none.jsonl", "--into", "{gold}"),
        ("review", "{gold}", "--into", "{gold}"),
        ("review", "--into", "{gold}"),
        ("review", "{gold}", "--feedback", "--into", "{corpus}/other.jsonl"),
    ],
)
def test_wrong_usage_is_said_before_any_work(
    command: Gold, corpus: Path, questions: Path, words: tuple[str, ...]
) -> None:
    ran = command(*(word.format(corpus=corpus, gold=questions) for word in words))
    assert ran.exit_code == 2, ran.output
    assert questions.read_text() == question()
