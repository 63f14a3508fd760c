from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval import candidates, goldreview
from eval.candidates import ACCEPTED, REJECTED, SKIPPED, Candidate, Place
from eval.errors import FileChanged, GoldInvalid, QuestionGone
from eval.goldreview import Added

PLACE = Place(
    "a.txt", "acquired Troy Alarm", "In May RapidFire acquired Troy Alarm.", "RapidFire grows", "2024-03-14"
)
NEW = Candidate("Who acquired Troy Alarm?", "en", "fact", (PLACE,), "RapidFire", "title: who acquired")
FURTHER = replace(NEW, gold="q-old", rule="pool")

OLD = {
    "id": "q-old",
    "question": "Who bought it?",
    "kind": "fact",
    "relevant": [{"article": "b.txt", "quote": "It bought"}],
    "answer": "",
}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    return tmp_path / "candidates.jsonl"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def test_a_new_question_is_added_with_an_id_and_without_its_status(into: Path) -> None:
    added = goldreview.accept(NEW, into)
    assert added.new
    assert rows(into) == [
        {
            "id": added.id,
            "question": "Who acquired Troy Alarm?",
            "lang": "en",
            "kind": "fact",
            "relevant": [{"article": "a.txt", "quote": "acquired Troy Alarm"}],
            "answer": "RapidFire",
        }
    ]


def test_lines_before_a_new_question_keep_their_bytes(into: Path) -> None:
    before = b'\xef\xbb\xbf{"id":"x",  "question":"Who?","relevant":[]}\r\n\n{"id": "y"}'
    into.write_bytes(before)
    goldreview.accept(NEW, into)
    assert into.read_bytes().startswith(before + b"\n")


def test_accepting_again_what_is_there_writes_nothing(into: Path) -> None:
    first = goldreview.accept(NEW, into)
    before = into.read_bytes()
    again = goldreview.accept(replace(NEW, question="who  acquired troy alarm?"), into)
    assert again == Added(first.id, new=False)
    assert into.read_bytes() == before


def test_an_id_is_never_given_twice(into: Path) -> None:
    first = goldreview.accept(NEW, into)
    into.write_text(json.dumps({"id": first.id, "question": "Another?", "relevant": []}) + "\n")
    second = goldreview.accept(NEW, into)
    assert second.new
    assert second.id != first.id
    assert second.id.startswith(first.id)


def test_an_id_depends_on_the_words_alone_so_that_two_branches_agree(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    goldreview.accept(replace(NEW, question="Another?"), two)
    assert goldreview.accept(NEW, one).id == goldreview.accept(NEW, two).id
    assert len({row["id"] for row in rows(two)}) == 2


def test_a_further_passage_joins_its_question_and_other_lines_keep_their_bytes(into: Path) -> None:
    first, last = b'{"id":"x", "relevant":[]}\r', b'{"id" : "z"}'
    into.write_bytes(b"\n".join([first, json.dumps(OLD).encode(), b"", last]))
    assert goldreview.accept(FURTHER, into) == Added("q-old", new=True)
    lines = into.read_bytes().split(b"\n")
    assert [lines[0], lines[2], lines[3]] == [first, b"", last]
    quote = {"article": "a.txt", "quote": "acquired Troy Alarm"}
    assert json.loads(lines[1]) == {**OLD, "relevant": [*OLD["relevant"], quote]}


def test_a_passage_that_is_listed_already_is_not_listed_twice(into: Path) -> None:
    into.write_text(json.dumps(OLD))
    goldreview.accept(FURTHER, into)
    before = into.read_bytes()
    spaced = replace(FURTHER, places=(replace(PLACE, quote="acquired  Troy\nAlarm"),))
    assert goldreview.accept(spaced, into) == Added("q-old", new=False)
    assert into.read_bytes() == before


def test_a_question_that_had_no_answer_changes_its_kind(into: Path) -> None:
    into.write_text(json.dumps({**OLD, "kind": "unanswerable", "relevant": []}))
    assert goldreview.accept(FURTHER, into) == Added("q-old", new=True, kind_changed=True)
    assert rows(into)[0]["kind"] == "fact"


def test_a_passage_for_a_question_that_is_not_there_is_refused(into: Path) -> None:
    into.write_text(json.dumps({**OLD, "id": "q-other"}))
    with pytest.raises(QuestionGone, match="'q-old'"):
        goldreview.accept(FURTHER, into)


@pytest.mark.parametrize("line", ["{", json.dumps({**OLD, "relevant": "b.txt"})])
def test_a_broken_questions_file_is_mended_first(into: Path, line: str) -> None:
    into.write_text(line)
    with pytest.raises(GoldInvalid, match="line 1"):
        goldreview.accept(FURTHER, into)
    assert into.read_text() == line


def test_skipped_candidates_wait_behind_those_never_seen(proposed: Path) -> None:
    made = [
        replace(NEW, question=f"Question {status}?", status=status)
        for status in (SKIPPED, ACCEPTED, REJECTED, "draft")
    ]
    candidates.merge(proposed, made)
    assert [item.question for _, item in goldreview.waiting(proposed)] == ["Question draft?", "Question skipped?"]


def test_a_mark_changes_nothing_else_of_a_line(proposed: Path) -> None:
    proposed.write_text(json.dumps({**NEW.record(), "asked_by": "a reader"}) + "\n" + json.dumps(FURTHER.record()))
    (line, _), _ = goldreview.waiting(proposed)
    goldreview.mark(proposed, line, ACCEPTED, Added("q-1", new=True))
    first, second = rows(proposed)
    assert first == {**NEW.record(), "asked_by": "a reader", "status": ACCEPTED, "gold_id": "q-1"}
    assert second == FURTHER.record()


@pytest.mark.parametrize("candidate", [NEW, FURTHER])
def test_what_was_decided_is_not_proposed_again(proposed: Path, candidate: Candidate) -> None:
    candidates.merge(proposed, [candidate])
    ((line, _),) = goldreview.waiting(proposed)
    goldreview.mark(proposed, line, ACCEPTED, Added("q-1", new=True))
    assert candidates.merge(proposed, [candidate]) == 0
    assert goldreview.waiting(proposed) == []


def test_a_mark_on_a_line_that_was_changed_meanwhile_is_refused(proposed: Path) -> None:
    candidates.merge(proposed, [NEW])
    ((line, _),) = goldreview.waiting(proposed)
    goldreview.mark(proposed, line, SKIPPED)
    with pytest.raises(FileChanged):
        goldreview.mark(proposed, line, REJECTED)
    assert rows(proposed)[0]["status"] == SKIPPED


def test_a_new_question_is_asked_in_other_words() -> None:
    changed = goldreview.edited(NEW, "  Who bought\tTroy Alarm?\udc80 ")
    assert changed == replace(NEW, question="Who bought Troy Alarm?")


def test_a_further_passage_is_quoted_in_other_words_that_it_holds() -> None:
    changed = goldreview.edited(FURTHER, "In May RapidFire  acquired")
    assert changed.places == (replace(PLACE, quote="In May RapidFire acquired"),)
    assert changed.question == FURTHER.question
    with pytest.raises(ValueError, match="does not hold"):
        goldreview.edited(FURTHER, "In June RapidFire acquired")


@pytest.mark.parametrize("candidate", [NEW, FURTHER])
@pytest.mark.parametrize("words", ["", "   ", "?!"])
def test_no_words_are_no_edit(candidate: Candidate, words: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        goldreview.edited(candidate, words)
