"""A tokenizer without its vocabulary: what is done to a text before and after pieces are looked for in it."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.encoding import pieces
from index.encoding.pieces import Piece

FORMAT = "1"
"""Counted up when what is written changes."""

_FILE = "shell.json"

_PLAIN = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
"""What is said of added tokens that are found in a text as they are written, before anything is done to it."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A Unigram tokenizer but for its vocabulary.

    Attributes:
        tokenizer: as the tokenizers library reads it, with `first` for its vocabulary and numbered by it.
        first: pieces that it needs whatever the text: those it adds, the unknown one, and the least likely one, by
            which the library reckons what an unknown character costs.
        unknown: place in `first` of the piece for what has none.
        added: strings that are tokens wherever they stand in a text.
    """

    tokenizer: str
    first: tuple[Piece, ...]
    unknown: int
    added: tuple[str, ...]


def write(file: Path, folder: Path) -> None:
    """Take a tokenizer apart and write it into a folder: its shell, and its pieces beside it.

    Of a tokenizer of another kind only that is written down.

    Args:
        file: `tokenizer.json`.
        folder: is there.
    """
    from tokenizers import Tokenizer

    # As the library holds it, not as the file has it: it reads numbers but for their last digit.
    told: dict[str, Any] = json.loads(Tokenizer.from_file(str(file)).to_str())
    parted = apart(told)
    if parted is not None:
        pieces.write([(text, score) for text, score in told["model"]["vocab"]], folder)
    (folder / _FILE).write_text(json.dumps(parted, ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> Shell | None:
    """Read what was written; none for a tokenizer of another kind."""
    told: Any = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    if told is None:
        return None
    first = tuple(Piece(*one) for one in told["first"])
    return Shell(json.dumps(told["tokenizer"]), first, told["unknown"], tuple(told["added"]))


def apart(told: dict[str, Any]) -> dict[str, Any] | None:
    """Give the fields of a `Shell`, or none for a tokenizer that looks at more than the pieces in a text.

    Args:
        told: a tokenizer as the library writes it.
    """
    model, added, around = told["model"], told["added_tokens"], told["post_processor"]
    if model.get("type") != "Unigram" or model["byte_fallback"] or model["unk_id"] is None:
        return None
    if told["normalizer"] is None or told["pre_tokenizer"] is None:
        return None
    if any(one[name] is not wanted for one in added for name, wanted in _PLAIN.items()):
        return None
    vocabulary = model["vocab"]
    if any(one["id"] >= len(vocabulary) or vocabulary[one["id"]][0] != one["content"] for one in added):
        return None
    if around is not None and around["type"] != "TemplateProcessing":
        return None
    least = min(range(len(vocabulary)), key=lambda number: vocabulary[number][1])
    special = around["special_tokens"].values() if around else ()
    wanted = {one["id"] for one in added} | {number for one in special for number in one["ids"]}
    first = sorted(wanted | {model["unk_id"], least})
    return {
        "tokenizer": _renumbered(told, first),
        "first": [(vocabulary[number][0], number, vocabulary[number][1]) for number in first],
        "unknown": first.index(model["unk_id"]),
        "added": [one["content"] for one in added],
    }


def _renumbered(told: dict[str, Any], first: list[int]) -> dict[str, Any]:
    """Give a tokenizer with a few pieces only, which are numbered by their places among these."""
    made = copy.deepcopy({**told, "model": None, "padding": None, "truncation": None})
    vocabulary = told["model"]["vocab"]
    made["model"] = {**told["model"], "vocab": [vocabulary[number] for number in first]}
    made["model"]["unk_id"] = first.index(told["model"]["unk_id"])
    for one in made["added_tokens"]:
        one["id"] = first.index(one["id"])
    for one in (made["post_processor"] or {"special_tokens": {}})["special_tokens"].values():
        one["ids"] = [first.index(number) for number in one["ids"]]
    return made
