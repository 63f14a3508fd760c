"""Terms spelled nearly alike: as a look at every term finds them, in files, tails and after deletions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.lexical.packing import pack
from index.lexical.vocabulary import Near, Vocabulary
from tests.conftest import examples
from tests.index.lexical.corpora import folder, growing

LATIN, ARABIC = "abcé", "ابتث"
TERMS = st.text(LATIN, min_size=1, max_size=7) | st.text(ARABIC, min_size=1, max_size=6)
DOCUMENTS = st.lists(st.lists(TERMS, max_size=4), max_size=6)


def looked_at(documents: list[list[str]], term: str, distance: int) -> list[Near]:
    """The oracle: every term is measured."""
    df = Counter(word for words in documents for word in set(words))
    near = [Near(word, OSA.distance(term, word), count) for word, count in df.items()]
    first = term.encode()[0]
    alike = [found for found in near if 0 < found.distance <= distance and found.term.encode()[0] == first]
    kept = alike or [found for found in near if found.distance == 1]
    return sorted(kept, key=lambda found: (found.distance, -found.df, found.term))


@given(DOCUMENTS, DOCUMENTS, TERMS, st.integers(1, 2))
@settings(deadline=None, max_examples=examples(60))
def test_none_that_is_near_is_missed(
    packed: list[list[str]], tail: list[list[str]], term: str, distance: int
) -> None:
    with folder() as place:
        vocabulary = Vocabulary([pack(place, "body", packed), growing(tail).still()])
        assert vocabulary.near(term, distance) == looked_at(packed + tail, term, distance)


@given(DOCUMENTS, TERMS)
@settings(deadline=None, max_examples=examples(20))
def test_a_term_counts_wherever_it_stands(documents: list[list[str]], term: str) -> None:
    with folder() as place:
        vocabulary = Vocabulary([pack(place, "body", documents), growing(documents)])
        assert vocabulary.df([term, "none"]).tolist() == [2 * sum(term in words for words in documents), 0]


def test_what_no_living_row_holds_is_not_found(tmp_path: Path) -> None:
    packed = pack(tmp_path, "body", [["harbour"], ["harbours"]])
    packed.delete([1])
    assert [near.term for near in Vocabulary([packed]).near("harbor", 2)] == ["harbour"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbuor", "harbour"),
        ("harbur", "harbour"),
        ("hharbour", "harbour"),
        ("barbour", "harbour"),
        ("ميثاف", "ميثاق"),
    ],
)
def test_every_kind_of_slip_is_found(typed: str, meant: str) -> None:
    assert Vocabulary([growing([["harbour", "quay", "ميثاق"]])]).near(typed, 1) == [Near(meant, 1, 1)]


@pytest.mark.parametrize("term", ["", "東京都庁", "🎉🎉🎉🎉", "\ud800abc"])
def test_any_word_can_be_looked_for(term: str) -> None:
    vocabulary = Vocabulary([growing([["東京都", "harbour"]])])
    assert [near.term for near in vocabulary.near(term, 2)] in ([], ["東京都"])


def test_nothing_is_near_in_an_empty_index(tmp_path: Path) -> None:
    assert Vocabulary([]).near("harbour", 2) == []
    assert Vocabulary([pack(tmp_path, "body", []), growing([])]).near("harbour", 2) == []


def test_files_that_are_still_there_are_not_read_again(tmp_path: Path) -> None:
    packed = pack(tmp_path, "body", [["harbour"], ["quay"]])
    before = Vocabulary([packed.still()])
    before.near("harbor", 1)
    packed.delete([1])
    after = Vocabulary([packed.still(), growing([["harbor"]])], before)
    assert [near.term for near in after.near("harbors", 2)] == ["harbor", "harbour"]
    assert after.near("quai", 1) == []
    assert after._lexicons[0].letters is before._lexicons[0].letters
