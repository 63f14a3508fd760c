"""Texts cut with only those pieces that stand in them: the same tokens at the same places as with all of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.encoding import shell, tokenizing
from index.encoding.kept import damaged
from index.encoding.models import Model
from index.encoding.pieces import Piece, Pieces
from index.encoding.tokenizing import Encoded, TextTokenizer, place, tokenizer
from tests.conftest import examples
from tests.index.encoding import unigram

LONGEST = 24

SCRIPTS = st.sampled_from(
    [*unigram.SPECIAL, *unigram.WORDS, "<mask>", "▁", "  ", "\u200b", "ﬁ", "～", "aaaaa", "qzqz", "the harbour"]
)
TEXTS = st.lists(SCRIPTS | st.text(max_size=12) | st.text("abe.-ومر港мос ", max_size=12), max_size=8).map("".join)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> TextTokenizer:
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokenizing, "LARGE", 0)
        return tokenizer(unigram.saved(folder), folder / "vocabulary", LONGEST)


@pytest.fixture(scope="module")
def whole() -> Tokenizer:
    made = unigram.whole()
    made.enable_truncation(LONGEST)
    return made


SHARING = ("the harbour opens", "the bridge opens", "le pont ouvre", "the harbour ouvre", "the harbour opens")
"""Texts that share words."""


def noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the words whose pieces are looked up from here on."""
    looked_up: list[str] = []
    within = Pieces.within

    def counted(held: Pieces, words: Collection[str]) -> list[Piece]:
        looked_up.extend(words)
        return within(held, words)

    monkeypatch.setattr(Pieces, "within", counted)
    return looked_up


def told(one: Encoded) -> tuple[Any, ...]:
    return one.ids, one.offsets, one.sequence_ids


@settings(max_examples=examples(250))
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_text_is_cut_as_by_all_pieces(small: TextTokenizer, whole: Tokenizer, texts: list[str]) -> None:
    assert [told(one) for one in small.encode(texts)] == [told(whole.encode(text)) for text in texts]


@settings(max_examples=examples(250))
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_text_has_the_same_numbers_word_by_word(small: TextTokenizer, whole: Tokenizer, texts: list[str]) -> None:
    assert [small.numbers(text) for text in texts] == [whole.encode(text).ids for text in texts]


@settings(max_examples=examples(120))
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_two_texts_are_cut_as_by_all_pieces(
    small: TextTokenizer, whole: Tokenizer, question: str, texts: list[str]
) -> None:
    pairs = [(question, text) for text in texts]
    assert [told(one) for one in small.encode(pairs)] == [told(whole.encode(*pair)) for pair in pairs]


