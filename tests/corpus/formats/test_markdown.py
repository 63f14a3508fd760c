"""Markdown to blocks: the words untouched, the marks gone."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Document
from corpus.errors import EmptyDocument, Refused
from corpus.formats import markdown
from corpus.formats.markdown import parted
from corpus.formats.page import Page
from tests.conftest import examples


def read(written: str) -> Page:
    return markdown.read(Document("room", "a.md", written.encode(), "markdown"))


def test_the_first_heading_is_the_title_and_leaves_the_body() -> None:
    page = read("# Laboratory *opens* in [Halvern](https://example.org)\n\nIt is open.\n\n## Inside\n\nTwo tanks.\n")
    assert page.title == "Laboratory opens in Halvern"
    assert page.blocks == ("It is open.", "Inside", "Two tanks.")


def test_a_heading_further_down_is_no_title() -> None:
    page = read("It is open.\n\n# Inside\n\nTwo tanks.\n")
    assert page.title is None
    assert page.blocks == ("It is open.", "Inside", "Two tanks.")


def test_a_rule_above_the_heading_does_not_hide_it() -> None:
    page = read(
        "---\n\n# Laboratory opens\n\nIt is open.\n\n---\n\n[Original Press Release](https://example.org/1)\n"
    )
    assert page.title == "Laboratory opens"
    assert page.blocks == ("It is open.",)


def test_a_release_between_two_rules_is_no_front_matter() -> None:
    page = read("---\nThe laboratory is open.\nContact: Jane Doe\n---\n\nIt has two tanks.\n")
    assert page.blocks == ("The laboratory is open. Contact: Jane Doe", "It has two tanks.")


def test_emphasis_code_and_escapes_leave_only_their_words() -> None:
    page = read("**Bold** words, *soft* ones, `code`, AT&amp;T, 5 \\* 3 and snake_case_name stay.\n")
    assert page.blocks == ("Bold words, soft ones, code, AT&T, 5 * 3 and snake_case_name stay.",)


def test_wrapped_lines_and_hard_breaks_are_one_block() -> None:
    assert read("The laboratory\nis open  \nto all.\n").blocks == ("The laboratory is open to all.",)


def test_lists_keep_their_markers() -> None:
    page = read("* one tank\n* one scale\n\n3. first\n4. second\n\n- outer\n  - inner\n\n  of outer\n")
    assert page.blocks == ("* one tank", "* one scale", "3. first", "4. second", "- outer", "- inner", "of outer")


def test_an_empty_item_does_not_mark_the_next_paragraph() -> None:
    assert read("- one tank\n-\n\nIt is open.\n").blocks == ("- one tank", "It is open.")


def test_a_table_is_a_block_a_row() -> None:
    page = read("| Year | Visitors |\n|---|--:|\n| 2022 | **940** |\n| 2023 | 1,250 |\n")
    assert page.blocks == ("Year | Visitors", "2022 | 940", "2023 | 1,250")


def test_links_become_their_labels_and_images_go() -> None:
    page = read(
        "See [the *report*](https://example.org/r) ![a plan](plan.png) and <https://example.org>.\n\n![x](y.png)\n"
    )
    assert page.blocks == ("See the report and https://example.org.",)


def test_words_inside_html_stay_and_its_tags_scripts_and_comments_go() -> None:
    page = read(
        "<br>\nThe laboratory is open.\n\n<div class='x'>\nTwo tanks &amp; a scale.\n</div>\n\n"
        "<script>\nalert('no')\n</script>\n\n<!-- a note\n\nto nobody -->\n\nInline <b>tags</b> go.\n"
    )
    assert page.blocks == ("The laboratory is open.", "Two tanks & a scale.", "Inline tags go.")


def test_indented_paragraphs_are_no_code_and_underlined_ones_no_headings() -> None:
    page = read("    The laboratory is open.\n\nOpening hours\n=====\n\nNine to five.\n")
    assert page.blocks[0] == "The laboratory is open."
    assert page.title is None


# Front matter


def test_front_matter_gives_facts_and_is_no_text() -> None:
    page = read(
        '---\ntitle: "Laboratory opens"\ndate: 2024-06-05\nlang: fr-FR\nurl: https://example.org/1\n'
        "organisation: Halvern Institute\ntags:\n  - bridges\n  title: not this\n\n# a comment\n---\nIt is open.\n"
    )
    assert page.title == "Laboratory opens"
    assert page.metadata == {
        "published": "2024-06-05",
        "language": "fr-FR",
        "url": "https://example.org/1",
        "issuer": "Halvern Institute",
    }
    assert page.blocks == ("It is open.",)


def test_front_matter_wins_over_the_heading() -> None:
    assert read("---\ntitle: The true one\n---\n# Another\n\nIt is open.\n").title == "The true one"


@pytest.mark.parametrize("value", [">-", "|", "[a, b]", "{a: b}", "&anchor x", "*anchor"])
def test_yaml_beyond_plain_values_is_no_title(value: str) -> None:
    page = read(f"---\ntitle: {value}\n  folded\ndate: 2024-06-05\n---\n# Laboratory opens\n\nIt is open.\n")
    assert page.title == "Laboratory opens"
    assert page.metadata["published"] == "2024-06-05"


def test_front_matter_survives_windows_line_ends_and_a_byte_order_mark() -> None:
    raw = "\ufeff---\r\ntitle: Laboratory opens\r\n---\r\n\r\nIt is open.\r\n".encode()
    page = markdown.read(Document("room", "a.md", raw, "markdown"))
    assert (page.title, page.blocks) == ("Laboratory opens", ("It is open.",))


# What follows the last rule

LINKS = "[Original Press Release](https://example.org/1) | [Home](https://example.org) ![logo](l.png)"


def test_links_after_the_last_rule_go_and_name_the_source() -> None:
    page = read(f"# Laboratory opens\n\nIt is open.\n\n---\n\n{LINKS}\n")
    assert page.blocks == ("It is open.",)
    assert page.metadata["url"] == "https://example.org/1"


def test_prose_after_the_last_rule_stays() -> None:
    about = "About: the institute tests [bridges](https://example.org) and has done so since 1950."
    page = read(f"It is open.\n\n---\n\n{about}\n")
    assert page.blocks[-1] == "About: the institute tests bridges and has done so since 1950."


def test_only_what_follows_the_last_rule_can_go() -> None:
    page = read(f"One.\n\n---\n\nTwo.\n\n***\n\n{LINKS}\n")
    assert page.blocks == ("One.", "Two.")


def test_links_in_the_middle_stay_where_prose_follows_the_last_rule() -> None:
    page = read(f"One.\n\n---\n\n{LINKS}\n\n---\n\nThe last words of the release.\n")
    assert page.blocks == ("One.", "Original Press Release | Home", "The last words of the release.")


def test_a_rule_at_the_end_takes_nothing_with_it() -> None:
    assert read("It is open.\n\n---\n").blocks == ("It is open.",)


@pytest.mark.parametrize(
    "label",
    ["Original Press Release", "**Source release**", "Original **Press Release**", "Read the original\nrelease here"],
)
def test_the_source_link_is_found_by_its_label(label: str) -> None:
    page = read(f"It is open.\n\n---\n\n[Home](https://example.org) [{label}](https://example.org/2)\n")
    assert page.metadata["url"] == "https://example.org/2"


def test_another_link_is_no_source() -> None:
    assert "url" not in read("It is open.\n\n---\n\n[More news](https://example.org/2)\n").metadata


@settings(deadline=None, max_examples=examples(200))
@given(st.text(st.sampled_from("ab#-*_[]()<>!|`&;:\\ \n>1.é")))
def test_any_text_reads_or_is_refused(written: str) -> None:
    with suppress(Refused):
        for block in read(written).blocks:
            assert block == " ".join(block.split())


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyDocument):
        read(" \n")


SENTENCE = (
    "The council of Orlington agreed its budget on Tuesday. It has room for two schools and a library in the harbour."
)
PARAGRAPHS = [f"{SENTENCE} This was paragraph {number}." for number in range(8)]


def test_paragraphs_that_a_wire_ran_together_are_parted_at_their_wide_gaps() -> None:
    together = "  ".join([*PARAGRAPHS, "About Orlington", "Orlington is a town of 40,000 people."])
    page = read(f"# Budget agreed\n\n{together}\n")
    assert list(page.blocks) == [*PARAGRAPHS, "About Orlington", "Orlington is a town of 40,000 people."]


@pytest.mark.parametrize("gap", [" ", "  "])
def test_a_writer_who_puts_two_spaces_after_sentences_parts_none(gap: str) -> None:
    together = gap.join(" ".join(PARAGRAPHS).replace(". ", ".\n").split("\n"))
    page = read(f"# Budget agreed\n\n{together}\n")
    assert list(page.blocks) == [" ".join(PARAGRAPHS)]


@given(st.text(alphabet="ab. \u00a0A”", max_size=300).map(lambda words: words * 9))
def test_parting_loses_nothing_but_gaps(words: str) -> None:
    assert "".join("".join(parted(words)).split()) == "".join(words.split())
