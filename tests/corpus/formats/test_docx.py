"""Word files: what they show and in which order, the title, and what is refused by name."""

from __future__ import annotations

import io
import re
import time
import zipfile

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CompressionBomb, EmptyDocument, Encrypted, Malformed, Refused, TooLarge, UnknownFormat
from corpus.formats import Page
from corpus.formats import docx as reader
from tests.conftest import examples
from tests.corpus.formats.making import (
    ARABIC,
    FIRST,
    FRENCH,
    SECOND,
    TITLE,
    document,
    release_word,
    repacked,
    word,
    zipped,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(raw: bytes) -> Page:
    return reader.read(document(raw, "docx"))


def refusal(raw: bytes, kind: type[Refused]) -> Refused:
    with pytest.raises(kind) as refused:
        read(raw)
    assert refused.value.name.startswith("a.docx")
    return refused.value


def body(xml: str) -> tuple[str, ...]:
    """Read the blocks of a file whose body is this WordprocessingML."""

    def write(file: WordFile) -> None:
        root = parse_xml(f"<w:body {W}>{xml}</w:body>")
        for child in list(root):
            file.element.body.insert(len(file.element.body) - 1, child)

    return read(word(write)).blocks


def with_document(xml: str, method: int = zipfile.ZIP_STORED) -> bytes:
    """Make a Word file whose text is this XML."""
    return repacked(release_word(), lambda name, raw: xml.encode() if name == "word/document.xml" else raw, method)


def p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


# What is shown


def test_a_release() -> None:
    page = read(release_word())
    assert (page.title, page.blocks, dict(page.metadata)) == (TITLE, (FIRST, SECOND), {})


@pytest.mark.parametrize("text", [FRENCH, ARABIC, "It said “yes” – l’été", "می‌خواهم"])
def test_words_come_as_they_were_written(text: str) -> None:
    def write(file: WordFile) -> None:
        file.add_paragraph(text)

    assert read(word(write)).blocks == (text,)


def test_lists_carry_their_marks() -> None:
    def write(file: WordFile) -> None:
        for style, texts in {"List Bullet": ("tanks", "a scale"), "List Number": ("first", "second")}.items():
            for text in texts:
                file.add_paragraph(text, style=style)

    assert read(word(write)).blocks == ("- tanks", "- a scale", "1. first", "2. second")


LISTS = """<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"/></w:num>"""


def test_lists_of_levels_count_by_themselves() -> None:
    def item(text: str, level: int, which: int = 90) -> str:
        return p(f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr></w:pPr>{run(text)}')

    def write(file: WordFile) -> None:
        numbering = file.part.numbering_part.element
        for child in parse_xml(f"<w:numbering {W}>{LISTS}</w:numbering>"):
            numbering.append(child)
        items = [item("a", 0), item("b", 1), item("c", 1), item("", 1), item("d", 0), item("e", 1), item("f", 2)]
        items += [item("g", 0, 91), item("h", 0), item("i", 0, 0), item("j", 0, 77)]
        for child in parse_xml(f"<w:body {W}>{''.join(items)}</w:body>"):
            file.element.body.insert(len(file.element.body) - 1, child)

    blocks = ("III. a", "III.a) b", "III.b) c", "IV. d", "IV.a) e", "f", "III. g", "V. h", "i", "j")
    assert read(word(write)).blocks == blocks


def test_tables_are_rows() -> None:
    rows = (("Year", "Visitors", ""), ("2022", "75,000", "up"), ("", "", ""))

    def write(file: WordFile) -> None:
        table = file.add_table(3, 3)
        for at, texts in enumerate(rows):
            for cell, text in zip(table.rows[at].cells, texts, strict=True):
                cell.text = text

    assert read(word(write)).blocks == ("Year | Visitors", "2022 | 75,000 | up")


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell() -> None:
    def write(file: WordFile) -> None:
        table = file.add_table(1, 2)
        table.cell(0, 0).text = "Contact\npress@orlington.example"
        table.cell(0, 1).text = f"{FIRST}\n{SECOND}"
        file.add_table(1, 1).cell(0, 0).text = "A box of its own"

    assert read(word(write)).blocks == ("Contact", "press@orlington.example", FIRST, SECOND, "A box of its own")


def test_tracked_changes_are_accepted() -> None:
    xml = p(
        run("It opened on ")
        + f"<w:ins>{run('Wednesday')}</w:ins>"
        + "<w:del><w:r><w:delText>Tuesday</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run(' moved away')}</w:moveFrom><w:moveTo>{run(' moved here')}</w:moveTo>"
    )
    assert body(xml) == ("It opened on Wednesday moved here",)


def test_deleted_rows_are_gone() -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr>{properties}<w:tc>{p(run(text))}</w:tc><w:tc>{p(run('x'))}</w:tc></w:tr>"

    assert body(f"<w:tbl>{row('kept')}{row('gone', '<w:trPr><w:del/></w:trPr>')}</w:tbl>") == ("kept | x",)


def test_links_fields_and_controls_are_read_and_instructions_are_not() -> None:
    xml = p(
        run("See ")
        + f"<w:hyperlink>{run('our page')}</w:hyperlink>"
        + '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>'
        + f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run(' now')}</w:sdtContent></w:sdt>"
        + run("hidden", "<w:vanish/>")
        + run("shown", '<w:vanish w:val="0"/>')
        + "<w:r><w:t>no</w:t><w:noBreakHyphen/><w:t>break</w:t><w:softHyphen/><w:t>able</w:t><w:tab/>"
        + "<w:t>x</w:t></w:r>"
    )
    assert body(xml) == ("See our page nowshownno-breakable x",)


def test_text_boxes_are_read_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p(run('Inside the box'))}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    xml = p(
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("Beside it")
    )
    assert body(xml) == ("Beside it", "Inside the box")


