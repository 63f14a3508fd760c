"""Who issued a release; null where two could have."""

from __future__ import annotations

import pytest

from corpus.fields.issuers import about_heading, is_name, read, source_line, stated

LEAD = "The Halvern Institute opened a laboratory for bridges on Monday, together with CFV Rail."


@pytest.mark.parametrize(
    "name", ["Halvern Institute", "وزارة التعليم", "Ministère des Transports", "3M", "Newsworthy Bridges Group"][:4]
)
def test_names_of_organisations(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "PR Newswire", "Business Wire", "GlobeNewswire", "EIN Presswire", "InvestorWire Newswire", "Press Office",
        "Newsroom",
        "admin", "Espace presse", "المركز الإعلامي", "the company", "الهيئة", "press@halvern.example",
        "https://halvern.example", "", "-", "word " * 13,
    ],
)  # fmt: skip
def test_names_of_nobody(name: str) -> None:
    assert not is_name(name)


def test_the_first_name_that_can_be_one_is_taken() -> None:
    assert stated(None, "PR Newswire", "Halvern Institute", "Other") == "Halvern Institute"
    assert stated(None, "Newsroom") is None


@pytest.mark.parametrize(
    "line",
    [
        "SOURCE Halvern Institute",
        "Source: Halvern Institute",
        "SOURCE: Halvern Institute.",
        "Fuente: Halvern Institute",
    ],
)
def test_source_lines(line: str) -> None:
    assert source_line(line) == "Halvern Institute"


@pytest.mark.parametrize(
    "line",
    [
        "Source of the river found",
        "source code of the engine",
        "Source: https://halvern.example",
        "SOURCE PR Newswire",
        "Sources said so.",
        "Halvern Institute",
    ],
)
def test_lines_that_name_no_source(line: str) -> None:
    assert source_line(line) is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("About Halvern Institute", "Halvern Institute"),
        ("ABOUT HALVERN:", "HALVERN"),
        ("About Halvern Institute, Inc.", "Halvern Institute, Inc."),
        ("À propos de Rivamar Sel", "Rivamar Sel"),
        ("À propos de l’Institut Halvern", "Institut Halvern"),
        ("Acerca de Salud Sahrin", "Salud Sahrin"),
        ("نبذة عن مركز المياه", "مركز المياه"),
    ],
)
def test_about_headings(heading: str, name: str) -> None:
    assert about_heading(heading) == name


@pytest.mark.parametrize("block", ["About forty people came.", "About us", "Halvern", "", "About " + "Halvern " * 40])
def test_blocks_that_are_no_about_heading(block: str) -> None:
    assert about_heading(block) is None


def test_the_source_line_decides() -> None:
    blocks = [LEAD, "About CFV Rail", "CFV Rail runs trains.", "SOURCE Halvern Institute"]
    assert read("Bridges", blocks, blocks) == "Halvern Institute"


def test_else_the_about_whose_subject_leads_the_news() -> None:
    blocks = [LEAD, "About Halvern Institute", "It tests bridges.", "About Brightfell Wire", "A wire."]
    assert read("Bridges", [LEAD], blocks) == "Halvern Institute"


def test_two_subjects_that_lead_decide_nothing_unless_one_is_in_the_title() -> None:
    blocks = [LEAD, "About Halvern Institute", "It tests bridges.", "About CFV Rail", "It runs trains."]
    assert read("Bridges", [LEAD], blocks) is None
    assert read("CFV Rail orders bridges", [LEAD], blocks) == "CFV Rail"


def test_an_about_that_nothing_else_speaks_of_is_not_the_issuers() -> None:
    blocks = ["Bridges were tested.", "About Brightfell Energy", "It runs wind farms."]
    assert read("Bridges", blocks[:1], blocks) is None


def test_legal_forms_and_tickers_do_not_hide_a_name() -> None:
    blocks = [
        "Brightfell (NSE: BFE) opened a plant.",
        "About Brightfell Holdings, Inc. (NSE: BFE)",
        "It runs wind farms.",
    ]
    assert read(None, blocks[:1], blocks) == "Brightfell Holdings, Inc. (NSE: BFE)"
