"""Words as texts write them: what a text has of a question's terms, and where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import terms, tokens
from qa.written import Written, held, places
from tests.conftest import examples

WORDS = (
    "port Port’s port, cafe\u0301 CAFÉ 🎉 الإيسيسكو والإيسيسكو كِتَاب 2,500 ٢٬٥٠٠ 5G l’accord"
    " — the US us May may 3 IT it"
)
TEXTS = st.lists(st.sampled_from([*WORDS.split(), "\n", "\u00a0", "-", ""])).map(" ".join)
TERMS = st.sets(st.sampled_from([*dict.fromkeys(terms(WORDS)), "US", "may", "nowhere"]))


@given(TEXTS, TERMS)
@settings(max_examples=examples(300))
def test_places_and_terms_are_those_of_the_text_read_whole(text: str, wanted: set[str]) -> None:
    read = [token for token in tokens(text) if token.term in wanted]
    assert places(text, wanted) == [(token.start, token.end) for token in read]
    assert held(text, wanted) == {token.term for token in read}


@pytest.mark.parametrize("text", ["", " \n ", "🎉"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert places(text, {"port"}) == []
    assert held(text, {"port"}) == frozenset()


def test_a_word_inside_of_another_is_not_taken_for_it() -> None:
    assert places("airport port portal port", frozenset(terms("port"))) == [(8, 12), (20, 24)]


def test_words_are_gathered_anew_when_they_are_many() -> None:
    few = Written(most=3)
    for text in ("the port opened", "a fair in May", "port of Elsen", "the port opened again"):
        assert few.words(text, {"port"}) == {"port"} & set(text.split())


def test_a_text_of_more_words_than_are_kept_is_read_all_the_same() -> None:
    assert Written(most=2).words("one port and another port, too", {"port"}) == {"port", "port,"}
