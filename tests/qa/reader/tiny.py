"""A network of a few thousand weights with every part of the real one, and a folder of weights that completes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertModel,
    PreTrainedTokenizerFast,
)

from index.encoding.models import resolve
from qa.reader import weights
from qa.reader.network import Reader

WORDS = "the a of bridge harbour opened closed in March June who where when mayor ميناء pont ouvert".split()
UNKNOWN = "<unk>"
SPECIAL = ["<s>", "<pad>", "</s>", UNKNOWN]
LAYERS, FROZEN = 3, 1


def tokenizer() -> Tokenizer:
    vocabulary = {word: at for at, word in enumerate([*SPECIAL, *WORDS])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return made


def config(labels: int = 2) -> BertConfig:
    return BertConfig(
        vocab_size=len(SPECIAL) + len(WORDS),
        hidden_size=32,
        num_hidden_layers=LAYERS,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
        pad_token_id=1,
        initializer_range=0.3,  # so that every token shows in the score
        num_labels=labels,  # type: ignore[call-arg]
    )


def base(folder: Path, seed: int = 0) -> Path:
    """Write a base as `index.encoding.unpacking` does."""
    torch.manual_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    BertModel(config(), add_pooling_layer=False).save_pretrained(folder)
    tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def shipped(folder: Path, on: Path, seed: int = 1) -> Path:
    """Write a folder of weights for that base."""
    torch.manual_seed(seed)
    reader = Reader(on, FROZEN, LAYERS)
    learned = {name: value.detach().numpy() for name, value in reader.learned().items()}
    about: dict[str, Any] = {
        "base": str(on),
        "base_sha256": resolve(str(on)).sha256,
        "frozen": FROZEN,
        "layers": LAYERS,
        "longest": 48,
        "record": {},
    }
    weights.write(learned, about, folder)
    return folder


def cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Write a cross-encoder as sentence-transformers keeps one."""
    torch.manual_seed(2)
    folder.mkdir(parents=True, exist_ok=True)
    BertForSequenceClassification(config(labels)).save_pretrained(folder)
    return _with_tokenizer(folder)


def question_answering(folder: Path) -> Path:
    """Write a question-answering model as transformers keeps one."""
    torch.manual_seed(3)
    folder.mkdir(parents=True, exist_ok=True)
    BertForQuestionAnswering(config()).save_pretrained(folder)
    return _with_tokenizer(folder)


def _with_tokenizer(folder: Path) -> Path:
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer(),
        **dict(zip(("cls_token", "pad_token", "sep_token", "unk_token"), SPECIAL, strict=True)),
        model_max_length=48,
        model_input_names=["input_ids", "attention_mask"],
    )
    fast.save_pretrained(folder)
    return folder
