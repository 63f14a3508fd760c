"""Documents that hold documents: what lies inside, under which path, and what of it is refused."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from corpus.article import Document, content_hash
from corpus.containers import opened
from corpus.errors import BadExport, BadRecord, CompressionBomb, Malformed, NestedArchive, Refused, UnknownFormat
from corpus.formats import READERS
from corpus.reading import read
from tests.corpus.formats.making import FIRST, SECOND, TITLE, document, mail, release_pdf, release_word, zipped

BODY = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"


def contents(container: Document) -> dict[str, str]:
    """Path -> format of what is inside, or the kind of refusal."""
    return {
        item.name if isinstance(item, Refused) else item[0].path: (
            item.kind if isinstance(item, Refused) else item[0].format
        )
        for item in opened(container)
    }


def attached(body: str, files: dict[str, bytes]) -> EmailMessage:
    message = mail(body)
    for name, raw in files.items():
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    return message


@pytest.mark.parametrize("kind", sorted(set(READERS) - {"eml"}))
def test_any_other_document_is_its_own_only_content(kind: str) -> None:
    plain = document(b"whatever", kind)
    assert list(opened(plain)) == [(plain, None)]


def test_an_archive_of_every_format() -> None:
    members = {
        "a.txt": BODY.encode(),
        "b/c.md": f"# {TITLE}\n\n{FIRST}".encode(),
        "d.html": f"<html><body><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body>".encode(),
        "e.pdf": release_pdf(),
        "f.docx": release_word(),
        "g.eml": mail(BODY).as_bytes(),
    }
    found = list(opened(document(zipped(members), "zip", "all.zip")))
    drafts = {item[0].path: read(item[0]) for item in found if not isinstance(item, Refused)}
    assert set(drafts) == {f"all.zip#{name}" for name in members}
    for path, draft in drafts.items():
        assert draft.title == TITLE, path
        assert FIRST in draft.text, path
        assert SECOND in draft.text or path.endswith(".md"), path


def test_members_keep_the_source_and_have_ids_of_their_own() -> None:
    found = [
        item[0] for item in opened(document(zipped({"a.txt": b"1", "b.txt": b"2"}), "zip")) if isinstance(item, tuple)
    ]
    assert {item.source for item in found} == {"room"}
    assert len({item.id for item in found}) == 2


def test_what_is_wrong_with_a_member_stops_no_other() -> None:
    members = {
        "a.zip": b"",
        "b.png": b"",
        "c.doc": b"",
        "../d.txt": b"",
        "e.txt": b"words",
        "f.tar.gz": b"",
        "g.eml": b"x",
    }
    assert contents(document(zipped(members), "zip", "all.zip")) == {
        "all.zip#a.zip": "nested archive",
        "all.zip#b.png": "unknown format",
        "all.zip#c.doc": "unknown format",
        "all.zip#../d.txt": "unsafe member",
        "all.zip#e.txt": "text",
        "all.zip#f.tar.gz": "nested archive",
        "all.zip#g.eml": "malformed",
    }


def test_a_broken_archive_is_one_refusal() -> None:
    (refused,) = opened(document(b"PK\x03\x04", "zip", "all.zip"))
    assert isinstance(refused, Malformed)
    assert refused.name == "all.zip"


def test_a_bomb_among_releases() -> None:
    bomb, release = opened(document(zipped({"bomb.txt": b" " * 20_000_000, "a.txt": b"words"}), "zip"))
    assert isinstance(bomb, CompressionBomb)
    assert isinstance(release, tuple)


# Records


def line(**more: str) -> bytes:
    return json.dumps({"text": FIRST, **more}).encode()


def test_an_export_and_records_are_told_apart() -> None:
    exported = line(source="other", path="x.txt", content_hash=content_hash(FIRST))
    ((inside, draft),) = [item for item in opened(document(exported, "export")) if isinstance(item, tuple)]
    assert (inside.source, inside.path, draft and draft.text) == ("other", "x.txt", FIRST)
    ((inside, draft),) = [
        item for item in opened(document(line(id="b-1"), "export", "all.jsonl")) if isinstance(item, tuple)
    ]
    assert (inside.source, inside.path, draft) == ("room", "all.jsonl#b-1", None)


@pytest.mark.parametrize(("first", "kind"), [(line(source="a", path="b"), BadExport), (line(title=TITLE), BadRecord)])
def test_a_bad_line_is_refused_as_what_the_file_is(first: bytes, kind: type[Refused]) -> None:
    _, bad = opened(document(first + b"\n{cut", "export", "all.jsonl"))
    assert type(bad) is kind
    assert bad.name == "all.jsonl, line 2"


def test_records_in_json_and_inside_archives() -> None:
    assert contents(document(b"[" + line(id="1") + b"]", "json", "a.json")) == {"a.json#1": "text"}
    members = {"a.json": line(id="1"), "b.jsonl": line(id="2") + b"\n{"}
    assert contents(document(zipped(members), "zip", "all.zip")) == {
        "all.zip#a.json#1": "text",
        "all.zip#b.jsonl#2": "text",
        "all.zip#b.jsonl, line 2": "bad record",
    }


def test_an_export_inside_an_archive_names_no_source() -> None:
    exported = line(source="secret", path="x.txt", content_hash=content_hash(FIRST))
    ((inside, _),) = [
        item for item in opened(document(zipped({"a.jsonl": exported}), "zip")) if isinstance(item, tuple)
    ]
    assert inside.source == "room"


def test_a_record_of_html_and_its_facts_is_read_like_any_other() -> None:
    record = {
        "title": TITLE,
        "html": f"<p>{FIRST}</p><p>{SECOND}</p>",
        "date": "2024-06-05",
        "url": "https://x.example/1",
    }
    ((inside, _),) = [
        item for item in opened(document(json.dumps(record).encode(), "export")) if isinstance(item, tuple)
    ]
    draft = read(inside)
    assert (draft.title, str(draft.published), draft.url) == (TITLE, "2024-06-05", "https://x.example/1")
    assert FIRST in draft.text


# Mails


def test_a_covering_note_gives_way_to_what_is_attached() -> None:
    message = attached("Please find the release attached.", {"release.pdf": release_pdf(), "logo.png": b"png"})
    assert contents(document(message.as_bytes(), "eml", "m.eml")) == {"m.eml#release.pdf": "pdf"}


def test_a_release_in_the_mail_stands_beside_what_is_attached() -> None:
    message = attached(f"{BODY}\n\n{FIRST}", {"release.docx": release_word()})
    assert contents(document(message.as_bytes(), "eml", "m.eml")) == {"m.eml": "eml", "m.eml#release.docx": "docx"}


def test_a_note_without_a_release_attached_is_read_itself() -> None:
    message = attached("A short statement of the mayor.", {"logo.png": b"png", "invite.ics": b"BEGIN"})
    assert contents(document(message.as_bytes(), "eml", "m.eml")) == {"m.eml": "eml"}


def test_attachments_that_are_not_opened_are_refused_by_name() -> None:
    message = attached("See attached.", {"old.doc": b"x", "all.zip": zipped({"a.txt": b"x"}), "b.rar": b"x"})
    assert contents(document(message.as_bytes(), "eml", "m.eml")) == {
        "m.eml": "eml",
        "m.eml#old.doc": "unknown format",
        "m.eml#all.zip": "nested archive",
        "m.eml#b.rar": "nested archive",
    }


def test_attachments_of_one_name_are_numbered() -> None:
    message = attached("See attached.", {"a.txt": b"1"})
    message.add_attachment("2", filename="a.txt")
    assert set(contents(document(message.as_bytes(), "eml", "m.eml"))) == {"m.eml#a.txt", "m.eml#a (2).txt"}


def test_a_mail_attached_to_a_mail_is_not_opened_further() -> None:
    inner = attached("See attached.", {"release.pdf": release_pdf()})
    message = attached("And see this.", {"inner.eml": inner.as_bytes()})
    assert contents(document(message.as_bytes(), "eml", "m.eml")) == {"m.eml#inner.eml": "eml"}


def test_advice_comes_with_the_refusal() -> None:
    (_, refused) = opened(document(zipped({"a.txt": b"x", "b.rtf": b"x"}), "zip"))
    assert isinstance(refused, UnknownFormat)
    assert ".docx" in refused.reason
    (refused,) = opened(document(zipped({"b.7z": b"x"}), "zip"))
    assert isinstance(refused, NestedArchive)
