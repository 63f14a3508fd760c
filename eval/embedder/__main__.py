"""`python -m eval.embedder TRAIN OUT`: measure the mean questions, to be written beside the code that uses them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from eval.embedder.means import entry
from index.encoding.encoders import plainest
from index.encoding.models import E5, resolve


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m eval.embedder")
    parser.add_argument("train", type=Path, help="folder of training questions")
    parser.add_argument("out", type=Path, help="the JSON file to write, index/encoding/question_means.json")
    parser.add_argument("--model", default=E5)
    parser.add_argument("--least", type=int, default=20, help="languages of fewer questions are left out")
    chosen = parser.parse_args(arguments)
    model = resolve(chosen.model)
    plain = plainest(model, user_cache_path("dateline"))
    chosen.out.write_text(json.dumps(entry(model, plain, chosen.train, chosen.least)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
