"""A vocabulary on disk: the pieces that stand in words, all of them and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoding import pieces
from index.encoding.pieces import Piece, Pieces
from tests.conftest import examples

LETTERS = "ab▁é港🚢و"
VOCABULARIES = st.lists(
    st.tuples(st.text(LETTERS, min_size=1, max_size=6), st.floats(-30, 0)),
    unique_by=lambda one: one[0],
    min_size=1,
    max_size=60,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pieces")


@settings(max_examples=examples(100))
@given(VOCABULARIES, st.sets(st.text(LETTERS + "zي", max_size=14), max_size=8))
def test_the_pieces_in_words_are_found(folder: Path, vocabulary: list[tuple[str, float]], words: set[str]) -> None:
    pieces.write(vocabulary, folder)
    expected = {
        Piece(text, number, score)
        for number, (text, score) in enumerate(vocabulary)
        if any(text in word for word in words)
    }
    found = Pieces(folder).within(words)
    assert set(found) == expected
    assert len(found) == len(expected)


@settings(max_examples=examples(50))
@given(VOCABULARIES)
def test_what_was_written_is_read_to_the_last_digit(folder: Path, vocabulary: list[tuple[str, float]]) -> None:
    pieces.write(vocabulary, folder)
    held = Pieces(folder)
    assert held.all() == vocabulary
    assert held.size == len(vocabulary)


def test_no_piece_reaches_over_the_end_of_a_word(tmp_path: Path) -> None:
    pieces.write([("ab", -1.0), ("ba", -2.0), ("b", -3.0)], tmp_path)
    assert {piece.text for piece in Pieces(tmp_path).within(["ab", "ab"])} == {"ab", "b"}


def test_of_strings_with_one_key_only_the_piece_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_longer", lambda keys, points, _: keys + points.astype("u8"))
    pieces.write([("ad", -1.0), ("x", -2.0)], tmp_path)
    assert [piece.text for piece in Pieces(tmp_path).within(["bc", "ad", "da"])] == ["ad"]


def test_a_factor_that_gives_two_pieces_one_key_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = pieces._longer
    seen: set[int] = set()

    def poor(keys: pieces.Keys, points: pieces.Points, factor: int) -> pieces.Keys:
        seen.add(factor)
        return keys * 0 if len(seen) < 3 else right(keys, points, factor)

    monkeypatch.setattr(pieces, "_longer", poor)
    pieces.write([("ab", -1.0), ("cd", -2.0)], tmp_path)
    assert len(seen) == 3
    assert {piece.id for piece in Pieces(tmp_path).within(["abcd"])} == {0, 1}


def test_a_vocabulary_that_holds_a_piece_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="some twice"):
        pieces.write([("ab", -1.0), ("ab", -2.0)], tmp_path)


def test_nothing_stands_in_nothing(tmp_path: Path) -> None:
    pieces.write([("ab", -1.0)], tmp_path)
    assert Pieces(tmp_path).within([]) == []
    assert Pieces(tmp_path).within([""]) == []
