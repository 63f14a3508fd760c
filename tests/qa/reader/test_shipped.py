"""The reader that is shipped: whole, small, and able to tell an answer from what only looks like one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoding.models import E5, PACKAGED
from qa.reader import weights
from qa.reader.own import OwnReader
from qa.reader.windows import Window

LARGEST = 23_000_000
"""Bytes that weights may take in the repository."""

ENGLISH = [
    Window(
        "The bridge over the Orle was closed for repairs in May. Drivers use the ferry meanwhile.", "Bridge closed"
    ),
    Window(
        "The harbour bridge will open again on 3 September, the town council of Orle said.", "Works on the bridge"
    ),
    Window("About Orle: the town of Orle has 12,000 people and a harbour. Contact: press@orle.example."),
    Window("The library of Orle opens an hour later in winter.", "New hours"),
]
ASKED = {
    "When does the harbour bridge open again?": 1,
    "Quand le pont du port rouvrira-t-il ?": 1,
    "متى يعاد افتتاح جسر الميناء؟": 1,
    "How many people live in Orle?": 2,
    "What do drivers use while the bridge is closed?": 0,
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> OwnReader:
    return OwnReader(tmp_path_factory.mktemp("cache"))


def test_weights_are_those_of_the_card_and_small() -> None:
    found = weights.load()
    assert sum(values.size for values in found.values()) > 10_000_000
    assert (weights.FOLDER / weights.WEIGHTS).stat().st_size < LARGEST
    assert all(np.isfinite(values).all() for values in found.values())


def test_the_card_names_the_base_that_its_package_brings() -> None:
    card = weights.card()
    assert (card.base, card.base_sha256) == (E5, PACKAGED[E5].sha256)
    assert card.record["terms"]
    assert card.record["stages"]


def test_no_place_on_a_machine_is_told(tmp_path: Path) -> None:
    told = (weights.FOLDER / weights.CARD).read_text(encoding="utf-8")
    assert "/home" not in told
    assert "/tmp" not in told  # noqa: S108 - looked for, not used


@pytest.mark.slow
@pytest.mark.parametrize(("question", "right"), ASKED.items())
def test_it_finds_the_window_that_answers(reader: OwnReader, question: str, right: int) -> None:
    assert int(np.argmax(reader.score(question, ENGLISH))) == right


@pytest.mark.slow
def test_an_answer_is_likelier_than_none(reader: OwnReader) -> None:
    answered = reader.score("When does the harbour bridge open again?", ENGLISH).max()
    assert reader.score("Who won the chess championship of Orle?", ENGLISH).max() < answered
