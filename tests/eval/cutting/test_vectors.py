"""Vectors kept by the text they are of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.cutting.vectors import GROUP, CachedEmbedder, VectorCache
from index.encoding.embedding import Floats


class Encoder:
    """Counts what it encodes: letters and length, not of unit length."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.seen.extend(texts)
        return np.array([[len(text), text.count("a"), 1] for text in texts], np.float32)


def cache(folder: Path, encoder: Encoder, model: str = "m/1") -> VectorCache:
    return VectorCache(folder / "deep", model, 3, encoder)


def test_a_text_is_encoded_once_in_this_run_and_the_next(tmp_path: Path) -> None:
    encoder = Encoder()
    first = cache(tmp_path, encoder).of(["aa", "b", "aa"])
    assert first.shape == (3, 3)
    assert np.allclose(first[0], np.array([2, 2, 1]) / 3)
    assert np.array_equal(first[0], first[2])
    again = cache(tmp_path, encoder)
    assert np.array_equal(again.of(["b", "aa"]), first[[1, 0]])
    assert sorted(encoder.seen) == ["aa", "b"]
    assert again.encoded == 0


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    encoder = Encoder()
    cache(tmp_path, encoder).of(["a"])
    cache(tmp_path, encoder, "m/2").of(["a"])
    assert encoder.seen == ["a", "a"]


def test_a_record_cut_short_is_made_again(tmp_path: Path) -> None:
    encoder = Encoder()
    cache(tmp_path, encoder).of(["a", "bb"])
    (file,) = (tmp_path / "deep").iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    mended = cache(tmp_path, encoder)
    assert mended.of(["a", "bb"]).shape == (2, 3)
    assert mended.encoded == 1
    assert cache(tmp_path, encoder).of(["a", "bb"]).shape == (2, 3)
    assert len(encoder.seen) == 3


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert cache(tmp_path, Encoder()).of([]).shape == (0, 3)


def test_progress_is_told_group_by_group(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    cache(tmp_path, Encoder()).of(
        [f"text {at}" for at in range(GROUP + 3)], lambda done, all_: told.append((done, all_))
    )
    assert told == [(GROUP, GROUP + 3), (GROUP + 3, GROUP + 3)]


def test_it_serves_as_an_embedder(tmp_path: Path) -> None:
    embedder = CachedEmbedder("cutting/test", 3, cache(tmp_path, Encoder()))
    done: list[int] = []
    passages = embedder.encode_passages(["a", "bb"], done.append)
    assert np.array_equal(embedder.encode_question("bb"), passages[1])
    assert done == [2]
    assert (embedder.id, embedder.dimensions) == ("cutting/test", 3)
