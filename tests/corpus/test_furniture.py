"""What stands on a page without being the release."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.furniture import LIST_ITEM_WORDS, strip

LONG = "The institute opened a laboratory on Monday. " * 6
SHORT = "The laboratory is open."


@pytest.mark.parametrize(
    "block",
    [
        "Disclaimer: You are using Google Translate. The institute is not responsible for the translation.",
        "This website uses cookies to improve your visit.",
        "Accept all cookies",
        "Ce site utilise des cookies pour mesurer sa fréquentation.",
        "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك",
        "your opinion",
        "User Feedback",
        "Overall, how satisfied are you about the website?",
        "Extremely dissatisfied Extremely satisfied",
        "Was this page helpful? Yes No",
        "Skip to main content",
        "Aller au contenu principal",
        "تخطي إلى المحتوى الرئيسي",
        "Share this article:",
        "Partager sur :",
        "Facebook | Twitter | LinkedIn",
        "Print",
        "Back to top",
        "Lire la suite »",
        "Subscribe to our newsletter for more",
        "This news story relied on content distributed by Halvern. Source: Laboratory opens.",
        "FOR IMMEDIATE RELEASE:",
        "POUR DIFFUSION IMMÉDIATE",
        "للنشر الفوري",
    ],
)
def test_notices_forms_and_labels_go(block: str) -> None:
    assert strip([LONG, block, SHORT]) == (LONG, SHORT)


@pytest.mark.parametrize(
    "block",
    [
        "The disclaimer was signed by both parties.",
        "Share prices rose by four per cent.",
        "Print run: 4,000 copies.",
        "Facebook opened an office in Rabat.",
        "Was this page of history helpful to the committee?",
        "The release was issued for immediate release of the prisoners.",
        "Cookies are baked here daily.",
        "This news story relied on two witnesses.",
    ],
)
def test_sentences_that_use_the_same_words_stay(block: str) -> None:
    assert strip([LONG, block, SHORT]) == (LONG, block, SHORT)


@pytest.mark.parametrize(
    "heading",
    [
        "Latest articles",
        "RELATED NEWS:",
        "You may also like",
        "À lire aussi",
        "Dernières actualités",
        "أخبار ذات صلة",
    ],
)
def test_a_closing_list_of_other_releases_goes(heading: str) -> None:
    assert strip([LONG, SHORT, heading, "Harbour traffic grew", "A new chief executive"]) == (LONG, SHORT)


def test_several_closing_lists_go_together() -> None:
    assert strip([LONG, "Related articles", "One", "Two", "Latest news", "Three"]) == (LONG,)


def test_a_heading_before_more_of_the_release_stays() -> None:
    blocks = (LONG, "More news", "Short.", LONG, "End.")
    assert strip(blocks) == blocks


def test_a_section_name_above_a_short_release_does_not_swallow_it() -> None:
    assert strip(["Latest news", "Laboratory opens", SHORT, "It has two tanks."]) == (
        "Laboratory opens",
        SHORT,
        "It has two tanks.",
    )


def test_a_list_heading_closes_nothing_where_no_paragraph_stands_before_it() -> None:
    blocks = ("Home", "Latest news", "Laboratory opens", SHORT)
    assert strip(blocks) == blocks


WORDS = st.text("abc é", min_size=1).filter(str.strip)


@settings(deadline=None)
@given(st.lists(WORDS), st.lists(WORDS))
def test_only_known_furniture_goes_and_the_rest_keeps_its_order(above: list[str], below: list[str]) -> None:
    long = "word " * (LIST_ITEM_WORDS + 1)
    assert strip([*above, "Print", long, *below, "Latest news", "Other"]) == (*above, long, *below)


def test_stripping_twice_takes_no_more() -> None:
    once = strip(["Print", LONG, SHORT, "Latest articles", "Other"])
    assert strip(once) == once == (LONG, SHORT)
