"""An average of what two forms of the reader have learned.

Wortsman et al., Model Soups: Averaging Weights of Multiple Fine-tuned Models Improves Accuracy without Increasing
Inference Time (ICML 2022), and Robust Fine-tuning of Zero-shot Models (CVPR 2022): forms that were taught from one
beginning lie in one valley, so what stands between them reads as well as either, and keeps something of both.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]


def average(first: Weights, second: Weights, share: float) -> dict[str, NDArray[np.float32]]:
    """Average two forms, number by number.

    Args:
        first, second: of the same network.
        share: of the second, 0 to 1.

    Raises:
        KeyError: they are of networks with other layers.
        ValueError: the share is none.
    """
    if first.keys() != second.keys():
        raise KeyError("the two forms hold other layers; only forms of one network have an average")
    if not 0 <= share <= 1:
        raise ValueError(f"a share is between 0 and 1, not {share}")
    return {
        name: np.asarray((1 - share) * values + share * second[name], np.float32) for name, values in first.items()
    }
