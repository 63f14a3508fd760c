"""What stands around a release in a mail."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.mailtext import is_notice, subject_title, unforwarded, unquoted, unsigned
from tests.corpus.formats.making import ARABIC, FIRST, FRENCH, SECOND, TITLE

LONG = "\n\n".join([FIRST, SECOND, FIRST, SECOND])


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (TITLE, TITLE),
        (f"Fwd: FW: Re: {TITLE}", TITLE),
        (f"RE[2]: {TITLE}", TITLE),
        (f"[EXTERNAL] PRESS RELEASE: {TITLE}", TITLE),
        (f"FOR IMMEDIATE RELEASE - {TITLE}", TITLE),
        (f"[Press Release] {TITLE}", TITLE),
        ("TR : Communiqué de presse – Le musée rouvre ses portes", "Le musée rouvre ses portes"),
        ("رد: بيان صحفي: افتتاح المختبر", "افتتاح المختبر"),
        ("Press release rules change for councils", "Press release rules change for councils"),
        ("Reopening: the bridge is back", "Reopening: the bridge is back"),
        ("Fwd: PRESS RELEASE:", None),
        ("", None),
    ],
)
def test_a_title_out_of_a_subject(subject: str, title: str | None) -> None:
    assert subject_title(subject) == title


HEADERS = {
    "gmail": "---------- Forwarded message ---------\nFrom: Press <p@x.example>\nDate: Wed, Jun 5, 2024 at 9:01 AM\n"
    "Subject: Bridge reopens\nTo: <a@b.example>\n",
    "outlook": "-----Original Message-----\nFrom: Press <p@x.example>\nSent: 5 June 2024 09:01\nTo: A\nCc: B\n"
    "Subject: Bridge reopens\n",
    "apart": "From: Press <p@x.example>\n\nSent: 5 June 2024 09:01\n\nTo: A\n\nSubject: Bridge reopens\n",
    "bold": "*From:* Press <p@x.example>\n*Date:* 5 June 2024\n*To:* A\n*Subject:* Bridge reopens\n",
    "french": "Début du message réexpédié :\n\nDe: Press <p@x.example>\nEnvoyé : 5 juin 2024\nÀ : A\n"
    "Objet : Bridge reopens\n",
    "arabic": "---------- رسالة معاد توجيهها ----------\nمن: Press <p@x.example>\nالتاريخ: 5 يونيو 2024\nإلى: A\n"
    "الموضوع: Bridge reopens\n",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("note", ["", "Please see below.\n\nBob\n\n"])
def test_a_forwarded_release_is_parted_from_its_carrier(header: str, note: str) -> None:
    text, fields = unforwarded(f"{note}{header}\n{LONG}")
    assert text.strip() == LONG
    assert (fields["from"], fields["subject"]) == ("Press <p@x.example>", "Bridge reopens")


def test_a_release_forwarded_twice_has_the_innermost_header() -> None:
    inner = HEADERS["outlook"].replace("Bridge reopens", "The true one")
    text, fields = unforwarded(f"{HEADERS['gmail']}\nSee below.\n\n{inner}\n{LONG}")
    assert (text.strip(), fields["subject"]) == (LONG, "The true one")


def test_what_a_release_answers_is_left_out() -> None:
    text, fields = unforwarded(f"{LONG}\n\n{HEADERS['outlook']}\nCould you send us the release?")
    assert (text.strip(), fields) == (LONG, {})


WITHOUT = [LONG, FRENCH, ARABIC, "", f"From: the mayor\n{FIRST}", f"{FIRST}\nDate: 5 June\nTo: all"]


@pytest.mark.parametrize("text", WITHOUT)
def test_a_text_without_a_header_stays_whole(text: str) -> None:
    assert unforwarded(text) == (text, {})


def test_quote_marks_go_where_most_lines_have_them() -> None:
    assert unquoted("> one\n>two\n\n> > three") == "one\ntwo\n\n> three"
    assert unquoted("one\ntwo\n> three") == "one\ntwo\n> three"


def test_a_signature_is_cut_and_a_rule_in_the_text_is_not() -> None:
    assert unsigned(f"{FIRST}\n-- \nJane Doe\nPress officer") == FIRST
    long = "\n".join(["--", *["A line of the text."] * 20])
    assert unsigned(long) == long


def test_addresses_behind_words_and_names_of_pictures_go() -> None:
    assert (
        unsigned("See our page<https://example.org/x> [image: logo] [cid:1@x] now [sic]")
        == "See our page   now [sic]"
    )


@pytest.mark.parametrize(
    "block",
    [
        "This email and any attachments are confidential and intended solely for the addressee.",
        "Ce message et ses pièces jointes sont strictement confidentiels.",
        "هذه الرسالة وأي مرفقات بها سرية ومخصصة للمرسل إليه فقط.",
        "If you have received this e-mail in error please delete it.",
        "CAUTION: This email originated from outside of the organisation.",
        "Sent from my phone",
        "Unsubscribe | Manage your preferences",
        "You are receiving this email because you signed up.",
        "View this email in your browser",
        "اعرض الرسالة في المتصفح",
        "لعرض هذه الرسالة الإلكترونية في متصفحك",
        "Voir la version en ligne",
        "Pour vous désabonner, cliquez ici.",
        "Please consider the environment before printing this e-mail.",
    ],
)
def test_notices_about_the_mail(block: str) -> None:
    assert is_notice(block)


@pytest.mark.parametrize(
    "block",
    [
        FIRST,
        SECOND,
        FRENCH,
        ARABIC,
        TITLE,
        "This message of hope was read out by the mayor in front of the bridge.",
        "The council told residents how to unsubscribe from paper letters. " + FIRST + " " + SECOND,
        "Confidential data will be protected, the minister said.",
    ],
)
def test_words_of_the_release_are_no_notice(block: str) -> None:
    assert not is_notice(block)


@given(st.text(st.sampled_from("From: Sent:Subject To\n> -a[]<h")))
def test_any_text_survives(text: str) -> None:
    inner, _ = unforwarded(unquoted(text))
    assert len(unsigned(inner)) <= len(text)


UNITS = [
    "From: a\nSubject: b\nTo: c\n", "From: a\nSubject: b\nTo: c\nx\n", "> ", "[image ", "<https:", "--\n", "re:",
    "\n",
    "this email ", "-",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters(unit: str, length: int) -> None:
    text = unit * (length // len(unit))
    began = time.process_time()
    unsigned(unforwarded(unquoted(text))[0])
    is_notice(text)
    subject_title(text[:4000])
    assert time.process_time() - began < 5
