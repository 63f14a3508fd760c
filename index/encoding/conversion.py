"""A sentence-transformers model, converted once for this machine and kept in the cache."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from index.encoding import runtime
from index.encoding.embedding import TransformerEmbedder
from index.encoding.models import Model
from index.errors import NotConvertible

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FORMAT = "1"
"""Counted up when what is written changes."""

_PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""Names under which a model keeps what it wants before a passage, as sentence-transformers looks for them."""

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted model on disk.

    Attributes:
        folder: holds `model.xml`, `model.bin`, `tokenizer.json` and `about.json`.
        dimensions: length of a vector.
        longest: tokens of the longest text it reads; what is beyond is cut off.
        query, passage: what goes before a question and before a passage.
    """

    folder: Path
    dimensions: int
    longest: int
    query: str
    passage: str


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
    folder = cache.expanduser() / "models" / f"{model.name}-{model.sha256[:12]}-{FORMAT}"
    if found := _read(folder):
        return found
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if found := _read(folder):
            return found
        log.info("converting %s for this processor; once, some ten seconds", model.name)
        _write(plain.transformer, folder)
    made = _read(folder)
    if made is None:
        raise NotConvertible(f"{folder} cannot be read back after it was written; is the disk full?")
    return made


def _read(folder: Path) -> Converted | None:
    try:
        about: Any = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        return Converted(folder, **about)
    except (OSError, ValueError, TypeError):
        return None


def _write(transformer: SentenceTransformer, folder: Path) -> None:
    """Convert into a folder of its own beside the wanted one, then rename it."""
    import torch

    network = _network(transformer)
    example = {name: torch.ones(2, 16, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    prompts = transformer.prompts
    passage = next((prompts[name] for name in _PASSAGE_PROMPTS if prompts.get(name)), "")
    about = Converted(
        folder,
        int(transformer.get_embedding_dimension() or 0),
        int(transformer.max_seq_length or 512),
        prompts.get("query") or "",
        passage or "",
    )
    made = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        runtime.convert(network, example, made / "model.xml")
        made.joinpath("tokenizer.json").write_text(transformer.tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
        told = {name: value for name, value in asdict(about).items() if name != "folder"}
        made.joinpath("about.json").write_text(json.dumps(told), encoding="utf-8")
        made.chmod(0o755)  # others on this machine may share the cache
        shutil.rmtree(folder, ignore_errors=True)  # what is left of a damaged one
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


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
