from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.beir import load
from eval.errors import FolderInvalid

Write = Callable[..., Path]

CORPUS = [
    {"_id": "d1", "title": "Port", "text": "The port reopened."},
    {"_id": "d2", "title": "", "text": "The fair opened."},
    {"_id": "d3", "title": "A title alone", "text": ""},
    {"_id": "d4", "title": None, "text": " "},
]
QUERIES = [{"_id": "q1", "text": "when did the port reopen?"}, {"_id": "q2", "text": "and the fair?"}]
QRELS = ["query-id\tcorpus-id\tscore", "q1\td1\t2", "q1\td2\t1"]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def folder(
        corpus: Sequence[Any] = CORPUS,
        queries: Sequence[Any] = QUERIES,
        qrels: Sequence[str] = QRELS,
        layout: str = "qrels.tsv",
        end: str = "\n",
    ) -> Path:
        def lines(rows: Sequence[Any]) -> bytes:
            texts = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
            return "".join(text + end for text in texts).encode()

        (tmp_path / layout).parent.mkdir(exist_ok=True)
        (tmp_path / layout).write_bytes(lines(qrels))
        (tmp_path / "corpus.jsonl").write_bytes(lines(corpus))
        (tmp_path / "queries.jsonl").write_bytes(lines(queries))
        return tmp_path

    return folder


@pytest.mark.parametrize("layout", ["qrels.tsv", "qrels/test.tsv"])
def test_both_layouts_of_judgements_are_read(write: Write, layout: str) -> None:
    assert load(write(layout=layout)).wanted == {"q1": {"d1": 2, "d2": 1}}


def test_a_document_without_a_text_is_its_title_and_one_without_either_is_left_out(write: Write) -> None:
    assert load(write()).documents == (
        ("d1", "Port", "The port reopened."),
        ("d2", "", "The fair opened."),
        ("d3", "", "A title alone"),
    )


def test_queries_without_a_judgement_are_left_out(write: Write) -> None:
    assert load(write()).queries == {"q1": "when did the port reopen?"}


def test_grade_zero_is_no_judgement(write: Write) -> None:
    collection = load(write(qrels=[*QRELS, "q1\td3\t0", "q2\td1\t0", "q2\td2\t-1"]))
    assert collection.wanted == {"q1": {"d1": 2, "d2": 1}}
    assert list(collection.queries) == ["q1"]


def test_judgements_without_a_heading_lose_none(write: Write) -> None:
    assert load(write(qrels=QRELS[1:])).wanted == {"q1": {"d1": 2, "d2": 1}}


def test_numbers_as_ids_and_windows_line_ends_are_no_faults(write: Write) -> None:
    folder = write([{"_id": 7, "text": "x"}], [{"_id": 1, "text": "y"}], ["q\td\ts", "1\t7\t1"], end="\r\n")
    collection = load(folder)
    assert (collection.documents, collection.queries) == ((("7", "", "x"),), {"1": "y"})
    assert collection.wanted == {"1": {"7": 1}}


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_line_separator_inside_a_text_does_not_end_the_line(write: Write, separator: str) -> None:
    text = f"one{separator}two"
    assert load(write([{"_id": "d1", "text": text}])).documents == (("d1", "", text),)


def test_the_digest_follows_the_documents(write: Write) -> None:
    first = load(write()).digest
    assert load(write(queries=QUERIES[:1])).digest == first
    assert load(write(corpus=CORPUS[:1])).digest != first


@pytest.mark.parametrize("missing", ["qrels.tsv", "corpus.jsonl", "queries.jsonl"])
def test_a_missing_file_is_named(write: Write, missing: str) -> None:
    folder = write()
    (folder / missing).unlink()
    with pytest.raises(FolderInvalid, match=missing.replace(".", "\\.")):
        load(folder)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FolderInvalid, match="name a BEIR folder"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "rows", "reason"),
    [
        ("corpus", [CORPUS[0], "", "{"], "corpus.jsonl, line 3: no JSON"),
        ("corpus", [CORPUS[0], "[]"], "corpus.jsonl, line 2: no object"),
        ("corpus", [{"text": "x"}], "corpus.jsonl, line 1: no object with an '_id'"),
        ("corpus", [*CORPUS, CORPUS[0]], "corpus.jsonl, line 5: id 'd1' stands above already"),
        ("queries", ["nonsense"], "queries.jsonl, line 1: no JSON"),
        ("queries", [{"_id": "q1"}], "queries.jsonl: no text of query 'q1'"),
        ("queries", [{"_id": "q9", "text": "x"}], "queries.jsonl: no text of query 'q1'"),
        ("qrels", [*QRELS, "q1\td1"], "qrels.tsv, line 4: not a query"),
        ("qrels", [*QRELS, "q1 0 d1 1"], "qrels.tsv, line 4: not a query"),
        ("qrels", [*QRELS, "q1\t0\td1\t1"], "qrels.tsv, line 4: not a query"),
        ("qrels", [*QRELS, "q1\td1\thigh"], "qrels.tsv, line 4: not a query"),
        ("qrels", [*QRELS, "q1\td1\t0.5"], "qrels.tsv, line 4: not a query"),
        ("qrels", QRELS[:1], "no judgement above zero"),
        ("qrels", [QRELS[0], "q1\td1\t0"], "no judgement above zero"),
    ],
)
def test_a_bad_line_is_named_with_its_number(write: Write, name: str, rows: list[Any], reason: str) -> None:
    with pytest.raises(FolderInvalid) as caught:
        load(write(**{name: rows}))
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_bytes_that_are_no_utf8_are_refused(write: Write, name: str) -> None:
    folder = write()
    (folder / name).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(FolderInvalid, match="cannot be read"):
        load(folder)


@pytest.mark.shared
def test_scifact_is_read_whole(shared: Path) -> None:
    collection = load(shared / "beir" / "scifact")
    assert (len(collection.documents), len(collection.queries)) == (5183, 300)
    assert sum(map(len, collection.wanted.values())) == 339
