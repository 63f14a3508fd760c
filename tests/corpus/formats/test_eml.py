"""Mails: the release in them, what their headers state, and what is attached."""

from __future__ import annotations

import textwrap
import time
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyDocument, Malformed, Refused
from corpus.formats import Page, eml
from tests.corpus.formats.making import ARABIC, FIRST, FRENCH, SECOND, TITLE, document, mail, release_pdf

BODY = f"{FIRST}\n\n{SECOND}\n"


def read(message: EmailMessage | bytes) -> Page:
    return eml.read(document(message if isinstance(message, bytes) else message.as_bytes(), "eml"))


def attachments(message: EmailMessage) -> tuple[bool, list[tuple[str, bytes]]]:
    return eml.attachments(document(message.as_bytes(), "eml"))


# Text


def test_a_release() -> None:
    page = read(mail(BODY, f"PRESS RELEASE: {TITLE}", "Orlington Council Press Office <press@orlington.example>"))
    assert (page.title, page.blocks) == (TITLE, (FIRST, SECOND))
    assert page.metadata == {"published": "2024-06-05", "issuer": "Orlington Council"}


def test_wrapped_lines_are_joined_whatever_stands_below_them() -> None:
    wrapped = textwrap.fill(FIRST, 64)
    line = "This is no notice but a line that nobody wrapped: " + "it goes on and on " * 6 + "to its end."
    assert read(mail(f"{wrapped}\n\n{line}\n")).blocks == (FIRST, line)


def test_flowed_text_is_joined_at_its_soft_breaks() -> None:
    raw = (
        b"From: a@b\nContent-Type: text/plain; format=flowed\n\nShort words \nflow on \nhere.\nNot here.\n-- \nJane\n"
    )
    assert read(raw).blocks == ("Short words flow on here.", "Not here.")


@pytest.mark.parametrize("text", [FRENCH, ARABIC])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
def test_any_language_in_any_transfer_encoding(text: str, coding: str) -> None:
    message = mail("-", subject=text[:60])
    message.set_content(text, cte=coding)
    page = read(message)
    assert page.blocks == (text,)
    assert page.title == text[:60].strip()


def test_html_is_read_where_it_says_as_much_as_the_plain_text() -> None:
    html = f"<html><body><h2>{TITLE}</h2><p>{FIRST}</p><ul><li>one</li></ul><p>Jane Doe<br>555-0100</p></body></html>"
    assert read(mail("View it online", html=html)).blocks == (FIRST, "- one", "Jane Doe", "555-0100")
    assert read(mail(BODY, html="<p>See the text.</p>")).blocks == (FIRST, SECOND)


def test_the_title_is_not_repeated_in_the_text() -> None:
    assert read(mail(f"{TITLE.upper()}\n\n{BODY}")).blocks == (FIRST, SECOND)


def test_signatures_and_notices_are_left_out() -> None:
    notice = "This email and any attachments are confidential and intended solely for the addressee."
    assert read(mail(f"{BODY}\n-- \nJane Doe\n\n{notice}\n")).blocks == (FIRST, SECOND)
    assert read(mail(f"{BODY}\n{notice}\n")).blocks == (FIRST, SECOND)


def test_a_forwarded_release_states_its_own_facts() -> None:
    header = (
        "---------- Forwarded message ---------\nFrom: Ministère de la Santé <p@sante.example>\n"
        "Date: mar. 4 juin 2024 à 10:12\nSubject: Communiqué de presse : Le pont rouvre\nTo: x@y.example\n"
    )
    page = read(mail(f"Please see below.\n\n{header}\n{BODY}", "Fwd: for you", "Bob <bob@x.example>"))
    assert (page.title, page.blocks) == ("Le pont rouvre", (FIRST, SECOND))
    assert page.metadata == {"published": "2024-06-04", "issuer": "Ministère de la Santé"}


def test_a_release_attached_as_a_mail_is_read_in_place_of_the_note() -> None:
    note = mail("See attached.", "FW: release", "Bob <b@x.example>", date="Thu, 06 Jun 2024 10:00:00 +0000")
    note.add_attachment(mail(BODY))
    page = read(note)
    assert (page.title, page.blocks, page.metadata["published"]) == (TITLE, (FIRST, SECOND), "2024-06-05")


# Headers


