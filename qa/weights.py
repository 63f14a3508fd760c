"""The weights of ranking: learned by `dateline tune`, kept with the record of how."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import WeightsInvalid
from qa.ranking.model import DEFAULT_READER, Model

if TYPE_CHECKING:
    from qa.answering.confidence import Confidence

FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """What ranking goes by.

    Attributes:
        words: share of words (BM25) beside meaning in the hybrid, 0 to 1.
        title: weight of a title's BM25 score beside the body's, 0 or more.
        ranking: the learned model of the first hundred candidates; null: the hybrid's order stays as it is.
        confidence: how sure answers are; null: as it is shipped.
    """

    words: float
    title: float
    ranking: Model | None = None
    confidence: Confidence | None = None


def load(path: Path | None = None) -> Weights:
    """Read weights: those of a file, or those that are shipped.

    Raises:
        WeightsInvalid: the file cannot be read, or holds no such weights.
    """
    try:
        text = path.read_text(encoding="utf-8") if path else resources.files("qa").joinpath(FILE).read_text("utf-8")
        written: Any = json.loads(text)
        chosen = written["weights"]
        model = written.get("ranking")
        sure = written.get("confidence")
        weights = Weights(
            float(chosen["words"]),
            float(chosen["title"]),
            _model(model) if model else None,
            _confidence(sure) if sure else None,
        )
    except OSError as error:
        raise WeightsInvalid(
            f"{path or FILE} cannot be read ({error.strerror}); make it with `dateline tune`"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise WeightsInvalid(f"{path or FILE}: no weights in it ({error!r}); make it with `dateline tune`") from error
    if not (0 <= weights.words <= 1 and 0 <= weights.title <= 10):
        raise WeightsInvalid(f"{path or FILE}: words {weights.words} or title {weights.title} out of range")
    return weights


def _model(written: Mapping[str, Mapping[str, Any]]) -> Model:
    features, reader = ({name: float(value) for name, value in written[of].items()} for of in ("features", "reader"))
    return Model(features, reader)


def _confidence(written: Mapping[str, Any]) -> Confidence:
    from qa.answering.confidence import confidence  # settings read weights, and need nothing that answers

    return confidence(written)


def written(
    present: Weights, features: Mapping[str, float] | None, reader: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """Give weights in the shape of a file, without their record.

    Args:
        present: what stays as it is.
        features: a new ranking's weights by feature; null: the present ranking stays.
        reader: those of the second look beside them; null: the present ones stay.
    """
    model = present.ranking
    chosen = features if features is not None else model.weights if model else None
    beside = reader if reader is not None else model.reader if model else DEFAULT_READER
    return {
        "weights": {"words": present.words, "title": present.title},
        "ranking": chosen
        and {
            "features": {name: round(value, 4) for name, value in chosen.items()},
            "reader": {name: round(value, 4) for name, value in beside.items()},
        },
    }
