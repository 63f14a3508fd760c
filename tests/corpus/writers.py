"""What other processes do to a store in the tests."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from corpus.store import ArticleStore
from tests.corpus.entries import entry


def write_many(folder: Path, source: str, count: int) -> None:
    """Open the store and commit `count` articles one by one, the last of them into a shared path."""
    store = ArticleStore(folder)
    for number in range(count):
        store.put([entry(f"{number}.txt", f"Words {number} of {source}. They are many.", source)])
    store.put([entry("shared.txt", f"Written by {source}.", "both")])
    store.close()


def write_until_killed(folder: Path, acknowledged: Path, die_after: int) -> None:
    """Commit articles, writing down each acknowledgement, and die without any farewell in the middle of the next."""
    store = ArticleStore(folder)
    with acknowledged.open("a") as notes:
        for number in range(die_after):
            store.put([entry(f"{number}.txt", f"Words number {number}. They are many.")])
            notes.write(f"{number}\n")
            notes.flush()
    with store._write() as connection:
        store._put(connection, [entry("unfinished.txt", "Never acknowledged words.")])
        os.kill(os.getpid(), signal.SIGKILL)
