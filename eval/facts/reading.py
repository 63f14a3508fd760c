"""Files of the shared data, read through the project's own door."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from corpus import reading, sources
from corpus.article import Document, Draft
from corpus.errors import Refused
from corpus.records import Source
from eval.errors import FolderInvalid


def folder(data: Path, name: str) -> Source:
    """Give a folder of releases as the source that ingesting it would make.

    Raises:
        FolderInvalid: there is no such folder.
    """
    root = data / name
    if not root.is_dir():
        raise FolderInvalid(f"{root}: no such folder; name the folder of shared data that holds it")
    return Source(name, "folder", str(root.resolve()))


def documents(source: Source) -> Iterator[Document]:
    """Yield the documents of a folder in path order, files of unknown formats passed over."""
    for path in sources.files(sources.Origin(source, Path(source.location)), lambda _error: None):
        try:
            yield sources.document(path, source)
        except Refused:
            continue


def document(data: Path, article: str) -> Document:
    """Open one file by its path below the folder of shared data.

    Raises:
        FolderInvalid: there is no such folder.
        Refused: the file cannot be taken in.
    """
    name, _, rest = article.partition("/")
    source = folder(data, name)
    return sources.document(Path(source.location) / rest, source)


def without_path(item: Document) -> Document:
    """Hide what a document's path says, its date for one; its format stays known."""
    return dataclasses.replace(item, path="release")


def draft(data: Path, article: str, path_hidden: bool = False) -> Draft | None:
    """Read one file; `None` if it was refused.

    Args:
        data: the folder of shared data.
        article: path below it.
        path_hidden: whether to keep the file's path from the reader.
    """
    try:
        item = document(data, article)
        return reading.read(without_path(item) if path_hidden else item)
    except Refused:
        return None
