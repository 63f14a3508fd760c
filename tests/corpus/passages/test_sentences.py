"""Sentence ends in English, French, Spanish and Arabic."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.passages.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Dr. Smith met Mrs. Jones.|They talked.",
        "The U.S. Senate voted.|It passed.",
        "He lives in the U.S.|The law changed.",
        "The U.S. Under Secretary met the E.U. Commission in the U.K.|The talks ended.",
        "Acme Inc.|The firm grew.",
        "Acme Inc. Board met today.",
        "Acme, Inc.|Investors should read on.",
        "Acme Inc.|“We grew,” said Ms. Roe.",
        "Acme Inc. (“Acme” or the “Company”) grew.|It hired.",
        "She works at Acme Co. Ltd. in Bath.|He does not.",
        "He owns ACME, INC. AND SUBSIDIARIES.|It grew.",
        "It cost $3.5 million.|Sales rose by 4.2%.|Nobody knew.",
        "Born on Jan. 5, 2020.|He left.",
        "Meet in Jan.|Then go.",
        "The cat sat.|Sat. 5 May is free.",
        "Doors open at 5 p.m. EST on Monday.|Come early.",
        "Doors open at 2 p.m.|Tickets are free.",
        "Open from 11:30 a.m. – 1 p.m. on site.|Bring water.",
        "At 9 a.m. Roe opened it.|All came.",
        "J. K. Rowling and George W. Bush spoke.|They left.",
        "St. Louis won.|Mt. Everest stayed.|ST. LOUIS won again.",
        "He moved to 12 Main St.|The shop opened.",
        "Sen. Doe and Rep. Roe left.|Gov. Poe stayed.|Sens. Ada Roe and Bo Poe agreed.",
        "SEN. ROE: Yes.|MR. POE: No.",
        "The filing went to the SEC.|Undue reliance is unwise.",
        "Sen. Roe (R-Ala.) voted.|Sen. Poe (D-Ill.)|She left.",
        "The plant is in Orland, Calif.|Roe said so.",
        "ORLAND, Calif. – The plant opened.|It hired.",
        "Washington, D.C. Mayor Roe spoke.|The D.C. Council met.",
        "See No. 5, e.g. this one, vs. that one.|Go.",
        "The firm (est. 1990) has approx. 500 staff, incl. Mr. Roe.|Fine.",
        "Costs, fees, etc.|Nothing is known.",
        "See Roe v. Poe.|Then go.",
        "Prof. Ada Roe, Ph.D.|She teaches.",
        "Visit www.example.org.|It works.",
        "Use Node.Js, or Booking.Com, or write to Ada.Roe@example.org.|Then wait.",
        "See www.Harbour.Example/Page.Html?a=1 for more.|Then go.",
        "Version 2.0.1 is out.|Version 3 follows.",
        "Wait...|What?|Really?!|Yes.",
        "He said [...] The rest is known.",
        "The growth . . . of the town was slow.|It ended.",
        "The vote was no.|The end.",
        "iPhone sales fell.|iPad sales rose.|eBay did not.",
        "He is an M.D.|The others are not.",
        "Now.|$6 is fair.|#1 of all.",
    ],
)
def test_english(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "M. Dupont a parlé.|Il est parti.",
        "Mme Leroux et le Dr. Petit ont signé.|Elle part.",
        "M. Le Goff et Mme La Rue ont signé.|J. Le Goff part.",
        "Il a dit : « Nous avons gagné. »|Puis il est parti.",
        "Il a dit : « Nous avons gagné.\u00a0»|Puis il est parti.",
        "« Nous avons signé.|C’est bien », a dit M. Petit.|Il part.",
        "« Est-ce fini ? » a demandé Mme Roy.|« Oui ! »|Elle sort.",
        "« C’est fini. » – Anne Roy, maire.",
        "L’accord n° 5, art. 3, vaut 3,5 millions.|Fin.",
        "Le projet coûte 3,5 M€ env. par an, cf. art. 5, p. ex. en avr. 2024.|Fin.",
        "Le P.-D.G. de la S.A.S. Dupont a parlé.|Les salariés aussi.",
        "La société Roy et Cie a gagné.|Rendez-vous bd. Voltaire, tél. 01 02 03 04 05.|Merci.",
        "L’usine ouvre à 17 h.|Les visites suivent.",
        "En 2024, etc.|Puis rien.",
        "Est-ce vrai ?|Oui !|À bientôt.",
        "L’été finit.|Écoutez.|Où ?",
    ],
)
def test_french(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "¿Qué pasa?|¡Nada!|Él salió.",
        "El Sr. López y la Sra. Ruiz hablaron.|Ella no.",
        "EE. UU. firmó el acuerdo.|La Dra. Paz, núm. 5, tampoco.|Ud. lo sabe.",
        "Es de Roca S.A. de C.V.|El resto no.",
    ],
)
def test_spanish(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "وقعت المنظمة اتفاقا.|وقال المدير إنه مهم؟|نعم!",
        "قال المدير: «هذا مهم.»|ثم غادر القاعة.",
        "«هل نحن جاهزون؟» سأل المدير.|«نعم.»|ثم غادر.",
        "بلغ السعر 3.5 مليون.|ارتفع بنسبة ٤٫٢٪.",
        "حضر د. سالم الحفل ود. منى والأستاذ أ.د. عمر؛ ثم غادر.|انتهى.",
        "قال م. خالد وأ. سامي ذلك، وأضاف المزيد.|ثم غادروا.",
        "تأسست عام 2024 م.|وقال المدير ذلك.",
        "زادت شركة الخليج ش.م.ع. أرباحها.|وقال الرئيس ذلك.",
        "هي شركة الخليج ش.م.ع.|وأضاف الرئيس ذلك.",
        "العنوان ص.ب. 1234 الرياض.|شكرا۔|انتهى.",
        "لا بد.|كان عام 1445 هـ.|وقال ذلك.",
        "للتواصل: info@example.org أو www.example.org.|شكرا.",
    ],
)
def test_arabic(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "“We won.”|She smiled.",
        "“We won,” she said.|“It was good.”",
        "He said: “Go.”|“Why?” she asked.|He left.",
        "“Are we ready?” Dr. Roe asked.|“We are!” she added.",
        "“We are ready.|We will open in May,” said Roe.",
        "“We are ready.” Roe said.|He left.",
        "“It is a great firm.” – Ada Roe, buyer.",
        "''We won.''|The rest lost.",
        '"We won," said Roe.|"We did."|They left.',
        "He left (at last.)|She stayed.",
        "Growth was strong.|(Source: Harbour Bank.)|Costs fell.",
    ],
)
def test_quotations_and_brackets_close_with_their_sentence(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "1. Open the box.|2. Close it.|10. Go.",
        "The steps are: 1. Open it.|2. Close it.",
        "a) Open the box.|b) Close it.",
        "Q. Who is it?|A. It is me.",
        "(iv) Open the box.|(v) Close it.",
        "١. افتح الصندوق.|٢. أغلقه.",
        "أ. افتح الصندوق.|ب. أغلقه.",
        "• One thing.|• Another thing.",
        "We offer:|• One thing|• Another thing",
    ],
)
def test_a_lists_marker_belongs_to_what_it_marks(marked: str) -> None:
    assert split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "The harbour reopened.|The mayor spoke.",
        "It was 2023.|The mayor spoke.",
        "“It reopened.”|The mayor spoke.",
        "It reopened (at last).|The mayor spoke.",
        "L’usine ouvre.|L’emploi suit.",
        "افتتح المركز اليوم.|وقال المدير إنه سعيد.",
        "هل هو جاهز؟|نعم هو جاهز.",
    ],
)
def test_a_missing_space_hides_no_end(marked: str) -> None:
    assert split(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("text", ["Use ASP.Net here.", "Booking.Holdings grew.", "see a.B and c.D.", "e.G.O ran."])
def test_a_name_with_a_stop_inside_is_no_end(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("note", ["[3]", "12", "¹", "[1][2]"])
def test_a_footnotes_number_closes_its_sentence(note: str) -> None:
    assert split(f"Emissions fell sharply.{note} The rest rose.") == [
        f"Emissions fell sharply.{note}",
        "The rest rose.",
    ]


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


TEXTS = st.text(st.sampled_from([*"aB1.!?؟… \n\t\u00a0“”«»()[]'’,:-éو。•–¹@/"]))


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


HOSTILE = {
    "marks": "." * 1_000_000 + "a",
    "initials": "A. " * 330_000,
    "ellipses": "… " * 500_000,
    "closing": '."' * 500_000,
    "guillemets": ". »" * 330_000,
    "spaces": "a." + " " * 1_000_000 + "a",
    "one word": "a" * 1_000_000 + ". B",
    "blank lines": "\n" * 1_000_000,
    "paragraphs": "A\n\n" * 330_000,
    "speakers": ('." ' + "Aaaa " * 4 + "sai ") * 40_000,
    "brackets": "((" * 500_000,
    "glued": "ab.Cd" * 200_000,
    "footnotes": "abcd.1 A" * 120_000,
    "dashes": ". -" * 330_000,
    "bullets": " •" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_million_characters_take_seconds_at_most(name: str, length: int) -> None:
    hostile = HOSTILE[name][:length]
    began = time.process_time()
    assert sum(1 for _ in sentences(hostile)) <= len(hostile)
    assert time.process_time() - began < 6  # some tenths of a second each; a quadratic scan would take hours
