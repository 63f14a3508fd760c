"""Whole drafts from small documents, and from the shared real releases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import passages, sources
from corpus.article import Document, Draft
from corpus.errors import EmptyDocument, NoArticle, Refused, TooLarge, UnknownFormat
from corpus.reading import read

FIRST = (
    "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there "
    "from the autumn onwards, its director said."
)
SECOND = (
    "Visitors may see the tanks on the first Sunday of each month, and schools can book a guided tour by "
    "writing to the office in the old town hall."
)
DAY = dt.date(2024, 6, 5)


def text(written: str, path: str = "a.txt", **fields: str) -> Draft:
    return read(Document("room", path, written.encode(), "text", fields=fields))


def test_a_text_release() -> None:
    draft = text(f"FOR IMMEDIATE RELEASE\n\nLaboratory opens\n\nHALVERN, June 5, 2024 – {FIRST}\n\n{SECOND}\n")
    assert draft.text == f"HALVERN, June 5, 2024 – {FIRST}\n\n{SECOND}"
    assert (draft.title, draft.published, draft.place, draft.language) == ("Laboratory opens", DAY, "HALVERN", "en")
    assert draft.found == {"title": "text", "published": "dateline", "place": "dateline", "language": "text"}


def test_a_date_line_above_the_text_is_a_field_and_no_sentence() -> None:
    draft = text(f"Laboratory opens\n\n5 June 2024\n\n{FIRST}\n\n9 June 2024\n\n{SECOND}\n")
    assert draft.text == f"{FIRST}\n\n9 June 2024\n\n{SECOND}"
    assert draft.published == DAY
    assert draft.found["published"] == "text"


def test_a_date_line_above_the_title() -> None:
    draft = text(f"5 June 2024\n\nLaboratory opens\n\n{FIRST}\n")
    assert (draft.title, draft.published, draft.text) == ("Laboratory opens", DAY, FIRST)


def test_a_letterhead_in_columns_is_no_title() -> None:
    draft = text(f"FOR IMMEDIATE RELEASE          June 5, 2024\n\nLaboratory opens in Halvern\n\n{FIRST}\n")
    assert (draft.title, draft.published) == ("Laboratory opens in Halvern", DAY)


def test_a_markdown_release() -> None:
    raw = f"# Laboratory opens\n\nRabat, le 5 juin 2024 – {FIRST}\n\n---\n\n[Source Release](https://example.org/1)\n"
    draft = read(Document("room", "2023/0101/a.md", raw.encode(), "markdown"))
    assert draft.text == f"Rabat, le 5 juin 2024 – {FIRST}"
    assert (draft.title, draft.published, draft.place) == ("Laboratory opens", DAY, "Rabat")
    assert draft.url == "https://example.org/1"


def test_an_arabic_release() -> None:
    lead = "الرباط، ٥ حزيران/يونيو ٢٠٢٤ – وقعت المنظمة اتفاقية تعاون مع المركز الإقليمي للجودة والتميز في التعليم."
    draft = text(f"اتفاقية جديدة للتعاون\n\n{lead}\n")
    assert (draft.title, draft.published, draft.place) == ("اتفاقية جديدة للتعاون", DAY, "الرباط")
    assert (draft.text, draft.language) == (lead, "ar")


def test_the_path_dates_a_release_that_does_not() -> None:
    draft = text(f"Laboratory opens\n\n{FIRST}\n", path="2024/0605/a.txt")
    assert (draft.published, draft.found["published"]) == (DAY, "path")


def test_what_the_release_says_wins_over_its_path() -> None:
    assert text(f"Laboratory opens\n\n5 June 2024\n\n{FIRST}\n", path="2023/0101/a.txt").published == DAY


@pytest.mark.parametrize(
    "body",
    [
        f"{FIRST}",
        f"{FIRST}\n\nThe summer school begins.\n\n5 June 2024",
        f"It was signed on Wednesday (5 June 2024) in Paris. {FIRST}",
        f"June 5, 2024 - June 7, 2024\n\n{FIRST}",
        f"05/06/2024\n\n{FIRST}",
        f"The bridge opens on 5 June 2024.\n\n{FIRST}",
        f"Open day: 5 June 2024\n\n{FIRST}",
    ],
)
def test_null_rather_than_a_guess(body: str) -> None:
    draft = text(f"Laboratory opens\n\n{body}\n")
    assert draft.published is None
    assert (draft.updated, draft.place, draft.issuer, draft.url) == (None, None, None, None)
    assert "published" not in draft.found


def test_a_first_sentence_is_no_title() -> None:
    draft = text(f"The laboratory is open.\n\n{FIRST}\n")
    assert draft.title is None
    assert draft.text == f"The laboratory is open.\n\n{FIRST}"


# What the sender says


def test_the_senders_fields_win() -> None:
    sent = {
        "title": "Bridges at last",
        "published": "2024-06-05",
        "place": "Rabat",
        "issuer": "Halvern",
        "language": "fr",
        "url": "https://example.org/1",
    }
    raw = f"---\ntitle: Other\ndate: 2020-01-01\nissuer: Else\nurl: https://example.org/2\n---\nPARIS – {FIRST}\n"
    draft = read(Document("room", "a.md", raw.encode(), "markdown", fields=sent))
    for name in ("title", "place", "issuer", "language", "url"):
        assert getattr(draft, name) == sent[name]
        assert draft.found[name] == "sender"
    assert draft.published == DAY


def test_the_address_it_was_fetched_from_wins_over_all() -> None:
    raw = f"---\nurl: https://example.org/2\n---\n{FIRST}\n".encode()
    assert read(Document("room", "a.md", raw, "markdown", url="https://example.org/1")).url == "https://example.org/1"


@pytest.mark.parametrize("said", ["yesterday", "05/06/2024", "2024-02-30", ""])
def test_a_date_of_the_senders_that_is_none_is_not_kept(said: str) -> None:
    draft = text(f"Laboratory opens\n\n{FIRST}\n", published=said, updated=said)
    assert (draft.published, draft.updated) == (None, None)


def test_the_senders_title_takes_no_other_line_out_of_the_text() -> None:
    body = f"A line without a full stop\n\n{FIRST}"
    assert text(body, title="Laboratory opens").text == body
    assert text(f"Laboratory opens\n\n{FIRST}", title="Laboratory opens").text == FIRST


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/news/1", "news", "ftp://example.org/1", "https://"])
def test_an_address_that_nobody_can_follow_is_none(address: str) -> None:
    raw = f"---\nurl: {address}\n---\n{FIRST}\n".encode()
    assert read(Document("room", "a.md", raw, "markdown")).url is None


# Pages

PAGE = f"""<html lang="fr-CA"><head><title>x</title>%s</head><body><nav><a href="/">Home</a></nav>
<main><h1>Laboratory opens</h1>%s<p>{FIRST}</p><p>{SECOND}</p></main>
<aside><h2>Latest articles</h2><p>Old story</p></aside></body></html>"""


def page(head: str = "", lines: str = "") -> Draft:
    return read(Document("room", "a.html", (PAGE % (head, lines)).encode(), "html"))


def test_a_web_page() -> None:
    draft = page('<meta property="article:published_time" content="2024-06-05T10:00:00Z">')
    assert draft.text == f"{FIRST}\n\n{SECOND}"
    assert (draft.title, draft.published, draft.language) == ("Laboratory opens", DAY, "en")
    assert draft.found["published"] == "metadata"


@pytest.mark.parametrize("line", ["<p>5 June 2024</p>", "<div>Wednesday 5 June 2024, Halvern</div>"])
def test_a_web_page_is_dated_by_the_line_under_its_title(line: str) -> None:
    assert page(lines=line).published == DAY


@pytest.mark.parametrize(
    "line", ["<p>Tours begin on 5 June 2024.</p>", "<h2>Open day: 5 June 2024</h2>", "<p>Updated on 5 June 2024</p>"]
)
def test_a_web_page_is_not_dated_by_what_it_tells(line: str) -> None:
    assert page(lines=line).published is None


# Refusals


def test_too_large() -> None:
    with pytest.raises(TooLarge, match=r"a\.txt.*0\.1 MB"):
        read(Document("room", "a.txt", b"a" * 120_000, "text"), largest=100_000)


def test_unknown_formats() -> None:
    for kind in ("rtf", "export", "zip", ""):
        with pytest.raises(UnknownFormat, match="known: text"):
            read(Document("room", "a.pdf", b"words", kind))


@pytest.mark.parametrize("written", ["Print\n\nShare\n", "FOR IMMEDIATE RELEASE", "\u200b\u200b \n\n\ufeff"])
def test_nothing_beside_furniture(written: str) -> None:
    with pytest.raises(EmptyDocument):
        text(written)


def test_a_page_that_is_all_furniture() -> None:
    cookies = "This website uses cookies " + "to improve your visit and to count you " * 8
    raw = f"<html><body><article><p>{cookies}</p></article></body></html>".encode()
    with pytest.raises((NoArticle, EmptyDocument)):
        read(Document("room", "a.html", raw, "html"))


BLOCKS = [
    "Laboratory opens", "5 June 2024", "Print", "-" * 60, FIRST, "PARIS – " + SECOND, "Latest news", "- item",
    "| a | b |", "<p>tag</p>", "", "   ", "\t", "\ufeff", "x" * 200, "رقم ٥", "---", "# Heading", "…",
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from(BLOCKS)),
    st.sampled_from(["\n", "\n\n", "\r\n", " "]),
    st.sampled_from(["text", "markdown"]),
)
def test_any_document_gives_a_sound_draft_or_a_refusal(blocks: list[str], between: str, kind: str) -> None:
    try:
        draft = read(Document("room", "a", between.join(blocks).encode(), kind))
    except Refused:
        return
    assert draft.text == draft.text.strip() != ""
    assert all(block and block == " ".join(block.split()) for block in draft.text.split("\n\n"))
    assert passages.cut(draft.text)
    assert set(draft.found) == {
        name for name in ("title", "published", "place", "issuer", "language", "url") if getattr(draft, name)
    }


# The shared real releases


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
        spans = passages.cut(draft.text)
        assert "".join("".join(span.of(draft.text).split()) for span in spans) == "".join(draft.text.split())


@pytest.mark.shared
def test_some_newswire_releases_read(shared: Path) -> None:
    for document in folder(shared / "newswire")[::8]:
        draft = read(document)
        assert draft.title, document.path
        assert "Newsramp.com TLDR" not in draft.text, document.path
        assert "Blockchain Registration" not in draft.text, document.path
