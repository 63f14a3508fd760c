from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import FolderInvalid, GoldInvalid
from eval.gold import QUOTE_HEAD, Gold, Relevant, fold, holds, load, visible
from tests.conftest import examples

Write = Callable[..., Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "port").mkdir(parents=True)
    (folder / "port" / "reopens.txt").write_text(
        "Port reopens\n\nThe  port of Halvern\nreopened.\n", encoding="utf-8"
    )
    (folder / "fair.html").write_text(
        "<html><style>p {x: y}</style><body><p>Caf&eacute; fair<br>opens</p><script>no()</script></body></html>",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a questions file: objects become JSON lines, strings stand as they are."""

    def to_file(*lines: Any, encoding: str = "utf-8", end: str = "\n") -> Path:
        path = tmp_path / "gold.jsonl"
        text = end.join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_bytes((text + end).encode(encoding))
        return path

    return to_file


def question(**changes: Any) -> dict[str, Any]:
    row = {
        "id": "q1",
        "question": "when did the port reopen?",
        "lang": "en",
        "kind": "date",
        "relevant": [{"article": "port/reopens.txt", "quote": "The port of Halvern reopened."}],
        "answer": "on Thursday",
    }
    return {key: value for key, value in {**row, **changes}.items() if value is not ...}


def relevant(**item: Any) -> dict[str, Any]:
    return question(relevant=[{"article": "port/reopens.txt", **item}])


def sha1(words: str) -> str:
    return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()


def place(file: Path, start: int, end: int) -> dict[str, Any]:
    return {"at": [start, end], "sha1": sha1(visible(file)[start:end])}


def test_a_question_is_read_field_by_field(write: Write, corpus: Path) -> None:
    assert load(write(question()), corpus) == [
        Gold(
            "q1",
            "when did the port reopen?",
            "en",
            "date",
            (Relevant("port/reopens.txt", "The port of Halvern reopened."),),
            "on Thursday",
        )
    ]


def test_nothing_relevant_means_unanswerable_and_null_texts_are_empty(write: Write, corpus: Path) -> None:
    (gold,) = load(write(question(relevant=[], answer=None, kind=None, lang=...)), corpus)
    assert (gold.relevant, gold.answer, gold.kind, gold.lang) == ((), "", "", "")


def test_byte_order_mark_blank_lines_and_windows_line_ends_are_no_faults(write: Write, corpus: Path) -> None:
    path = write(question(), "", "   ", question(id="q2"), encoding="utf-8-sig", end="\r\n")
    assert [gold.id for gold in load(path, corpus)] == ["q1", "q2"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_line_separator_inside_a_string_does_not_end_the_line(write: Write, corpus: Path, separator: str) -> None:
    (gold,) = load(write(question(answer=f"one{separator}two")), corpus)
    assert gold.answer == f"one{separator}two"


def test_a_place_is_cut_out_of_the_visible_text(write: Write, corpus: Path) -> None:
    text = visible(corpus / "fair.html")
    assert "Café fair opens" in text
    assert "no()" not in text
    assert "x: y" not in text
    start = text.index("Café")
    row = question(relevant=[{"article": "fair.html", **place(corpus / "fair.html", start, start + 15)}])
    assert load(write(row), corpus)[0].relevant == (Relevant("fair.html", "Café fair opens"),)


def test_visible_text_of_a_text_file_is_the_file_with_white_space_collapsed(corpus: Path) -> None:
    assert visible(corpus / "port" / "reopens.txt") == "Port reopens The port of Halvern reopened. "


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name"),
        ("[" * 100_000, "recursion"),
        ("[1]", "not an object"),
        ('"text"', "not an object"),
        (question(id=...), "'id' is missing"),
        (question(id=7), "'id' is missing or no text"),
        (question(question="  "), "'question' is missing"),
        (question(relevant=...), "'relevant' is no list"),
        (question(relevant=None), "'relevant' is no list"),
        (question(relevant="port/reopens.txt"), "'relevant' is no list"),
        (question(relevant=["port/reopens.txt"]), "no object"),
        (question(lang=["en"]), "'lang' is missing or no text"),
        (question(kind=3), "'kind' is missing or no text"),
        (question(answer=3), "'answer' is missing or no text"),
        (json.dumps(question(question="which port \ud800?")), "lone surrogate"),
        (question(relevant=[{"quote": "x"}]), "'article' is missing"),
        (relevant(article="port/gone.txt", quote="x"), "'port/gone.txt' is not in"),
        (relevant(article="port", quote="x"), "'port' is not in"),
        (relevant(article="port/reopens.txt\x00", quote="x"), "is not in"),
        (relevant(article="./port/reopens.txt", quote="x"), "not written as a plain path"),
        (relevant(article="port//reopens.txt", quote="x"), "not written as a plain path"),
        (relevant(article="port/../port/reopens.txt", quote="x"), "not written as a plain path"),
        (relevant(quote=None), "'quote' is missing or no text"),
        (relevant(quote=" \u00a0\n"), "'quote' is missing or no text"),
        (relevant(), "neither 'quote' nor a place"),
        (relevant(at="0-5"), "neither 'quote' nor a place"),
        (relevant(at=[5]), "neither 'quote' nor a place"),
        (relevant(at=[5, 5]), "neither 'quote' nor a place"),
        (relevant(at=[-3, 5]), "neither 'quote' nor a place"),
        (relevant(at=[0, True]), "neither 'quote' nor a place"),
        (relevant(at=[0.0, 5.0]), "neither 'quote' nor a place"),
        (relevant(at=[0, 4]), "do not have this sha1"),
        (relevant(at=[0, 4], sha1=sha1("Pier")), "do not have this sha1"),
        (relevant(at=[0, 9_999], sha1=sha1("")), "do not have this sha1"),
        (relevant(at=[4, 5], sha1=sha1(" ")), "the quote is blank"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_why(write: Write, corpus: Path, line: Any, reason: str) -> None:
    with pytest.raises(GoldInvalid, match="1 line\\(s\\) cannot be scored") as caught:
        load(write(question(), "", line), corpus)
    assert "\nline 3: " in str(caught.value)
    assert reason in str(caught.value)


def test_an_absolute_path_is_no_article_of_the_corpus(write: Write, corpus: Path) -> None:
    with pytest.raises(GoldInvalid, match="not written as a plain path"):
        load(write(relevant(article=str(corpus / "port" / "reopens.txt"), quote="x")), corpus)


def test_every_bad_line_is_named_at_once(write: Write, corpus: Path) -> None:
    with pytest.raises(GoldInvalid) as caught:
        load(write("{", question(), question(id="q2", relevant=5), question()), corpus)
    told = str(caught.value).splitlines()
    assert "3 line(s)" in told[0]
    assert [line.partition(":")[0] for line in told[1:]] == ["line 1", "line 3", "line 4"]
    assert "id 'q1' stands on line 2 already" in told[3]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_questions_is_refused(tmp_path: Path, corpus: Path, content: bytes) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldInvalid, match="no questions in it"):
        load(path, corpus)


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path, corpus: Path) -> None:
    with pytest.raises(GoldInvalid, match="cannot be read"):
        load(tmp_path / "none.jsonl", corpus)
    with pytest.raises(GoldInvalid, match="cannot be read"):
        load(tmp_path, corpus)
    (tmp_path / "latin.jsonl").write_bytes('{"id": "caf\xe9"}'.encode("latin-1"))
    with pytest.raises(GoldInvalid, match="UTF-8"):
        load(tmp_path / "latin.jsonl", corpus)


def test_a_missing_corpus_is_said_once_and_not_for_every_line(write: Write, tmp_path: Path) -> None:
    with pytest.raises(FolderInvalid, match="nowhere"):
        load(write(question()), tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("l’été d‘avant ‛x‚", "l'été d'avant 'x'"),
        ("« mot » “word” „Wort‟", '" mot " "word" "Wort"'),
        ("3″ by 5′", "3\" by 5'"),
        ("l´eau ʼx` ′", "l'eau 'x' '"),
        ("2020–21 — a−b ‐ ‑ ‒ ―", "2020-21 - a-b - - - -"),
        ("ﬁne Ｆｕｌｌ №", "fine Full No"),
        ("  one\n\t two\u00a0\u2009three ", "one two three"),
        ("e\u0301", "é"),
    ],
)
def test_texts_that_differ_in_typography_only_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("resume", "résumé"), ("Port", "port"), ("1.5", "15"), ("a b", "ab")])
def test_texts_that_differ_in_more_do_not(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@settings(deadline=None, max_examples=examples(200))
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


WORD = st.sampled_from("the port l’eau «mot» 2020–21 café ميناء reopened 3″".split())


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(WORD, min_size=1, max_size=40), st.sampled_from([" ", "\n", "\u00a0 "]), st.data())
def test_a_passage_holds_every_run_of_its_own_words(words: list[str], space: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert holds(space.join(words), " ".join(words[start:end]))


def test_only_the_head_of_a_long_quote_must_be_held() -> None:
    head = "x" * (QUOTE_HEAD - 5) + " abcd"
    assert holds(f"before {head}, after", f"{head} and what stands in the next passage")
    assert not holds(f"before {head[:-1]}", head)


def test_the_head_is_counted_after_folding() -> None:
    # Sixty characters of the raw quote would end within its white space and hold nothing of "two".
    assert not holds("one", "one" + " " * 80 + "two")


def test_a_short_quote_must_be_held_whole() -> None:
    assert holds("The port reopened on Thursday.", "reopened on Thursday")
    assert not holds("The port reopened on Monday.", "reopened on Thursday")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["newswire", "senate", "justice"])
def test_the_shared_questions_can_all_be_scored(shared: Path, name: str) -> None:
    questions = load(shared / "gold" / f"{name}.jsonl", shared / name)
    assert len(questions) == {"newswire": 150, "senate": 60, "justice": 40}[name]


def test_folders_are_told_apart_by_the_first_part_of_a_path(
    write: Write, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Another release")
    folders = {"corpus": corpus, "other": other}
    quote = {"quote": "x"}
    rows = [
        question(id="q1", relevant=[{"article": "corpus/port/reopens.txt", **quote}]),
        question(id="q2", relevant=[{"article": "other/a.txt", **quote}]),
    ]
    assert [gold.relevant[0].article for gold in load(write(*rows), folders)] == [
        "corpus/port/reopens.txt",
        "other/a.txt",
    ]
    monkeypatch.chdir(corpus)  # what lies in the folder we stand in is no article
    for article in ("port/reopens.txt", "other/reopens.txt", "third/a.txt", "other", "other/"):
        with pytest.raises(GoldInvalid, match="line 1"):
            load(write(question(relevant=[{"article": article, **quote}])), folders)