def test_lines_broken_by_hand() -> None:
    address = p("<w:r><w:t>Press office</w:t><w:br/><w:t>Jane Doe</w:t><w:br/><w:t>555-0100</w:t></w:r>")
    sentence = p(f"<w:r><w:t>{FIRST[:-1]}</w:t><w:br/><w:t>and went on.</w:t></w:r>")
    page = p('<w:r><w:t>One page</w:t><w:br w:type="page"/><w:t>another</w:t></w:r>')
    blocks = ("Press office", "Jane Doe", "555-0100", f"{FIRST[:-1]} and went on.", "One page", "another")
    assert body(address + sentence + page) == blocks


def test_headers_footers_and_comments_are_left_out_and_footnotes_come_last() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{p(run("---"))}</w:footnote>'
        f"<w:footnote>{p(run('Counted in May.'))}</w:footnote></w:footnotes>"
    )

    def write(file: WordFile) -> None:
        file.sections[0].header.paragraphs[0].text = "Letterhead"
        file.sections[0].footer.paragraphs[0].text = "Page 1"
        file.add_paragraph(FIRST)

    with zipfile.ZipFile(io.BytesIO(word(write))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert read(zipped({**members, "word/footnotes.xml": notes.encode()})).blocks == (FIRST, "Counted in May.")


def test_a_table_of_contents_is_none_of_the_text() -> None:
    def write(file: WordFile) -> None:
        file.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        file.add_paragraph("Opening 3", style="toc 1")
        file.add_paragraph(FIRST)

    assert read(word(write)).blocks == (FIRST,)


def test_files_in_the_strict_form_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def change(name: str, raw: bytes) -> bytes:
        return raw.replace(transitional.encode(), strict.encode()) if name.endswith(".xml") else raw

    assert read(repacked(release_word(), change)) == read(release_word())


# The title


def test_a_subtitle_is_a_fact_of_its_own() -> None:
    def write(file: WordFile) -> None:
        file.add_paragraph("Press release")
        file.add_heading(TITLE, 0)
        file.add_paragraph("Lorries cross again from July", style="Subtitle")
        file.add_paragraph(FIRST)

    page = read(word(write))
    assert (page.title, page.metadata["subtitle"]) == (TITLE, "Lorries cross again from July")
    assert page.under_title == ("Lorries cross again from July",)
    assert page.blocks == ("Press release", FIRST)


@pytest.mark.parametrize("level", [0, 1])
def test_a_label_in_the_style_of_a_title_is_none(level: int) -> None:
    def write(file: WordFile) -> None:
        file.add_heading("PRESS RELEASE", level)
        file.add_heading(TITLE, 1)
        file.add_paragraph(FIRST)

    assert read(word(write)).title == TITLE


def test_the_largest_line_at_the_head_is_the_title() -> None:
    def write(file: WordFile) -> None:
        file.core_properties.title = "Template"
        file.add_paragraph("5 June 2024")
        file.add_paragraph().add_run(TITLE).font.size = Pt(18)
        file.add_paragraph(FIRST)

    page = read(word(write))
    assert (page.title, page.blocks) == (TITLE, ("5 June 2024", FIRST))


def test_a_bold_line_at_the_head_is_the_title() -> None:
    def write(file: WordFile) -> None:
        file.add_paragraph("5 June 2024")
        file.add_paragraph().add_run(TITLE).bold = True
        file.add_paragraph(FIRST)

    assert read(word(write)).title == TITLE


def test_a_stated_title_counts_where_the_head_shows_it() -> None:
    def write(file: WordFile) -> None:
        file.core_properties.title = TITLE
        for text in (TITLE, FIRST):
            file.add_paragraph(text)

    assert read(word(write)).title == TITLE


def test_properties_of_the_file_say_nothing_of_the_release() -> None:
    def write(file: WordFile) -> None:
        file.core_properties.title = "Template of the house"
        file.core_properties.author = "Orlington Council"
        file.add_paragraph(FIRST)

    page = read(word(write))
    assert page.title is None
    assert page.metadata == {}


# Refusals


@pytest.mark.parametrize("raw", [b"", b"words", b"PK\x03\x04", release_word()[:2000], release_word()[:-30]])
def test_broken_files(raw: bytes) -> None:
    refusal(raw, Malformed)


@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
@pytest.mark.parametrize("xml", [b"", b"<w:document", b"<a/><b/>", b"\x00\x01"])
def test_broken_xml(part: str, xml: bytes) -> None:
    refusal(repacked(release_word(), lambda name, raw: xml if name == part else raw), Malformed)


@pytest.mark.parametrize("styles", [None, b"<broken"])
def test_without_its_styles_a_file_is_still_read(styles: bytes | None) -> None:
    def change(name: str, raw: bytes) -> bytes | None:
        return styles if "styles" in name else raw

    assert FIRST in read(repacked(release_word(), change)).blocks


def test_a_password() -> None:
    refusal(b"\xd0\xcf\x11\xe0" + b"\x00" * 100 + "EncryptedPackage".encode("utf-16-le"), Encrypted)


def test_an_old_word_file_is_named_and_told_what_helps() -> None:
    assert ".docx" in refusal(b"\xd0\xcf\x11\xe0" + b"\x00" * 1000, UnknownFormat).reason


@pytest.mark.parametrize("main", ["xl/workbook.xml", "ppt/presentation.xml"])
def test_other_office_files_are_none(main: str) -> None:
    refusal(
        repacked(release_word(), lambda name, raw: raw.replace(b"word/document.xml", main.encode())), UnknownFormat
    )
    refusal(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), UnknownFormat)


