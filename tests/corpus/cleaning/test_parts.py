"""About the organisation, press contacts and legal statements, found by heading and by content."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Part
from corpus.cleaning.parts import find, is_contact, kinds_of, news
from tests.conftest import examples

LEAD = "The Halvern Institute opened a laboratory for bridges on Monday, and forty engineers will work there soon."
MORE = "Visitors may see the tanks on the first Sunday of each month, and schools can book a guided tour in writing."
ABOUT = "The institute, founded in 1962, tests bridges, towers and dams. It employs 310 people in three towns."


def kinds(*blocks: str) -> list[str | None]:
    return [kind for kind, _ in kinds_of(blocks)]


@pytest.mark.parametrize(
    "heading",
    [
        "About the Halvern Institute", "ABOUT HALVERN:", "About us", "About Halvern", "About Our Organization",
        "À propos de Halvern", "À PROPOS DU MUSÉE", "Qui sommes-nous ?", "Acerca de Salud Sahrin", "Sobre Halvern",
        "نبذة عن المعهد", "عن الوزارة", "حول المنظمة", "من نحن", "لمحة عن المركز:", "Boilerplate",
    ],
)  # fmt: skip
def test_an_about_is_known_by_its_heading(heading: str) -> None:
    assert kinds(LEAD, heading, ABOUT) == [None, "about", "about"]


@pytest.mark.parametrize(
    "heading",
    [
        "About the study",
        "About this report",
        "About the award",
        "About 300 guests came",
        "Inside",
        "About time",
        "حول",
        "About the survey:",
    ],
)
def test_headings_of_the_news_are_none(heading: str) -> None:
    assert kinds(LEAD, heading, MORE) == [None, None, None]


@pytest.mark.parametrize(
    "block",
    [
        "About Halvern: The institute was founded in 1962.",
        "About Halvern Halvern is an institute.",
        "About HalvernHalvern is an institute.",
    ],
)
def test_an_about_can_have_its_heading_on_its_first_line(block: str) -> None:
    assert kinds(LEAD, block, MORE) == [None, "about", None]


@pytest.mark.parametrize(
    "block",
    [
        "Halvern (NSE: HLV) is a leading provider of bridge tests with laboratories in three of its towns.",
        "Founded in 1962, Halvern tests bridges, towers and dams for customers and employs 310 people there.",
        "Rivamar Sel est une société fondée en 1911 qui exploite quatre salins et emploie 180 personnes sur la côte.",
        "تأسس مركز المياه الإقليمي عام 1994، ويقدم المشورة لإحدى عشرة دولة في إدارة المياه الجوفية وحماية الآبار.",
    ],
)
def test_who_an_organisation_is_can_stand_under_no_heading_right_above_the_end(block: str) -> None:
    assert kinds(LEAD, MORE, MORE, block) == [None, None, None, "about"]
    assert kinds(LEAD, MORE, MORE, block, "press@halvern.example") == [None, None, None, "about", "contact"]
    assert kinds(LEAD, block, MORE, MORE) == [None] * 4


@pytest.mark.parametrize(
    "block",
    [
        "She is a leading expert.",
        "The bridge is the longest in the province and was built by two hundred workers in four years.",
        "“Halvern is a leading institute, and we are proud of its engineers,” said Mira Oden on Monday.",
    ],
)
def test_other_last_paragraphs_are_news(block: str) -> None:
    assert kinds(LEAD, MORE, MORE, block) == [None] * 4


def test_an_about_ends_where_the_next_heading_or_a_quotation_begins() -> None:
    assert kinds(LEAD, "About Halvern", ABOUT, "- tests bridges", "Outlook", MORE) == [
        None,
        "about",
        "about",
        "about",
        None,
        None,
    ]
    assert kinds(LEAD, "About Halvern", ABOUT, "“We begin,” said Mira Oden.")[-1] is None


def test_an_about_does_not_swallow_the_rest_of_a_long_release() -> None:
    assert kinds("About Halvern", *[MORE] * 40)[-20:] == [None] * 20


@pytest.mark.parametrize(
    "heading",
    [
        "Media contact", "Media Contacts:", "Contact", "PRESS CONTACT", "For media inquiries:",
        "Contact Information", "Investor Relations Contact",
        "For more information", "Further information", "Contact presse", "Contacts presse :", "Relations médias",
        "Renseignements", "Contacto de prensa",
        "للتواصل", "للتواصل الإعلامي", "للاستفسار:", "لمزيد من المعلومات", "جهة الاتصال", "المكتب الإعلامي",
    ],
)  # fmt: skip
def test_a_contact_is_known_by_its_heading_and_what_stands_below(heading: str) -> None:
    assert kinds(LEAD, heading, "Jon Tarrel", "Press office", "press@halvern.example") == [None, *["contact"] * 4]
    assert kinds(LEAD, heading, MORE, MORE)[2:] == [None, None]


@pytest.mark.parametrize(
    "line",
    [
        "Contact: Melissa Sward, 202/555-1122.", "Media Contact:Jon Tarrel", "press@halvern.example",
        "+1 555 010 0140",
        "For media inquiries, please contact Jon Tarrel at press@halvern.example.",
        "Jon Tarrel, press@halvern.example, 555-010-0140",
        "Tél. : 01 55 01 00 00", "هاتف: 0100-555-971+", "للتواصل: سامي حداد press@water.example",
        "Contact presse : Ines Moreau, 01 55 01 00 00",
    ],
)  # fmt: skip
def test_a_contact_is_known_by_its_content(line: str) -> None:
    assert kinds(LEAD, line) == [None, "contact"]
    assert is_contact(line)


@pytest.mark.parametrize(
    "line",
    [
        "Anyone with information should contact the postal service at 1-800-555-0140.",
        "Call 555-010-0140 or write to press@halvern.example: that was the advice"
        " which the institute gave to all of its neighbours along the river when the water came up to the doors.",
        "The deal is worth 1,250,000 crowns.", "In 2023-2024 the port grew.",
        "Contact between the two banks was lost.", "1998 - 2004", MORE,
    ],
)  # fmt: skip
def test_sentences_of_the_news_are_no_contact(line: str) -> None:
    assert kinds(LEAD, line, MORE) == [None, None, None]


def test_contacts_can_stand_above_the_news() -> None:
    assert kinds("Contact: Jon Tarrel, 555-010-0140", LEAD, MORE) == ["contact", None, None]


def test_a_name_between_two_lines_of_contact_is_of_it() -> None:
    assert kinds(LEAD, "press@halvern.example", "Ann Bell", "bell@halvern.example") == [None, *["contact"] * 3]


@pytest.mark.parametrize(
    "heading",
    [
        "Forward-Looking Statements", "FORWARD LOOKING STATEMENTS",
        "Cautionary Note Regarding Forward-Looking Statements", "Safe Harbor Statement",
        "Safe Harbor Statement Under the Private Securities Litigation Reform Act of 1995", "Disclaimer",
        "Legal notice",
        "Avertissement", "Énoncés prospectifs", "Mentions légales", "إخلاء مسؤولية", "تنويه", "Aviso legal",
    ],
)  # fmt: skip
def test_a_legal_statement_is_known_by_its_heading(heading: str) -> None:
    assert kinds(LEAD, heading, MORE) == [None, "legal", "legal"]


@pytest.mark.parametrize(
    "block",
    [
        "This press release contains forward-looking statements within the meaning of the law of 1995.",
        "Ce communiqué contient des déclarations prospectives qui comportent des risques.",
        "This release does not constitute an offer to sell or a solicitation of an offer to buy any security.",
        "Disclaimer: what is said here may change.",
        "SOURCE Halvern Institute",
        "An indictment is merely an accusation, and a defendant is presumed innocent until proven guilty.",
        "إخلاء مسؤولية: هذه المعلومات للعلم فقط.",
    ],
)
def test_a_legal_statement_is_known_by_its_content(block: str) -> None:
    assert kinds(LEAD, block) == [None, "legal"]


@pytest.mark.parametrize(
    "block",
    [
        "The minister made no statements about the future of the port.",
        "The court offered legal information to tenants.",
        "He was indicted on Monday and denies the accusations.",
        "The notice was important to farmers.",
    ],
)
def test_news_about_the_law_is_none(block: str) -> None:
    assert kinds(LEAD, block) == [None, None]


def test_a_legal_statement_inside_an_about_is_told_apart() -> None:
    disclaimer = "Disclaimer: what is said here may change."
    assert kinds(LEAD, "About Halvern", ABOUT, disclaimer) == [None, "about", "about", "legal"]


def test_places_count_the_text_and_every_heading_opens_a_part() -> None:
    blocks = [LEAD, "About Halvern", ABOUT, "About CFV", ABOUT, "Media contact", "press@halvern.example"]
    text = "\n\n".join(blocks)
    parts = find(blocks)
    assert [part.kind for part in parts] == ["about", "about", "contact"]
    assert [text[part.start : part.end] for part in parts] == [
        "\n\n".join(blocks[1:3]),
        "\n\n".join(blocks[3:5]),
        "\n\n".join(blocks[5:7]),
    ]
    assert list(news(blocks, parts)) == [LEAD]


def test_a_text_that_is_nothing_else_is_its_own_news() -> None:
    blocks = ["About Halvern", ABOUT, "press@halvern.example"]
    assert find(blocks) == ()
    assert list(news(blocks, ())) == blocks


BLOCKS = [
    LEAD, MORE, ABOUT, "About Halvern", "About the study", "Contact", "press@halvern.example", "Jon Tarrel",
    "Outlook", "- an item",
    "Forward-Looking Statements", "SOURCE Halvern", "“Yes,” said Ann Bell.", "للتواصل", "هاتف: 0100-555-971", "2023"
    " | 12", "…",
]  # fmt: skip


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(st.sampled_from(BLOCKS), max_size=14))
def test_parts_are_whole_paragraphs_in_order_and_leave_news(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    parts = find(blocks)
    ends = [0]
    for part in parts:
        assert part.kind in {"about", "contact", "legal"}
        assert ends[-1] <= part.start < part.end <= len(text)
        assert part.start == 0 or text[part.start - 2 : part.start] == "\n\n"
        assert part.end == len(text) or text[part.end : part.end + 2] == "\n\n"
        ends.append(part.end)
    left = list(news(blocks, parts))
    assert bool(left) == bool(blocks)
    assert sum(map(len, left)) + sum(len(text[part.start : part.end].replace("\n\n", "")) for part in parts) == sum(
        map(len, blocks)
    )


@pytest.mark.parametrize(
    "piece", ["a@", "555 ", "contact ", "about ", "disclaimer ", "the of and ", ". ", "[", "Media contact: "]
)
def test_a_million_characters_take_no_time(piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    find([LEAD, long, "About Halvern", long])


def test_a_part_cannot_be_mistaken_for_another() -> None:
    assert find([LEAD, "press@halvern.example"]) == (Part("contact", len(LEAD) + 2, len(LEAD) + 23),)
