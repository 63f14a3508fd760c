"""OpenVINO behind typed wrappers: nothing else imports it."""

from __future__ import annotations

import contextlib
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoding import compiled, rewriting
from index.encoding.packed import BLOCK

if TYPE_CHECKING:
    from torch import nn

Tokens = NDArray[np.int64]
Floats = NDArray[np.float32]

STREAMS = 2
"""Batches computed at once when there are many; each then has a share of the cores to itself."""

BEGUN = 2 * STREAMS
"""Batches begun at once, so that none is waited for."""


def _core() -> Any:
    with _starting:
        return _started()


_starting = threading.Lock()


@cache
def _started() -> Any:
    library = _module()
    # What it sets up at its first look at an array is not safe for two threads: model and reader, loaded side by
    # side, now and then waited for each other for ever. So the first look is taken here.
    _ = library.Tensor(np.zeros(1, np.float32)).data
    return library.Core()


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


def begin(path: Path, precision: str, many: bool, width: int | None = None) -> None:
    """Start compiling a network in the background: whoever makes a `Network` of the same takes that over.

    Compiling needs little of Python; a command that goes on importing meanwhile is ready the sooner.

    Args:
        path, precision, many, width: see `Network`.
    """
    _begun[path, precision, many, width] = _beside().submit(_compile, path, precision, many, width)


def beside(path: Path, precision: str, width: int) -> Future[Network]:
    """Make a network for single texts of one width in the background.

    Args:
        path, precision, width: see `Network`.
    """
    return _beside().submit(Network, path, precision, False, width)


_begun: dict[tuple[Path, str, bool, int | None], Future[Any]] = {}


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="compiling")


def _compile(path: Path, precision: str, many: bool, width: int | None) -> Any:
    """Compile a network, or take what it was compiled to before: the same numbers in two fifths of the time."""
    # Every process would tie its threads to the same cores, the first ones, and leave the others idle.
    settings: dict[str, Any] = {"INFERENCE_PRECISION_HINT": precision, "CACHE_MODE": "OPTIMIZE_SIZE"}
    settings["ENABLE_CPU_PINNING"] = False
    if many:
        settings |= {"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": STREAMS}
    else:
        settings |= {"PERFORMANCE_HINT": "LATENCY", "NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": 1}
    if few_bits := not many and precision == "bf16":
        settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = BLOCK
    form = f"width {width}, rewritten {rewriting.VERSION if few_bits else 'no'}"
    kept = compiled.place(path, [*_machine(), repr(sorted(settings.items())), form])
    if kept and (blob := compiled.read(kept)):
        with contextlib.suppress(RuntimeError):
            return _core().import_model(blob, "CPU", settings | {"WEIGHTS_PATH": str(path.with_suffix(".bin"))})
    model = _core().read_model(path)
    # Weights of a single text take as long to read as to multiply, and a processor that has bf16 has products of
    # whole numbers too. Vectors of passages are kept, and stay as they are.
    if few_bits:
        rewriting.joined(_module(), model)
        rewriting.with_four_bits(_module(), model)
    if width:
        model.reshape({place: [1, width] for place in model.inputs})
    made = _core().compile_model(model, "CPU", settings)
    if kept:
        compiled.write(kept, made.export_model().getvalue())
    return made


def _machine() -> list[str]:
    """Say what decides, beside a network, what compiling it gives: the library's version and the processor."""
    told = ("FULL_DEVICE_NAME", "DEVICE_ARCHITECTURE", "OPTIMIZATION_CAPABILITIES")
    return [_module().get_version(), *(str(_core().get_property("CPU", name)) for name in told)]


class Network:
    """A converted network, compiled for this processor.

    Args:
        path: from `convert`.
        precision: as `precision` names it.
        many: compiled for the throughput of many batches, or for the delay of a single one.
        width: computes one text of so many tokens and nothing else, a seventh quicker: shapes need not be followed
            through the network, nor kernels be found for them. Null: texts of any number of tokens.
    """

    def __init__(self, path: Path, precision: str, many: bool, width: int | None = None) -> None:
        self.width = width
        begun = _begun.pop((path, precision, many, width), None)
        self._compiled = begun.result() if begun else _compile(path, precision, many, width)
        self._idle: list[tuple[Any, list[Tokens]]] = []

    def one(self, tokens: Tokens, mask: Tokens) -> Floats:
        """Compute one batch: token ids and mask of shape (texts, tokens); returns (texts, dimensions).

        Raises:
            ValueError: another shape than the only one that this network computes.
        """
        try:
            request, given = self._idle.pop()  # not shared between threads: each takes one, or makes it
        except IndexError:
            request, given = self._request()
        if given:
            for held, one in zip(given, (tokens, mask), strict=True):
                if held.shape != one.shape:
                    raise ValueError(f"a batch of shape {one.shape} for a network of shape {held.shape}")
                held[:] = one
            request.infer(share_outputs=True)
        else:
            request.infer([tokens, mask])
        rows = np.array(request.get_output_tensor(0).data, np.float32)
        self._idle.append((request, given))
        return rows

    def _request(self) -> tuple[Any, list[Tokens]]:
        """Make a request and, where only one shape is computed, what it reads: no tensor is then made for a text."""
        request = self._compiled.create_infer_request()
        given = [np.zeros((1, self.width), np.int64) for _ in range(2)] if self.width else []
        for at, held in enumerate(given):
            request.set_input_tensor(at, _module().Tensor(held, shared_memory=True))
        return request, given

    def each(
        self, batches: Iterable[tuple[Tokens, Tokens]], most: Callable[[], int] = lambda: BEGUN
    ) -> Iterator[Floats]:
        """Compute batches, several at once; yields their results in order.

        Args:
            batches: token ids and masks, as `one` takes them.
            most: asked before each batch how many may be begun, it among them.
        """
        # Not the library's own queue: its thread of callbacks now and then aborts the process as it ends.
        busy: deque[Any] = deque()
        idle: list[Any] = []
        for tokens, mask in batches:
            room = most()
            while len(busy) >= max(1, room):
                idle.append(busy.popleft())
                idle[-1].wait()
                yield np.array(idle[-1].get_output_tensor(0).data, np.float32)
            request = idle.pop() if idle else self._compiled.create_infer_request()
            request.start_async([tokens, mask])
            busy.append(request)
        for request in busy:
            request.wait()
            yield np.array(request.get_output_tensor(0).data, np.float32)
