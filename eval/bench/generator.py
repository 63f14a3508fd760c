"""One corpus for all sizes: real releases first, then copies of them, in a store like any other.

Copy n of a size is copy n of every larger one, so that a store is extended and never made anew, and one that was cut
short goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from corpus import sources
from corpus.article import Document, Scope
from corpus.errors import Refused
from corpus.passages.cutting import CUTTING_VERSION
from corpus.records import Entry, Indexable, Source
from corpus.rules import CLEANER_VERSION
from corpus.store import ArticleStore
from corpus.store.reader import FILE
from eval.bench.copies import SOURCES, copy, template
from eval.bench.vocabulary import Vocabulary
from eval.errors import FolderInvalid
from eval.workspace import folder_digest, roots
from index.encoding.embedding import Embedder
from qa.ingest import Intake, Progress

RECIPE = "1"
"""Counted up whenever the same folders give other copies."""

TOGETHER = 256
"""Copies committed together."""

FILES_TOGETHER = 32
"""Real files taken in between two looks at how many passages there are."""

_COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A store of about `size` passages: the last release is whole.

    Attributes:
        folder: the data folder.
        real: releases in it that are no copies.
        passages: of all releases.
    """

    folder: Path
    size: int
    real: int
    passages: int


def generated(folders: Sequence[Path], size: int, cache: Path, embedder: Embedder, progress: Progress) -> Corpus:
    """Make the store of a size, or go on with it, or take the one that is there.

    Args:
        folders: of real releases; together they are mixed in an order that says nothing.
        size: passages wanted.
        cache: the store is kept below it, by the folders' content and the model.
        embedder: encodes the real passages.
        progress: told of the passages that are there, and of all.

    Raises:
        FolderInvalid: a folder is none, or empty, or nothing in them can be read.
        StoreError: the cache's disk is full, or another process writes to it.
    """
    recipe = cache.expanduser() / "bench" / _digest(folders, embedder.id)
    data = recipe / f"{size}"
    recipe.mkdir(parents=True, exist_ok=True)
    with FileLock(recipe / f"{size}.lock"):
        if not (data / FILE).exists():
            _begin(recipe, data)
        with closing(ArticleStore(data)) as store:
            _take_in(store, folders, size, embedder, lambda: progress(min(store.count_passages(), size), size))
            _copy(store, folders, size, embedder.id, progress)
            (data / _COMPLETE).touch()
            held = store.count_by_source(Scope.everything())
            return Corpus(data, size, sum(held.get(name, 0) for name in _names(folders)), store.count_passages())


def _digest(folders: Sequence[Path], model: str) -> str:
    said = [RECIPE, CLEANER_VERSION, CUTTING_VERSION, model]
    said += [f"{name} {folder_digest(folder)}" for name, folder in roots(folders).items()]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _begin(recipe: Path, data: Path) -> None:
    """Begin a store with the largest smaller one that is complete, if there is any."""
    complete = (int(path.parent.name) for path in recipe.glob(f"*/{_COMPLETE}"))
    smaller = [size for size in complete if size < int(data.name)]
    data.mkdir(exist_ok=True)
    if not smaller:
        return
    ArticleStore(recipe / f"{max(smaller)}").close()  # what its log holds goes into the file
    part = data / f"{uuid.uuid4().hex}.part"
    shutil.copyfile(recipe / f"{max(smaller)}" / FILE, part)
    part.rename(data / FILE)


def _names(folders: Sequence[Path]) -> list[str]:
    return [sources.locate(folder, ()).source.name for folder in folders]


# Real releases


def _take_in(
    store: ArticleStore, folders: Sequence[Path], size: int, embedder: Embedder, told: Callable[[], None]
) -> None:
    """Take real releases in until there are passages enough, or no more releases."""
    held = store.count_by_source(Scope.everything())
    if any(name in held for name in SOURCES):
        return  # all of them were taken in before the first copy was made
    for folder in folders:
        store.register(sources.locate(folder, ()).source, move=True)
    intake = Intake(store, embedder)
    files = _mixed(folders)
    for at in range(0, len(files), FILES_TOGETHER):
        if store.count_passages() >= size:
            break
        told()
        intake.feed(_document(path, source) for path, source in files[at : at + FILES_TOGETHER])
    if not store.count_passages():
        raise FolderInvalid(f"{', '.join(map(str, folders))}: nothing in it can be read; name folders of releases")


def _document(path: Path, source: Source) -> Document | Refused:
    try:
        return sources.document(path, source)
    except Refused as refused:
        return refused


def _mixed(folders: Sequence[Path]) -> list[tuple[Path, Source]]:
    """List the files of all folders, in the order of the hashes of their names."""
    found: list[tuple[Path, Source]] = []
    for folder in folders:
        origin = sources.locate(folder, ())
        found += [(path, origin.source) for path in sources.files(origin, lambda _error: None)]
    return sorted(found, key=lambda one: _mix(one[1].name, one[0].relative_to(one[1].location).as_posix()))


def _mix(source: str, path: str) -> str:
    return hashlib.sha256(f"{source}/{path}".encode()).hexdigest()


# Copies


def _copy(store: ArticleStore, folders: Sequence[Path], size: int, model: str, progress: Progress) -> None:
    """Add copies until there are passages enough."""
    passages = store.count_passages()
    if passages >= size:
        return
    rows = [row for row in _real(store, _names(folders), model) if row.passages]
    vocabulary = Vocabulary.of([(row.article.language or "", _words(row)) for row in rows])
    templates = [template(row, vocabulary) for row in rows]
    for name in SOURCES:
        store.register(Source(name, "documents", "made by the bench"))
    held = store.count_by_source(Scope.everything())
    number = sum(held.get(name, 0) for name in SOURCES)
    while passages < size:
        batch: list[Entry] = []
        while passages < size and len(batch) < TOGETHER:
            batch.append(copy(templates[number % len(templates)], vocabulary, number, model))
            passages += len(batch[-1].spans)
            number += 1
        store.put(batch)
        progress(min(passages, size), size)


def _words(row: Indexable) -> str:
    return f"{row.article.title or ''}\n{row.article.text}"


def _real(store: ArticleStore, names: Sequence[str], model: str) -> list[Indexable]:
    """Read the real releases, in the order in which they were taken in."""
    ids = [article_id for name in names for article_id in store.all_ids(name)]
    return sorted(store.indexables(model, ids), key=lambda row: _mix(row.article.source, row.article.path))
