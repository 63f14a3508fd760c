from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Run

GOLD = [
    {
        "id": "q1",
        "question": "when did the port of Halvern reopen?",
        "lang": "en",
        "kind": "date",
        "relevant": [{"article": "port/reopens.txt", "quote": "The port of Halvern reopened to ships"}],
        "answer": "14 March 2024",
    },
    {
        "id": "q2",
        "question": "quand la gare de Rivamar a-t-elle rouvert ?",
        "lang": "fr",
        "kind": "date",
        "relevant": [{"article": "gare.txt", "quote": "La gare de Rivamar a rouvert ses portes ce jeudi."}],
        "answer": "le 12 mai 2022",
    },
    {"id": "q3", "question": "who is mayor?", "lang": "en", "kind": "unanswerable", "relevant": [], "answer": ""},
]


def _lines(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return _lines(tmp_path / "gold.jsonl", GOLD)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    folder.mkdir()
    _lines(folder / "corpus.jsonl", [{"_id": "d1", "text": "The port reopened."}, {"_id": "d2", "text": "A fair."}])
    _lines(folder / "queries.jsonl", [{"_id": "q1", "text": "which port reopened?"}])
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    return folder


def test_a_folder_and_its_questions_are_scored_with_one_command(run: Run, gold: Path, room: Path) -> None:
    ran = run("eval", gold, "--corpus", room)
    assert (ran.code, ran.err) == (0, "")
    assert "3 articles, 3 passages" in ran.out
    for word in ("bm25", "dense", "hybrid", "success@1", "p95", "date"):
        assert word in ran.out


def test_json_to_standard_output_is_json_alone(run: Run, gold: Path, room: Path) -> None:
    ran = run("eval", gold, "--corpus", room, "--json")
    assert ran.code == 0
    assert list(ran.json["modes"]) == ["bm25", "dense", "hybrid", "quick", "ranked"]
    assert ran.json["modes"]["bm25"]["article"]["recall@5"]["value"] == 1.0


def test_json_to_a_file_is_kept_beside_the_table(run: Run, gold: Path, room: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    ran = run("eval", gold, "--corpus", room, "--modes", "bm25", "--json", out)
    assert ran.code == 0
    assert "success@1" in ran.out
    assert set(json.loads(out.read_text(encoding="utf-8"))["modes"]) == {"bm25"}


def test_the_users_own_data_is_left_alone(run: Run, gold: Path, room: Path, tmp_path: Path) -> None:
    run("eval", gold, "--corpus", room, "--modes", "bm25")
    assert not (tmp_path / "default-data").exists()
    assert (tmp_path / "default-cache" / "eval").is_dir()


def test_a_collection_is_scored(run: Run, collection: Path) -> None:
    told = run("eval", "--beir", collection, "--modes", "bm25", "--json").json
    assert told["corpus"]["articles"] == 2
    assert told["modes"]["bm25"]["article"]["ndcg@10"]["value"] == 1.0


def test_one_differing_question_is_enough_to_compare(run: Run, room: Path, tmp_path: Path) -> None:
    single = _lines(tmp_path / "one.jsonl", GOLD[:1])
    assert run("eval", single, "--corpus", room).code == 0


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["{gold}"],
        ["--corpus", "{room}"],
        ["{gold}", "--corpus", "{room}", "--beir", "{room}"],
        ["{gold}", "--corpus", "{room}", "--modes", "best"],
        ["{gold}", "--corpus", "{room}", "--modes", ","],
        ["{gold}", "--corpus", "{room}", "--json", "{room}/none/report.json"],
    ],
)
def test_wrong_usage_is_said_with_exit_code_two(run: Run, gold: Path, room: Path, words: list[str]) -> None:
    ran = run("eval", *(word.format(gold=gold, room=room) for word in words))
    assert ran.code == 2
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["{gold}", "--corpus", "{room}/none"], "no such folder"),
        (["{gold}x", "--corpus", "{room}"], "cannot be read"),
        (["{room}/fair.md", "--corpus", "{room}"], "line 1: "),
        (["--beir", "{room}"], "name a BEIR folder"),
    ],
)
def test_what_cannot_be_scored_is_told_without_a_traceback(
    run: Run, gold: Path, room: Path, words: list[str], told: str
) -> None:
    ran = run("eval", *(word.format(gold=gold, room=room) for word in words))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("dateline: ")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_every_bad_line_is_named_and_nothing_is_scored(run: Run, room: Path, tmp_path: Path) -> None:
    bad = _lines(tmp_path / "bad.jsonl", [GOLD[0], {"id": 3}, GOLD[0], GOLD[1]])
    ran = run("eval", bad, "--corpus", room, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "line 2: " in ran.err
    assert "line 3: " in ran.err
    assert not (tmp_path / "default-cache").exists()
