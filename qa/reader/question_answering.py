"""A question-answering model of the user's, by folder or hub name: it says where an answer begins and ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from qa.reader.brought import Brought
from qa.reader.reading import Reading, Scores
from qa.reader.windows import Window

BATCH = 16

LONGEST = 512
"""Tokens of the longest pair, where the model says nothing of its own."""

LONGEST_ANSWER = 30
"""Tokens of the longest answer that is looked for."""

_KIND = "ForQuestionAnswering"


def answers_questions(model: str, allow_hub: bool) -> bool:
    """Tell whether a folder or hub name holds a question-answering model, by its configuration."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        try:
            told = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("architectures")
        except (OSError, ValueError, AttributeError):
            return False
    elif allow_hub:
        from transformers import AutoConfig

        told = AutoConfig.from_pretrained(model).architectures
    else:
        return False
    return any(str(name).endswith(_KIND) for name in told or ())


class QuestionAnsweringReader(Brought):
    """A model with a score for every token as the first, and as the last, of an answer. Loaded when first needed.

    A window's score is that of its best answer, less that of none: the first token as both, as SQuAD 2.0 has it
    (Devlin et al., BERT, 2019, section 4.3). What each token weighs is the mean of its chances to be first and last.

    Args:
        model: a folder, or `owner/name` on the hub.
        allow_hub: whether a hub name is acceptable; off by default, so that nothing is fetched unasked.

    Raises:
        ModelMissing: no such folder while the hub is off.
    """

    @cached_property
    def _parts(self) -> tuple[Any, Any, int]:
        """The tokenizer, the network, and the tokens of the longest pair."""
        self._offline()
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        tokenizer: Any = AutoTokenizer.from_pretrained(self._location, use_fast=True)
        network: Any = AutoModelForQuestionAnswering.from_pretrained(self._location)
        most = getattr(network.config, "max_position_embeddings", LONGEST) or LONGEST
        return tokenizer, network.eval(), min(tokenizer.model_max_length, most, LONGEST)

    def score(self, question: str, windows: Sequence[Window]) -> Scores:
        """Score windows, see `Reader`."""
        return np.array([one.score for one in self.read(question, windows)], np.float32)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read windows token by token, see `Reader`."""
        with self._lock:
            batches = [windows[at : at + BATCH] for at in range(0, len(windows), BATCH)]
            return [reading for batch in batches for reading in self._batch(question, batch)]

    def _batch(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        import torch

        tokenizer, network, longest = self._parts
        pairs = [question] * len(windows), [str(window) for window in windows]
        encoded = tokenizer(
            *pairs,
            padding=True,
            truncation=True,
            max_length=longest,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").numpy().astype(np.int64)
        with torch.no_grad():
            told = network(**encoded)
        first, last = told.start_logits.float().numpy(), told.end_logits.float().numpy()
        readings = []
        for row, window in enumerate(windows):
            count = int(encoded["attention_mask"][row].sum())  # what follows is padding
            own = np.array([part == 1 for part in encoded.sequence_ids(row)][:count])
            runs = offsets[row, :count] - len(window.head)
            readings.append(_reading(first[row, :count], last[row, :count], runs, own & (runs[:, 1] > 0)))
        return readings


def _reading(first: Scores, last: Scores, runs: np.ndarray[Any, np.dtype[np.int64]], own: Any) -> Reading:
    """Turn the two scores of each token into a reading.

    Args:
        first, last: shape (tokens,).
        runs: shape (tokens, 2), where each token stands in the window's text.
        own: shape (tokens,): which are of that text.
    """
    none = float(first[0] + last[0])
    if not own.any():
        return Reading(float(first.min() + last.min()) - none)
    begin, end = first[own], last[own]
    best = max(
        float((begin[: len(begin) - reach] + end[reach:]).max()) for reach in range(min(LONGEST_ANSWER, len(end)))
    )
    weights = ((_chances(begin) + _chances(end)) / 2).astype(np.float32)
    return Reading(best - none, np.maximum(runs[own, 0], 0), runs[own, 1], weights)


def _chances(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())
