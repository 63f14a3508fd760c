"""Whose words: those of another, or of a release that never names the one asked for, are no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import Span
from qa.answering.sentence import Sentence
from qa.answering.speakers import of_another, speaker
from qa.answering.verdict import judge
from tests.qa.answering.finding import release, room, seen
from tests.qa.answering.making import SURE, article, asked

BRIDGE = (
    'Mayor Ada Holm and Dr. Nils Berg opened the bridge of Elsen. "The bridge is a promise kept," said Mayor Ada'
    ' Holm. "It cost too much," Berg added.\n\nThe bridge of Elsen is 300 metres long.'
)
PONT = (
    "La maire Ada Holm et M. Nils Berg ont inauguré le pont d'Elsen. « Le pont est une promesse tenue », a déclaré"
    " Mme Ada Holm.\n\n« Il a coûté trop cher », a ajouté M. Nils Berg."
)
JISR = (
    "قالت العمدة آدا هولم إن الجسر وعد تحقق.\n\nوأضاف المهندس نيلز بيرغ أن الجسر كلف كثيرا.\n\n"
    "يبلغ طول جسر إلسن ثلاثمئة متر."
)


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Ada Holm say about the bridge?", "Ada Holm"),
        ("How does the engineer Nils Berg describe the bridge?", "the engineer Nils Berg"),
        ("how long is the bridge according to Mayor Holm?", "Mayor Holm"),
        ("What is the bridge, in the words of Ada Holm?", "Ada Holm"),
        ("What did Holm and Berg say?", "Holm and Berg"),
        ("Qu'a dit Ada Holm du pont ?", "Ada Holm"),
        ("Qu’a déclaré la maire Ada Holm ?", "la maire Ada Holm"),
        ("Que pense Nils Berg du pont ?", "Nils Berg"),
        ("Comment Ada Holm a-t-elle décrit le pont ?", "Ada Holm"),
        ("Selon Nils Berg, combien a coûté le pont ?", "Nils Berg"),
        ("¿Qué dijo Ada Holm sobre el puente?", "Ada Holm"),
        ("¿Cuánto costó según Nils Berg?", "Nils Berg"),
        ("ماذا قالت آدا هولم عن الجسر؟", "آدا هولم"),
        ("كيف وصف نيلز بيرغ الجسر؟", "نيلز بيرغ الجسر"),
        ("How long is the bridge?", None),
        ("Who said that the bridge is a promise?", None),
        ("What did the bridge cost?", None),
        ("Qui a inauguré le pont ?", None),
        ("ما طول الجسر؟", None),
    ],
)
def test_whose_words_are_asked_for(question: str, who: str | None) -> None:
    assert speaker(asked(question)) == who


@pytest.mark.parametrize(
    ("question", "text", "language", "said", "another"),
    [
        ("What did Ada Holm say of the bridge?", BRIDGE, "en", '"The bridge is a promise kept," said', None),
        ("What did Nils Berg say of the bridge?", BRIDGE, "en", '"The bridge is a promise kept," said', "Nils Berg"),
        ("What did Nils Berg say of the bridge?", BRIDGE, "en", '"It cost too much," Berg', None),
        ("What did Mayor Holm say of the bridge?", BRIDGE, "en", '"It cost too much," Berg', "Mayor Holm"),
        ("What did Holm and Berg say of the bridge?", BRIDGE, "en", '"It cost too much," Berg', None),
        ("What did Mayor Holm say of its length?", BRIDGE, "en", "The bridge of Elsen is 300", None),
        ("What did Ida Rask say of the bridge?", BRIDGE, "en", "The bridge of Elsen is 300", "Ida Rask"),
        ("How long is the bridge?", BRIDGE, "en", "The bridge of Elsen is 300", None),
        ("Qu'a dit Ada Holm du pont ?", PONT, "fr", "« Le pont est", None),
        ("Qu'a dit M. Nils Berg du pont ?", PONT, "fr", "« Il a coûté", None),
        ("Qu'a dit Ada Holm du prix du pont ?", PONT, "fr", "« Il a coûté", "Ada Holm"),
        ("Comment Ida Rask a-t-elle décrit le pont ?", PONT, "fr", "« Le pont est", "Ida Rask"),
        ("ماذا قالت آدا هولم عن الجسر؟", JISR, "ar", "قالت العمدة", None),
        ("ماذا قالت آدا هولم عن كلفة الجسر؟", JISR, "ar", "وأضاف المهندس", "آدا هولم"),
        ("ماذا قالت إيدا راسك عن الجسر؟", JISR, "ar", "قالت العمدة", "إيدا راسك"),
        ("ماذا قالت آدا هولم عن طول الجسر؟", JISR, "ar", "يبلغ طول", None),
    ],
)
def test_whose_words_a_sentence_is(question: str, text: str, language: str, said: str, another: str | None) -> None:
    start = text.index(said)
    end = text.find(".", start) + 1
    found = Sentence(0, Span(start, end), text[start:end])
    assert of_another(asked(question), article(text, language=language), found) == another


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did Omar Al-Karimi say?", "The mayor, Omar Alkarimi, said it."),
        ("What did Omar Alkarimi say?", "The mayor, Omar Al-Karimi, said it."),
        ("What did José Núñez say?", "The mayor, Jose Nunez, said it."),
        ("What did the Elsen Port Authority say?", "The EPA said so."),
        ("How much is it according to the EPA?", "The Elsen Port Authority said so."),
        ("What did Ada Holm of the Port of Elsen say?", "Holm said so."),
        ("What did Elsen's Ada Holm say?", "Holm said so."),
        ("How many came, according to its November 2025 report?", "Many came, said Berg."),
    ],
)
def test_a_name_in_another_form_stands_there(question: str, text: str) -> None:
    assert of_another(asked(question), article(text), Sentence(0, Span(0, len(text)), text)) is None


def test_an_organisation_speaks_by_others() -> None:
    text = "Brightfell Energy grows.\n\nProfits doubled, said Ada Holm."
    said = Sentence(0, Span(26, len(text)), text[26:])
    assert of_another(asked("What did Brightfell Energy say of profits?"), article(text), said) is None


def test_of_a_release_in_another_language_nothing_is_told() -> None:
    said = Sentence(0, Span(0, len(BRIDGE)), BRIDGE)
    assert of_another(asked("Qu'a dit Ida Rask du pont ?"), article(BRIDGE), said) is None


@pytest.mark.parametrize(("who", "answered"), [("Mayor Ada Holm", True), ("Dr. Nils Berg", False)])
def test_silence_says_whose_words_are_not_there_however_sure_the_evidence(
    tmp_path: Path, who: str, answered: bool
) -> None:
    text = 'Dr. Nils Berg built it.\n\n"The bridge of Elsen is a promise kept," said Mayor Ada Holm.'
    with room(tmp_path / "room", release("bridge.txt", "Bridge", text)) as desk:
        looked = seen(desk, f"what did {who} say, the bridge of Elsen is a promise?")
        told = judge(looked.finding, looked.proven, looked.sentences, looked.archive, "eager", SURE)
    assert told.answered == answered
    if not answered:
        assert told.missing is not None
        assert told.missing.text.endswith(f"do not say what {who} said.")
