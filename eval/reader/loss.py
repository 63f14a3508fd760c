"""How wrong the reader's scores are."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

EVIDENCE = 0.4
"""What the place of the answer counts beside the list."""

MEANING = 0.5
"""What the absolute meaning of a score counts beside the list."""


def evidence_weight(weight: Tensor, evidence: Tensor) -> Tensor:
    """Give the logarithm of the weight that falls on tokens that answer, 0 for a pair without any.

    Args:
        weight: log-weights of tokens, shape (pairs, tokens).
        evidence: whether a token answers, the same shape.
    """
    held = torch.where(evidence, weight, -torch.inf)
    any_held = evidence.any(dim=1)
    return torch.logsumexp(torch.where(any_held[:, None], held, 0.0), dim=1) * any_held


def loss(scores: Tensor, held: Tensor, sizes: Sequence[int], answered: Sequence[bool]) -> Tensor:
    """Say how wrong the scores of groups are, summed over groups.

    Among the texts of a group the one that answers should win (cross-entropy over the list: Cao et al., Learning to
    Rank: From Pairwise to Listwise, ICML 2007). None of them stands at 0 in every list and wins where nothing
    answers, so that the best of many texts that do not answer stays below 0. A score should mean the same whatever
    stands beside it (binary cross-entropy); and the tokens that answer should weigh most (Clark and Gardner, Simple
    and Effective Multi-Paragraph Reading Comprehension, ACL 2018, equation 2).

    Args:
        scores: of pairs, one group's after another's, what answers first; shape (pairs,).
        held: from `evidence_weight`, shape (pairs,).
        sizes: pairs of each group.
        answered: whether the first of a group answers.
    """
    total = -EVIDENCE * held.sum()
    for own, first in zip(torch.split(scores, list(sizes)), answered, strict=True):
        truth = torch.zeros(len(own))
        truth[0] = float(first)
        listed = torch.cat([own, own.new_zeros(1)])
        wins = torch.tensor([0 if first else len(own)])
        total = total + nn.functional.cross_entropy(listed[None], wins)
        total = total + MEANING * nn.functional.binary_cross_entropy_with_logits(own, truth)
    return total
