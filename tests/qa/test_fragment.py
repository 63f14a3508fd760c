"""Deep links: what a browser would look for is the words cited, and the first place it would find is theirs."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.fragment import LONGEST, link
from tests.conftest import examples

PAGE = "https://example.org/news"
TEXT = (
    "The port of Halvern reopened on Thursday. The mayor was glad.\n\n"
    "The port of Rivamar reopened on Friday, at 50 % & more: well-known, it said. The mayor was glad.\n\n"
    + " ".join(f"word{number}" for number in range(100))
)


def to(quote: str, text: str = TEXT, url: str | None = PAGE, which: int = 0) -> str | None:
    at = [found.start() for found in re.finditer(re.escape(quote), text)][which]
    return link(url, text, at, at + len(quote))


def test_a_short_quote_is_named_in_full() -> None:
    assert to("on Thursday.") == f"{PAGE}#:~:text=on%20Thursday."


def test_what_a_directive_reads_as_its_own_is_encoded() -> None:
    assert to("Friday, at 50 % & more: well-known") == (
        f"{PAGE}#:~:text=Friday%2C%20at%2050%20%25%20%26%20more%3A%20well%2Dknown"
    )


def test_a_quote_over_a_lines_end_is_named_by_its_first_words_and_its_last() -> None:
    assert to("on Thursday. The mayor was glad.\n\nThe port of Rivamar") == (
        f"{PAGE}#:~:text=on%20Thursday.%20The%20mayor%20was%20glad.,The%20port%20of%20Rivamar"
    )


def test_a_long_quote_is_named_by_its_first_words_and_its_last() -> None:
    quote = " ".join(f"word{number}" for number in range(60))
    assert len(quote) > LONGEST
    first, last = (
        "word0%20word1%20word2%20word3%20word4%20word5",
        "word54%20word55%20word56%20word57%20word58%20word59",
    )
    assert to(quote) == f"{PAGE}#:~:text={first},{last}"


@pytest.mark.parametrize(
    ("which", "parts"),
    [
        (0, ["reopened%20on%20Thursday.-", "The%20mayor%20was%20glad.", "-The%20port%20of"]),
        (1, ["well%2Dknown%2C%20it%20said.-", "The%20mayor%20was%20glad.", "-word0%20word1%20word2"]),
    ],
)
def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(which: int, parts: list[str]) -> None:
    found = to("The mayor was glad.", which=which)
    assert found == f"{PAGE}#:~:text={','.join(parts)}"


def test_the_first_words_of_all_have_nothing_before_them() -> None:
    assert link(PAGE, "glad to be glad", 0, 4) == f"{PAGE}#:~:text=glad,-to%20be%20glad"


@pytest.mark.parametrize(
    ("url", "begin"),
    [
        (f"{PAGE}#part-2", f"{PAGE}#part-2:~:text="),
        (f"{PAGE}#", f"{PAGE}#:~:text="),
        (f"{PAGE}#:~:text=other", f"{PAGE}#:~:text="),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text="),
        ("http://example.org", "http://example.org#:~:text="),
    ],
)
def test_the_pages_own_fragment_stays(url: str, begin: str) -> None:
    assert to("on Thursday.", url=url) == f"{begin}on%20Thursday."


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "ftp://example.org/a", "//example.org", "https://", "https://[x", "a b"]
)
def test_only_pages_of_the_web_are_linked(url: str | None) -> None:
    assert to("on Thursday.", url=url) is None


def test_nothing_is_linked_without_a_word() -> None:
    assert link(PAGE, "one two", 3, 4) is None
    assert link(PAGE, "one two", 2, 2) is None


@given(
    st.lists(st.sampled_from(["the", "port", "of", "a-b", "c,d", "é&", "ميناء", "🚢"]), min_size=1, max_size=30),
    st.data(),
)
@settings(deadline=None, max_examples=examples(200))
def test_the_parts_of_a_link_are_the_words_that_stand_there(said: list[str], data: st.DataObject) -> None:
    text = " ".join(said)
    first = data.draw(st.integers(0, len(said) - 1))
    last = data.draw(st.integers(first, len(said) - 1))
    start = len(" ".join(said[:first])) + (first > 0)
    quote = " ".join(said[first : last + 1])
    found = link(PAGE, text, start, start + len(quote))
    assert found is not None
    parts = found.removeprefix(f"{PAGE}#:~:text=").split(",")
    before = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    after = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    assert [unquote(part) for part in parts] == [quote]
    assert " ".join(said[:first]).endswith(before)
    assert " ".join(said[last + 1 :]).startswith(after)
    if text.count(quote) == 1:
        assert (before, after) == ("", "")


@settings(max_examples=examples(300))
@given(st.lists(st.sampled_from(["to", "To", "tot", "o", "ß", "SS", "to\n"]), min_size=3, max_size=12), st.data())
def test_words_around_are_named_just_where_the_quote_stands_elsewhere_too(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = len(" ".join(words[:first])) + (first > 0), len(" ".join(words[: last + 1]))
    address = link(PAGE, text, start, end)
    assert address is not None
    plain = " ".join(text.casefold().split())
    elsewhere = plain.count(" ".join(text[start:end].casefold().split())) > 1
    assert ("-," in address or ",-" in address) == (elsewhere and len(words) > last + 1 - first)
