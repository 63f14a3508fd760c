"""Second looks while weights are learned: who reads what, how often, and what of it ranking goes by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Telling
from eval import looking
from eval.looking import Look, Readers
from index.errors import ModelMissing
from qa.ranking.features import NAMES, Features
from qa.ranking.ranking import Judged
from qa.reader.look import PASSAGES
from qa.reader.reader import Reader
from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window
from tests.qa.ranking.making import Release, judged

COUNT = PASSAGES + 5


class Counting:
    """Scores a window by how often it says the question's last word, and keeps what it was asked."""

    def __init__(self, name: str = "counting") -> None:
        self.id = name
        self.asked: list[tuple[str, Window]] = []

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        self.asked += [(question, one) for one in windows]
        return np.array([one.text.count(question.split()[-1]) for one in windows], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return [Reading(score) for score in self.score(question, windows).tolist()]


def test_a_source_is_read_by_its_own_reader_and_every_other_by_the_one_that_is_shipped() -> None:
    readers = Readers(Counting("shipped"), {"wire": Counting("no-wire")})
    named = {source: reader.id for source in ("wire", "room") if (reader := readers.of(source))}
    assert named == {"wire": "no-wire", "room": "shipped"}
    assert readers.record() == {"others": "shipped", "wire": "no-wire"}


def test_without_a_shipped_reader_only_the_named_sources_are_read() -> None:
    readers = Readers(None, {"wire": Counting()})
    assert readers.of("room") is None
    assert readers.record() == {"wire": "counting"}


def test_readers_are_made_of_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def chosen(setting: str, _cache: Path | None, _hub: bool) -> Reader | None:
        return None if setting == "none" else Counting(setting)

    monkeypatch.setattr(looking, "chosen", chosen)
    made = looking.readers("own", {"wire": tmp_path / "no-wire"}, None, allow_hub=False)
    assert made.record() == {"others": "own", "wire": str(tmp_path / "no-wire")}
    assert looking.readers("none", {}, None, allow_hub=False).record() == {}


def test_a_folder_that_is_no_reader_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        looking.readers("none", {"wire": tmp_path / "gone"}, tmp_path, allow_hub=False)


def _look(reader: Reader) -> Look:
    """Candidates of as many releases, of which the one with the highest number says most; none is like another."""
    texts = {f"a{at}": Release(f"Pier {at}", "bridge " * at + f"pier {at}") for at in range(COUNT)}
    found = judged("the bridge", texts)
    values = np.zeros((COUNT, len(NAMES)))
    values[:, 0] = np.arange(COUNT)
    told = {name: Telling(1, one.title, one.text, "en", None) for name, one in texts.items()}
    return Look(Judged(found.candidates, Features(values, found.features.met)), "the bridge", told, reader)


def test_those_that_stand_first_by_the_weights_are_read() -> None:
    reader = Counting()
    look = _look(reader)
    last_first = look.by(np.eye(len(NAMES))[0])
    assert {window.title for _, window in reader.asked} <= {f"Pier {at}" for at in range(COUNT - PASSAGES, COUNT)}
    first_first = look.by(-np.eye(len(NAMES))[0])
    assert last_first.shape == first_first.shape == (COUNT, 2)
    assert last_first[:, 0].argmax() == COUNT - 1
    assert first_first[COUNT - 1, 0] == 0  # it stood last and was not read
    assert 0 < first_first[:, 0].argmax() < PASSAGES


def test_where_nothing_can_be_read_nothing_is_counted() -> None:
    met = _look(Counting()).judged.features.met
    empty = Look(Judged((), Features(np.zeros((0, len(NAMES))), met)), "the bridge", {}, Counting())
    assert empty.by(np.zeros(len(NAMES))).shape == (0, 2)
