"""The weights of ranking: learned by `dateline tune`, kept with the record of how."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from qa.errors import WeightsInvalid

FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """What tuning may choose.

    Attributes:
        words: share of words (BM25) beside meaning, 0 to 1.
        title: weight of a title's BM25 score beside the body's, 0 or more.
    """

    words: float
    title: float


def load(path: Path | None = None) -> Weights:
    """Read weights: those of a file, or those that are shipped.

    Raises:
        WeightsInvalid: the file cannot be read, or holds no such weights.
    """
    try:
        text = path.read_text(encoding="utf-8") if path else resources.files("qa").joinpath(FILE).read_text("utf-8")
        chosen: Any = json.loads(text)["weights"]
        weights = Weights(float(chosen["words"]), float(chosen["title"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise WeightsInvalid(f"{path or FILE}: no weights in it ({error!r}); make it with `dateline tune`") from error
    if not (0 <= weights.words <= 1 and 0 <= weights.title <= 10):
        raise WeightsInvalid(f"{path or FILE}: words {weights.words} or title {weights.title} out of range")
    return weights
