"""The plain rival: the service as most people write it on a first day, from the usual libraries with their defaults.

Text of each file, cut every 500 characters; rank-bm25 over lower-case words; all-MiniLM-L6-v2; both joined by
reciprocal rank fusion. What Dateline does beyond this has to show in the figures. Nothing here is held back: chunks
overlap, vectors are of unit length, and chunks that share no word with a question get no rank from BM25.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from eval.errors import FolderInvalid, RivalMissing
from eval.measures import Retrieved
from eval.workspace import folder_digest
from index.encoding.models import MINILM, resolve, verify
from qa.ingest import Progress

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, shape (texts, dimensions)."""

CHUNK = 500
"""Characters of a chunk."""

OVERLAP = 50
"""Characters that a chunk shares with the one before."""

CANDIDATES = 100
"""Chunks that words and meaning may each name."""

GROUP = 256
"""Chunks encoded between two reports of progress."""

RANK_CONSTANT = 60
"""Cormack, Clarke and Buettcher, Reciprocal Rank Fusion, SIGIR 2009."""

_PAGES = frozenset({".html", ".htm"})
_TEXTS = frozenset({".md", ".markdown", ".txt"})


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain rival over one folder.

    Attributes:
        chunks: article path relative to the folder, and the chunk's characters.
        vectors: of the chunks, shape (chunks, dimensions), float32, unit length.
        lexical: `rank_bm25.BM25Okapi` over the chunks.
        encode: makes a question's vector.
    """

    chunks: tuple[Retrieved, ...]
    vectors: Vectors
    lexical: Any
    encode: Encode

    @classmethod
    def build(
        cls, folder: Path, cache: Path, encode: Encode | None = None, progress: Progress = lambda _done, _all: None
    ) -> Plain:
        """Read, cut, count and encode a folder.

        Args:
            folder: of .md, .txt and .html files, at any depth; hidden ones do not count.
            cache: the vectors are kept in `plain/` below it, by the folder's content.
            encode: another encoder than all-MiniLM-L6-v2; its vectors are kept under the same name, so give it a
                cache of its own.
            progress: called with the number of chunks encoded, and of all.

        Raises:
            FolderInvalid: it is no folder, or has no such file with a text in it.
            RivalMissing: rank-bm25 is not installed.
            ModelError: the weights are not there, or damaged.
        """
        digest = folder_digest(folder)
        chunks = tuple(Retrieved(path, piece) for path, text in read(folder) for piece in cut(text))
        if not chunks:
            raise FolderInvalid(f"{folder}: no text in any .md, .txt or .html file; name a folder of releases")
        encode = encode or minilm
        kept = cache.expanduser() / "plain" / f"{digest}.npz"
        texts = [chunk.text for chunk in chunks]
        lexical = _lexical(texts)  # first: should its library be missing, nobody waits for the vectors
        return cls(chunks, _vectors(texts, encode, kept, progress), lexical, encode)

    def ask(self, question: str, k: int) -> tuple[Retrieved, ...]:
        """Give the k best chunks, best first, each with its fused score.

        The inner product is taken by NumPy: exact, as `faiss.IndexFlatIP` is, which most people would write here.
        """
        fused = np.zeros(len(self.chunks))
        words = np.asarray(self.lexical.get_scores(tokens(question)), np.float64)
        meaning = self.vectors @ self.encode([question])[0]
        depth = max(CANDIDATES, k)
        for ranking in (_best(words, depth, words > 0), _best(meaning, depth)):
            fused[ranking] += 1 / (RANK_CONSTANT + np.arange(1, len(ranking) + 1))
        best = _best(fused, max(k, 0), fused > 0)
        return tuple(replace(self.chunks[row], score=float(fused[row])) for row in best)


def read(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file: a web page's by trafilatura, any other's as it is."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        kind = path.suffix.lower()
        if kind not in _PAGES | _TEXTS or not path.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        yield name.as_posix(), _extract(text) if kind in _PAGES else text


def _extract(page: str) -> str:
    import trafilatura

    return trafilatura.extract(page) or ""


def cut(text: str) -> Iterator[str]:
    """Cut a text every `CHUNK` characters, each chunk reaching `OVERLAP` back; blank ones are left out."""
    for start in range(0, max(len(text) - OVERLAP, 1), CHUNK - OVERLAP):
        if (piece := text[start : start + CHUNK]).strip():
            yield piece


def tokens(text: str) -> list[str]:
    """Split lower-case text at white space."""
    return text.lower().split()


def minilm(texts: Sequence[str]) -> Vectors:
    """Encode by all-MiniLM-L6-v2 as sentence-transformers gives it.

    Raises:
        ModelError: the weights are not there, or damaged.
    """
    return np.asarray(_minilm().encode(list(texts), normalize_embeddings=True, show_progress_bar=False), np.float32)


@once
def _minilm() -> SentenceTransformer:
    model = resolve(MINILM)
    verify(model)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(model.location, device="cpu", local_files_only=True)


def _lexical(texts: Sequence[str]) -> Any:
    try:
        from rank_bm25 import BM25Okapi
    except ImportError as error:
        raise RivalMissing("rank-bm25 is not installed; `pip install -e '.[dev]'` brings it") from error
    return BM25Okapi([tokens(text) for text in texts])


def _vectors(texts: Sequence[str], encode: Encode, kept: Path, progress: Progress) -> Vectors:
    """Load the vectors of these very texts, or make and keep them."""
    # Not the folder alone: another trafilatura, or another way to cut, gives other chunks of the same files.
    digest = hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
    try:
        # Opened here, as NumPy leaves the file of a damaged archive open.
        with kept.open("rb") as file, np.load(file, allow_pickle=False) as found:
            if str(found["texts"]) == digest:
                return np.asarray(found["vectors"], np.float32)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
        pass  # not there, or damaged: it is a cache, so it is made again
    groups = []
    for start in range(0, len(texts), GROUP):
        groups.append(encode(texts[start : start + GROUP]))
        progress(min(start + GROUP, len(texts)), len(texts))
    vectors = np.concatenate(groups)
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_name(f"{kept.stem}.{os.getpid()}.npz")
    np.savez(part, vectors=vectors, texts=np.array(digest))
    part.replace(kept)
    return vectors


def _best(scores: NDArray[Any], most: int, among: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
    """Give the rows of the best scores, best first, equals in order of the files."""
    rows = np.argsort(-scores, kind="stable")
    return (rows if among is None else rows[among[rows]])[:most]
