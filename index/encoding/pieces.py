"""The vocabulary of a Unigram tokenizer on disk, and those of its pieces that stand in given words.

A tokenizer of 250,000 pieces takes the better part of a second to read. To cut a text it looks only at pieces that
are substrings of the text (Kudo, Subword Regularization, ACL 2018, section 3.2: the best of all ways to put the text
together of pieces), so a question needs a few hundred of them. Here they are found without reading the others.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.uint32]
Keys = NDArray[np.uint64]

_ABOUT = "pieces.json"
_ARRAYS = ("keys", "ids", "scores", "points")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a vocabulary.

    Attributes:
        text: what it stands for; `▁` for the blank before a word.
        id: its number in the vocabulary.
        score: logarithm of its probability.
    """

    text: str
    id: int
    score: float


def write(pieces: Sequence[tuple[str, float]], folder: Path) -> None:
    """Write a vocabulary into a folder.

    Args:
        pieces: text and score of each, at least one, all texts different; their places are their ids.
        folder: is there.
    """
    held = [(text, number, score) for number, (text, score) in enumerate(pieces) if text]
    points = [_points(text) for text, _, _ in held]
    factor, keys = _told_apart(points)
    lengths = np.fromiter(map(len, points), np.int64, len(points))
    order = np.lexsort((keys, lengths))
    arrays: dict[str, NDArray[Any]] = {
        "keys": keys[order],
        "ids": np.fromiter((number for _, number, _ in held), np.int32, len(held))[order],
        "scores": np.fromiter((score for _, _, score in held), np.float64, len(held))[order],
        "points": np.concatenate([points[at] for at in order.tolist()]),
    }
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", arrays[name])
    about = {"factor": factor, "counts": np.bincount(lengths).tolist(), "size": len(pieces)}
    (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")


class Pieces:
    """A vocabulary that was written, mapped into memory. Safe for several threads.

    Args:
        folder: that `write` wrote into.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        about: Any = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        keys, ids, scores, points = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS)
        self._factor, self.size = about["factor"], about["size"]
        self._blocks: list[tuple[Keys, NDArray[np.int32], NDArray[np.float64], Points]] = []
        row = place = 0
        for length, count in enumerate(about["counts"]):
            rows, places = slice(row, row + count), slice(place, place + count * length)
            shaped = points[places].reshape(count, length)
            self._blocks.append((keys[rows], ids[rows], scores[rows], shaped))
            row, place = rows.stop, places.stop

    def within(self, words: Collection[str]) -> list[Piece]:
        """Give the pieces that are substrings of words, each once.

        Args:
            words: as the tokenizer's normalizer and pre-tokenizer leave them; no piece reaches over their ends.
        """
        text = _points("".join(words))
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(text))  # of the word, from here on
        starts, keys = np.arange(len(text)), np.zeros(len(text), np.uint64)
        found: list[Piece] = []
        for length in range(1, len(self._blocks)):
            stay = left[starts] >= length
            starts = starts[stay]
            keys = _longer(keys[stay], text[starts + length - 1], self._factor)
            found += self._of_length(length, keys, text, starts)
        return found

    def _of_length(self, length: int, keys: Keys, text: Points, starts: NDArray[np.int64]) -> list[Piece]:
        """Give the pieces of a length that begin at places of a text."""
        block, ids, scores, points = self._blocks[length]
        if not len(block) or not len(keys):
            return []
        rows = np.minimum(np.searchsorted(block, keys), len(block) - 1)
        hits = np.flatnonzero(block[rows] == keys)
        told = text[starts[hits][:, np.newaxis] + np.arange(length)]
        same = (points[rows[hits]] == told).all(axis=1)  # and no other string that has the key of a piece
        rows = np.unique(rows[hits[same]])
        found = zip(_texts(points[rows]), ids[rows].tolist(), scores[rows].tolist(), strict=True)
        return [Piece(*one) for one in found]

    def all(self) -> list[tuple[str, float]]:
        """Give text and score of every piece, in the order of their ids, as `write` took them."""
        whole: list[tuple[str, float]] = [("", 0.0)] * self.size
        for _, ids, scores, points in self._blocks:
            for number, text, score in zip(ids.tolist(), _texts(points), scores.tolist(), strict=True):
                whole[number] = text, score
        return whole


def _texts(points: Points) -> list[str]:
    """Give the strings whose characters are the rows of an array."""
    length = points.shape[1]
    text = np.ascontiguousarray(points).tobytes().decode("utf-32-le")
    return [text[at : at + length] for at in range(0, len(text), max(1, length))]


def _points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint32, copy=False)


def _longer(keys: Keys, points: Points, factor: int) -> Keys:
    """Give the keys of strings one character longer: Karp and Rabin's polynomial, modulo 2^64."""
    longer: Keys = keys * np.uint64(factor) + points.astype(np.uint64) + np.uint64(1)
    return longer


def _told_apart(texts: Sequence[Points]) -> tuple[int, Keys]:
    """Give a factor with which all texts have different keys, and these keys."""
    longest = max(map(len, texts), default=0)
    grid = np.zeros((len(texts), longest), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    for row, points in enumerate(texts):
        grid[row, : len(points)] = points
    if len({points.tobytes() for points in texts}) < len(texts):
        raise ValueError("a vocabulary holds each piece once; this one holds some twice")
    for factor in range(0x9E3779B97F4A7C15, 1 << 64, 2):
        keys = np.zeros(len(texts), np.uint64)
        for at in range(longest):
            inside = lengths > at
            keys[inside] = _longer(keys[inside], grid[inside, at], factor)
        if len(np.unique(keys)) == len(keys):
            return factor, keys
    raise AssertionError  # one factor in a thousand million leaves two of 250,000 with one key
