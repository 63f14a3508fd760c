"""Whole drafts from small documents."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document, Draft, Person
from corpus.errors import EmptyDocument, NoArticle, Refused, TooLarge, UnknownFormat
from corpus.passages import cutting
from corpus.reading import BLOCKS_MOST, read
from corpus.rules import CLEANER_VERSION
from tests.conftest import examples
from tests.corpus.laboratory import DAY, FIRST, SECOND, text


def test_a_text_release() -> None:
    draft = text(f"FOR IMMEDIATE RELEASE\n\nLaboratory opens\n\nHALVERN, June 5, 2024 – {FIRST}\n\n{SECOND}\n")
    assert draft.text == f"HALVERN, June 5, 2024 – {FIRST}\n\n{SECOND}"
    assert (draft.title, draft.published, draft.place, draft.language) == ("Laboratory opens", DAY, "HALVERN", "en")
    assert draft.found == {
        "title": "text",
        "published": "dateline",
        "place": "dateline",
        "language": "text",
        "visible_from": "text",
    }


def test_a_date_line_above_the_text_is_a_field_and_no_sentence() -> None:
    draft = text(f"Laboratory opens\n\n5 June 2024\n\n{FIRST}\n\n9 June 2024\n\n{SECOND}\n")
    assert draft.text == f"{FIRST}\n\n9 June 2024\n\n{SECOND}"
    assert draft.published == DAY
    assert draft.found["published"] == "text"


def test_a_new_cutting_is_another_reading() -> None:
    cleaner, _, cut = CLEANER_VERSION.partition(".")
    assert cleaner.isdigit()
    assert cut == cutting.CUTTING_VERSION


def test_a_date_line_above_the_title() -> None:
    draft = text(f"5 June 2024\n\nLaboratory opens\n\n{FIRST}\n")
    assert (draft.title, draft.published, draft.text) == ("Laboratory opens", DAY, FIRST)


def test_a_letterhead_in_columns_is_no_title() -> None:
    draft = text(f"FOR IMMEDIATE RELEASE          June 5, 2024\n\nLaboratory opens in Halvern\n\n{FIRST}\n")
    assert (draft.title, draft.published) == ("Laboratory opens in Halvern", DAY)


@pytest.mark.parametrize(
    "above",
    [
        "HALVERN INSTITUTE\nPRESS RELEASE\n5 June 2024",
        "Central Bank of Halvern\nPress Release No. 2024/17\nRelease date: 5 June 2024",
        "معهد هالفرن\nبيان صحفي رقم 44/2024\nالتاريخ: 5 حزيران 2024",
    ],
)
def test_a_name_above_the_kind_of_text_is_no_title(above: str) -> None:
    draft = text(f"{above}\n\nLaboratory opens in Halvern\n\n{FIRST}\n\n{SECOND}\n")
    assert (draft.title, draft.published) == ("Laboratory opens in Halvern", DAY)


@pytest.mark.parametrize("line", ["Laboratory opens", "Laboratory Opens"])
def test_a_title_above_the_kind_of_text_is_the_title_where_there_is_no_other(line: str) -> None:
    assert text(f"{line}\nPress release\n\n{FIRST}\n\n{SECOND}\n").title == line


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


@pytest.mark.parametrize("path", ["2023/0101/a.txt", "2024/0604/a.txt", "2024/0607/a.txt"])
def test_what_the_release_says_wins_over_its_path(path: str) -> None:
    draft = text(f"Laboratory opens\n\n5 June 2024\n\n{FIRST}\n", path=path)
    assert (draft.published, draft.found["published"]) == (DAY, "text")


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


# Subtitle, languages, people, parts, issuer

ABOUT = "The institute, founded in 1962, tests bridges, towers and dams. It employs 310 people in three towns."


def test_a_whole_release_with_all_that_stands_around_its_news() -> None:
    draft = text(
        "EMBARGOED UNTIL 5 June 2024, 10:00 GMT\n\nPRESS RELEASE\n\nLaboratory opens\n\n"
        f"Forty engineers will test decks and cables\n\nHALVERN, 5 June 2024 – {FIRST}\n\n"
        "“We waited nine years,” said Mira Oden, director of the institute.\n\n"
        f"About the Halvern Institute\n\n{ABOUT}\n\nMedia contact:\n\nJon Tarrel\n\npress@halvern.example\n\n"
        "SOURCE Halvern Institute\n\n###\n\nShare this release\n"
    )
    blocks = draft.text.split("\n\n")
    assert blocks[0] == draft.subtitle == "Forty engineers will test decks and cables"
    assert blocks[1].startswith("HALVERN, 5 June 2024 – The Halvern")
    assert blocks[-1] == "SOURCE Halvern Institute"
    assert (draft.title, draft.published, draft.place) == ("Laboratory opens", DAY, "HALVERN")
    assert draft.visible_from == dt.datetime(2024, 6, 5, 10, tzinfo=dt.UTC)
    assert draft.issuer == "Halvern Institute"
    assert draft.people == (Person("Mira Oden", "director of the institute"),)
    assert [part.kind for part in draft.parts] == ["about", "contact", "legal"]
    assert [draft.text[part.start : part.end].split("\n\n")[0] for part in draft.parts] == [
        "About the Halvern Institute",
        "Media contact:",
        "SOURCE Halvern Institute",
    ]
    assert draft.languages == ("en",)
    assert {name: draft.found[name] for name in ("subtitle", "issuer", "visible_from")} == {
        "subtitle": "text",
        "issuer": "text",
        "visible_from": "text",
    }


def test_a_french_release_with_contact_and_about() -> None:
    draft = text(
        "Communiqué de presse\n\nLa ligne rouvre\n\nSahrin, le 5 juin 2024 – La ligne rouvrira le 1er juillet, a "
        "annoncé mercredi le ministère.\n\n« Les voyageurs seront récompensés », a déclaré Lucie Amari, ministre des "
        "Transports.\n\nÀ propos de CFV\n\nLa société exploite onze lignes.\n\nContact presse : presse@cfv.example\n"
    )
    assert (draft.title, draft.published, draft.place) == ("La ligne rouvre", DAY, "Sahrin")
    assert draft.people == (Person("Lucie Amari", "ministre des Transports"),)
    assert [part.kind for part in draft.parts] == ["about", "contact"]
    assert draft.languages == ("fr",)


def test_a_text_in_two_languages_has_both() -> None:
    arabic = "افتتح المعهد مختبرا للجسور وسيعمل فيه أربعون مهندسا ابتداء من الخريف المقبل كما قال مديره في بيان."
    draft = text(f"Laboratory opens\n\n{FIRST}\n\n{SECOND}\n\n{arabic}\n")
    assert (draft.language, draft.languages) == ("en", ("en", "ar"))


def test_the_language_that_the_sender_states_comes_first() -> None:
    draft = text(f"Laboratory opens\n\n{FIRST}\n", language="fr")
    assert (draft.language, draft.languages) == ("fr", ("fr", "en"))


def test_an_update_on_a_line_of_its_own_is_a_field() -> None:
    draft = text(f"Laboratory opens\n\n5 June 2024\n\n{FIRST}\n\nLast updated: 7 June 2024\n")
    assert (draft.published, draft.updated) == (DAY, dt.date(2024, 6, 7))
    assert draft.text == FIRST


def test_a_run_on_text_begins_below_its_head() -> None:
    gap = " " * 40
    first, second = (sentence.replace(",", "").replace(".", "") for sentence in (FIRST, SECOND))
    raw = f"{gap}June 5 2024 Elsen Port Opens a Quay{gap}WASHINGTON D C{gap}{first}{gap}{second}{gap}Text Size{gap}"
    draft = text(raw)
    assert (draft.title, draft.published, draft.place) == ("Elsen Port Opens a Quay", DAY, "WASHINGTON D C")
    assert draft.text == f"WASHINGTON D C {first} {second}"


# Refusals


def test_too_large() -> None:
    with pytest.raises(TooLarge, match=r"a\.txt.*0\.1 MB"):
        read(Document("room", "a.txt", b"a" * 120_000, "text"), largest=100_000)


def test_too_many_paragraphs() -> None:
    with pytest.raises(TooLarge, match=r"a\.txt.*paragraphs"):
        text("x\n\n" * (BLOCKS_MOST + 1))


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


@settings(deadline=None, max_examples=examples(150))
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
    assert cutting.cut(draft.text)
    named = "title subtitle published updated place issuer language url visible_from"
    assert set(draft.found) == {name for name in named.split() if getattr(draft, name)}
    assert draft.languages[:1] == ((draft.language,) if draft.language else ())
    assert all(draft.text[part.start : part.end].strip() for part in draft.parts)
