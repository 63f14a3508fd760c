from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Span
from qa.answering.answer import Answer, Missing, Said
from qa.citation import Proven
from tests.api.conftest import Run

QUESTION = "port of Halvern reopened"
WORDS = "The port of Halvern reopened to ships on Thursday."


@pytest.fixture(autouse=True)
def _held(run: Run, room: Path) -> None:
    run("ingest", room)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[str]]:
    """Let every question be answered with the sentence about the port, or with nothing; gives the cautions asked."""

    def say(answered: bool) -> list[str]:
        asked = []

        def compose(_composer: Any, _finding: Any, proven: Sequence[Proven], _archive: Any, caution: str) -> Answer:
            asked.append(caution)
            if not answered:
                return Answer("unanswered", 0.2, (), Missing("not_said", (), "The releases do not say when."))
            number, found = next((at, one) for at, one in enumerate(proven, 1) if WORDS in one.article.text)
            start = found.article.text.index(WORDS)
            return Answer("answered", 0.7, (Said(number, Span(start, start + len(WORDS)), WORDS, ((41, 49),)),))

        monkeypatch.setattr("qa.answering.composing.Composer.compose", compose)
        return asked

    return say


def titles(run: Run, *words: object) -> list[str]:
    ran = run("ask", "port of Halvern reopened", *words, "--json")
    assert ran.code == 0, ran.err
    return [passage["citation"]["title"] for passage in ran.json["passages"]]


def test_the_answer_comes_first_and_then_the_passage_that_it_cites(run: Run, says: Any) -> None:
    says(True)
    ran = run("ask", QUESTION)
    out = " ".join(ran.out.replace("│", " ").split())
    assert (ran.code, ran.err) == (0, "")
    assert "answer · likely (70%)" in out
    answer, first, second = out.index(f"{WORDS} [1]"), out.index("1 Port reopens"), out.index("2 ")
    assert answer < first < second
    assert f"HALVERN, 14 March 2024 - {WORDS} room · 2024-03-14 · port/reopens.txt · " in out


def test_a_passage_that_is_not_cited_is_only_named(run: Run, says: Any) -> None:
    says(True)
    fair = "The spring fair of Orlington opens with forty stalls."
    assert fair not in run("ask", QUESTION).out
    assert "Spring fair" in run("ask", QUESTION).out
    assert fair in run("ask", QUESTION, "--passages").out


def test_silence_is_told_with_the_nearest_releases(run: Run, says: Any) -> None:
    says(False)
    ran = run("ask", QUESTION)
    assert ran.code == 0
    for told in ("the archive does not say", "The releases do not say when.", "The nearest releases", "Port reopens"):
        assert told in ran.out
    assert WORDS not in ran.out
    assert WORDS in run("ask", QUESTION, "--passages").out


def test_another_mode_shows_its_passages_and_no_answer(run: Run, says: Any) -> None:
    says(True)
    out = run("ask", QUESTION, "--mode", "bm25").out
    assert WORDS in out
    assert "answer" not in out


def test_the_passage_comes_back_word_for_word_with_its_citation(run: Run) -> None:
    ran = run("ask", "when did the port of Halvern reopen?", "--passages")
    out = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert "1 Port reopens" in out
    assert f"HALVERN, 14 March 2024 - {WORDS}" in out
    assert "room · 2024-03-14 · port/reopens.txt · " in out


def test_caution_is_the_one_asked_for_or_as_set(run: Run, says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = says(True)
    run("ask", QUESTION)
    run("ask", QUESTION, "--caution", "eager")
    monkeypatch.setenv("DATELINE_CAUTION", "cautious")
    run("ask", QUESTION)
    run("ask", QUESTION, "--caution", "balanced")
    assert asked == ["balanced", "eager", "cautious", "balanced"]


def test_json_is_what_the_service_sends(run: Run) -> None:
    told = run("ask", "when did the port of Halvern reopen?", "--json").json
    assert set(told) == {"question", "understood", "answer", "passages", "took_ms"}
    assert set(told["answer"]) == {"status", "confidence", "text", "sentences", "missing"}
    cited = told["passages"][0]["citation"]
    assert (cited["published"], cited["source"]) == ("2024-03-14", "room")
    assert cited["quote"] == told["passages"][0]["text"]


def test_explain_says_why(run: Run) -> None:
    assert "score" not in run("ask", "port of Halvern").out
    assert "= words " in run("ask", "port of Halvern", "--explain").out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--k", "1"], {"Port reopens"}),
        (["--from", "2024-01-01"], {"Port reopens"}),
        (["--to", "2022-12-31"], {"La gare rouvre"}),
        (["--from", "2024-03-14", "--to", "2024-03-14"], {"Port reopens"}),
        (["--source", "room", "--language", "de"], set()),
        (["--language", "fr"], {"La gare rouvre"}),
        (["--as-of", "2023-01-01"], {"La gare rouvre"}),
        (["--mode", "bm25", "--k", "1"], {"Port reopens"}),
    ],
)
def test_options_narrow(run: Run, words: list[str], expected: set[str]) -> None:
    assert set(titles(run, *words)) == expected


def test_nothing_found_is_said_and_is_no_failure(run: Run) -> None:
    ran = run("ask", "port of Halvern", "--language", "de")
    assert ran.code == 0
    assert "Nothing in the archive matches" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        ["--k", "0"],
        ["--k", "101"],
        ["--k", "many"],
        ["--from", "yesterday"],
        ["--from", "2024-02-30"],
        ["--from", "2024-06-05", "--to", "2024-06-04"],
        ["--mode", "best"],
        ["--caution", "bold"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_is_said_with_exit_code_two(run: Run, words: list[str]) -> None:
    ran = run("ask", "port", *words)
    assert (ran.code, ran.out) == (2, "")
    assert words[-2 if len(words) > 1 else 0] in ran.err
    assert "Traceback" not in ran.err


def test_without_a_question_it_is_wrong_usage(run: Run) -> None:
    assert run("ask").code == 2


@pytest.mark.parametrize("question", ["", "  ", "?!", "\x00", "x" * 2_001])
def test_a_question_that_cannot_be_asked_is_told_in_a_line(run: Run, question: str) -> None:
    ran = run("ask", question)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("dateline: the question ")
    assert ran.err.count("\n") == 1


def test_a_question_in_bytes_that_are_no_utf8_does_not_break_it(run: Run) -> None:
    # What a terminal hands on for the bytes `port \xff`.
    ran = run("ask", "port of Halvern \udcff")
    assert "Traceback" not in ran.err
    assert ran.code in {0, 1, 2}


def test_words_that_look_like_markup_are_printed_as_they_are(run: Run, room: Path) -> None:
    (room / "odd.txt").write_text("An [bold]odd[/] name\n\nThe zeppelin [/red] landed [link=x]here[/link] at noon.\n")
    run("ingest", room)
    out = " ".join(run("ask", "zeppelin landed", "--k", 1, "--passages").out.split())
    assert "An [bold]odd[/] name" in out
    assert "The zeppelin [/red] landed [link=x]here[/link] at noon." in out


def test_a_question_without_quotes_is_the_same_question(run: Run) -> None:
    bare = run("ask", "port", "of", "Halvern", "--k", "1", "reopened", "--json").json
    assert bare["question"] == "port of Halvern reopened"
    assert [passage["citation"]["title"] for passage in bare["passages"]] == ["Port reopens"]
