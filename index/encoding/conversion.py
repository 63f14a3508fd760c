"""A sentence-transformers model, converted once for this machine and kept in the cache."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.encoding import runtime, tokenizing
from index.encoding.embedding import TransformerEmbedder
from index.encoding.kept import damaged, discard, keep
from index.encoding.models import Model
from index.errors import NotConvertible

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

NETWORK, TOKENIZER = "model.xml", "tokenizer.json"

FORMAT = "3"
"""Counted up when what is written changes."""

_PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""Names under which a model keeps what it wants before a passage, as sentence-transformers looks for them."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted model on disk.

    Attributes:
        folder: holds `model.xml`, `model.bin`, `tokenizer.json` and `about.json`.
        dimensions: length of a vector.
        vocabulary: folder where `index.encoding.tokenizing` keeps its vocabulary.
        longest: tokens of the longest text it reads; what is beyond is cut off.
        query, passage: what goes before a question and before a passage.
        unrelated: cosine of texts that have nothing in common.
    """

    folder: Path
    vocabulary: Path
    dimensions: int
    longest: int
    query: str
    passage: str
    unrelated: float


def damage(model: Model, cache: Path) -> tuple[str, ...]:
    """Read a converted model whole, name its damaged files and have it converted again when it is next loaded.

    A start looks at the lengths of the files alone, as reading half a gigabyte takes a third of a second.

    Returns:
        Names of files; none where all is well, or nothing was converted yet.
    """
    found: tuple[str, ...] = ()
    for folder in (folder_of(model, cache), tokenizing.place(model, cache)):
        if folder.is_dir() and (names := damaged(folder)):
            discard(folder)
            found += names
    return found + damage(model.beside, cache) if model.beside else found


def folder_of(model: Model, cache: Path) -> Path:
    """Name the folder of the cache where a converted model is kept."""
    return cache.expanduser() / "models" / f"{model.name}-{(model.sha256 or '')[:12]}-{FORMAT}"


def converted(model: Model, cache: Path, plain: TransformerEmbedder) -> Converted:
    """Give the converted model, converting it if this machine has not done so yet.

    Several processes may ask at once: one converts, the others wait. What is written appears whole or not at all.

    Args:
        model: with a checksum: a hub name is whatever the hub says today and is not converted.
        cache: folder of what can be made again.
        plain: the model as sentence-transformers runs it, loaded if it has to be converted.

    Raises:
        NotConvertible: it is of another make than a transformer whose tokens are averaged.
        ModelError: its weights are missing or damaged.
    """
    if model.sha256 is None:
        raise NotConvertible(f"{model.name}: weights of a hub name have no checksum of ours")
    folder = folder_of(model, cache)
    told = f"converting {model.name} for this processor; once, some ten seconds"
    keep(folder, lambda part: _write(plain, part), told)
    about: Any = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    return Converted(folder, tokenizing.place(model, cache), **about)


def _write(plain: TransformerEmbedder, folder: Path) -> None:
    """Convert into an empty folder."""
    import torch

    transformer = plain.transformer
    network = _network(transformer)
    example = {name: torch.ones(2, 16, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    prompts = transformer.prompts
    passage = next((prompts[name] for name in _PASSAGE_PROMPTS if prompts.get(name)), "")
    about = {
        "dimensions": int(transformer.get_embedding_dimension() or 0),
        "longest": int(transformer.max_seq_length or 512),
        "query": prompts.get("query") or "",
        "passage": passage,
        "unrelated": plain.unrelated,
    }
    runtime.convert(network, example, folder / NETWORK)
    folder.joinpath(TOKENIZER).write_text(transformer.tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
    folder.joinpath("about.json").write_text(json.dumps(about), encoding="utf-8")


def _network(model: SentenceTransformer) -> Any:
    """Give a transformer, the average of its tokens and unit length as one torch module.

    Raises:
        NotConvertible: the model is of another make.
    """
    import torch

    parts = [type(part).__name__ for part in model]
    pooling = str(getattr(model[1], "pooling_mode", None)) if len(parts) > 1 else ""
    if parts[:2] != ["Transformer", "Pooling"] or parts[2:] not in ([], ["Normalize"]) or pooling != "mean":
        raise NotConvertible(f"a model of {' + '.join(parts)} ({pooling}) runs by torch only")
    transformer: Any = model[0].auto_model

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            """Token ids and mask in, unit vectors out."""
            hidden = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return Encoder().eval()
