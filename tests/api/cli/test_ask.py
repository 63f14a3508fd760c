from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Run


@pytest.fixture(autouse=True)
def _held(run: Run, room: Path) -> None:
    run("ingest", room)


def titles(run: Run, *words: object) -> list[str]:
    ran = run("ask", "port of Halvern reopened", *words, "--json")
    assert ran.code == 0, ran.err
    return [passage["citation"]["title"] for passage in ran.json["passages"]]


def test_the_passage_comes_back_word_for_word_with_its_citation(run: Run) -> None:
    ran = run("ask", "when did the port of Halvern reopen?")
    out = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert "1 Port reopens" in out
    assert "HALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday." in out
    assert "room · 2024-03-14 · port/reopens.txt · " in out


def test_json_is_what_the_service_sends(run: Run) -> None:
    told = run("ask", "when did the port of Halvern reopen?", "--json").json
    assert set(told) == {"question", "understood", "answer", "passages", "took_ms"}
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
        (["--source", "nowhere"], set()),
        (["--language", "fr"], {"La gare rouvre"}),
        (["--as-of", "2023-01-01"], {"La gare rouvre"}),
        (["--mode", "bm25", "--k", "1"], {"Port reopens"}),
    ],
)
def test_options_narrow(run: Run, words: list[str], expected: set[str]) -> None:
    assert set(titles(run, *words)) == expected


def test_nothing_found_is_said_and_is_no_failure(run: Run) -> None:
    ran = run("ask", "port of Halvern", "--source", "nowhere")
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
    out = " ".join(run("ask", "zeppelin landed", "--k", 1).out.split())
    assert "An [bold]odd[/] name" in out
    assert "The zeppelin [/red] landed [link=x]here[/link] at noon." in out
