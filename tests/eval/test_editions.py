"""Editions made by rule: each is what its name says, and is known again."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from corpus.article import Draft
from corpus.stories.folding import words
from eval.editions import KINDS, editions, recall
from tests.corpus.tellings import MAKTABA, MUSEE, QUAY, RELEASES, offering

OTHER = MUSEE
SALE = offering(True, dt.date(2025, 9, 29))


def made(told: Draft, other: Draft = OTHER, seed: int = 1) -> dict[str, Draft]:
    return dict(editions(told, other, random.Random(seed)))


@pytest.mark.parametrize("told", RELEASES.values(), ids=RELEASES)
@pytest.mark.parametrize("seed", range(3))
def test_every_edition_is_another_text_or_title(told: Draft, seed: int) -> None:
    for kind, edition in made(told, QUAY if told is MUSEE else OTHER, seed).items():
        assert (edition.text, edition.title) != (told.text, told.title), kind
        assert "\n\n\n" not in edition.text


def test_each_kind_does_what_its_name_says() -> None:
    found = made(SALE)
    assert set(found) == set(KINDS)
    count = len(words(SALE.text))
    assert found["on another wire"].text.startswith("NORWICK, 9 June 2024 /Lanternwire/ -- Corvane")
    assert found["under another title"].text == SALE.text
    for shorter in ("without its last third", "without a sentence"):
        assert len(words(found[shorter].text)) < count
    assert len(words(found["with a sentence more"].text)) > count
    assert sorted(map(len, words(found["two words misspelt"].text))) == sorted(map(len, words(SALE.text)))
    changed = [set(words(found[kind].text)) - set(words(SALE.text)) for kind in KINDS if "figure" in kind]
    assert [len(one) for one in changed] == [1, 2]
    assert (found["two figures corrected, and said so"].title or "").startswith("CORRECTION: ")


def test_what_cannot_be_made_is_left_out() -> None:
    plain = Draft("One here. Two here. Three here. Four here. Five here. Six here. Seven here.", "Short")
    assert not {"one figure changed below the lead", "two words misspelt"} & set(made(plain))


def test_editions_are_drawn_alike_from_one_seed() -> None:
    assert made(QUAY, seed=5) == made(QUAY, seed=5)


def test_what_was_made_is_known_again() -> None:
    room = [("q", QUAY), ("m", MUSEE), ("k", MAKTABA), ("stub", Draft("See the file.", "Minutes"))]
    found = recall(room, 10)
    assert set(found) == set(KINDS)
    assert {kind: one.made for kind, one in found.items()}["on another wire"] == 3, "stubs are not edited"
    assert sum(len(one.missed) for one in found.values()) <= 1
    assert recall(room, 1)["under another title"].made == 1


def test_what_is_missed_is_named_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.editions.relate", lambda _one, _other: "different")
    found = recall([("a.txt", QUAY), ("b.txt", SALE)], 5)
    assert sorted(found["under another title"].missed) == ["a.txt", "b.txt"]
