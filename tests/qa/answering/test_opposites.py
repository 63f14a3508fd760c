"""Opposites: a question that takes the contrary for granted is not answered; one that a release bears out is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.article import Span
from qa.answering.antonyms import PAIRS
from qa.answering.opposites import opposite
from qa.answering.sentence import Sentence
from qa.answering.verdict import judge
from tests.qa.answering.finding import release, room, seen
from tests.qa.answering.making import SURE, article, asked


def told(question: str, text: str, title: str = "News", language: str = "en", said: str = "") -> str | None:
    """Give what is written instead, where that is the opposite; unless one is given, the first sentence is best."""
    said = said or text[: text.index(".") + 1]
    start = text.index(said)
    found = opposite(
        asked(question),
        article(text, title=title, language=language),
        Sentence(0, Span(start, start + len(said)), said),
    )
    return f"{found.asked}: {found.written}" if found else None


@pytest.mark.parametrize(
    ("question", "text", "written"),
    [
        ("Why did Norwick sell its share of the port?", "Norwick bought a tenth of the port.", "sell: bought"),
        ("Why did Norwick sell its share?", "Norwick bought a tenth, then sold it.", None),
        ("Why did Norwick sell its share?", "A tenth was bought by Halvern.", None),
        ("Who bought the ship from Norwick?", "Norwick sold the ship to Halvern.", None),
        ("Why did Norwick buy the ship?", "Norwick sold the ship to Halvern.", "buy: sold"),
        ("Why did the council close the bridge?", "The council opened the bridge with a feast.", "close: opened"),
        ("When does the fair close?", "The fair opens on 3 May and lasts a week.", None),
        ("Why did Elsen refuse the grant?", "Elsen received the grant in March.", "refuse: received"),
        ("Why did Elsen refuse the grant?", "Elsen declined what others received.", None),
        ("Why did Berg oppose the charter?", "Berg supported the charter.", "oppose: supported"),
        ("Why was the launch of the boat postponed?", "The boat was launched in May.", "postponed: launched"),
        ("How much did the launch cost?", "The tests were cancelled for 3 million.", None),
        ("Why did Holm leave the board?", "Holm joined the board in May.", "leave: joined"),
        ("Why was Holm dismissed?", "Holm was appointed harbour master.", "dismissed: appointed"),
        ("Why was Holm dismissed?", "Holm was appointed to succeed Berg.", None),
        ("Why did the fees fall?", "The fees rose by a tenth.", None),
        ("How much were fees reduced?", "The fees were raised by a tenth.", "reduced: raised"),
        ("Why did they buy and sell ships?", "Norwick sold ships.", None),
        ("What did Norwick paint?", "Norwick bought a ship.", None),
    ],
)
def test_what_is_told_instead(question: str, text: str, written: str | None) -> None:
    assert told(question, text) == written


@pytest.mark.parametrize(
    ("question", "text", "language", "written"),
    [
        ("Pourquoi la ville a-t-elle fermé le pont ?", "La ville a ouvert le pont.", "fr", "fermé: ouvert"),
        ("Pourquoi la ville a-t-elle fermé le pont ?", "La ville a ouvert puis fermé le pont.", "fr", None),
        ("Pourquoi Norwick a-t-il vendu sa part ?", "Norwick a acheté un dixième du port.", "fr", "vendu: acheté"),
        ("Qui a acheté le navire de Norwick ?", "Norwick a vendu le navire à Halvern.", "fr", None),
        ("لماذا أغلقت المدينة الجسر؟", "افتتحت المدينة الجسر في مايو.", "ar", "أغلقت: افتتحت"),
        ("لماذا باعت نورويك حصتها؟", "اشترت نورويك حصة في الميناء.", "ar", "باعت: اشترت"),
        ("لمن باعت نورويك السفينة؟", "اشترت هالفرن سفينة في الميناء.", "ar", None),
        ("لماذا رفضت المدينة الميثاق؟", "وافقت المدينة على الميثاق.", "ar", "رفضت: وافقت"),
        ("¿Por qué rechazó la ciudad el plan?", "La ciudad aprobó el plan.", "es", "rechazó: aprobó"),
        ("¿Por qué la ciudad cerró el puente?", "La ciudad inauguró el puente.", "es", "cerró: inauguró"),
    ],
)
def test_in_other_languages(question: str, text: str, language: str, written: str | None) -> None:
    assert told(question, text, language=language) == written


def test_the_title_or_the_lead_tells_it_where_the_release_has_no_such_verb() -> None:
    text = "It is a fine bridge.\n\nThe toll is a crown."
    question = "why did the council close the bridge?"
    assert told(question, text, "Council opens the bridge") == "close: opens"
    assert told(question, f"{text}\n\nThe old one was shut.", "Council opens the bridge") is None


def test_of_a_release_in_another_language_nothing_is_told() -> None:
    assert told("Pourquoi la ville a-t-elle fermé le pont ?", "The town opened the pont.") is None


@pytest.mark.parametrize("language", PAIRS)
def test_no_word_stands_on_both_sides(language: str) -> None:
    for pair in PAIRS[language]:
        for one, other in ((pair.verbs, pair.others), (pair.others, pair.verbs)):
            plain = [word for word in one.split("|") if word.isalpha()]
            assert not [word for word in plain if re.fullmatch(other, word)]


@pytest.mark.parametrize(("verb", "answered"), [("open", True), ("close", False)])
def test_silence_says_what_is_written_however_sure_the_evidence(tmp_path: Path, verb: str, answered: bool) -> None:
    text = "The council of Elsen opened the bridge because the ferry was old."
    with room(tmp_path / "room", release("bridge.txt", "Bridge", text)) as desk:
        looked = seen(desk, f"why did Elsen {verb} the bridge?")
        verdict = judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", SURE)
    assert verdict.answered == answered
    if not answered:
        assert verdict.missing is not None
        assert verdict.missing.text == (
            "The nearest releases speak of Elsen but do not say that: they write “opened”, not “close”."
        )
