"""Sentence ends in English, French, Spanish and Arabic."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Dr. Smith met Mrs. Jones.|They talked.",
        "The U.S. Senate voted.|It passed.",
        "He lives in the U.S.|The law changed.",
        "Acme Inc.|The firm grew.",
        "Acme Inc. Board met today.",
        "It cost $3.5 million.|Sales rose by 4.2%.|Nobody knew.",
        "Born on Jan. 5, 2020.|He left.",
        "Doors open at 5 p.m. EST on Monday.|Come early.",
        "J. K. Rowling and George W. Bush spoke.|They left.",
        "St. Louis won.|Mt. Everest stayed.",
        "Sen. Doe and Rep. Roe left.|Gov. Poe stayed.",
        "See No. 5, e.g. this one, vs. that one.|Go.",
        "Visit www.example.org.|It works.",
        "Version 2.0.1 is out.|Version 3 follows.",
        "Wait...|What?|Really?!|Yes.",
        "“We won.”|She smiled.",
        "“We won,” she said.|“It was good.”",
        "He said: “Go.”|“Why?” she asked.",
        "He left (at last.)|She stayed.",
        "The vote was no.|The end.",
        "• One thing.|• Another thing.",
    ],
)
def test_english(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "M. Dupont a parlé.|Il est parti.",
        "Mme Leroux et le Dr. Petit ont signé.|Elle part.",
        "Il a dit : « Nous avons gagné. »|Puis il est parti.",
        "L’accord n° 5, art. 3, vaut 3,5 millions.|Fin.",
        "Est-ce vrai ?|Oui !|À bientôt.",
        "L’été finit.|Écoutez.|Où ?",
    ],
)
def test_french(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize("marked", ["¿Qué pasa?|¡Nada!|Él salió.", "El Sr. López y la Sra. Ruiz hablaron.|Ella no."])
def test_spanish(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "وقعت المنظمة اتفاقا.|وقال المدير إنه مهم؟|نعم!",
        "قال المدير: «هذا مهم.»|ثم غادر القاعة.",
        "بلغ السعر 3.5 مليون.|ارتفع بنسبة ٤٫٢٪.",
        "حضر د. سالم الحفل ود. منى والأستاذ أ.د. عمر؛ ثم غادر.|انتهى.",
    ],
)
def test_arabic(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


def test_a_blank_line_ends_a_sentence_whatever_stands_before_it() -> None:
    assert split("Opening hours\n\nwe open at nine, Dr.\n\nSmith says") == [
        "Opening hours",
        "we open at nine, Dr.",
        "Smith says",
    ]


def test_only_the_asked_run_is_split() -> None:
    text = "One here. Two here. Three here."
    assert [span.of(text) for span in sentences(text, Span(4, 18))] == ["here.", "Two here"]


def test_white_space_has_no_sentences() -> None:
    assert split("") == []
    assert split(" \n\n\t\u00a0 ") == []


TEXTS = st.text(st.sampled_from([*"aB1.!?؟… \n\t\u00a0“”«»()[]'’,:-éو。"]))


@settings(deadline=None)
@given(TEXTS)
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    spans = list(sentences(text))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""


@settings(deadline=None)
@given(TEXTS)
def test_no_sentence_reaches_over_a_paragraph(text: str) -> None:
    whole = list(paragraphs(text))
    for sentence in sentences(text):
        assert sum(each.start <= sentence.start and sentence.end <= each.end for each in whole) == 1
