"""Write postings once: documents in, the files of a `PackedPostings` out.

Everything is sorted in memory: about 60 bytes a term, repeats included, so 600 MB for 100,000 passages. More
than that is packed in pieces and merged (`merging.py`). The files are written, not synced: whoever names them in
a manifest does that first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import TermsCollide
from index.lexical.packed import PackedPostings
from index.lexical.postings import Unsigned, Whole, keys_of


def pack(folder: Path, prefix: str, documents: Iterable[Iterable[str]]) -> PackedPostings:
    """Write an index of documents, each given as its terms, repeats kept; rows are numbered in their order.

    Raises:
        TermsCollide: two words have one key; nothing is written.
    """
    numbers: dict[str, int] = {}
    tokens: list[NDArray[np.uint32]] = []
    lengths: list[int] = []
    for document in documents:
        held = np.fromiter((numbers.setdefault(term, len(numbers)) for term in document), np.uint32)
        tokens.append(held)
        lengths.append(len(held))
    joined = np.concatenate(tokens) if tokens else np.empty(0, np.uint32)
    return pack_numbered(folder, prefix, list(numbers), joined, np.array(lengths, np.int64))


def pack_numbered(
    folder: Path, prefix: str, words: Sequence[str], tokens: Unsigned, lengths: Whole
) -> PackedPostings:
    """Write an index of documents whose terms are numbered already.

    Args:
        folder: an existing folder.
        prefix: the first part of the files' names.
        words: the word of each number, no word twice; one that stands in no document is left out.
        tokens: the terms of all documents, one document after another, shape (sum of lengths,).
        lengths: terms of each document, shape (documents,).

    Raises:
        TermsCollide: two words have one key; nothing is written.
    """
    keys = keys_of(words)
    order = np.argsort(keys)
    _refuse_equal_keys(words, keys, order)
    used = np.zeros(len(words), np.bool_)
    used[tokens] = True
    order = order[used[order]]
    place = np.empty(len(words), np.uint64)
    place[order] = np.arange(len(order), dtype=np.uint64)
    # One sort of (term, row) pairs in a single integer is far quicker than sorting two columns.
    pairs = place[tokens] << np.uint64(32)
    pairs |= np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    pairs.sort()
    first = np.flatnonzero(np.concatenate([[True], pairs[1:] != pairs[:-1]])[: len(pairs)])
    counts = np.diff(first, append=len(pairs))
    pairs = pairs[first]
    terms = (pairs >> np.uint64(32)).astype(np.uint32)
    rows = pairs.astype(np.uint32)  # the low half
    turned = (rows.astype(np.uint64) << np.uint64(32)) | terms
    turned.sort()
    spelled = [words[at].encode("utf-8", "surrogatepass") for at in order.tolist()]
    arrays: dict[str, NDArray[Any]] = {
        "keys": keys[order],
        "offsets": offsets(np.bincount(terms, minlength=len(order))),
        "rows": rows,
        "counts": counts.astype(smallest(counts.max(initial=0))),
        "lengths": lengths.astype(smallest(lengths.max(initial=0))),
        "terms": turned.astype(np.uint32),
        "term_offsets": offsets(np.bincount(rows, minlength=len(lengths))),
        "words": np.frombuffer(b"".join(spelled), np.uint8),
        "word_offsets": offsets(np.array([len(word) for word in spelled], np.int64)),
    }
    for name, array in arrays.items():
        np.save(folder / f"{prefix}.{name}.npy", array, allow_pickle=False)
    return PackedPostings(folder, prefix)


def offsets(sizes: Whole) -> Whole:
    """Give where runs of these sizes begin and end, laid one after another, shape (len(sizes) + 1,)."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def smallest(most: int) -> np.dtype[np.unsignedinteger]:
    """Give the smallest unsigned type that holds a number."""
    return np.min_scalar_type(int(most))


def _refuse_equal_keys(words: Sequence[str], keys: NDArray[np.uint64], order: NDArray[np.intp]) -> None:
    ranked = keys[order]
    equal = np.flatnonzero(ranked[1:] == ranked[:-1])
    if len(equal):
        raise TermsCollide(words[order[equal[0]]], words[order[equal[0] + 1]])
