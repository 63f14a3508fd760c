"""Texts cut into tokens, put together into batches of about equal work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.encoding.runtime import Tokens
from index.encoding.tokenizing import Encoded

BATCH_TOKENS = 1_024
"""Tokens of a batch, padding included: some five passages, or many short texts. What passes between two layers then
stays in a core's own cache; 2,048 take 7 to 10 % longer."""

MULTIPLE = 16
"""Texts are padded to a multiple of it: rows of the processor's matrix units. Saves a tenth on passages of mixed
lengths, and spares the library kernels for many shapes."""


USUAL, SHORT = 32, 24
"""Tokens that nineteen of twenty questions keep within; and that half do by e5's pieces, four of five by MiniLM's."""


def batches(encoded: Sequence[Encoded], most: int | None = None) -> Iterator[list[Encoded]]:
    """Part texts, longest first, into batches of `BATCH_TOKENS`, each of at least one text.

    Args:
        encoded: the texts.
        most: texts of a batch, where there are too few for all streams otherwise.
    """
    at = 0
    while at < len(encoded):
        count = max(1, BATCH_TOKENS // _width(len(encoded[at].ids)))
        yield list(encoded[at : at + min(count, most or count)])
        at += min(count, most or count)


def padded(batch: Sequence[Sequence[int]], width: int | None = None) -> tuple[Tokens, Tokens]:
    """Give token ids and mask, each of shape (texts, width).

    Args:
        batch: the token ids of each text, longest first.
        width: at least the tokens of the longest; null: as few as kernels are made for.
    """
    tokens, mask = np.zeros((2, len(batch), width or _width(len(batch[0]))), np.int64)
    for row, ids in enumerate(batch):
        tokens[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    return tokens, mask


def _width(tokens: int) -> int:
    """Give the tokens that the longest text of a batch takes with its padding."""
    return max(1, -(-tokens // MULTIPLE)) * MULTIPLE
