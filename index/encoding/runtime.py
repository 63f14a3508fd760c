"""OpenVINO behind typed wrappers: nothing else imports it."""

from __future__ import annotations

import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import nn

Tokens = NDArray[np.int64]
Floats = NDArray[np.float32]

STREAMS = 2
"""Batches computed at once when there are many; each then has a share of the cores to itself."""


@cache
def _core() -> Any:
    return _module().Core()


def _module() -> Any:
    # On import it would report to its makers where this package is installed. A service that is trusted with
    # releases under embargo reports to nobody; without the package it goes on in silence.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def precision() -> str:
    """Name the quickest arithmetic that this processor does faithfully: `bf16` where it has it, else `f32`."""
    able = _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in able else "f32"


def convert(network: nn.Module, example: Mapping[str, Any], path: Path) -> None:
    """Convert a torch network and write it, weights in full precision.

    Args:
        network: takes the tensors of `example` by name.
        example: small inputs to trace it with; their shapes do not bind.
        path: ends in `.xml`; the weights are written beside it.
    """
    library = _module()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the tracer about itself and about shapes, which do not bind here
        model = library.convert_model(network, example_input=dict(example))
    library.save_model(model, path, compress_to_fp16=False)


class Network:
    """A converted network, compiled for this processor.

    Args:
        path: from `convert`.
        precision: as `precision` names it.
        many: compiled for the throughput of many batches, or for the delay of a single one.
    """

    def __init__(self, path: Path, precision: str, many: bool) -> None:
        settings: dict[str, Any] = {"INFERENCE_PRECISION_HINT": precision}
        if many:
            settings |= {"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": STREAMS}
        else:
            settings |= {"PERFORMANCE_HINT": "LATENCY", "NUM_STREAMS": 1}
        self._compiled = _core().compile_model(path, "CPU", settings)

    def one(self, tokens: Tokens, mask: Tokens) -> Floats:
        """Compute one batch: token ids and mask of shape (texts, tokens); returns (texts, dimensions)."""
        request = self._compiled.create_infer_request()  # one a call: requests are not shared between threads
        request.infer([tokens, mask])
        return np.array(request.get_output_tensor(0).data, np.float32)

    def each(self, batches: Iterable[tuple[Tokens, Tokens]]) -> Iterator[Floats]:
        """Compute batches, several at once; yields their results in order."""
        # Not the library's own queue: its thread of callbacks now and then aborts the process as it ends.
        busy: deque[Any] = deque()
        for tokens, mask in batches:
            request = busy.popleft() if len(busy) == STREAMS * 2 else None
            if request is not None:
                request.wait()
                yield np.array(request.get_output_tensor(0).data, np.float32)
            else:
                request = self._compiled.create_infer_request()
            request.start_async([tokens, mask])
            busy.append(request)
        for request in busy:
            request.wait()
            yield np.array(request.get_output_tensor(0).data, np.float32)
