"""Whole drafts from the shared real releases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import sources
from corpus.article import Document
from corpus.fields import dates
from corpus.passages import cutting
from corpus.reading import read


def folder(root: Path) -> list[Document]:
    origin = sources.locate(root, [])
    return [sources.document(path, origin.source) for path in sources.files(origin, lambda error: None)]


@pytest.mark.shared
def test_the_two_seeds(shared: Path) -> None:
    first, second = (read(document) for document in folder(shared / "seeds"))
    assert first.published is None
    assert first.title is not None
    assert second.title == (
        "Signing of Cooperation agreement between ICESCO and UNESCO Regional Center for Quality and Excellence in "
        "Education"
    )
    assert second.published == dt.date(2023, 11, 9)
    for furniture in ("Disclaimer", "User Feedback", "Latest articles"):
        assert furniture not in second.text


@pytest.mark.shared
@pytest.mark.slow
def test_every_newswire_release_reads(shared: Path) -> None:
    documents = folder(shared / "newswire")
    assert len(documents) == 1_984
    for document in documents:
        draft = read(document)
        assert draft.title, document.path
        assert "Newsramp.com TLDR" not in draft.text, document.path
        assert "Blockchain Registration" not in draft.text, document.path
        spans = cutting.cut(draft.text)
        assert "".join("".join(span.of(draft.text).split()) for span in spans) == "".join(draft.text.split())


@pytest.mark.shared
@pytest.mark.slow
def test_the_day_in_a_newswire_release_is_that_of_its_path(shared: Path) -> None:
    """`wire/year/MMDD/slug.md`: where release and path both give a day, these are the same or next to each other.

    One of the wires files a third of its releases on the day after the one they bear.
    """
    same = near = both = 0
    for document in folder(shared / "newswire"):
        day = dates.in_path(document.path)
        if day and (written := read(replace(document, path="a.md")).published):
            both += 1
            same += written == day
            near += abs(written - day) <= dt.timedelta(days=1)
    assert both > 900
    assert near >= 0.99 * both
    assert same >= 0.945 * both


@pytest.mark.shared
def test_every_justice_page_and_some_senate_releases_read(shared: Path) -> None:
    for name, step in (("justice", 3), ("senate", 15)):
        for document in folder(shared / name)[::step]:
            draft = read(document)
            assert draft.published, document.path
            for label in ("Questions or comments", "Press Release Number:", "Updated September", "Share on"):
                assert label not in draft.text, document.path


@pytest.mark.shared
def test_some_newswire_releases_read(shared: Path) -> None:
    for document in folder(shared / "newswire")[::8]:
        draft = read(document)
        assert draft.title, document.path
        assert "Newsramp.com TLDR" not in draft.text, document.path
        assert "Blockchain Registration" not in draft.text, document.path
