"""What changed between two articles, and the record of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from corpus.article import Article, Draft, content_hash
from corpus.stories.difference import difference, record
from tests.corpus.tellings import MAKTABA, QUAY

SEEN = dt.datetime(2024, 6, 3, 9, tzinfo=dt.UTC)


def article(told: Draft, name: str = "a") -> Article:
    return Article(
        id=name,
        source="room",
        path=f"{name}.txt",
        url=None,
        title=told.title,
        published=told.published,
        updated=None,
        place=None,
        issuer=None,
        language="en",
        text=told.text,
        raw_hash="",
        content_hash=content_hash(told.text),
        cleaner_version="1",
        first_seen=SEEN,
    )


def test_a_correction_is_told_in_numbers() -> None:
    after = QUAY.text.replace("31 million", "37 million").replace(" Children may try the harbour pilot's boat.", "")
    found = difference(article(QUAY), article(replace(QUAY, text=after)))
    assert found.relation == "corrected"
    assert dict(found.counts) == {"equal": 7, "edited": 1, "removed": 1, "added": 0, "figures": 1}
    kept_before, kept_after = found.kept()
    assert 0.7 < kept_before < kept_after < 1


def test_nothing_changed_between_a_text_and_itself() -> None:
    found = difference(article(MAKTABA), article(MAKTABA))
    assert (found.relation, found.kept()) == ("same", (1.0, 1.0))
    assert found.counts["equal"] == len(found.steps)


def test_two_texts_that_have_nothing_in_common_keep_nothing() -> None:
    found = difference(article(QUAY), article(MAKTABA, "b"))
    assert (found.relation, found.kept()) == ("different", (0.0, 0.0))
    assert found.counts["figures"] == 0


@pytest.mark.parametrize(("before", "after"), [("", "The quay is open."), ("The quay is open.", ""), ("", "")])
def test_an_empty_text_has_all_to_gain_or_lose(before: str, after: str) -> None:
    found = difference(article(Draft(before)), article(Draft(after)))
    assert found.counts["added"] == bool(after)
    assert found.counts["removed"] == bool(before)


def test_the_record_points_into_both_texts() -> None:
    before, after = article(QUAY), article(replace(QUAY, text=QUAY.text.replace("31 million", "37 million")), "b")
    told = record(difference(before, after))
    assert (told["before"]["article_id"], told["after"]["article_id"]) == ("a", "b")
    assert told["after"]["content_hash"] == after.content_hash
    (step,) = [step for step in told["steps"] if step["kind"] != "equal"]
    (change,) = step["changes"]
    assert before.text[slice(*change["before"])] == "31"
    assert after.text[slice(*change["after"])] == "37"
    assert set(told) == {"before", "after", "relation", "sentences", "kept", "steps"}
