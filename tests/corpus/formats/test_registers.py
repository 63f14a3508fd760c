"""Which file is read by what, and what is said of the others."""

from __future__ import annotations

import pytest

from corpus.errors import NestedArchive, UnknownFormat
from corpus.formats import ADVICE, READERS, ROOM, SUFFIXES, unread
from corpus.formats.archive import ARCHIVES

CONTAINERS = {"export", "json", "zip"}


def test_every_ending_leads_to_a_reader_or_a_container() -> None:
    assert set(SUFFIXES.values()) == set(READERS) | CONTAINERS
    assert set(ROOM) <= set(SUFFIXES.values())
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in (*SUFFIXES, *ADVICE, *ARCHIVES))


def test_no_ending_is_both_read_and_advised_against() -> None:
    assert not set(ADVICE) & set(SUFFIXES)
    assert not set(ADVICE) & ARCHIVES
    assert ARCHIVES & set(SUFFIXES) == {".zip"}


@pytest.mark.parametrize("name", ["a.doc", "b/c.RTF", "d.odt", "e.pptx", "f.msg", "g.mbox"])
def test_other_files_of_releases_are_refused_with_advice(name: str) -> None:
    refused = unread(name)
    assert isinstance(refused, UnknownFormat)
    assert "save" in refused.reason
    assert refused.name == name


@pytest.mark.parametrize("name", ["a.tar.gz", "a.7z", "b.ZIP"])
def test_archives_that_are_not_opened(name: str) -> None:
    assert isinstance(unread(name), NestedArchive)


@pytest.mark.parametrize("name", ["a.png", "notes", ".txt", "a.txt.bak"])
def test_other_files_are_told_what_is_read(name: str) -> None:
    refused = unread(name)
    assert isinstance(refused, UnknownFormat)
    assert ".docx" in refused.reason
    assert ".txt" in refused.reason
