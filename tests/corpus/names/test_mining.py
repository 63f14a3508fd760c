"""Names that a text explains: in three languages and two scripts, precisely rather than greedily."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.names.mining import pairs

ISLAMIC_WORLD = "منظمة العالم الإسلامي للتربية والعلوم والثقافة"


def mined(text: str) -> list[tuple[str, str]]:
    return [(pair.short, pair.long) for pair in pairs(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Northern Transit Authority (NTA) opened a line.", "NTA", "Northern Transit Authority"),
        ("the Northern Transit Authority (the “NTA” or the “Authority”) said", "NTA", "Northern Transit Authority"),
        ("the Northern Transit Authority’s (NTA) trams", "NTA", "Northern Transit Authority"),
        (
            "In cooperation with The Icelandic Export, Science and Crafts Organization (ICESCO) it met.",
            "ICESCO",
            "Icelandic Export, Science and Crafts Organization",
        ),
        ("In Defence of Storks (IDS) met.", "IDS", "In Defence of Storks"),
        ("The NTA (Northern Transit Authority) opened a line.", "NTA", "Northern Transit Authority"),
        ("the Northern Transit Authority, or NTA, opened", "NTA", "Northern Transit Authority"),
        ("the Northern Transit Authority, better known as the NTA, opened", "NTA", "Northern Transit Authority"),
        ("six battery storage units (BSUs) came", "BSU", "battery storage units"),
        ("the Office of Port\nAffairs of Elsen Town Hall (ETH) said", "ETH", "Elsen Town Hall"),
        ("l’Office intercommunal de la Navigation (OIN)", "OIN", "Office intercommunal de la Navigation"),
        ("l’« Office des gares du Nord » (OGN) rouvre", "OGN", "Office des gares du Nord"),
        ("le Conseil des ports du Sud, ou CPS, annonce", "CPS", "Conseil des ports du Sud"),
        ("la Agencia Nacional de Puertos (ANP) anunció", "ANP", "Agencia Nacional de Puertos"),
        (f"أعلنت {ISLAMIC_WORLD} (إيسيسكو) اليوم", "إيسيسكو", ISLAMIC_WORLD),
        (f"أعلنت {ISLAMIC_WORLD} (ICESCO) اليوم", "ICESCO", ISLAMIC_WORLD),
        (f"زار المدير العام ل{ISLAMIC_WORLD} (ICESCO) المركز", "ICESCO", ISLAMIC_WORLD),
        (f"الإيسيسكو ({ISLAMIC_WORLD}) تدعو", "إيسيسكو", ISLAMIC_WORLD),
        ("هيئة سهرين للصحة العامة، المعروفة باسم سهرا، تدعو", "سهرا", "هيئة سهرين للصحة العامة"),
        ("وقعت الإيسيسكو (ICESCO) الاتفاق", "ICESCO", "إيسيسكو"),
        ("signed by ICESCO (الإيسيسكو) today", "ICESCO", "إيسيسكو"),
    ],
)  # fmt: skip
def test_a_name_and_its_short_form_are_found(text: str, short: str, long: str) -> None:
    assert mined(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Robert Sand (R-SC) and Anna Cole (D-CA) spoke.",
        "Acme Corp. (NASDAQ: ACME) rose.",
        "HALVERN (AP)",
        "Elsen opened a quay (PDF).",
        "It closed. Northern trains (see NTA) ran.",
        "The line opened; Northern Transit. Authority (NTA)",
        "pay in EUR or GBP at the desk",
        "قال المدير (الإيسيسكو) اليوم",
        "مدينة حلفرن (NTA) اليوم",
        "مجلس (ICESCO)",
        "the word (كلمة) is long",
        "UNESCO (الإيسيسكو) met",
        "()",
        "(NTA",
    ],
)
def test_what_explains_nothing_teaches_nothing(text: str) -> None:
    assert mined(text) == []


def test_the_run_of_the_text_holds_both_forms() -> None:
    text = "On Monday the Northern Transit Authority (NTA) opened; ICESCO (الإيسيسكو) came."
    assert [text[pair.start : pair.end] for pair in pairs(text)] == [
        "Northern Transit Authority (NTA)",
        "ICESCO (الإيسيسكو)",
    ]


def test_names_are_given_in_the_order_of_the_text() -> None:
    text = "the Elsen Town Hall, or ETH, and the Northern Transit Authority (NTA), known as the Old Rail Board (ORB)"
    assert [short for short, _ in mined(text)] == ["ETH", "NTA", "ORB"]


def test_a_long_form_goes_on_over_the_end_of_a_line_only_where_the_paragraph_does() -> None:
    assert mined("Northern Transit\n\nAuthority (NTA)") == []


@given(
    st.lists(st.sampled_from([*"ABcد (),«».\n", "ICESCO", "الإيسيسكو", "منظمة", " or ", "known as "]), max_size=60)
)
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_and_what_is_found_stands_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    for pair in pairs(text):
        assert 0 <= pair.start < pair.end <= len(text)
        assert pair.short.rstrip("s") in text[pair.start : pair.end]
        assert pair.long in " ".join(text[pair.start : pair.end].split())


@pytest.mark.parametrize("piece", ["(", "(a", "(AB) ", "AB (", "known as ", ", or A", "منظمة ", "(«منظمة ", "A.B. "])
def test_hostile_texts_are_read_in_linear_time(piece: str) -> None:
    assert len(pairs(piece * 20_000)) <= 20_000
