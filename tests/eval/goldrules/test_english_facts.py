from __future__ import annotations

import datetime as dt

import pytest

from eval.goldrules import english, english_facts
from eval.goldrules.release import Draft, Release

DAY = dt.date(2024, 3, 14)


def of_sentence(sentence: str, title: str = "", around: str = "") -> list[Draft]:
    release = Release(title, f"{around} {sentence}", DAY, ["This one is no lead of them at all.", sentence])
    return list(english.drafts(release))


def of_title(title: str, sentence: str, published: dt.date | None = DAY) -> list[Draft]:
    return list(english_facts.of_title(Release(title, sentence, published, ["This one is another.", sentence])))


@pytest.mark.parametrize(
    ("title", "question", "answer"),
    [
        ("Parter Raises $5.5M Led by StageOne", "How much did Parter raise in March 2024?", "$5.5M"),
        (
            "G6 Hospitality invests $10 Million to Grow",
            "How much did G6 Hospitality invest in March 2024?",
            "$10 Million",
        ),
        (
            "NewsBreaks – Safe Pro (NYSE: SPA) Secures Over €7 Million",
            "How much did Safe Pro secure in March 2024?",
            "Over €7 Million",
        ),
    ],
)
def test_the_amount_of_a_title_is_asked_for_where_a_sentence_has_it_too(
    title: str, question: str, answer: str
) -> None:
    said = "In all it was $5,500,000 and then $10 million and €7 million, they said."
    (made,) = of_title(title, said)
    assert (made.question, made.answer, made.quote) == (question, answer, said)
    assert of_title(title, "In all 55 people had 10 or 7 questions about $3 million, they said.") == []
    assert of_title(title, said, published=None) == []


def test_a_title_without_money_asks_for_none() -> None:
    assert of_title("Parter Raises 12 Ships", "In all they raised 12 ships.") == []


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "The contract with Brightfell is worth 342 million euros and includes an option.",
            "How much is the contract with Brightfell worth?",
            "342 million euros",
        ),
        ("The Gorges line cost 64 million euros.", "How much did the Gorges line cost?", "64 million euros"),
        ("A ticket to Salt Roads costs $12.50 at the door.", "How much does a ticket to Salt Roads cost?", "$12.50"),
        (
            "Selina currently operates over 100 properties across the world.",
            "How many properties does Selina operate?",
            "over 100 properties",
        ),
        (
            "Girl Scouts of Florida served 6,100 young girls in the year.",
            "How many young girls did Girl Scouts of Florida serve?",
            "6,100 young girls",
        ),
        (
            "Lake Capital has raised approximately $29.5 million in new money.",
            "How much did Lake Capital raise in new money?",
            "approximately $29.5 million",
        ),
        (
            "Traffic at Port Elsen rose by 3.6 percent, the authority said.",
            "By how much did traffic at Port Elsen rise, by a release of March 2024?",
            "3.6 percent",
        ),
    ],
)
def test_a_figure_is_asked_for(sentence: str, question: str, answer: str) -> None:
    made = of_sentence(sentence, title="Selina", around="All this traffic.")
    assert [(item.question, item.answer, item.quote) for item in made] == [(question, answer, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It cost 64 million euros to build the line.",
        "The work cost 64 million euros.",  # whose work?
        "The Company raised $29.5 million.",
        "The Gorges line, which cost 64 million euros, is open.",
        "Lake Capital manages over $90 billion and has 400 clients.",
        "About Lake Capital: Lake Capital raised $29.5 million.",
        "GOLDMAN SACHS GROUP rose by 180%.",
        "Lake Capital raised 12 points.",
    ],
)
def test_a_figure_of_nobody_in_particular_is_left(sentence: str) -> None:
    assert of_sentence(sentence) == []


def test_an_amount_is_never_cut_in_its_middle() -> None:
    (made,) = of_sentence("Lake Capital raised $438,250.")
    assert made.answer == "$438,250"


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "The Lhasa Expressway officially opened on June 30, 2024.",
            "When did the Lhasa Expressway open?",
            "June 30, 2024",
        ),
        (
            "The Winter Prom will take place at the Hall of Orlington on Saturday, 15 February 2025.",
            "When will the Winter Prom take place at the Hall of Orlington?",
            "15 February 2025",
        ),
        (
            "The Salt Roads show opens on 6 October 2023 and ends in March.",
            "When does the Salt Roads show open?",
            "6 October 2023",
        ),
        ("Lake Capital was founded on 1 May 1999.", "When was Lake Capital founded?", "1 May 1999"),
        (
            "Lake Capital will release its full results on Nov. 6, 2025.",
            "When will Lake Capital release its full results?",
            "Nov. 6, 2025",
        ),
        (
            "On October 13, 2025, Governor Gavin Newsom signed Assembly Bill 931 into law.",
            "When did Governor Gavin Newsom sign Assembly Bill 931 into law?",
            "October 13, 2025",
        ),
    ],
)
def test_a_day_is_asked_for(sentence: str, question: str, answer: str) -> None:
    made = of_sentence(sentence)
    assert [(item.question, item.answer, item.kind) for item in made] == [(question, answer, "date")]


@pytest.mark.parametrize(
    "sentence",
    [
        "It opens on 6 October 2023 to all comers.",
        "The show opens on 6 October 2023.",
        "The Salt Roads show opens in October.",
        "The Company was founded on 1 May 1999.",
        "Lake Capital is a company of 1 May 1999.",
        "Lake Capital will close on or about 1 May 2025.",
        "Lake Capital will take orders until 1 May 2025.",
        "None of them in Orlington will forget 1 May 2025.",
        "The Salt Roads show opens with songs of 6 October 2023.",
        "On October 13, 2025, it signed Assembly Bill 931 into law.",
    ],
)
def test_a_day_of_nothing_in_particular_is_left(sentence: str) -> None:
    assert of_sentence(sentence) == []
