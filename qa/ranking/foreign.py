"""Words across languages: what a passage in another language than the question cannot show is taken as likely.

A release in the question's own language has some of its words whatever it is about; one in another language has
hardly any, and would stand behind all of those. So where a question finds both, a passage in another language has at
least the words that one in its own language of the same likeness has, by the least squares line over those found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def at_least_as_likely(values: Floats, own: Bools, likeness: Floats) -> Floats:
    """Raise what passages in other languages have to what their likeness promises.

    Args:
        values: shape (candidates, features), each the larger the more of the question's words there are.
        own: shape (candidates,); whether a candidate is in the question's language, or either has none.
        likeness: shape (candidates,); of meaning.

    Returns:
        Shape (candidates, features); as they were where all are in the question's language, or none is.
    """
    if own.all() or not own.any():
        return values
    spread = likeness[own] - likeness[own].mean()
    mean = values[own].mean(axis=0)
    slopes = np.maximum(spread @ (values[own] - mean) / max(float(spread @ spread), 1e-9), 0)
    promised = mean + np.outer(likeness[~own] - likeness[own].mean(), slopes)
    raised = values.copy()
    raised[~own] = np.maximum(values[~own], promised)
    return raised
