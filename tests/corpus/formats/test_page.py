"""Tidied blocks and facts of a page."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.page import Page
from corpus.tidying import tidy

ANY = st.text(
    st.characters() | st.sampled_from(list("\u00ad\u200b\u200c\u200f\ufeff\ud800\x00\x0b\u00a0\u2003\ne\u0301"))
)


@settings(deadline=None)
@given(ANY)
def test_tidy_text_is_one_clean_line(text: str) -> None:
    clean = tidy(text)
    assert clean == " ".join(clean.split())
    assert unicodedata.is_normalized("NFC", clean)
    assert tidy(clean) == clean
    clean.encode()  # nothing in it that a database or a client would choke on


@settings(deadline=None)
@given(st.text(st.sampled_from("abcأب1.,!?“”’é \n\t")))
def test_tidying_loses_no_visible_character(text: str) -> None:
    assert tidy(text).replace(" ", "") == "".join(text.split())


def test_joiners_and_marks_of_arabic_and_persian_stay() -> None:
    assert tidy("می\u200cخواهم \u200fالرباط") == "می\u200cخواهم \u200fالرباط"


def test_soft_hyphens_and_zero_width_spaces_go() -> None:
    assert tidy("part\u00adner\u200bship\ufeff") == "partnership"


def test_decomposed_letters_are_composed() -> None:
    assert tidy("aou\u0302t") == "août"


def test_a_page_drops_what_is_empty() -> None:
    page = Page.of(["  ", "One  two", "\u200b"], title="  ", url=None, issuer=" \n", language=" en\n")
    assert page.blocks == ("One two",)
    assert page.title is None
    assert page.metadata == {"language": "en"}
