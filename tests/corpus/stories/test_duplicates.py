"""Bands by which a database finds releases that may tell the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft, Part
from corpus.stories import duplicates
from corpus.stories.duplicates import VERSION, bands_of
from tests.corpus.tellings import MAKTABA, MUSEE, QUAY, RELEASES

PINNED = (1, 1075778146407204476, -7529303092442654629, 7940141130697615401)
ELSEWHERE = "The Lanternwire sends releases of three hundred houses to editors in forty lands, every morning at six."


def shared(one: Draft, other: Draft) -> int:
    return len({*bands_of(one)} & {*bands_of(other)})


@pytest.mark.parametrize("told", RELEASES.values(), ids=RELEASES)
def test_every_release_has_the_same_number_of_bands(told: Draft) -> None:
    found = bands_of(told)
    assert len(found) == len(set(found)) == 1 + 32 + 16
    assert all(-(2**63) <= key < 2**63 for key in found), "as a database keeps integers"


def test_the_bands_of_a_text_never_change() -> None:
    # They stand in stores: were they other ones tomorrow, nothing that is held would be found again. Whoever changes
    # what they are made of counts up VERSION, and then these.
    found = bands_of(QUAY)
    assert (VERSION, found[0], found[1], found[-1]) == PINNED


def test_another_version_has_other_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {*bands_of(QUAY)}
    monkeypatch.setattr(duplicates, "VERSION", VERSION + 1)
    assert not before & {*bands_of(QUAY)}


def test_only_copies_share_the_first() -> None:
    assert bands_of(QUAY)[0] == bands_of(replace(QUAY, title=None))[0]
    assert bands_of(QUAY)[0] != bands_of(replace(QUAY, text=QUAY.text.replace("31", "37")))[0]


@pytest.mark.parametrize("told", RELEASES.values(), ids=RELEASES)
def test_the_same_words_share_every_band(told: Draft) -> None:
    retold = replace(
        told, title="Another title", text=told.text.replace("“", '"').replace("”", '"').replace("’", "'")
    )
    assert shared(told, retold) == 49


@pytest.mark.parametrize("told", RELEASES.values(), ids=RELEASES)
def test_another_edition_shares_some_band(told: Draft) -> None:
    paragraphs = told.text.split("\n\n")
    for edition in ([*paragraphs, ELSEWHERE], paragraphs[:-1], [paragraphs[0], *paragraphs[2:]], paragraphs[:2]):
        assert shared(told, replace(told, text="\n\n".join(edition)))


def test_releases_that_have_nothing_in_common_share_none() -> None:
    assert not shared(QUAY, MUSEE)
    assert not shared(MUSEE, MAKTABA)


def test_what_stands_beside_the_news_does_not_count() -> None:
    beside = "\n\n".join([ELSEWHERE] * 10)
    texts = [f"{told.text}\n\n{beside}" for told in (QUAY, MUSEE)]
    known = [
        replace(told, text=text, parts=(Part("about", len(told.text) + 2, len(text)),))
        for told, text in zip((QUAY, MUSEE), texts, strict=True)
    ]
    assert not shared(*known)
    assert shared(known[0], QUAY) == 49


@given(st.text(), st.text())
@settings(deadline=None)
def test_any_text_has_bands(text: str, title: str) -> None:
    assert bands_of(Draft(text, title)) == bands_of(Draft(text, "")), (
        "a title is compared, but nothing is found by it"
    )
