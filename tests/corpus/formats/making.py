"""Files of every format, made by the libraries that the readers do not use, of words invented for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import matplotlib
from docx.document import Document as WordFile
from fpdf import FPDF
from fpdf.bidi import BidiParagraph

from corpus.article import Document

TITLE = "Orlington reopens the Kettle Bridge after eighteen months"
FIRST = (
    "Orlington, 5 June 2024 - Orlington Council reopened the Kettle Bridge on Wednesday after eighteen months of "
    "repairs that cost 4.2 million pounds, the mayor told the crowd that had gathered on both banks of the river."
)
SECOND = (
    '"We are delighted," said Ann Birch, the mayor. "The bridge is safe again, and it will stay so for sixty years." '
    "Around 9,000 people cross it each day, and lorries may use it again from the first of July onwards."
)
FRENCH = (
    "Rivamar, le 9 novembre 2023 – Le musée du Fleuve a inauguré jeudi une exposition consacrée aux routes du sel, "
    "« la première de son genre » selon sa directrice, Amélie Kœnig, qui réunit cent vingt objets de neuf musées."
)
ARABIC = (
    "صحرين، 5 يونيو 2024 – أعلنت وزارة الصحة يوم الأربعاء افتتاح المختبر المرجعي الجديد، وقال المدير العام «إن "
    "المختبر سيخدم سكان المنطقة كلها» ابتداء من الشهر المقبل بتكلفة بلغت 12.5 مليون درهم."
)

FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
"""A font with Latin and Arabic letters that is always there, because matplotlib brings it."""


def document(raw: bytes, kind: str, path: str | None = None) -> Document:
    return Document("room", path or f"a.{kind}", raw, kind)


class Paper(FPDF):
    """A4 with the fonts of the tests."""

    def __init__(self) -> None:
        super().__init__()
        self.add_font("DejaVu", "", FONT)
        self.add_font("DejaVu", "B", FONT.with_name("DejaVuSans-Bold.ttf"))
        self.set_font("DejaVu", size=11)

    def paragraph(self, text: str, size: float = 11, style: str = "", gap: float = 3, align: str = "L") -> None:
        """Write a paragraph; soft hyphens are where it may be broken."""
        self.set_font("DejaVu", style, size)
        self.multi_cell(0, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)

    def rtl_lines(self, lines: Sequence[str], size: float = 12) -> None:
        """Write lines as most programs do: letters where they are seen, from left to right."""
        self.set_font("DejaVu", "", size)
        for line in lines:
            seen = "".join(each.character for each in BidiParagraph(line).get_reordered_characters())
            self.set_x(self.w - self.r_margin - self.get_string_width(seen))
            self.cell(text=seen, new_x="LMARGIN", new_y="NEXT", h=size * 0.5)

    def bytes(self) -> bytes:
        return bytes(self.output())


def pdf(write: Callable[[Paper], None]) -> bytes:
    """Make a PDF, its first page begun."""
    paper = Paper()
    paper.add_page()
    write(paper)
    return paper.bytes()


def one_page(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Write a PDF of one page by hand, its content packed already."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, each) for at, each in enumerate(objects, 1))
    return body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def paragraphs(*texts: str, size: float = 11, gap: float = 3, align: str = "L") -> bytes:
    """Make a PDF of paragraphs."""

    def write(paper: Paper) -> None:
        for text in texts:
            paper.paragraph(text, size, gap=gap, align=align)

    return pdf(write)


def release_pdf() -> bytes:
    """Make the PDF of a release with a title, two paragraphs and a contact."""

    def write(paper: Paper) -> None:
        paper.paragraph("PRESS RELEASE", 9)
        paper.paragraph(TITLE, 18, "B")
        for text in (FIRST, SECOND, "Contact: press@orlington.example"):
            paper.paragraph(text)

    return pdf(write)


def word(write: Callable[[WordFile], None]) -> bytes:
    """Make a Word file."""
    file = docx.Document()
    write(file)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def release_word() -> bytes:
    """Make the Word file of a release."""

    def write(file: WordFile) -> None:
        file.add_heading(TITLE, 0)
        for text in (FIRST, SECOND):
            file.add_paragraph(text)

    return word(write)


def mail(
    body: str, subject: str = TITLE, sender: str = "Jane Doe <jane@orlington.example>", **more: str
) -> EmailMessage:
    """Make a mail; `html=` adds that alternative, other words are headers."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, "desk@news.example"
    message["Date"] = more.pop("date", "Wed, 05 Jun 2024 23:30:00 -0500")
    html = more.pop("html", None)
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP archive, the same at any hour: tests named by its bytes are named alike in every worker."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name), raw, method)
    return buffer.getvalue()


def repacked(raw: bytes, change: Callable[[str, bytes], bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make an archive anew, each member changed, or left out where there is nothing left of it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        changed = {name: change(name, archive.read(name)) for name in archive.namelist()}
    return zipped({name: each for name, each in changed.items() if each is not None}, method)
