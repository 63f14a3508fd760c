"""A stored text is given only while it is the one that its hash was made of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, content_hash
from corpus.errors import ArticleUnknown, TextDamaged
from corpus.export import line
from corpus.proof import proven, sound
from corpus.store import ArticleStore
from tests.corpus.entries import entry
from tests.corpus.store.looking import ALL, OTHER, TEXT, A, sql


@pytest.fixture
def stored(store: ArticleStore) -> Article:
    store.put([entry("a.txt", TEXT), entry("b.txt", OTHER)])
    return store.article(A, ALL)


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    at=st.integers(0, 2**20),
    other=st.characters(exclude_categories=["Cs"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_other_character_anywhere_is_told(stored: Article, text: str, at: int, other: str) -> None:
    at %= len(text)
    written = replace(stored, text=text, content_hash=content_hash(text))
    changed = replace(written, text=text[:at] + other + text[at + 1 :])
    assert sound(written)
    assert sound(changed) == (changed.text == text)


def test_a_text_that_is_not_the_stored_one_is_refused_by_name(stored: Article) -> None:
    assert proven(stored) is stored
    with pytest.raises(TextDamaged, match=stored.id):
        proven(replace(stored, text=OTHER))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE versions SET text = text || ' More.' WHERE article_id = ?",
        "UPDATE versions SET text = replace(text, 'open', 'shut') WHERE article_id = ?",
        "UPDATE versions SET content_hash = 'sha256:0' WHERE article_id = ?",
    ],
)
def test_a_damaged_release_is_neither_read_nor_found_nor_exported(
    store: ArticleStore, stored: Article, damage: str
) -> None:
    sql(store, damage, A)
    with pytest.raises(TextDamaged, match=A):
        store.article(A, ALL)
    with pytest.raises(TextDamaged, match=A):
        line(store.history(A))
    others = [one for one in store.all_ids() if one != A]
    assert list(store.find([A, *others], ALL)) == others
    assert all(line(store.history(one)) for one in others)


def test_a_damaged_earlier_text_keeps_no_one_from_the_present_one(store: ArticleStore, stored: Article) -> None:
    store.put([entry("a.txt", OTHER)])
    old = stored.content_hash
    sql(store, "UPDATE versions SET text = text || ' More.' WHERE content_hash = ? AND article_id = ?", old, A)
    assert store.article(A, ALL).text == OTHER
    with pytest.raises(TextDamaged, match=A):
        store.article(A, ALL, old)
    assert store.find([A], ALL, old) == {}
    with pytest.raises(TextDamaged, match=A):
        line(store.history(A))


def test_what_is_not_there_is_unknown_and_not_damaged(store: ArticleStore) -> None:
    with pytest.raises(ArticleUnknown):
        store.article("0" * 16, ALL)