def test_no_words() -> None:
    refusal(word(lambda file: None), EmptyDocument)


def test_a_part_that_unpacks_to_far_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal(with_document("<a>" + " " * 30_000_000 + "</a>", zipfile.ZIP_DEFLATED), CompressionBomb)
    monkeypatch.setattr(reader, "LARGEST_PART", 1_000)
    refusal(release_word(), TooLarge)


def test_entities_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    used = f"<w:document {W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    for entities in (f'<!ENTITY l0 "ha">{laughs}', '<!ENTITY l9 SYSTEM "file:///etc/hostname">'):
        began = time.process_time()
        refusal(with_document(f"<!DOCTYPE w:document [{entities}]>{used}"), Malformed)
        assert time.process_time() - began < 2


@pytest.mark.parametrize("depth", [200, 5_000, 200_000])
def test_nesting_without_end(depth: int) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * depth + p(run("deep")) + "</w:tc></w:tr></w:tbl>" * depth
    refusal(with_document(f"<w:document {W}><w:body>{deep}</w:body></w:document>"), Malformed)


def test_a_paragraph_of_a_million_letters(length: int) -> None:
    broken = p("<w:r>" + "<w:t>a</w:t><w:br/>" * (length // 10) + "</w:r>")
    began = time.process_time()
    page = read(
        with_document(f"<w:document {W}><w:body>{p(run('word ' * (length // 5)))}{broken}</w:body></w:document>")
    )
    assert time.process_time() - began < 5
    assert len(page.blocks[0]) == length - 1
    assert page.blocks[1:] == ("a",) * (length // 10)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=40)


@settings(deadline=None, max_examples=examples(25))
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_python_docx_is_the_oracle(texts: list[str]) -> None:
    def write(file: WordFile) -> None:
        for text in texts:
            file.add_paragraph(text)

    raw = word(write)
    told = [paragraph.text for paragraph in docx.Document(io.BytesIO(raw)).paragraphs]
    wanted = Page.of(told).blocks
    if not wanted:
        refusal(raw, EmptyDocument)
    else:
        page = read(raw)
        shown = [*page.blocks, *([page.title] if page.title else [])]
        assert sorted(map(bare, shown)) == sorted(map(bare, wanted))


def bare(text: str) -> str:
    """Leave out what the mending of wrong decodings may change."""
    return re.sub(r"[^\x00-\x7fé]+", "", text)
