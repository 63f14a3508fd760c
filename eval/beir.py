"""BEIR folders: corpus.jsonl, queries.jsonl, and qrels.tsv or qrels/test.tsv. One document is one passage.

Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from eval.errors import FolderInvalid


@dataclass(frozen=True, slots=True)
class Collection:
    """A test collection.

    Attributes:
        documents: id, title and text of each; a document without a text is its title.
        queries: id -> question, those with a judgement only.
        wanted: query id -> document id -> grade above zero.
        digest: of the corpus file.
    """

    documents: tuple[tuple[str, str, str], ...]
    queries: dict[str, str]
    wanted: dict[str, dict[str, int]]
    digest: str


def load(folder: Path) -> Collection:
    """Read a BEIR folder.

    Raises:
        FolderInvalid: a file is missing or a line of one cannot be read.
    """
    judgements = next((path for name in ("qrels.tsv", "qrels/test.tsv") if (path := folder / name).is_file()), None)
    if judgements is None:
        raise FolderInvalid(f"{folder}: neither qrels.tsv nor qrels/test.tsv; name a BEIR folder")
    documents = []
    for row in _rows(folder / "corpus.jsonl"):
        title, text = str(row.get("title") or "").strip(), str(row.get("text") or "").strip()
        if text or title:
            documents.append((str(row["_id"]), title if text else "", text or title))
    wanted: dict[str, dict[str, int]] = {}
    for line in judgements.read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        if int(grade) > 0:
            wanted.setdefault(query, {})[document] = int(grade)
    queries = {
        str(row["_id"]): str(row["text"]) for row in _rows(folder / "queries.jsonl") if str(row["_id"]) in wanted
    }
    digest = hashlib.sha256((folder / "corpus.jsonl").read_bytes()).hexdigest()
    return Collection(tuple(documents), queries, wanted, digest)


def _rows(path: Path) -> list[dict[str, object]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise FolderInvalid(f"{path}: cannot be read ({error})") from error
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or "_id" not in row:
            raise FolderInvalid(f"{path}, line {number}: no object with an '_id'")
    return rows
