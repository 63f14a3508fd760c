"""The reader's network in torch: e5's lower layers as they are, its upper layers and a head that were learned.

Torch is needed to learn it and, once on each machine, to convert it; nothing here is imported when it runs.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

FROZEN = 6
"""Lower layers that stay as the package brings them: what they know of other languages stays with them, only half
of the network is stored, and learning costs three quarters."""

UNSEEN = -1e4
"""Added to the attention of what is only padding."""

SEPARATOR = 2
"""Token behind the question, twice, and behind the text (XLM-RoBERTa's `</s>`)."""


class Head(nn.Module):
    """From the tokens of a pair to one score.

    Where the answer may stand is weighed token by token; the score is read from the first token and from the tokens
    so weighed.
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.where = nn.Linear(hidden, 1)
        self.joined = nn.Linear(2 * hidden, hidden)
        self.score = nn.Linear(hidden, 1)

    def forward(self, tokens: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        """Give scores (pairs,) and log-weights of the tokens (pairs, tokens)."""
        where = self.where(tokens).squeeze(-1).float() + (1 - passage.float()) * UNSEEN
        weight = torch.log_softmax(where, dim=-1)
        held = (weight.exp().to(tokens.dtype).unsqueeze(-1) * tokens).sum(1)
        joined = torch.tanh(self.joined(torch.cat([tokens[:, 0], held], dim=-1)))
        return self.score(joined).squeeze(-1).float(), weight


class Reader(nn.Module):
    """The network.

    Args:
        folder: of e5, unpacked.
        frozen: lower layers that are not learned.
        layers: layers to keep; what is above them is left out.
    """

    def __init__(self, folder: Path, frozen: int = FROZEN, layers: int = 12) -> None:
        super().__init__()
        from transformers import BertModel

        bert: Any = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            num_hidden_layers=layers,
            attn_implementation="sdpa",
            # On a processor the random numbers of dropout cost more than the network.
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.embeddings, self.lower = bert.embeddings, nn.ModuleList(bert.encoder.layer[:frozen])
        self.upper = nn.ModuleList(bert.encoder.layer[frozen:])
        # The quick way forward is a slow way back.
        plain = copy.deepcopy(bert.config)
        plain._attn_implementation = "eager"
        for part in bert.encoder.layer[frozen:]:
            part.attention.self.config = plain
        self.head = Head(int(bert.config.hidden_size))
        self.embeddings.requires_grad_(False)
        self.lower.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Give scores and log-weights of the tokens, see `Head`.

        Args:
            ids: token numbers, `<s> question </s></s> text </s>` and padding, shape (pairs, tokens), int64.
            mask: 1 for what is no padding, the same shape.
        """
        with torch.no_grad():
            hidden = self.embeddings(input_ids=ids)
            seen = mask.bool()[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
            for layer in self.lower:
                hidden = layer(hidden, seen)
        added = ((1 - mask) * UNSEEN).to(hidden.dtype)[:, None, None, :]
        for layer in self.upper:
            hidden = layer(hidden, added)
        ends = (ids == SEPARATOR).long()
        passage = (torch.cumsum(ends, dim=1) == 2) & (ends == 0)
        scores, weight = self.head(hidden, passage)
        return scores, weight

    def learned(self) -> dict[str, nn.Parameter]:
        """Name what is learned."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}
