"""A reader that the user brings, in torch: where it is, what it is called, and one question at a time."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from index.errors import ModelMissing


class Brought:
    """What every brought model shares.

    Args:
        model: a folder, or `owner/name` on the hub.
        allow_hub: whether a hub name is acceptable; off by default, so that nothing is fetched unasked.

    Raises:
        ModelMissing: no such folder while the hub is off.
    """

    def __init__(self, model: str, allow_hub: bool = False) -> None:
        folder = Path(model).expanduser()
        self._hub = not folder.is_dir()
        if self._hub and not allow_hub:
            raise ModelMissing(f"no reader in {model!r}; name a folder, or set DATELINE_HUB=true to fetch a hub name")
        self._location = model if self._hub else str(folder.resolve())
        # The fast tokenizers keep padding and truncation as state: two threads in one fail ("Already borrowed").
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """Identity of the scores."""
        return f"{self._location if self._hub else Path(self._location).name}/torch-fp32"

    def _offline(self) -> None:
        """Keep the libraries off the network; to be called before they are imported, for they look once."""
        if not self._hub:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
