"""What speaks for an answer: numbers that go by the question's own candidates, whatever the corpus."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Span
from qa.answering.evidence import LOWEST, NAMES, Evidence, weigh
from qa.desk import Desk
from qa.reader.look import Read, Weighed
from tests.qa.answering.finding import Seen, release, room, seen

PORT = release("port.txt", "Port signs", "The port of Elsen signed with Brightfell Energy on Monday. Rain fell.")
RAIL = release("rail.txt", "Rail opens", "CFV Rail opened the Gorges line for 40 million euros.", "2023-05-01")
LIGNE = release(
    "ligne.txt", "Ligne", "La ligne des Gorges rouvre lundi, annonce la compagnie ferroviaire dans un communiqué."
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with room(tmp_path / "room", PORT, RAIL, LIGNE) as opened:
        yield opened


def weighed(looked: Seen) -> dict[str, float]:
    found = weigh(looked.finding.understood, looked.finding, looked.proven, looked.sentences, looked.standing)
    return dict(zip(NAMES, found.values, strict=True))


def told(desk: Desk, question: str) -> dict[str, float]:
    return weighed(seen(desk, question))


@pytest.mark.parametrize(
    "question",
    [
        "what did the port of Elsen sign with Brightfell Energy?",
        "how much did the Gorges line cost in 2023?",
        "quand la ligne des Gorges rouvre-t-elle ?",
        "متى افتتح الميناء؟",
        "??? 42",
        "the of and",
    ],
)
def test_every_number_is_one(desk: Desk, question: str) -> None:
    values = told(desk, question)
    assert all(math.isfinite(value) for value in values.values())
    shares = (
        "share",
        "cover",
        "cover_passage",
        "cover_release",
        "unknown",
        "nowhere",
        "names_sentence",
        "names_release",
    )
    assert all(0 <= values[name] <= 1 + 1e-9 for name in shares)
    assert values["cover"] <= values["cover_passage"] + 1e-9 <= values["cover_release"] + 2e-9


def test_names(desk: Desk) -> None:
    both = told(desk, "what did Elsen sign with Brightfell Energy?")
    assert (both["nowhere"], both["apart"], both["names_sentence"], both["names_release"]) == (0, 0, 1, 1)
    one = told(desk, "what did Elsen sign with Halvern?")
    assert (one["nowhere"], one["apart"], one["names_release"]) == (0.5, 0, 0.5)
    split = told(desk, "what did Elsen sign with CFV Rail?")
    assert (split["nowhere"], split["apart"]) == (0, 1)
    assert [each["any_nowhere"] for each in (both, one, split)] == [0, 1, 0]
    none = told(desk, "what was signed?")
    assert (none["nowhere"], none["names_sentence"], none["names_release"]) == (0, 0.5, 0.5)


def test_a_name_in_another_script_is_heard(desk: Desk) -> None:
    assert told(desk, "ماذا وقع ميناء إلسن مع Brightfell Energy؟")["names_heard"] == 1
    assert told(desk, "ماذا وقع الميناء مع Brightfell Energy؟")["names_heard"] == 0
    assert told(desk, "what did Elsen sign with Brightfell Energy?")["names_heard"] == 0


def test_words_say_nothing_against_a_release_in_another_language(desk: Desk) -> None:
    foreign, own = told(desk, "ماذا وقع ميناء إلسن مع Brightfell Energy؟"), told(desk, "what did Elsen sign?")
    assert foreign["foreign"] == 1
    assert (foreign["bm25_share"], foreign["unknown"]) == (0, 0)
    assert [foreign[name] for name in ("cover", "cover_passage", "cover_release", "near")] == [0.5] * 4
    assert foreign["foreign_gap"] == foreign["cosine_gap"]
    assert (own["foreign"], own["foreign_gap"]) == (0, 0)
    assert own["cosine_gap"] != 0


def test_where_releases_are_few_names_and_words_count_more(desk: Desk) -> None:
    values = told(desk, "what did Elsen sign with Halvern?")
    assert values["few"] == pytest.approx(math.exp(-3 / 15))
    for name in ("cover_release", "names_release", "share_of_three", "any_nowhere"):
        assert values[f"few_{name}"] == pytest.approx(values["few"] * values[name])
    assert values["few_any_nowhere"] > 0


def test_words_that_nothing_has_speak_against_it(desk: Desk) -> None:
    known, odd = told(desk, "did the port sign?"), told(desk, "did the port disembark?")
    assert known["unknown"] == 0 < odd["unknown"]
    assert known["cover"] > odd["cover"]


def test_the_kind_of_thing_asked_for(desk: Desk) -> None:
    much = told(desk, "how much did CFV Rail pay for the Gorges line?")
    assert (much["kind_held"], much["kind_missing"]) == (1, 0)
    lacking = told(desk, "how much did the port of Elsen pay Brightfell Energy?")
    assert (lacking["kind_held"], lacking["kind_missing"]) == (0, 1)
    open_ = told(desk, "what did Elsen sign?")
    assert (open_["kind_held"], open_["kind_missing"]) == (0, 0)


def test_the_thing_asked_for(desk: Desk) -> None:
    much = told(desk, "how much did CFV Rail pay for the Gorges line?")
    assert (much["thing_missing"], much["thing_unmarked"]) == (0, 0), "the one sum of the sentence"
    known = told(desk, "how much of the 40 million euros did CFV Rail pay for the Gorges line?")
    assert (known["kind_held"], known["thing_missing"], known["thing_unmarked"]) == (1, 1, 1), "the question has it"
    open_ = told(desk, "what did Elsen sign?")
    assert (open_["thing_missing"], open_["thing_unmarked"]) == (0, 0)


def test_a_thing_that_the_reader_did_not_mean_is_unmarked(desk: Desk) -> None:
    looked = seen(desk, "how much did CFV Rail pay for the Gorges line?")
    one = looked.proven[looked.sentences[0].passage]
    number, article = one.passage.number, one.article.text

    def read(words: str) -> dict[str, float]:
        at = article.index(words)
        where = np.array([at], np.int64), np.array([at + len(words)], np.int64), np.array([0.9], np.float32)
        window = Weighed(Span(0, len(article)), 1.0, *where)
        return weighed(replace(looked, finding=replace(looked.finding, read={number: Read((window,))})))

    assert read("40 million euros")["thing_unmarked"] == 0
    assert read("Gorges line")["thing_unmarked"] == 1


def test_day_language_and_quote(desk: Desk) -> None:
    assert told(desk, "what did CFV Rail open in May 2023?")["period"] == 1
    late = told(desk, "what did CFV Rail open in May 2019?")
    assert (late["period"], late["period_off"]) == (0, 1)
    assert told(desk, "what did CFV Rail open?")["period_off"] == 0
    assert told(desk, 'who said "never again" in Elsen?')["lost"] == 1


def test_without_a_reader_nothing_was_read(desk: Desk) -> None:
    looked = seen(desk, "what did Elsen sign?")
    evidence = weigh(looked.finding.understood, looked.finding, looked.proven, looked.sentences, looked.standing)
    assert not evidence.read
    values = weighed(looked)
    assert values["read_best"] == values["read_first"] == values["read_mean"] == LOWEST
    assert values["read_gap"] == 0


def test_what_a_reader_said(desk: Desk) -> None:
    looked = seen(desk, "what did Elsen sign?")
    first, second, *_ = (one.passage.number for one in looked.finding.candidates)
    read = {first: _read(1.5), second: _read(-2.0)}
    values = weighed(replace(looked, finding=replace(looked.finding, read=read)))
    assert (values["read_best"], values["read_second"], values["read_gap"]) == (1.5, -2.0, 3.5)
    assert (values["read_first"], values["read_mean"]) == (1.5, -0.25)
    other = weighed(replace(looked, finding=replace(looked.finding, read={second: _read(-30.0)})))
    assert (other["read_best"], other["read_first"]) == (LOWEST, LOWEST)


def _read(score: float) -> Read:
    none = np.empty(0, np.int64)
    return Read((Weighed(Span(0, 1), score, none, none, np.empty(0, np.float32)),))


def test_nothing_found_is_no_evidence(tmp_path: Path) -> None:
    with room(tmp_path / "empty") as empty:
        looked = seen(empty, "what opened?")
        found = weigh(looked.finding.understood, looked.finding, looked.proven, looked.sentences, looked.standing)
    assert found == Evidence((0.0,) * len(NAMES), read=False, found=False)