@pytest.mark.parametrize("kept", [0, 3, 50])
def test_pieces_of_words_met_before_are_not_looked_up_again(
    tmp_path: Path, whole: Tokenizer, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(tokenizing, "KEPT", kept)
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    looked_up = noted(monkeypatch)
    assert [told(made.encode([text])[0]) for text in SHARING] == [told(whole.encode(text)) for text in SHARING]
    assert (len(looked_up) == len(set(looked_up))) == (kept == 50)


@pytest.mark.parametrize("kept", [0, 3, 50])
def test_words_cut_before_are_not_cut_again(
    tmp_path: Path, whole: Tokenizer, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(tokenizing, "KEPT", kept)
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    looked_up = noted(monkeypatch)
    assert [made.numbers(text) for text in SHARING] == [whole.encode(text).ids for text in SHARING]
    assert (len(looked_up) == len(set(looked_up))) == (kept == 50)
    made.read_whole()
    assert [made.numbers(f"{text} мост") for text in SHARING] == [
        whole.encode(f"{text} мост").ids for text in SHARING
    ]


def test_numbers_of_a_small_file_are_those_that_are_cut(tmp_path: Path, whole: Tokenizer) -> None:
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    assert made.numbers("the harbour opens " * 9) == whole.encode("the harbour opens " * 9).ids


def test_of_many_words_at_once_none_is_kept(
    tmp_path: Path, whole: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokenizing, "FEW", 2)
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    asked: list[int] = []
    within = Pieces.within

    def counted(held: Pieces, words: Collection[str]) -> list[Piece]:
        asked.append(len(words))
        return within(held, words)

    monkeypatch.setattr(Pieces, "within", counted)
    texts = ["the harbour opens le pont", "the harbour opens le pont"]
    assert [told(made.encode([text])[0]) for text in texts] == [told(whole.encode(text)) for text in texts]
    assert asked == [5, 5]


def test_read_whole_it_cuts_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: Tokenizer) -> None:
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    texts = ["the harbour opens</s>le pont ouvre, 港 z", "وزير aaaaa qz <mask>", ""]
    before = [told(one) for one in made.encode(texts)]
    made.read_whole()
    assert [told(one) for one in made.encode(texts)] == before == [told(whole.encode(text)) for text in texts]


def test_who_names_the_same_folder_shares_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    file = unigram.saved(tmp_path)
    one, other = (tokenizer(file, tmp_path / "vocabulary", longest) for longest in (24, 4))
    one.read_whole()
    monkeypatch.setattr(Pieces, "within", lambda *_: pytest.fail("the whole had been read"))
    assert len(one.encode(["the harbour opens the bridge"])[0].ids) == 7
    assert len(other.encode(["the harbour opens the bridge"])[0].ids) == 4


def test_several_threads_cut_side_by_side(small: TextTokenizer, whole: Tokenizer) -> None:
    texts = [f"the harbour {'opens' * at} pont" for at in range(40)]
    with ThreadPoolExecutor(4) as pool:
        cut = list(pool.map(lambda text: told(small.encode([text])[0]), texts))
    assert cut == [told(whole.encode(text)) for text in texts]


def test_several_threads_read_the_whole_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    read: list[Pieces] = []
    all_of = Pieces.all

    def reading(held: Pieces) -> list[tuple[str, float]]:
        read.append(held)
        return all_of(held)

    monkeypatch.setattr(Pieces, "all", reading)
    threads = [threading.Thread(target=made.read_whole) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 1


def test_a_small_file_is_read_as_it_is(tmp_path: Path, whole: Tokenizer) -> None:
    made = tokenizer(unigram.saved(tmp_path), tmp_path / "vocabulary", LONGEST)
    made.read_whole()
    pair = ("the harbour opens", "le pont ouvre " * 9)
    assert told(made.encode([pair])[0]) == told(whole.encode(*pair))
    assert not (tmp_path / "vocabulary").exists()


def test_a_vocabulary_is_set_apart_once_and_damage_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    folder, file = tmp_path / "vocabulary", unigram.saved(tmp_path)
    tokenizer(file, folder, LONGEST)
    made = (folder / "keys.npy").stat().st_mtime_ns
    tokenizer(file, folder, LONGEST)
    assert (folder / "keys.npy").stat().st_mtime_ns == made
    content = bytearray((folder / "scores.npy").read_bytes())
    content[-1] ^= 1
    (folder / "scores.npy").write_bytes(content)
    assert damaged(folder) == ("scores.npy",)


@pytest.mark.parametrize(
    "change",
    [
        {"model": {"type": "WordPiece"}},
        {"model": {"type": "Unigram", "byte_fallback": True, "unk_id": 0}},
        {"model": {"type": "Unigram", "byte_fallback": False, "unk_id": None}},
        {"normalizer": None},
        {"pre_tokenizer": None},
        {"post_processor": {"type": "RobertaProcessing"}},
    ],
)
def test_a_tokenizer_of_another_kind_is_left_whole(change: dict[str, Any]) -> None:
    told = json.loads(unigram.whole().to_str())
    assert shell.apart(told) is not None
    assert shell.apart(told | change) is None


@pytest.mark.parametrize("field", ["normalized", "single_word", "lstrip", "rstrip"])
def test_added_tokens_that_take_more_than_themselves_leave_it_whole(field: str) -> None:
    told = json.loads(unigram.whole().to_str())
    told["added_tokens"][0][field] = True
    assert shell.apart(told) is None


def test_an_added_token_that_is_no_piece_leaves_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: Tokenizer
) -> None:
    monkeypatch.setattr(tokenizing, "LARGE", 0)
    other = unigram.whole()
    other.add_special_tokens(["<more>"])
    other.save(str(tmp_path / "tokenizer.json"))
    made = tokenizer(tmp_path / "tokenizer.json", tmp_path / "vocabulary", LONGEST)
    assert made.encode(["the <more> bridge"])[0].ids == other.encode("the <more> bridge").ids
    assert shell.read(tmp_path / "vocabulary") is None


def test_a_folder_says_whose_vocabulary_it_is(tmp_path: Path) -> None:
    model = Model("small", "/nowhere", "0123456789abcdef")
    assert place(model, tmp_path) == tmp_path / "models" / f"small-0123456789ab-vocabulary-{shell.FORMAT}"
