"""What was learned, as it is shipped: whole numbers of eight bits, a scale a row, and a card that says what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoding.models import sha256_of
from index.errors import ModelDamaged, ModelMissing

FOLDER = Path(__file__).parent / "weights"
"""Where the shipped reader stands."""

WEIGHTS, CARD = "reader.safetensors", "card.json"

_SCALE = ".scale"
_LARGEST = 127

Tensors = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Card:
    """What a file of weights is.

    Attributes:
        sha256: of the file.
        base, base_sha256: the model whose weights complete it.
        frozen, layers: lower layers taken from the base as they are, and layers in all.
        longest: tokens of the longest pair it was taught with.
        record: how it was learned, for people.
    """

    sha256: str
    base: str
    base_sha256: str
    frozen: int
    layers: int
    longest: int
    record: Mapping[str, Any]


def card(folder: Path = FOLDER) -> Card:
    """Read the card of a folder of weights.

    Raises:
        ModelMissing: there is none.
        ModelDamaged: it cannot be read.
    """
    path = folder / CARD
    try:
        return Card(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ModelMissing(f"{path} is missing; install Dateline again") from error
    except (OSError, ValueError, TypeError) as error:
        raise ModelDamaged(f"{path} cannot be read ({error}); install Dateline again") from error


def load(folder: Path = FOLDER) -> dict[str, NDArray[np.float32]]:
    """Read weights, checked against their card.

    Returns:
        Name -> numbers in full precision.

    Raises:
        ModelMissing: card or weights are missing.
        ModelDamaged: they are not those that the card tells of.
    """
    from safetensors.numpy import load_file

    told, path = card(folder), folder / WEIGHTS
    if not path.is_file():
        raise ModelMissing(f"{path} is missing; install Dateline again")
    if (found := sha256_of(path)) != told.sha256:
        raise ModelDamaged(f"{path} has sha256 {found[:12]}…, not {told.sha256[:12]}…; install Dateline again")
    return unpack(load_file(path))


def pack(weights: Mapping[str, NDArray[np.float32]]) -> Tensors:
    """Round matrices to eight bits, row by row; what has one dimension stays as it is."""
    packed: Tensors = {}
    for name, values in weights.items():
        if values.ndim < 2:
            packed[name] = values.astype(np.float32)
            continue
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True) / _LARGEST, np.finfo(np.float32).tiny)
        packed[name] = np.rint(values / scale).astype(np.int8)
        packed[name + _SCALE] = scale.astype(np.float32)
    return packed


def unpack(packed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Give the weights that were packed, each within half a step of its row."""
    return {
        name: (values.astype(np.float32) * packed[name + _SCALE] if values.ndim > 1 else values.astype(np.float32))
        for name, values in packed.items()
        if not name.endswith(_SCALE)
    }


def write(weights: Mapping[str, NDArray[np.float32]], about: Mapping[str, Any], folder: Path) -> Card:
    """Write a folder of weights and its card.

    Args:
        weights: in full precision.
        about: the card but for the checksum.
        folder: made if it is not there.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(pack(weights), folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)  # the library closes its files to others
    made = {"sha256": sha256_of(folder / WEIGHTS), **about}
    (folder / CARD).write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return Card(**made)
