"""Article ids, fingerprints, spans and scopes."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Document, Scope, Span, article_id, content_hash, raw_hash, text_hash

NOW = dt.datetime(2024, 6, 5, 12, tzinfo=dt.UTC)


def test_an_id_is_the_same_in_every_release_of_this_program() -> None:
    # sha256 of "room\n2024/a.md": links and keys outside the program hold ids, so the recipe may never change.
    assert article_id("room", "2024/a.md") == "08d3b15b53436bc5"
    assert Document("room", "2024/a.md", b"anything", "markdown").id == article_id("room", "2024/a.md")


def test_an_id_depends_on_place_and_not_on_content() -> None:
    first = Document("room", "a.md", b"one", "markdown", url="https://example.org/1", fields={"title": "A"})
    second = Document("room", "a.md", b"two", "text")
    assert first.id == second.id


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_two_places_have_two_ids(one: tuple[str, str], two: tuple[str, str]) -> None:
    def printable(pair: tuple[str, str]) -> tuple[str, str]:
        source, place = (part.encode(errors="replace").decode() for part in pair)
        return source.replace("\n", " "), place  # a source's name is one line

    one, two = printable(one), printable(two)
    assert (article_id(*one) == article_id(*two)) == (one == two)


def test_a_content_hash_carries_its_algorithm() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert content_hash("") == "sha256:" + empty
    assert raw_hash(b"") == empty
    assert text_hash("") == empty[:32]


def test_a_content_hash_tells_texts_apart_that_look_alike() -> None:
    assert content_hash("é") != content_hash("e\u0301")
    assert content_hash("a b") != content_hash("a\u00a0b")


def test_spans_count_code_points() -> None:
    text = "👍🏽 وقّعت é"
    start = text.index("وقّعت")
    assert Span(start, start + 5).of(text) == "وقّعت"


def test_a_scope_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Scope(now=dt.datetime(2024, 6, 5, 12))


def test_the_widest_scope_is_of_this_moment() -> None:
    before = dt.datetime.now(dt.UTC)
    scope = Scope.everything()
    assert before <= scope.now <= dt.datetime.now(dt.UTC)
    assert scope.sources is None
    assert scope.as_of is None


def test_a_scope_cannot_be_widened_after_the_fact() -> None:
    scope = Scope(NOW, frozenset({"room"}))
    with pytest.raises(dataclasses.FrozenInstanceError):
        scope.sources = None  # type: ignore[misc]
