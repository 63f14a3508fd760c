"""Networks compiled ahead, and from what they were compiled to before: the same numbers every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openvino
import pytest
from openvino import opset13 as operations

from index.encoding import compiled, runtime
from index.encoding.kept import keep
from index.encoding.runtime import Network

TOKENS = np.array([[3, 1, 4], [1, 5, 0]])
MASK = np.array([[1, 1, 1], [1, 1, 0]])


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A network that sums the tokens of a text and multiplies by two numbers."""

    def make(part: Path) -> None:
        ids, mask = (operations.parameter([-1, -1], np.int64, name=name) for name in ("ids", "mask"))
        seen = operations.convert(operations.multiply(ids, mask), np.float32)
        summed = operations.reduce_sum(seen, operations.constant([1]), keep_dims=True)
        weights = operations.constant(np.array([[1.5, -2.0]], np.float32))
        product = operations.matmul(summed, weights, transpose_a=False, transpose_b=False)
        openvino.save_model(openvino.Model([product], [ids, mask]), part / "model.xml", compress_to_fp16=False)

    keep(tmp_path / "sums-1", make, "making")
    return tmp_path / "sums-1" / "model.xml"


def blobs(network: Path) -> list[Path]:
    return sorted(network.parent.with_name("sums-1-compiled").glob("*.blob"))


def answer(network: Path, many: bool = False) -> list[list[float]]:
    found: list[list[float]] = Network(network, "f32", many).one(TOKENS, MASK).tolist()
    return found


def test_what_it_was_compiled_to_is_kept_and_taken(network: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(network) == [[12.0, -16.0], [9.0, -12.0]]
    assert len(blobs(network)) == 1
    monkeypatch.setattr(compiled, "write", lambda *_: pytest.fail("it was compiled again"))
    assert answer(network) == [[12.0, -16.0], [9.0, -12.0]]


def test_for_many_batches_it_is_compiled_to_something_else(network: Path) -> None:
    assert answer(network) == answer(network, many=True)
    assert len(blobs(network)) == 2


def test_for_one_width_it_computes_one_text_of_that_width(network: Path) -> None:
    narrow = Network(network, "f32", many=False, width=3)
    assert narrow.one(TOKENS[:1], MASK[:1]).tolist() == answer(network)[:1]
    assert len(blobs(network)) == 2
    with pytest.raises(ValueError, match=r"shape \(2, 3\) for a network of shape \(1, 3\)"):
        narrow.one(TOKENS, MASK)
    assert narrow.one(TOKENS[1:], MASK[1:]).tolist() == answer(network)[1:], "a text leaves nothing to the next"
    again = Network(network, "f32", many=False, width=3)  # from what was kept
    assert again.one(TOKENS[1:], MASK[1:]).tolist() == answer(network)[1:]
    assert len(blobs(network)) == 2


def test_threads_are_not_tied_to_cores_which_other_processes_would_share(network: Path) -> None:
    for many in (False, True):
        assert not Network(network, "f32", many)._compiled.get_property("ENABLE_CPU_PINNING")


@pytest.mark.parametrize("content", [b"", b"nothing of the kind"])
def test_what_does_not_fit_is_compiled_again(network: Path, content: bytes) -> None:
    wanted = answer(network)
    (kept,) = blobs(network)
    compiled.write(kept, content)
    assert answer(network) == wanted
    assert compiled.read(kept) != content


def test_a_network_begun_ahead_is_taken_over_once(network: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bool] = []
    compile_ = runtime._compile

    def counted(path: Path, precision: str, many: bool, width: int | None) -> object:
        made.append(many)
        return compile_(path, precision, many, width)

    monkeypatch.setattr(runtime, "_compile", counted)
    runtime.begin(network, "f32", many=False)
    assert answer(network, many=True) == [[12.0, -16.0], [9.0, -12.0]]
    assert answer(network) == [[12.0, -16.0], [9.0, -12.0]]
    assert sorted(made) == [False, True]
    answer(network)
    assert sorted(made) == [False, False, True]


def test_what_failed_ahead_fails_who_wants_it(tmp_path: Path) -> None:
    runtime.begin(tmp_path / "nowhere.xml", "f32", many=False)
    with pytest.raises(RuntimeError, match=r"nowhere\.xml"):
        Network(tmp_path / "nowhere.xml", "f32", many=False)
