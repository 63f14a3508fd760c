"""Pairs of question and text as token numbers, the answer marked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from eval.reader.groups import Drawn, Reading

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as numbers.

    Attributes:
        ids, mask: shape (pairs, tokens), int64.
        evidence: whether it answers, shape (pairs, tokens), bool.
    """

    ids: Tensor
    mask: Tensor
    evidence: Tensor


LONGEST = 256
"""Tokens of a pair; what is beyond is cut off the text."""

MULTIPLE = 16
TOKENS = 1_536
"""Tokens of a batch, padding included: what passes between two layers stays in a core's own cache."""


def tokenizer(folder: Path) -> Tokenizer:
    """Load e5's tokenizer for pairs."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LONGEST, strategy="only_second")
    return made


def batches(drawn: Sequence[Drawn], tokens: Tokenizer) -> Iterator[tuple[list[int], Batch]]:
    """Yield the pairs of groups, those of like length together, with their places in the order of the groups."""
    pairs = [(group.question, reading) for group in drawn for reading in group.readings]
    encoded = tokens.encode_batch([(question, reading.text) for question, reading in pairs])
    order = sorted(range(len(pairs)), key=lambda at: len(encoded[at].ids), reverse=True)
    while order:
        width = -(-len(encoded[order[0]].ids) // MULTIPLE) * MULTIPLE
        places, order = order[: max(1, TOKENS // width)], order[max(1, TOKENS // width) :]
        yield places, _batch([encoded[at] for at in places], [pairs[at][1] for at in places], width)


def _batch(encoded: Sequence[Encoding], readings: Sequence[Reading], width: int) -> Batch:
    ids, mask, evidence = (torch.zeros(len(encoded), width, dtype=torch.long) for _ in range(3))
    for row, (one, reading) in enumerate(zip(encoded, readings, strict=True)):
        count = len(one.ids)
        ids[row, :count] = torch.tensor(one.ids)
        mask[row, :count] = 1
        evidence[row, :count] = torch.tensor(_marked(one, reading))
    return Batch(ids, mask, evidence.bool())


def _marked(encoded: Encoding, reading: Reading) -> list[bool]:
    """Tell which tokens lie in what answers."""
    return [
        sequence == 1 and any(start < high and end > low for low, high in reading.evidence)
        for (start, end), sequence in zip(encoded.offsets, encoded.sequence_ids, strict=True)
    ]
