"""Pages made to do harm are read or refused in bounded time; no paragraph is lost."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document
from corpus.errors import Refused, TooLarge
from corpus.formats import html
from tests.conftest import examples
from tests.corpus.formats.webpage import FIRST, SECOND, page, read


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + FIRST + SECOND,
        "<p>" + "<span class=share>" * 100_000 + FIRST,
        "<table><tr><td>" * 60_000 + FIRST,
        "<ul><li>" * 80_000 + FIRST,
        "<ol>" + "<li>One more.</li>" * 10_000 + "</ol>",
        "<p>" + "<a href=x>word</a> " * 20_000 + FIRST,
        "<h3>Related</h3>" * 10_000 + f"<p>{FIRST}</p>",
        "<p>" + "<span class=share>word </span>" * 20_000,
        "<p>" + "word. " * 200_000,
        '<script type="application/ld+json">' + "[" * 500_000 + f"</script><p>{FIRST}</p>",
        "<time datetime=2024-01-01>x</time>" * 20_000 + f"<p>{FIRST}</p>",
    ],
    ids=lambda body: body[:24],
)
def test_hostile_pages_read_or_are_refused_in_bounded_time(body: str) -> None:
    with suppress(Refused):
        assert read(f"<html><body><h1>Bridges</h1>{body}</body></html>").blocks


@pytest.mark.parametrize(
    "body",
    ["<p>" * 300_000, "<p " + " ".join(f"a{at}=1" for at in range(40_000)) + ">" + FIRST],
    ids=["tags", "attributes"],
)
def test_pages_that_would_take_minutes_are_refused_by_name(body: str) -> None:
    with pytest.raises(TooLarge, match=r"vast\.html"):
        read(f"<html><body>{body}</body></html>", "vast.html")


def test_control_characters_do_not_hide_the_article() -> None:
    assert read(page().replace("forty engineers", "forty\x01\x0bengineers")).blocks == (FIRST, SECOND)


PIECES = "<p>|</p>|<div>|<table><td>|<time datetime='|'>|<q>|</q>|<!--|&#xd800;|&#0;|]]>|word |. ".split("|")


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(st.sampled_from(PIECES)), st.text(st.characters(codec="utf-8"), max_size=8))
def test_any_page_reads_or_is_refused(middle: list[str], odd: str) -> None:
    written = page("".join(middle)).replace("</article>", odd + "</article>")
    with suppress(Refused):
        for block in read(written).blocks:
            block.encode()


@pytest.mark.shared
def test_no_paragraph_is_lost_that_trafilatura_finds(shared: Path) -> None:
    trafilatura = pytest.importorskip("trafilatura")
    lost = found = 0
    for path in sorted((shared / "justice").glob("*.html"))[::10]:
        raw = path.read_bytes()
        page = html.read(Document("justice", path.name, raw, "html"))
        ours = _letters(" ".join([page.title or "", *page.blocks]))
        theirs = trafilatura.extract(raw.decode("utf-8", "replace"), include_comments=False) or ""
        paragraphs = [_letters(line) for line in theirs.split("\n") if len(line.split()) > 12]
        found += len(paragraphs)
        lost += sum(paragraph not in ours for paragraph in paragraphs)
    assert found > 80
    assert lost <= 0.01 * found


def _letters(text: str) -> str:
    """Leave what two readers cannot disagree on: no marks of lists, spaces or unreadable bytes."""
    return "".join(filter(str.isalnum, text))
