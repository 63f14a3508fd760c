"""`python -m eval.cutting --data DIR`: try every way of cutting on every folder, and print what it is worth."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from corpus.rules import CLEANER_VERSION
from eval.cutting import table
from eval.cutting.experiment import MODE, Folder, Result, counted, folder, measured
from eval.cutting.variants import CHOSEN, VARIANTS, Variant
from eval.cutting.vectors import VectorCache
from eval.report import VERSIONS
from eval.workspace import folder_digest
from index.encoding.encoders import quickest
from index.encoding.models import MINILM, resolve

FOLDERS = ("justice", "senate", "newswire")
"""Smallest first, so that a mistake shows early."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the experiment."""
    chosen = _parser().parse_args(arguments)
    variants = _variants(chosen.variants)
    folders = {name: chosen.data / name for name in chosen.folders}
    held = [folder(path, chosen.data / "gold" / f"{name}.jsonl") for name, path in folders.items()]
    if chosen.cuts:
        cuts = {each.name: {variant.name: counted(variant, each) for variant in variants} for each in held}
        sys.stdout.write(table.cuts(table.report(variants, cuts, {})) + "\n")
        return
    model = quickest(resolve(MINILM), chosen.cache)
    cache = VectorCache(chosen.cache / "cutting", model.id, model.dimensions, model.encode_passages)
    results = {each.name: _tried(variants, each, cache, model.dimensions) for each in held}
    about = {
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "model": {"id": model.id},
        "mode": MODE,
        "settings": {"cleaner": CLEANER_VERSION},
        "versions": {name: importlib.metadata.version(name) for name in VERSIONS},
        "corpora": {
            each.name: {"articles": len(each.releases), "digest": f"sha256:{folder_digest(folders[each.name])}"}
            for each in held
        },
    }
    written = table.report(variants, results, about)
    if chosen.out:
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write((table.markdown(written) if chosen.markdown else spoken(written)) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.cutting", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the folders, with gold/NAME.jsonl for each"
    )
    parser.add_argument("--folders", nargs="+", default=FOLDERS, help="which of them")
    parser.add_argument("--variants", nargs="+", help="names of those to try; the chosen one is always among them")
    parser.add_argument("--cache", type=Path, default=user_cache_path("dateline"), help="where vectors are kept")
    parser.add_argument("--cuts", action="store_true", help="only count what the cuts tear apart; needs no model")
    parser.add_argument("--out", type=Path, help="write the report here, JSON")
    parser.add_argument("--markdown", action="store_true", help="print the tables of docs/passages.md")
    return parser


def _variants(names: Sequence[str] | None) -> list[Variant]:
    known = {variant.name: variant for variant in VARIANTS}
    if unknown := [name for name in names or () if name not in known]:
        sys.exit(f"no variant {unknown[0]!r}; known: {', '.join(known)}")
    return [variant for variant in VARIANTS if names is None or variant is CHOSEN or variant.name in names]


def _tried(variants: Sequence[Variant], on: Folder, cache: VectorCache, dimensions: int) -> dict[str, Result]:
    results = {}
    for variant in variants:
        began, before = time.perf_counter(), cache.encoded

        def progress(done: int, everything: int, name: str = variant.name) -> None:
            sys.stderr.write(f"\r{on.name}, {name}: {done:,} of {everything:,} texts encoded")

        results[variant.name] = measured(variant, on, cache, dimensions, progress)
        took = time.perf_counter() - began
        sys.stderr.write(f"\r{on.name}, {variant.name}: {cache.encoded - before:,} texts encoded, {took:.0f} s\n")
    return results


def spoken(written: dict[str, Any]) -> str:
    """Say each comparison in a sentence."""
    return "\n".join(
        f"{name}, {each['measure']}: {each['words']}"
        for name, tried in written["sets"].items()
        for each in tried["comparisons"]
    )


if __name__ == "__main__":
    main()
