"""BEIR folders: corpus.jsonl, queries.jsonl, and qrels.tsv or qrels/test.tsv. One document is one passage.

Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import FolderInvalid


@dataclass(frozen=True, slots=True)
class Collection:
    """A test collection.

    Attributes:
        documents: id, title and text of each; a document without a text is its title.
        queries: id -> question, those with a judgement only.
        wanted: query id -> document id -> grade above zero.
        digest: of the corpus file.
        judged: of the queries and judgements that are scored.
    """

    documents: tuple[tuple[str, str, str], ...]
    queries: dict[str, str]
    wanted: dict[str, dict[str, int]]
    digest: str
    judged: str = ""


def load(folder: Path) -> Collection:
    """Read a BEIR folder.

    Raises:
        FolderInvalid: a file is missing, or a line of one cannot be read; the message names it.
    """
    judgements = next((path for name in ("qrels.tsv", "qrels/test.tsv") if (path := folder / name).is_file()), None)
    if judgements is None:
        raise FolderInvalid(f"{folder}: neither qrels.tsv nor qrels/test.tsv; name a BEIR folder")
    corpus, asked = folder / "corpus.jsonl", folder / "queries.jsonl"
    documents = []
    for name, row in _rows(corpus):
        title, text = str(row.get("title") or "").strip(), str(row.get("text") or "").strip()
        if text or title:
            documents.append((name, title if text else "", text or title))
    wanted = _wanted(judgements)
    queries = {name: str(row.get("text") or "") for name, row in _rows(asked) if name in wanted}
    if unasked := [name for name in wanted if not queries.get(name, "").strip()]:
        raise FolderInvalid(f"{asked}: no text of query {unasked[0]!r}, which {judgements.name} judges")
    judged = json.dumps([sorted(queries.items()), sorted((name, sorted(g.items())) for name, g in wanted.items())])
    return Collection(
        tuple(documents),
        queries,
        wanted,
        hashlib.sha256(corpus.read_bytes()).hexdigest(),
        f"sha256:{hashlib.sha256(judged.encode()).hexdigest()}",
    )


def _wanted(path: Path) -> dict[str, dict[str, int]]:
    """Read judgements above zero; the first line may be a heading."""
    wanted: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            query, document, grade = line.split("\t")
            relevance = int(grade)
        except ValueError as error:
            if number == 1:
                continue
            raise FolderInvalid(f"{path}, line {number}: not a query, a document and a whole grade") from error
        if relevance > 0:
            wanted.setdefault(query, {})[document] = relevance
    if not wanted:
        raise FolderInvalid(f"{path}: no judgement above zero; nothing can be scored")
    return wanted


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a JSON Lines file with their ids."""
    seen: set[str] = set()
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FolderInvalid(f"{path}, line {number}: no JSON ({error})") from error
        if not isinstance(row, dict) or "_id" not in row:
            raise FolderInvalid(f"{path}, line {number}: no object with an '_id'")
        name = str(row["_id"])
        if name in seen:
            raise FolderInvalid(f"{path}, line {number}: id {name!r} stands above already")
        seen.add(name)
        yield name, row


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines: U+2028 and its like may stand inside a JSON string.
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FolderInvalid(f"{path}: cannot be read ({error})") from error
