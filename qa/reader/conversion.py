"""The reader's weights and those of its base made one network, converted once for this machine and kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from index.encoding import runtime
from index.encoding.kept import keep
from index.encoding.models import Model, resolve
from index.encoding.unpacking import unpacked
from index.errors import ModelDamaged
from qa.reader import weights

FORMAT = "2"
"""Counted up when what is written changes."""

NETWORK, TOKENIZER = "model.xml", "tokenizer.json"


def converted(cache: Path, folder: Path = weights.FOLDER) -> Path:
    """Give the folder of the converted reader, converting it if this machine has not done so yet.

    Several processes may ask at once: one converts, the others wait. What is written appears whole or not at all.

    Args:
        cache: folder of what can be made again.
        folder: of the weights.

    Returns:
        A folder with `model.xml`, `model.bin` and `tokenizer.json`.

    Raises:
        ModelMissing: the package that carries the base is not installed, or weights are missing.
        ModelDamaged: weights are not those that were measured.
    """
    card = weights.card(folder)
    base = resolve(card.base)
    if base.sha256 != card.base_sha256:
        raise ModelDamaged(
            f"the reader was learned on {card.base} {card.base_sha256[:12]}…, and {(base.sha256 or '?')[:12]}… "
            "is installed; install Dateline again"
        )
    place = folder_of(card, cache)
    told = "converting the reader for this processor; once, some ten seconds"
    keep(place, lambda part: _write(card, base, cache, folder, part), told)
    return place


def folder_of(card: weights.Card, cache: Path) -> Path:
    """Name the folder of the cache where the converted reader is kept."""
    return cache.expanduser() / "models" / f"reader-{card.base_sha256[:12]}-{card.sha256[:12]}-{FORMAT}"


def _write(card: weights.Card, base: Model, cache: Path, folder: Path, part: Path) -> None:
    """Convert into an empty folder."""
    import torch

    e5 = unpacked(base, cache) if base.packed else Path(base.location)
    example = {name: torch.ones(2, 32, dtype=torch.long) for name in ("ids", "mask")}
    runtime.convert(assembled(card, e5, folder), example, part / NETWORK)
    shutil.copyfile(e5 / TOKENIZER, part / TOKENIZER)


def assembled(card: weights.Card, e5: Path, folder: Path = weights.FOLDER) -> Any:
    """Give the reader as a torch module: token numbers and mask in, one table out.

    Its rows are those of the batch; the first column is the score, the others log-weights of the tokens.

    Args:
        card: of the weights.
        e5: folder of the unpacked base.
        folder: of the weights.

    Raises:
        ModelDamaged: the weights are of other layers than the card tells.
    """
    import torch

    from qa.reader.network import Reader

    reader = Reader(e5, card.frozen, card.layers)
    found, wanted = weights.load(folder), reader.learned()
    if found.keys() != wanted.keys():
        raise ModelDamaged(f"{folder} holds other layers than its card tells of; install Dateline again")
    with torch.no_grad():
        for name, value in wanted.items():
            value.copy_(torch.from_numpy(found[name]))

    class Table(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.reader = reader

        def forward(self, ids: Any, mask: Any) -> Any:
            """Token numbers and mask in; scores and log-weights of the tokens out, in one table."""
            score, weights = self.reader(ids, mask)
            return torch.cat([score.unsqueeze(1), weights], dim=1)

    return Table().eval()
