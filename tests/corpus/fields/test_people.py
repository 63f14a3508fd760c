"""Who is quoted: names with roles beside verbs of saying, rather nobody than somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Person
from corpus.fields.people import MOST, quoted

LEAD = "Sen. Richard Orr and Dr. Barbara A. Milk opened the quay with M. Paul Dupont, director of the port."


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        (
            "“We waited,” said Dr. Mira Oden, director of the institute. “Now we can.”",
            "Mira Oden",
            "director of the institute",
        ),
        (
            '"It turned," said Hanna Vell, chief executive officer of Brightfell.',
            "Hanna Vell",
            "chief executive officer of Brightfell",
        ),
        ('"It works," says Prof. Dr. Anna van der Berg from Halvern.', "Anna van der Berg", None),
        ("“Great,” commented CEO Tom Becker.", "Tom Becker", "CEO"),
        ('"You hear it," said curator Jana Pell.', "Jana Pell", "curator"),
        ('"Yes," said the minister for transport, Lucie Amari.', "Lucie Amari", "minister for transport"),
        (
            '"This is good," said Special Agent in Charge George L. Piro of the bureau.',
            "George L. Piro",
            "Special Agent in Charge",
        ),
        ('"Good," said Jeff Peder, Ph.D., CEO of Bullion.', "Jeff Peder", "CEO of Bullion"),
        ("Waterways Minister Oda Lind said: “No one counts.”", "Oda Lind", "Waterways Minister"),
        ("Oda Lind, minister for waterways, said:", "Oda Lind", "minister for waterways"),
        ('Tom Becker, CEO of Iofin, said, "We are glad."', "Tom Becker", "CEO of Iofin"),
        ('Deputy Mayor Leslie Caldwell of the city said, "This is ours."', "Leslie Caldwell", "Deputy Mayor"),
        # quotation marks lost on the way: the comma before the verb still hands the words over
        ("Owners cannot limit it, said U.S. Attorney John Walsh of the district.", "John Walsh", "U.S. Attorney"),
        # a surname, given in full elsewhere
        ('"I am pleased," Orr said. "Very."', "Richard Orr", None),
        ('"Good," said Senator Milk.', "Barbara A. Milk", "Senator"),
        # French and Spanish
        (
            "« Les voyageurs ont été patients », a déclaré Lucie Amari, ministre des Transports.",
            "Lucie Amari",
            "ministre des Transports",
        ),
        ("« Oui », a déclaré la ministre des Transports, Lucie Amari.", "Lucie Amari", "ministre des Transports"),
        (
            "« Oui », se félicite Jean-Pierre Le Goff, directeur général de CFV.",
            "Jean-Pierre Le Goff",
            "directeur général de CFV",
        ),
        (
            "Lucie Amari, ministre des Transports, a déclaré : « Les voyageurs »",
            "Lucie Amari",
            "ministre des Transports",
        ),
        ("« Bien », a ajouté M. Dupont.", "Paul Dupont", None),
        (
            "«Ningún pueblo quedó fuera», afirmó Carmen Ruiz, directora de la campaña.",
            "Carmen Ruiz",
            "directora de la campaña",
        ),
        # Arabic
        ('وقال سالم العودي، مدير المعهد: "إن هذا المختبر سيخدم".', "سالم العودي", "مدير المعهد"),
        ('وأكد معالي وزير التعليم الدكتور سالم العودي أن "المختبر" مهم', "سالم العودي", "وزير التعليم"),
        ('وقالت الدكتورة ليلى بن عمر، رئيسة الجامعة، إن "المختبر" مهم', "ليلى بن عمر", "رئيسة الجامعة"),
    ],
)
def test_a_speaker_is_named_with_the_role(words: str, name: str, role: str | None) -> None:
    assert quoted([words, LEAD]) == (Person(name, role),)


@pytest.mark.parametrize(
    "words",
    [
        'The company said "we are happy" on Monday.',
        '"No," the company said in a statement.',
        '"It works," he said.',
        '"It works," the minister said.',
        "Officials said the road, built in 1999, will close.",
        "Jane Doe said that the road will close.",
        "Jean Dupont est directeur du port.",
        '"Good," said Smithson.',
        'According to the Halvern Institute, "bridges are safe".',
        'قال وزير التعليم سالم العودي: "نعم".',
        'قالت الوزارة في بيان: "نعم".',
        "قال سالم العودي، مدير المعهد، إن المختبر مهم.",
    ],
)
def test_nobody_is_named_who_is_not_quoted_by_name(words: str) -> None:
    assert quoted([words]) == ()


def test_the_line_under_a_quotation_names_its_speaker() -> None:
    quote = "“From 2026 you will be able to fall asleep in one country and wake up in another.”"
    assert quoted([quote, "— Teresa Alm, Commissioner for Transport"]) == (
        Person("Teresa Alm", "Commissioner for Transport"),
    )
    assert quoted([quote, "Rivamar, Norland"]) == ()
    assert quoted(["Plain words.", "Teresa Alm, Commissioner for Transport"]) == ()


def test_the_full_arabic_name_stands_elsewhere() -> None:
    lead = "افتتح معالي وزير التعليم الدكتور سالم العودي اليوم مختبر الجسور."
    assert quoted([lead, 'وقال الدكتور العودي: "إن هذا المختبر سيخدم".']) == (Person("سالم العودي"),)


def test_people_come_once_in_the_order_in_which_they_speak_with_the_first_role_that_is_given() -> None:
    blocks = ['"A," said Ann Bell.', '"B," said Cy Dorn, mayor of Elsen.', '"C," said Ann Bell, head of the port.']
    assert quoted(blocks) == (Person("Ann Bell", "head of the port"), Person("Cy Dorn", "mayor of Elsen"))


def test_two_people_of_one_surname_are_not_told_apart() -> None:
    assert quoted(['"Yes," Orr said.', "Richard Orr met Helen Orr."]) == ()


@pytest.mark.parametrize(
    "piece", ['"Yes," said Doe. ', "said ", "A. ", '", said ', "قال الدكتور ", "Jane Doe, ", "M. "]
)
def test_a_million_characters_take_no_time(piece: str) -> None:
    assert len(quoted([piece * (1_000_000 // len(piece)), LEAD])) <= MOST


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "”",
                ", ",
                "said ",
                "Jane ",
                "Doe",
                "director ",
                ". ",
                ": ",
                "the ",
                "a déclaré ",
                "وقال ",
                "الدكتور ",
            ]
        ),
        max_size=25,
    )
)
def test_any_words_are_read(pieces: list[str]) -> None:
    for person in quoted(["".join(pieces), LEAD]):
        assert person.name == person.name.strip()
        assert len(person.name.split()) > 1
        assert person.role is None or person.role.strip()
