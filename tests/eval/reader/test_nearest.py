"""Nearest texts by words."""

from __future__ import annotations

from eval.reader.nearest import Nearest

TEXTS = ["A bridge over the harbour.", "Rain fell for days.", "The mayor opened the bridge; bridges cost money."]


def test_texts_that_share_words_come_first() -> None:
    assert Nearest(TEXTS, 2)("Which bridges did the mayor open?") == [2, 0]


def test_no_more_than_there_are() -> None:
    assert len(Nearest(TEXTS, 9)("rain")) == 3
