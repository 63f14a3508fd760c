"""An index of any folder, apart from the data directory: built once, kept by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.article import Document, Draft, Span
from corpus.fields.languages import language
from corpus.records import Entry, Source
from corpus.rules import CLEANER_VERSION
from eval.errors import FolderInvalid
from index.encoding import reuse
from index.encoding.embedding import passage_text
from qa.desk import Desk, DeskConfig
from qa.ingest import BATCH_PASSAGES, Progress

_COMPLETE = "complete"

_OF_DOCUMENTS = ", languages told"
"""What the rules by which ready-made documents are taken in have beside those of releases."""


def folder_digest(folder: Path) -> str:
    """Fingerprint a folder's files, names and bytes; hidden ones do not count.

    Raises:
        FolderInvalid: it is no folder, or empty.
    """
    if not folder.is_dir():
        raise FolderInvalid(f"{folder}: no such folder; name the folder that the questions' paths are relative to")
    digest = hashlib.sha256()
    empty = True
    for place, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(place) / name
                digest.update(os.fsencode(f"{file.relative_to(folder).as_posix()}\n"))
                digest.update(_file_digest(file))
                empty = False
    if empty:
        raise FolderInvalid(f"{folder}: nothing in it; name a folder of releases")
    return digest.hexdigest()


def _file_digest(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError as error:
        # A link to nowhere, a closed file: taking it in will refuse it and go on, and so do we.
        return f"unreadable: {error.errno}".encode()


def of_folder(folder: Path, config: DeskConfig, cache: Path, progress: Progress) -> tuple[Desk, str]:
    """Open a Desk over one folder of releases, see `of_folders`."""
    return of_folders((folder,), config, cache, progress)


def of_folders(folders: Sequence[Path], config: DeskConfig, cache: Path, progress: Progress) -> tuple[Desk, str]:
    """Open a Desk over folders of releases, each a source, taking them in if this content was never seen.

    Returns:
        The Desk, and the corpus digest.

    Raises:
        FolderInvalid: one is no folder, or empty, or has the name of another.
        CorpusError: one could not be taken in.
    """
    digests = [f"{name}\n{folder_digest(folder)}" for name, folder in roots(folders).items()]
    digest = (
        hashlib.sha256("\n".join(digests).encode()).hexdigest() if len(folders) > 1 else folder_digest(folders[0])
    )
    desk, marker = _open(digest, config, cache)
    with _handed_over(desk):
        if not _complete(marker):
            for folder in folders:
                if failed := desk.intake().paths([folder], moved=True, progress=progress).failed:
                    raise failed[0]
            _finish(marker)
        desk.ready(progress)
    return desk, digest


def roots(folders: Sequence[Path]) -> dict[str, Path]:
    """Name the folders as questions name them: `""` for a single one, by their own names where there are several.

    Raises:
        FolderInvalid: two have one name.
    """
    if len(folders) == 1:
        return {"": folders[0]}
    named: dict[str, Path] = {}
    for folder in folders:
        name = folder.resolve().name
        if name in named:
            raise FolderInvalid(f"{folder} and {named[name]} have one name; questions could not tell them apart")
        named[name] = folder
    return named


def path_in(folders: Sequence[Path]) -> Callable[[str, str], str]:
    """Give the function from an article's source and path to its name in a questions file."""
    if len(folders) == 1:
        return lambda _source, path: path
    return lambda source, path: f"{source}/{path}"


def of_documents(
    documents: Iterable[tuple[str, str, str]], digest: str, config: DeskConfig, cache: Path, progress: Progress
) -> Desk:
    """Open a Desk over ready-made documents, each one passage.

    Args:
        documents: id, title and text of each.
        digest: of the documents.
        config, cache, progress: as elsewhere.
    """
    desk, marker = _open(digest, config, cache)
    with _handed_over(desk):
        if not _complete(marker, _OF_DOCUMENTS):
            desk.store.register(Source("beir", "documents", digest))
            rows = list(documents)
            for at in range(0, len(rows), BATCH_PASSAGES):
                batch = rows[at : at + BATCH_PASSAGES]
                made = reuse.encode(
                    [passage_text(title, text) for _, title, text in batch], desk.embedder, desk.store
                )
                desk.store.put(
                    [
                        Entry(
                            Document("beir", name, f"{title}\n{text}".encode(), "text"),
                            Draft(text, title or None, language=language(f"{title}\n\n{text}")),
                            [Span(0, len(text))],
                            made.vectors[row : row + 1],
                            desk.embedder.id,
                            made.keys[row : row + 1],
                        )
                        for row, (name, title, text) in enumerate(batch)
                    ]
                )
                progress(at + len(batch), len(rows))
            _finish(marker, _OF_DOCUMENTS)
        desk.ready(progress)
    return desk


def _open(digest: str, config: DeskConfig, cache: Path) -> tuple[Desk, Path]:
    """Open the Desk of a content; what changes how all of it is cut gives another folder."""
    recipe = hashlib.sha256(f"{digest}/{config.passage_words}/{config.largest}".encode()).hexdigest()[:16]
    data = cache.expanduser() / "eval" / recipe
    return Desk(replace(config, data=data)), data / _COMPLETE


@contextmanager
def _handed_over(desk: Desk) -> Iterator[None]:
    """Close the Desk where nobody gets it, because what fills it was interrupted or failed."""
    try:
        yield
    except BaseException:
        desk.close()
        raise


def _complete(marker: Path, beside: str = "") -> bool:
    """Tell whether everything was taken in by today's rules.

    What other rules have read is read again in place: texts that stay the same keep their vectors.
    """
    return marker.exists() and marker.read_text(encoding="utf-8") == CLEANER_VERSION + beside


def _finish(marker: Path, beside: str = "") -> None:
    marker.write_text(CLEANER_VERSION + beside, encoding="utf-8")
