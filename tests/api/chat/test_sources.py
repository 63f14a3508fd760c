"""The list of sources is read back as it was written, and shows words alone, whatever a release says."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.chat.sources import address, line, titles, words
from api.replies import Citation
from tests.conftest import examples

BASE = "https://press.example.org/room/"
HASH = "sha256:" + "0" * 64
SIGNS = st.text(st.sampled_from("[]()<>!`\\*_~#|&;:\"'ab 1·-\n"), max_size=40)


def citation(title: str | None = "Port reopens", url: str | None = None, **other: Any) -> Citation:
    facts: dict[str, Any] = {"number": 1, "article_id": "abc", "title": title, "source": "room", "url": url}
    more: dict[str, Any] = {
        "issuer": None,
        "link": None,
        "published": dt.date(2024, 3, 14),
        "content_hash": HASH,
        "also_in": [],
    }
    return Citation(**{**facts, **more, "start": 0, "end": 5, "quote": "Ships", **other})


def shown(markdown: str) -> tuple[set[str], str]:
    """What kinds of things a Markdown reader makes of a text, and the words that it shows."""
    blocks = MarkdownIt().enable("strikethrough").parse(markdown)
    kinds = {block.type for block in blocks if block.type in {"heading_open", "blockquote_open", "ordered_list_open"}}
    kinds |= {block.type for block in blocks if block.type == "bullet_list_open" and not markdown.startswith("- ")}
    kinds |= {"nested" for block in blocks if block.type == "bullet_list_open" and block.level}
    inline = [token for block in blocks for token in block.children or ()]
    words = (token.content for token in inline if token.type in {"text", "text_special"})
    return kinds | {token.type for token in inline}, "".join(words)


def test_a_line_names_what_was_quoted() -> None:
    assert line(citation(), BASE, "undated", 1) == "- [1] Port reopens · room · 2024-03-14"
    linked = citation(url="https://port.example/a (b).html", published=None)
    assert line(linked, BASE, "undated", 2) == (
        "- [2] [Port reopens](https://port.example/a%20%28b%29.html) · room · undated"
    )
    assert line(citation(None), BASE, "undated") == "- abc · room · 2024-03-14"


@settings(max_examples=examples(300), deadline=None)
@given(st.one_of(SIGNS, st.text(max_size=60)), st.booleans(), st.sampled_from(["room", "a · b", "[x](y)"]))
def test_titles_are_read_back_as_they_were(title: str, published_on_the_web: bool, source: str) -> None:
    url = "https://port.example/a" if published_on_the_web else None
    written = line(citation(title, url, source=source), BASE, "undated", 7)
    expected = " ".join(title.split()) or "abc"
    if url is None and " · " in f"{expected}{source}":
        return  # nothing tells such a title from what stands behind it; with an address it is in brackets
    assert titles(f"It reopened. [7]\n\nSources:\n{written}") == (expected,)


def test_lines_without_a_number_are_of_releases_that_do_not_answer() -> None:
    assert titles(line(citation(), BASE, "undated")) == ()
    assert titles("- [1] A · room · x\n- [2] B · room · x\n- [3] A · room · x\n[4] C · room · x") == ("A", "B")


@settings(max_examples=examples(500), deadline=None)
@given(st.one_of(SIGNS, st.text(max_size=60)), st.sampled_from(["", "- [1] ", "- ", "x "]))
def test_a_markdown_reader_shows_the_words_of_a_release_as_they_stand(text: str, before: str) -> None:
    kinds, said = shown(f"{before}{words(text)} [1]")
    assert kinds <= {"text", "text_special"}
    expected = " ".join(text.replace("\0", "\ufffd").split())  # CommonMark 2.3: no document has it
    assert said == f"{before.removeprefix('- ')}{expected} [1]".lstrip()


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://evil.example/p.png)", "[a](javascript:b)", "<img src=x onerror=1>", "<https://evil.example>",
        "**Not** for *release* before _noon_", "2024. A year __of__ ~~cuts~~ growth", "- 5 degrees",
        "# 1 in the world", "> 90 per cent", "AT&amp;T", "1) First", "+ more", "*",
    ],
)  # fmt: skip
def test_what_a_release_says_in_markdown_is_shown_as_it_stands(text: str) -> None:
    assert words(text) != text
    kinds, said = shown(f"{words(text)} [1]")
    assert kinds <= {"text", "text_special"}
    assert said == f"{text} [1]"


@pytest.mark.parametrize(
    ("text", "written"),
    [("~5~ or 10~20", r"~5\~ or 10\~20"), ("[sic] [1]", r"[sic\] [1\]"), ("~5 to ~10", "~5 to ~10")],
)
def test_signs_that_some_readers_take_are_written_as_no_reader_takes_them(text: str, written: str) -> None:
    """Some strike out between single tildes, and set what stands between escaped brackets as mathematics."""
    assert words(text) == written
    assert shown(words(text))[1] == text


@given(SIGNS)
def test_no_line_holds_a_pair_of_escaped_brackets(title: str) -> None:
    text = title.replace("\\", "")
    for url in (None, "https://port.example/a"):
        written = line(citation(text, url), BASE, "undated", 1)
        assert not (r"\[" in written and r"\]" in written)
    assert shown(written)[1].removeprefix("[1] ").startswith(" ".join(text.split()).replace("\0", "\ufffd"))


@pytest.mark.parametrize(
    "text", ["A * B", "file_name_2", "~5 to ~10", "AT&T & Co; R&D", "-5", "#1", "3.5", "a - b > c"]
)
def test_what_markdown_would_show_as_it_is_stays_so(text: str) -> None:
    assert words(text) == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/a", "http://[", "", None])
def test_an_address_that_could_run_something_is_not_given(url: str | None) -> None:
    told = citation(url=url)
    assert address(told, BASE) == f"{BASE}v1/articles/abc?content_hash={HASH}"
    assert line(told, BASE, "undated", 1) == "- [1] Port reopens · room · 2024-03-14"


def test_the_words_on_the_page_come_before_the_page() -> None:
    page = "https://port.example/a"
    assert address(citation(url=page), BASE) == page
    assert address(citation(url=page, link=f"{page}#:~:text=Ships,sea"), BASE) == f"{page}#:~:text=Ships,sea"


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=40))
def test_an_address_stays_inside_of_its_brackets(rest: str) -> None:
    try:
        urlsplit(f"https://port.example/{rest}")
    except ValueError:
        return
    found = address(citation(url=f"https://port.example/{rest}"), BASE)
    assert not set('()<>[] \n\\"') & set(found)


@pytest.mark.parametrize("unit", ["- [1] ", "- [1] [", "\\[", "- [1] [\\", " · ", "- [1] a\n"])
def test_hostile_answers_are_read_at_once(unit: str, length: int) -> None:
    titles(unit * (length // len(unit)))
