"""The encoding bench: both ways get the same texts in turn, and a measure of faithfulness that can fail."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.bench import encoding
from eval.bench.encoding import in_turn, passages
from eval.bench.figures import Figure
from index.encoding.embedding import Floats
from index.encoding.models import MINILM
from tests.conftest import ROOT, HashingEmbedder

TEXTS = [f"The port opened quay {at}." for at in range(150)]


def noting(name: str, told: list[str]) -> Callable[[Sequence[str]], Floats]:
    def encode(texts: Sequence[str]) -> Floats:
        told.append(f"{name}{len(texts)}")
        return np.array([[float(text.rstrip(".").split()[-1]), 1] for text in texts], np.float32)

    return encode


def test_the_ways_take_turns_and_keep_the_order() -> None:
    told: list[str] = []
    one, other = in_turn(TEXTS, noting("a", told), noting("b", told))
    assert told == ["a8", "b8", "a64", "b64", "a64", "b64", "a22", "b22"]
    assert one.vectors[:, 0].tolist() == other.vectors[:, 0].tolist() == list(range(150))


def test_the_rate_is_texts_by_the_seconds_of_their_way_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 10.0, 10.0, 11.0, 11.0, 21.0, 21.0, 22.0, 22.0, 32.0, 32.0, 33.0])
    monkeypatch.setattr("eval.bench.encoding.time.perf_counter", lambda: next(clock))
    slow, quick = in_turn(TEXTS, noting("a", []), noting("b", []))
    assert slow.rate == pytest.approx(150 / 30)
    assert quick.rate == pytest.approx(150 / 3)


class _Library:
    def encode_document(self, texts: list[str], **_: object) -> Floats:
        return HashingEmbedder().encode_passages(texts)


class _Plain(HashingEmbedder):
    id = "hashing/torch-fp32/x"
    transformer = _Library()


class _Quick(HashingEmbedder):
    id = "hashing/turned/x"

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        vectors = super().encode_passages(texts, progress)
        if len(texts) > 8:
            vectors[0] = -vectors[0]  # one of a slice is wrong
        return vectors


def test_an_unfaithful_conversion_misses_its_goals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(encoding, "_converted", lambda _name, _cache: _Quick())
    monkeypatch.setattr(encoding, "_plain", lambda _name, _cache: _Plain())
    monkeypatch.setattr(encoding, "_start", lambda _name, _cache: [])
    figures: dict[str, Figure] = {one.what: one for one in encoding.measure("m", tmp_path, TEXTS[:64])}
    assert figures["m: cosine to full precision, least"].value == pytest.approx(-1, abs=1e-5)
    assert figures["m: cosine to full precision, least"].met is False
    assert figures["m: cosine to full precision, mean"].value == pytest.approx(62 / 64, abs=1e-5)
    assert figures["m: turned"].value > 0
    ratio = figures["m: turned"].value / figures["m: sentence-transformers' default"].value
    assert figures["m: times as fast"].value == pytest.approx(ratio)


@pytest.mark.parametrize(("torch", "met"), [("True", False), ("False", True)])
def test_a_start_that_brings_torch_misses_its_goal(
    torch: str, met: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = subprocess.CompletedProcess([], 0, stdout=f"1.25 {torch}\n")
    monkeypatch.setattr("eval.bench.encoding.subprocess.run", lambda *_, **__: ran)
    seconds, brought = encoding._start(MINILM, tmp_path)
    assert (seconds.value, seconds.unit) == (1.25, "s")
    assert brought.met is met


def test_passages_come_with_their_titles_and_no_more_than_wanted() -> None:
    folder = ROOT / "corpus" / "sample"
    found = passages(folder, 7)
    assert len(found) == 7
    assert all("\n" in text for text in found)
    assert passages(folder, 3) == found[:3]
