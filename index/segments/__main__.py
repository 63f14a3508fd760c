"""`python -m index.segments DATA FOLDER MODEL DIMENSIONS`: bring an index up to its store, then merge it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from corpus.store import ArticleStore
from index.errors import IndexUnwritable
from index.segments.writer import Writer


def main() -> None:
    """Write the index that the arguments name."""
    data, folder, model, dimensions = sys.argv[1:]
    os.nice(10)
    store = ArticleStore(Path(data))
    try:
        writer = Writer(store, Path(folder), model, int(dimensions))
        writer.advance(wait=0)
        writer.merge(wait=0)
    except IndexUnwritable as error:
        sys.exit(str(error))
    finally:
        store.close()


if __name__ == "__main__":
    main()
