from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval import candidates
from eval.candidates import ACCEPTED, STATUSES, Candidate, Place
from eval.errors import CandidatesInvalid
from tests.conftest import examples

NEW = Candidate(
    "Who acquired Troy Alarm?",
    "en",
    "fact",
    (Place("a.txt", "acquired Troy Alarm", "RapidFire acquired Troy Alarm.", "RapidFire grows", "2024-03-14"),),
    "RapidFire",
    "title: who acquired",
)
FURTHER = replace(NEW, gold="q-1", rule="pool", note="rank: bm25 1")

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda words: words.strip() != ""
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "candidates.jsonl"


@settings(deadline=None, max_examples=examples(100))
@given(
    question=WORDS,
    note=WORDS | st.just(""),
    gold=WORDS | st.none(),
    status=st.sampled_from(STATUSES),
    places=st.lists(
        st.builds(Place, WORDS, WORDS, WORDS | st.just(""), WORDS | st.none(), WORDS | st.none()), min_size=1
    ),
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    question: str,
    note: str,
    gold: str | None,
    status: str,
    places: list[Place],
) -> None:
    file = tmp_path_factory.mktemp("candidates") / "candidates.jsonl"
    candidate = Candidate(question, "en", "fact", tuple(places), "answer", "rule", gold, note, status)
    assert candidates.merge(file, [candidate]) == 1
    assert [item for _, item in candidates.read(file)] == [candidate]


def test_a_question_that_nothing_answers_has_no_places(file: Path) -> None:
    candidates.merge(file, [replace(NEW, places=(), answer="")])
    assert candidates.read(file)[0][1].places == ()


def test_a_file_that_is_not_there_has_no_candidates(file: Path) -> None:
    assert candidates.read(file) == []


def test_what_the_file_has_is_not_added_again_whatever_was_decided(file: Path) -> None:
    assert candidates.merge(file, [replace(NEW, status=ACCEPTED), FURTHER]) == 2
    before = file.read_bytes()
    again = replace(NEW, question="who acquired  Troy Alarm?", rule="another")
    assert candidates.merge(file, [again, replace(FURTHER, note="rank: bm25 2")]) == 0
    assert file.read_bytes() == before


def test_one_passage_may_be_proposed_for_two_questions_and_two_passages_for_one(file: Path) -> None:
    other = replace(FURTHER, places=(Place("b.txt", "acquired Troy Alarm"),))
    assert candidates.merge(file, [FURTHER, replace(FURTHER, gold="q-2"), other, FURTHER]) == 3


def test_a_line_written_by_hand_needs_only_status_question_and_relevant(file: Path) -> None:
    file.write_text('{"status": "draft", "question": "Who?", "relevant": [{"article": "a.txt", "quote": "x"}]}\n')
    ((_, found),) = candidates.read(file)
    assert found == Candidate("Who?", "", "", (Place("a.txt", "x"),), "", "")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "maybe"}, "status 'maybe'; one of draft"),
        ({"status": None}, "'status' is missing"),
        ({"question": " "}, "'question' is missing"),
        ({"question": "\ud800?"}, "lone surrogate"),
        ({"lang": 3}, "'lang' is missing or no text"),
        ({"relevant": None}, "'relevant' is no list"),
        ({"relevant": ["a.txt"]}, "'relevant' is no list of objects"),
        ({"relevant": [{"article": "a.txt"}]}, "'quote' is missing"),
        ({"context": "x"}, "'context' is no list"),
        ({"gold": "q-1", "relevant": []}, "no place for it"),
    ],
)
def test_a_line_that_is_no_candidate_is_named_with_its_reason(
    file: Path, change: dict[str, Any], reason: str
) -> None:
    rows = [NEW.record(), {**NEW.record(), **change}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(CandidatesInvalid, match="1 line\\(s\\) are no candidates") as caught:
        candidates.read(file)
    assert "\nline 2: " in str(caught.value)
    assert reason in str(caught.value)


def test_nothing_is_added_to_a_file_of_something_else(file: Path) -> None:
    file.write_text('{"id": "q1", "question": "a gold file"}\n')
    with pytest.raises(CandidatesInvalid):
        candidates.merge(file, [NEW])
    assert file.read_text() == '{"id": "q1", "question": "a gold file"}\n'
