"""Pages of press rooms of many makes, each an invented one with its release and facts beside it (`pages/*.txt`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import Document, Draft
from corpus.errors import NoArticle
from corpus.reading import read

PAGES = Path(__file__).parent / "pages"
READ = sorted(path.stem for path in PAGES.glob("*.txt"))
FIELDS = ("title", "subtitle", "published", "updated", "place", "issuer", "language", "url")


def draft(name: str) -> Draft:
    return read(Document("room", f"{name}.html", (PAGES / f"{name}.html").read_bytes(), "html"))


def shown(draft: Draft) -> str:
    """Write a draft as the files beside the pages do: facts, the paragraphs of each part, a blank line, the text."""
    starts = [0]
    for paragraph in draft.text.split("\n\n"):
        starts.append(starts[-1] + len(paragraph) + 2)
    lines = [f"{name}: {value}" for name in FIELDS if (value := getattr(draft, name)) is not None]
    if len(draft.languages) > 1:
        lines.append(f"languages: {', '.join(draft.languages)}")
    if draft.visible_from:
        lines.append(f"visible_from: {draft.visible_from.isoformat()}")
    lines += [f"quoted: {each.name}" + (f" ({each.role})" if each.role else "") for each in draft.people]
    lines += [f"{part.kind}: {starts.index(part.start)}-{starts.index(part.end + 2) - 1}" for part in draft.parts]
    return "\n".join(lines) + "\n\n" + draft.text + "\n"


@pytest.mark.parametrize("name", READ)
def test_a_page_gives_its_release_and_nothing_else(name: str) -> None:
    assert shown(draft(name)) == (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def test_every_page_has_what_is_expected_of_it() -> None:
    assert len(READ) >= 16
    assert {path.stem for path in PAGES.glob("*.html")} - set(READ) == {"listing"}


def test_a_list_of_releases_is_none() -> None:
    with pytest.raises(NoArticle, match="a list of"):
        draft("listing")


@pytest.mark.parametrize("name", READ)
def test_reading_a_clean_text_again_changes_nothing(name: str) -> None:
    first = draft(name)
    again = read(Document("room", "a.txt", first.text.encode(), "text", fields={"title": first.title or ""}))
    assert again.text == first.text
    assert again.parts == first.parts
