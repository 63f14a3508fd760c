"""PDF files as a browser prints them: letters shaped and joined, and paragraphs set as pages of releases set them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.formats import Page, pdf
from tests.corpus.formats.making import ARABIC, FIRST, FRENCH, SECOND, TITLE, document

CHROMIUM = Path("/usr/bin/chromium")
PARAGRAPHS = (FIRST, FRENCH, SECOND)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}; install Debian's chromium"),
]


@pytest.fixture(scope="module")
def printed() -> Iterator[Callable[[str, str], Page]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-quic"])
        page = browser.new_page()

        def read(style: str, body: str) -> Page:
            page.set_content(
                f"<html><head><style>body {{font: 11pt 'DejaVu Sans'}} {style}</style></head>{body}</html>"
            )
            return pdf.read(document(page.pdf(margin={"top": "2cm", "left": "2cm", "right": "2cm"}), "pdf"))

        yield read
        browser.close()


def paragraphs(*texts: str) -> str:
    return f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "style",
    [
        "",
        "p {text-align: justify}",
        "p {margin: 0; text-indent: 2em}",
        "p {margin: 0; text-indent: 2em; text-align: justify}",
        "p {margin: 0}",
        "h1 {text-align: center; font-size: 14pt}",
        "h1 {font-size: 11pt}",
    ],
)
def test_paragraphs_however_they_are_set(printed: Callable[[str, str], Page], style: str) -> None:
    page = printed(style, paragraphs(*PARAGRAPHS))
    assert (page.title, page.blocks) == (TITLE, PARAGRAPHS)


def test_columns(printed: Callable[[str, str], Page]) -> None:
    page = printed("div {columns: 2} h1 {column-span: all}", f"<div>{paragraphs(*PARAGRAPHS * 3)}</div>")
    assert page.blocks == PARAGRAPHS * 3


@pytest.mark.parametrize("font", ["DejaVu Sans", "sans-serif", "serif"])
def test_arabic_is_in_the_order_it_is_read(printed: Callable[[str, str], Page], font: str) -> None:
    more = (
        "وأضاف البيان أن شركة Brightfell Energy بدأت العمل سنة 2021 (أي قبل ثلاث سنوات). "
        "الأسئلة لا تزال، ولأن مُدُنًا كثيرة."
    )
    style = f"body {{direction: rtl; font: 12pt '{font}'}}"
    page = printed(style, f"<h1>افتتاح المختبر المرجعي الجديد</h1><p>{ARABIC}</p><p>{more}</p>")
    assert page.title == "افتتاح المختبر المرجعي الجديد"
    assert page.blocks == (ARABIC, more)
