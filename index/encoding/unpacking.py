"""multilingual-e5-small, unpacked from its package into a folder that sentence-transformers loads.

The package carries the weights in four bits (`index.encoding.packed`). They are written out in full precision, just
as the package's own engine reads them, with the tokenizer of XLM-RoBERTa made from the pieces and scores beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from index.encoding.kept import damaged, discard, keep
from index.encoding.models import Model
from index.encoding.packed import Floats, Packed, parse
from index.errors import ModelDamaged, ModelMissing

FORMAT = "1"
"""Counted up when what is written changes."""

PROMPTS = {"query": "query: ", "document": "passage: "}
"""Wang et al., Multilingual E5 Text Embeddings, 2024, section 2: what goes before a question and before a passage."""

_KEPT_SIGNS = {"～": "\ue000", "🈻": "\ue001"}
"""What NFKC changes and sentencepiece's `nmt_nfkc` does not, and private signs to hide it behind meanwhile."""

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def unpacked(model: Model, cache: Path | None) -> Path:
    """Give the folder of a packed model, unpacking it if this has not been done yet.

    Args:
        model: packed, from `resolve`.
        cache: folder of what can be made again.

    Raises:
        ModelMissing: there is no cache to unpack into, or the package's file is gone.
        ModelDamaged: the package's file is not the one that was measured.
        OSError: the cache cannot be written.
    """
    if cache is None:
        raise ModelMissing(f"{model.name} is unpacked before it runs; name a cache folder to unpack it into")
    folder = cache.expanduser() / "models" / f"{model.name}-{(model.sha256 or '')[:12]}-unpacked-{FORMAT}"
    told = f"unpacking {model.name} into {folder}; once, some ten seconds and half a gigabyte"
    keep(folder, lambda part: write(_read(model), part), told)
    if damaged(folder):
        discard(folder)
        keep(folder, lambda part: write(_read(model), part), told)
    return folder


def _read(model: Model) -> Packed:
    try:
        data = Path(model.location).read_bytes()
    except FileNotFoundError as error:
        raise ModelMissing(f"{model.location} is missing; reinstall the package that carries {model.name}") from error
    if (found := hashlib.sha256(data).hexdigest()) != model.sha256:
        raise ModelDamaged(
            f"{model.location} has sha256 {found[:12]}…, not {(model.sha256 or '')[:12]}…; "
            f"reinstall the package that carries {model.name}"
        )
    try:
        return parse(data)
    except ModelDamaged as error:
        raise ModelDamaged(f"{model.location}: {error}; reinstall the package that carries {model.name}") from error


def write(packed: Packed, folder: Path) -> None:
    """Write a model as sentence-transformers loads it: mean of the tokens, unit length, prompts as E5 wants them."""
    from safetensors.numpy import save_file

    save_file(network(packed), folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(packed).save(str(folder / "tokenizer.json"))
    (folder / "1_Pooling").mkdir()
    for name, content in _configuration(packed).items():
        (folder / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def network(packed: Packed) -> dict[str, Floats]:
    """Give the weights under the names of transformers' `BertModel`, float32."""
    hidden, inner = packed.hidden, packed.inner
    wide = {"q": (hidden, hidden), "k": (hidden, hidden), "v": (hidden, hidden), "ao": (hidden, hidden)}
    wide |= {"fi": (inner, hidden), "fo": (hidden, inner)}
    rows = {"word": packed.vocabulary, "pos": packed.positions, "type": packed.types}
    named = {"word": "word", "pos": "position", "type": "token_type"}
    found = {
        f"embeddings.{named[short]}_embeddings.weight": packed.tensor(f"emb.{short}", count, hidden)
        for short, count in rows.items()
    }
    for kind, short in (("weight", "w"), ("bias", "b")):
        found[f"embeddings.LayerNorm.{kind}"] = packed.tensor(f"emb.ln.{short}", hidden)
        for layer in range(packed.layers):
            for part, name in _LAYER.items():
                shape = wide.get(part, (hidden,))
                found[f"encoder.layer.{layer}.{name}.{kind}"] = packed.tensor(
                    f"l{layer}.{part}.{short}", *(shape if kind == "weight" else shape[:1])
                )
    return found


def tokenizer(packed: Packed) -> Tokenizer:
    """Make XLM-RoBERTa's tokenizer: sentencepiece's Unigram behind its `nmt_nfkc` map, `<s>` and `</s>` around."""
    made = Tokenizer(models.Unigram(list(packed.pieces), unk_id=packed.unknown, byte_fallback=False))
    hidden = [normalizers.Replace(sign, private) for sign, private in _KEPT_SIGNS.items()]
    shown = [normalizers.Replace(private, sign) for sign, private in _KEPT_SIGNS.items()]
    collapsed = normalizers.Replace(Regex(" {2,}"), " ")
    made.normalizer = normalizers.Sequence([*hidden, normalizers.Nmt(), normalizers.NFKC(), *shown, collapsed])
    words = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), words])
    made.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    names = [piece for piece, _ in packed.pieces]
    begin, end = names[packed.begin], names[packed.end]
    made.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, packed.begin), (end, packed.end)],
    )
    special = (packed.begin, packed.padding, packed.end, packed.unknown)
    made.add_special_tokens([AddedToken(names[one], special=True) for one in special])
    return made


def _configuration(packed: Packed) -> Mapping[str, Any]:
    """Give the files that say what the weights are, by name."""
    names = [piece for piece, _ in packed.pieces]
    kinds = {"0": ("", "Transformer"), "1": ("1_Pooling", "Pooling"), "2": ("2_Normalize", "Normalize")}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.inner,
            "vocab_size": packed.vocabulary,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.types,
            "layer_norm_eps": packed.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": packed.padding,
            "position_embedding_type": "absolute",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": names[packed.begin],
            "cls_token": names[packed.begin],
            "eos_token": names[packed.end],
            "sep_token": names[packed.end],
            "pad_token": names[packed.padding],
            "unk_token": names[packed.unknown],
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": int(number), "name": number, "path": path, "type": f"sentence_transformers.models.{kind}"}
            for number, (path, kind) in kinds.items()
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
