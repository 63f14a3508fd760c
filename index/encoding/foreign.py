"""How a question is compared with releases in languages that its vector is not made for.

A vector may be made by two models of which one knows English alone (`index.encoding.paired`). What that one says of a
release in another language is about nothing, and would put it behind every English one. Such a release is compared
by a vector of its own, made of what the other model says, on the same scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Foreign:
    """How a question is compared with releases in languages that its vector is not made for.

    Attributes:
        understood: languages that it is made for, ISO 639-1; so are releases of which none is told.
        vector: shape (dimensions,): what is compared with all others.
        offset: added to these inner products, so that both kinds begin and end alike.
    """

    understood: frozenset[str]
    vector: NDArray[np.float32]
    offset: float
