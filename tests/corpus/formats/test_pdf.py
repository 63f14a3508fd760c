"""PDF: paragraphs out of lines, the title, and what is refused by name."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from corpus.errors import EmptyDocument, Encrypted, Malformed, NotText, Refused, Scanned, TookTooLong, TooLarge
from corpus.formats import Page
from corpus.formats import pdf as reader
from corpus.pdfium import process
from corpus.pdfium.line import Line
from tests.corpus.formats.making import (
    ARABIC,
    FIRST,
    FRENCH,
    SECOND,
    TITLE,
    Paper,
    document,
    one_page,
    paragraphs,
    pdf,
    release_pdf,
)


def read(raw: bytes) -> Page:
    return reader.read(document(raw, "pdf"))


def written(write: Callable[[Paper], None]) -> Page:
    return read(pdf(write))


def refusal(raw: bytes, kind: type[Refused]) -> Refused:
    with pytest.raises(kind) as refused:
        read(raw)
    assert refused.value.name == "a.pdf"
    return refused.value


# Paragraphs


def test_a_release() -> None:
    page = read(release_pdf())
    assert page.title == TITLE
    assert page.blocks == ("PRESS RELEASE", FIRST, SECOND, "Contact: press@orlington.example")
    assert page.metadata == {}


@pytest.mark.parametrize("align", ["L", "J"])
@pytest.mark.parametrize("size", [8.0, 11.0, 14.0])
def test_paragraphs_parted_by_gaps(align: str, size: float) -> None:
    texts = [FIRST, FRENCH, SECOND]
    assert read(paragraphs(*texts, size=size, align=align)).blocks == tuple(texts)


def test_paragraphs_without_gaps_are_told_by_where_their_last_lines_end() -> None:
    page = read(paragraphs(FIRST, FRENCH, SECOND, gap=0))
    assert page.blocks == (FIRST, FRENCH, SECOND)


def test_paragraphs_told_by_an_indent() -> None:
    texts = (FIRST, SECOND, FRENCH)

    def write(paper: Paper) -> None:
        with paper.text_columns(text_align="J") as column:
            for text in texts:
                with column.paragraph(first_line_indent=8) as paragraph:
                    paragraph.write(text)

    assert written(write).blocks == texts


def test_an_address_keeps_its_lines() -> None:
    lines = ("Press office", "Jane Doe", "01 23 45 67", "press@orlington.example")

    def write(paper: Paper) -> None:
        paper.paragraph(FIRST)
        for line in lines:
            paper.paragraph(line, gap=0)

    assert written(write).blocks == (FIRST, *lines)


@pytest.mark.parametrize("mark", ["•", "-", "1.", "\u25aa"])
def test_list_items_are_blocks_and_hang_together(mark: str) -> None:
    item = f"{mark} {SECOND}"

    def write(paper: Paper) -> None:
        paper.paragraph(FIRST)
        for _ in range(2):
            paper.paragraph(item, gap=0)

    shown = item.replace("\u25aa", "•")
    assert written(write).blocks == (FIRST, shown, shown)


def test_a_sentence_goes_on_over_the_end_of_a_page_without_its_running_titles() -> None:
    texts = tuple(f"{chr(65 + at) * 2}: {FIRST} {SECOND} {chr(65 + at) * 3}." for at in range(22))

    class Bound(Paper):
        def header(self) -> None:
            self.set_font("DejaVu", "", 8)
            self.cell(text="Orlington Council - News", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("DejaVu", "", 8)
            self.cell(text=f"Page {self.page_no()} of 3")

    paper = Bound()
    paper.add_page()
    for text in texts:
        paper.paragraph(text, gap=2)
    page = read(paper.bytes())
    assert paper.page_no() == 3
    assert page.blocks == texts


def line(text: str, base: float, page: int = 0) -> Line:
    return Line(text, page, 50, 300, base, 10)


@pytest.mark.parametrize("text", ["3", "- 2 -", "Page 1 of 4", "2/5", "صفحة 3", "- more -", "(suite)"])
def test_page_numbers_go_even_from_a_single_page(text: str) -> None:
    kept = line("Words that stay", 400)
    assert reader.without_running([kept, line(text, 980)], [1000]) == [kept]
    assert reader.without_running([line(text, 500)], [1000]) == [line(text, 500)]


def test_a_line_at_the_edge_of_one_page_is_no_running_title() -> None:
    lines = [line("Orlington Council", 30), line("Words", 400), line("Other", 30, page=1)]
    assert reader.without_running(lines, [1000, 1000]) == lines


def test_a_title_that_runs_small_on_later_pages_stays_on_its_own() -> None:
    title = replace(line(TITLE, 60), size=20)
    running = [line(TITLE, 30, page=page) for page in (1, 2, 3)]
    assert reader.without_running([title, *running], [1000] * 4) == [title]


# Words


def test_words_broken_at_line_ends_are_whole_again() -> None:
    soft = (
        "The trans\u00adportation infra\u00adstructure im\u00adprove\u00adments will benefit every\u00adbody in the "
        "neigh\u00adbour\u00adhood sub\u00adstan\u00adtially, the com\u00admu\u00adni\u00adca\u00adtions de\u00adpart"
        "\u00adment an\u00adnounced. "
    ) * 4

    def write(paper: Paper) -> None:
        paper.set_right_margin(120)
        paper.paragraph(soft.strip(), align="J")

    assert written(write).blocks == (soft.replace("\u00ad", "").strip(),)


def test_hyphens_of_compounds_stay() -> None:
    text = "A long-term plan of the well-known north-south railway and its carbon-neutral trains. " * 8

    def write(paper: Paper) -> None:
        paper.set_right_margin(105)
        paper.paragraph(text.strip())

    assert written(write).blocks == (text.strip(),)


def test_ligatures_and_mojibake_are_spelt_out() -> None:
    page = written(lambda paper: paper.paragraph("The ﬁrst oﬃce of the city is the cafÃ© on the quay, it said."))
    assert page.blocks == ("The first office of the city is the café on the quay, it said.",)


def test_french_with_its_quotes() -> None:
    assert written(lambda paper: paper.paragraph(FRENCH)).blocks == (FRENCH,)


def test_arabic_in_the_order_it_is_read() -> None:
    words = ARABIC.split()
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    assert written(lambda paper: paper.rtl_lines(lines)).blocks == (ARABIC,)


# Tables and columns


def row(paper: Paper, cells: tuple[str, ...], width: float = 55) -> None:
    for cell in cells:
        paper.cell(width, 6, cell)
    paper.ln(6)


def test_rows_of_a_table() -> None:
    rows = (("Year", "Visitors", "Takings"), ("2022", "75,000", "310,000"), ("2023", "84,000", "402,000"))

    def write(paper: Paper) -> None:
        paper.paragraph(FIRST)
        for cells in rows:
            row(paper, cells)
        paper.paragraph(SECOND)

    assert written(write).blocks == (FIRST, *(" | ".join(cells) for cells in rows), SECOND)


def test_a_letterhead_in_two_places_of_a_line_is_two_blocks() -> None:
    def write(paper: Paper) -> None:
        row(paper, ("Orlington Council", "For immediate release"), 90)
        paper.paragraph(FIRST)

    assert written(write).blocks == ("Orlington Council", "For immediate release", FIRST)


def test_columns_are_read_one_after_the_other() -> None:
    def write(paper: Paper) -> None:
        paper.set_right_margin(115)
        paper.paragraph(FIRST)
        paper.set_xy(115, 10)
        paper.set_left_margin(115)
        paper.set_right_margin(10)
        paper.paragraph(SECOND)

    assert written(write).blocks == (FIRST, SECOND)


# The title


@pytest.mark.parametrize("stated", ["Microsoft Word - cp_v3.doc", "Press release template", "", "Untitled"])
def test_a_stated_title_that_the_page_does_not_show_is_none(stated: str) -> None:
    def write(paper: Paper) -> None:
        paper.set_title(stated)
        for text in (FIRST, SECOND):
            paper.paragraph(text)

    page = written(write)
    assert page.title is None
    assert page.blocks == (FIRST, SECOND)


def test_a_stated_title_that_the_page_shows_is_one_whatever_its_size() -> None:
    def write(paper: Paper) -> None:
        paper.set_title(TITLE.upper())
        paper.paragraph("A LARGE MOTTO FOR THE TOWN", 22)
        paper.paragraph(TITLE, 11)
        paper.paragraph(FIRST)

    page = written(write)
    assert (page.title, page.blocks) == (TITLE, ("A LARGE MOTTO FOR THE TOWN", FIRST))


def test_a_label_is_no_title_however_large() -> None:
    def write(paper: Paper) -> None:
        paper.paragraph("COMMUNIQUÉ DE PRESSE", 24)
        paper.paragraph(TITLE + " of works, and opens the river walk below it to everybody", 15)
        paper.paragraph(FIRST)

    assert written(write).title == TITLE + " of works, and opens the river walk below it to everybody"


def test_a_bold_title_of_the_size_of_the_text() -> None:
    def write(paper: Paper) -> None:
        paper.paragraph("5 June 2024", 11)
        paper.paragraph(TITLE, 11, "B")
        paper.paragraph(FIRST)

    assert written(write).title == TITLE


# Refusals


def test_pictures_of_pages_are_refused_by_name() -> None:
    raw = pdf(lambda paper: paper.rect(10, 10, 100, 100))
    refused = refusal(raw, Scanned)
    assert refused.kind == "scanned"
    assert "OCR" in refused.reason


def test_empty_pages() -> None:
    refusal(pdf(lambda paper: None), EmptyDocument)


def locked(password: str) -> bytes:
    def write(paper: Paper) -> None:
        paper.set_encryption("owner", user_password=password or None)
        paper.paragraph(TITLE, 18)
        paper.paragraph(FIRST)

    return pdf(write)


def test_a_password() -> None:
    assert "password" in refusal(locked("secret"), Encrypted).reason


def test_a_password_for_changes_alone_does_not_stop_reading() -> None:
    assert read(locked("")).title == TITLE


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"words and no PDF", release_pdf()[:300]])
def test_broken_files(raw: bytes) -> None:
    refusal(raw, Malformed)


def test_a_file_cut_short_is_read_as_far_as_it_goes_or_refused() -> None:
    raw = release_pdf()
    for end in range(400, len(raw), len(raw) // 20):
        with suppress(Refused):
            assert read(raw[:end]).blocks


def test_five_hundred_pages_are_read_in_seconds(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    pages = length // 2_000
    content = (
        b"BT /F1 11 Tf 13 TL 72 720 Td " + b"(The council met again and heard the mayor on this.) ' " * 50 + b"ET"
    )
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    raw = one_page(zlib.compress(content)).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%s]/Count %d" % (kids, pages))
    began = time.perf_counter()
    page = read(raw)
    assert time.perf_counter() - began < 15
    # The lines at the edges of all pages are the same, so they are running titles.
    assert sum(len(block.split()) for block in page.blocks) > 0.9 * pages * 50 * 10
    monkeypatch.setattr(reader, "PAGES", pages - 1)
    assert f"{pages} pages" in refusal(raw, TooLarge).reason


def test_letters_that_nobody_can_tell() -> None:
    nameless = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>"
        b"/Encoding<</Differences[1/g1]>>/FirstChar 1/LastChar 1/Widths[1]>>"
    )
    words = b"BT /F1 11 Tf 72 720 Td (" + b"\x01" * 40 + b"a) Tj ET"
    raw = one_page(zlib.compress(words)).replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", nameless)
    with pytest.raises((NotText, Scanned)):
        read(raw)


def test_a_stopped_process_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.shared, "read", lambda *_: {"refused": "took too long", "detail": ""})
    refusal(release_pdf(), TookTooLong)