@pytest.mark.parametrize(
    ("sender", "issuer"),
    [
        ("Orlington Council <x@y>", "Orlington Council"),
        ("Press Office | Orlington Council <x@y>", "Orlington Council"),
        ("Service de presse - Ministère de la Santé <x@y>", "Ministère de la Santé"),
        ("المكتب الإعلامي - وزارة الصحة <x@y>", "وزارة الصحة"),
        ("ICESCO <x@y>", "ICESCO"),
        ("Halvern University via Mailer <x@y>", "Halvern University"),
        ("Jane Doe, Orlington Council <x@y>", "Orlington Council"),
        ("Press Office <x@y>", None),
        ("Jane Doe <x@y>", None),
        ("Jane Doe (Press) <x@y>", None),
        ("press@orlington.example", None),
        ("", None),
    ],
)
def test_an_issuer_is_an_organisation_or_none(sender: str, issuer: str | None) -> None:
    assert read(f"From: {sender}\nSubject: x\n\n{BODY}".encode()).metadata.get("issuer") == issuer


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Wed, 05 Jun 2024 23:30:00 -0500", "2024-06-05"),
        ("5 Jun 2024 01:00 +0900", "2024-06-05"),
        ("mercredi 5 juin 2024", "2024-06-05"),
        ("yesterday", None),
        ("Wed, 99 Jun 2024 23:30:00", None),
        ("", None),
    ],
)
def test_a_day_is_the_sender_s_own(date: str, published: str | None) -> None:
    assert read(f"From: a@b\nDate: {date}\n\n{BODY}".encode()).metadata.get("published") == published


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?q?R=C3=A9ouverture?= du pont", "Réouverture du pont"),
        ("=?utf-8?b?2KfZhNmF2K7Yqtio2LE=?=", "المختبر"),
        ("=?iso-8859-1?q?Caf=E9?= =?utf-8?q?_=C3=A9t=C3=A9?=", "Café été"),
        ("Réouverture du pont", "Réouverture du pont"),
        ("=?klingon?q?caf=E9?=", "café"),
        ("=?utf-8?b?!!!?=", None),
    ],
)
def test_subjects_in_any_encoding(subject: str, title: str | None) -> None:
    assert read(f"From: a@b\nSubject: {subject}\n\n{BODY}".encode()).title == title


def test_a_subject_in_bytes_of_an_old_encoding() -> None:
    raw = b"From: a@b\nSubject: R\xe9ouverture du mus\xe9e\n\n" + BODY.encode()
    assert read(raw).title == "Réouverture du musée"


def test_the_language_is_stated_or_not() -> None:
    assert read(f"From: a@b\nContent-Language: fr, en\n\n{BODY}".encode()).metadata["language"] == "fr"
    assert "language" not in read(mail(BODY)).metadata


# Attachments


def test_attachments_have_names_and_bytes() -> None:
    message = mail("Please find the release attached.")
    message.add_attachment(release_pdf(), maintype="application", subtype="pdf", filename="communiqué d’été.pdf")
    message.add_attachment("Words", filename="a/b.txt")
    cover, files = attachments(message)
    assert cover
    assert files[0][1].startswith(b"%PDF")
    assert files[1][1].strip() == b"Words"
    assert [name for name, _ in files] == ["communiqué d’été.pdf", "a-b.txt"]


def test_a_body_that_is_a_release_is_no_covering_note() -> None:
    assert not attachments(mail(f"{BODY}\n{FIRST}\n\n{SECOND}"))[0]


def test_pictures_inside_the_text_are_no_attachments() -> None:
    message = mail(BODY, html="<p><img src='cid:logo'></p>")
    shown = message.get_body(("html",))
    assert isinstance(shown, EmailMessage)
    shown.add_related(b"png", "image", "png", cid="<logo>", filename="logo.png")
    assert attachments(message)[1] == []


# Refusals and hostile mails


@pytest.mark.parametrize(
    "raw", [b"", b"words and no mail at all", b"\x00\x01\x02", b"\n\n\nwords", b"X-Header: y\n\nwords"]
)
def test_what_is_no_mail(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read(raw)


@pytest.mark.parametrize("body", ["", " \n", "-- \nJane", "[image: logo]"])
def test_a_mail_without_a_text_of_its_own(body: str) -> None:
    with pytest.raises(EmptyDocument):
        read(f"From: a@b\n\n{body}".encode())


def test_parts_in_parts_without_end() -> None:
    for depth in (50, 5_000):
        raw = b"From: a@b\n"
        for at in range(depth):
            raw += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at)
        began = time.process_time()
        with suppress(Refused):
            read(raw + b"\nwords")
        assert time.process_time() - began < 5


HOSTILE = {
    "parameters": b'Content-Type: text/plain; a="' + b";" * 1_000_000 + b'"',
    "addresses": b"From: " + b"a@b, (" * 200_000,
    "words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000,
    "folded": b"Subject: x\n" + b" y\n" * 300_000,
    "names": b"Content-Disposition: attachment; filename*0*=utf-8''" + b"a; filename*1*=b" * 60_000,
    "headers": b"X: y\n" * 200_000,
    "date": b"Date: " + b"5 " * 500_000,
}


@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE)
def test_headers_of_a_million_letters(header: bytes) -> None:
    began = time.process_time()
    with suppress(EmptyDocument):  # a text with a file name is an attachment
        assert read(b"From: a@b\n" + header + b"\n\n" + BODY.encode()).blocks[0] == FIRST
    assert time.process_time() - began < 5


LINES = [
    b"From: a", b"Subject: =?utf-8?q?=E9?=", b"Date: 5", b"\xe9: \xff", b" folded", b"--x", b"", b"words", b"=",
    b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: text/html; charset=utf-7",
    b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64",
    b"Content-Disposition: attachment; filename*=x'y'%ff",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES)))
def test_any_lines_are_a_mail_or_refused(lines: list[bytes]) -> None:
    with suppress(Refused):
        raw = b"\n".join(lines)
        assert read(raw).blocks
        eml.attachments(document(raw, "eml"))
