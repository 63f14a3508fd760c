"""What headings and lines of the parts of a release look like."""

from __future__ import annotations

import pytest

from corpus.cleaning.partlines import (
    alone,
    ends,
    ends_sentence,
    has_details,
    is_about,
    is_about_in_line,
    is_address,
    is_contact_heading,
    is_heading,
    is_item,
    is_legal_heading,
    is_paragraph,
    is_profile,
)

SENTENCE = "The institute opened a laboratory for bridges on Monday."


def test_headings_are_short_and_no_items() -> None:
    assert is_heading("About the institute")
    assert not is_heading("- About the institute")
    assert not is_heading("word " * 13)
    assert not is_heading("x" * 300)


@pytest.mark.parametrize("heading", ["About Halvern", "À propos de Halvern", "نبذة عن المعهد"])
def test_headings_of_an_about(heading: str) -> None:
    assert is_about(heading)
    assert not is_about_in_line(heading)
    assert not is_contact_heading(heading)
    assert not is_legal_heading(heading)


@pytest.mark.parametrize("line", ["About Halvern is Jane's film", "About: bridges are back.", SENTENCE, ""])
def test_lines_that_are_no_about(line: str) -> None:
    assert not is_about(line)


def test_headings_of_contacts_and_legal_statements() -> None:
    assert is_contact_heading("Media contact")
    assert is_legal_heading("Forward-Looking Statements")
    assert not is_contact_heading("Contact between the banks was lost")
    assert not is_legal_heading("Statements of the minister")


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("press@halvern.example", "contact"),
        ("Media contact: Jon Tarrel", "contact"),
        ("For interviews: Jon Tarrel, +41 22 555 01 77", "contact"),
        ("Contact investisseurs : Ines Moreau, +33 4 55 00 11 22", "contact"),
        ("Pressekontakt: Jon Tarrel, Tel. 0751 555 0190", "contact"),
        ("Webcast: 555-010-0140, passcode 12", None),
        ("- Jon Tarrel: press@halvern.example", None),
        ("SOURCE Halvern Institute", "legal"),
        ("Disclaimer: this may change.", "legal"),
        (SENTENCE, None),
    ],
)
def test_lines_under_no_heading(block: str, kind: str | None) -> None:
    assert alone(block) == kind


@pytest.mark.parametrize("line", ["1998 – 2004", "12,500,000", "$1.250.000", "In 2024 4,000 came.", SENTENCE])
def test_figures_are_no_telephone_numbers(line: str) -> None:
    assert not has_details(line)


def test_ends_of_lines() -> None:
    assert ends("Media:")
    assert not ends_sentence("Media:")
    assert ends_sentence("It is open.”")
    assert not ends("Media contact")


def test_addresses_items_paragraphs_and_profiles() -> None:
    assert is_address("www.halvern.example")
    assert is_address("heart.org and stroke.org")
    assert not is_address("See www.halvern.example for more")
    assert is_item("- one")
    assert not is_item("-one")
    assert is_paragraph(" ".join([SENTENCE] * 4))
    assert not is_paragraph(SENTENCE)
    assert is_profile(
        "Halvern is a leading institute for bridges with forty engineers in three towns of the province."
    )
    assert not is_profile("Halvern is a leading institute.")
