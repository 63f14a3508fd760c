"""Sets: each question with the source it is about, and nothing of a source that is left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.gold import Gold
from eval.reader import made, sets
from eval.reader.groups import Group, Reading
from eval.reader.pools import Corpus, Pool
from qa.desk import DeskConfig
from tests.eval.reader.making import corpus, found, gold

BRIDGE = "The mayor opened the harbour bridge on Monday."
ASKED = [
    gold("who opened it?", ("newswire/a.txt", BRIDGE), name="n"),
    gold("who closed it?", ("senate/a.txt", BRIDGE), name="s"),
    gold("who sank?", name="u"),
]
PUBLIC = [
    Group("a?", (Reading("yes", ((0, 3),)),), (Reading("no"),)),
    Group("b?", (), (Reading("no"),)),
    Group("c?", (Reading("yes", ((0, 3),)),), ()),
]


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Corpus]:
    def searched(folder: Path, questions: Sequence[Gold], prefix: str, *_: Any) -> Corpus:
        cosine = {"newswire": 0.5, "senate": 0.7}[folder.name]
        own = (found(1, f"{prefix}a.txt", BRIDGE, 0.9, cosine), found(2, f"{prefix}b.txt", "Rain fell.", 0.8, 0.1))
        return corpus([Pool(one, own) for one in questions])

    monkeypatch.setattr(sets, "load", lambda *_: ASKED)
    monkeypatch.setattr(sets, "of_releases", searched)
    return sets.train(tmp_path, DeskConfig(tmp_path), tmp_path, lambda _done, _of: None)


def test_questions_are_with_their_source_and_unanswered_ones_where_something_is_nearer(
    train: dict[str, Corpus],
) -> None:
    assert [pool.gold.id for pool in train["newswire"].pools] == ["n"]
    assert [pool.gold.id for pool in train["senate"].pools] == ["s", "u"]


def test_a_source_that_is_left_out_teaches_nothing(train: dict[str, Corpus]) -> None:
    taught = sets.press(PUBLIC, [train["senate"]], 1)
    asked = {group.question for _, groups in taught for group in groups}
    assert asked == {"who closed it?", "who sank?", "a?", "b?"}


def ruled(*kinds: str) -> Corpus:
    own = (found(1, "newswire/a.txt", BRIDGE, 0.9), found(2, "newswire/b.txt", "Rain fell.", 0.8))
    wanted = {kind: [("newswire/a.txt", BRIDGE)] if kind in made.ANSWERED else [] for kind in kinds}
    return corpus([Pool(gold(f"{kind}?", *wanted[kind], name=kind, kind=kind), own) for kind in kinds])


def test_what_was_made_by_rule_is_learned_from_kind_by_kind(train: dict[str, Corpus]) -> None:
    taught = sets.silence(PUBLIC, [train["newswire"]], [ruled(*made.KINDS)], 1)
    answered = {group.question for _, groups in taught for group in groups if group.right}
    silent = {group.question for _, groups in taught for group in groups if not group.right}
    assert answered == {"said?", "drafted?", "who opened it?", "a?"}
    assert silent == {"lacking?", "exchanged?", "who opened it?", "b?"}, "its answer taken away as well"


def test_releases_that_measure_teach_nothing(
    train: dict[str, Corpus], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    barred: dict[str, object] = {}

    def questions(given: Corpus, without: object, _seed: int) -> list[Gold]:
        barred[given.name] = without
        return [gold("made?", name="m")]

    monkeypatch.setattr(made, "questions", questions)
    monkeypatch.setattr(sets, "load", lambda *_: [gold("x?", ("g.txt", BRIDGE)), gold("y?")])
    asked = sets.by_rule({"newswire": train["newswire"]}, tmp_path, DeskConfig(tmp_path), tmp_path, 1)
    assert list(barred.values()) == [{"newswire/g.txt"}]
    assert [pool.gold.question for pool in asked["newswire"].pools] == ["made?"]


def test_shares_are_of_one_whole_and_kinds_apart(train: dict[str, Corpus]) -> None:
    own = list(train.values())
    last = sets.silence(PUBLIC, own, [ruled(*made.KINDS)], 1)
    for taught in (sets.general(PUBLIC), sets.press(PUBLIC, own, 1), last):
        assert sum(share for share, _ in taught) == pytest.approx(1)
        for _, groups in taught:
            assert len({bool(group.right) for group in groups}) <= 1
            assert all(group.wrong for group in groups)
