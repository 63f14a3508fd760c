"""Articles over HTTP: sent as JSON or as files, understood, or refused with a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.article import article_id
from tests.api.conftest import PROBLEM
from tests.api.routes.sending import NEWER, TEXT, add, asked, assert_problem, upload


def test_a_release_sent_as_json_is_there_for_the_next_question(client: TestClient) -> None:
    reply = client.post("/v1/articles", json={"text": TEXT, "source": "port", "path": "reopens.txt"})
    article = reply.json()["article"]
    assert reply.status_code == 201
    assert reply.json()["outcome"] == "added"
    assert article["id"] == article_id("port", "reopens.txt")
    assert (article["title"], article["published"], article["place"]) == ("Port reopens", "2024-03-14", "HALVERN")
    assert client.get(reply.headers["location"]).json() == article
    assert asked(client) == [article["id"]]


def test_what_the_sender_states_wins_over_what_is_read(client: TestClient) -> None:
    stated = {"title": "Stated", "published": "2020-01-02", "place": "Skerry", "issuer": "Port", "language": "fr"}
    article = add(client, **stated)["article"]
    assert {name: article[name] for name in stated} == stated
    assert set(article["found"].values()) == {"sender"}


def test_a_web_address_names_the_article(client: TestClient) -> None:
    article = add(client, path=None, url="https://port.example.org/reopens")["article"]
    assert article["url"] == article["path"] == "https://port.example.org/reopens"


def test_a_release_without_a_name_is_named_by_its_content(client: TestClient) -> None:
    first, again = add(client, path=None), add(client, path=None)
    other = add(client, NEWER, path=None)
    assert first["article"]["id"] == again["article"]["id"] != other["article"]["id"]
    assert again["outcome"] == "unchanged"


def test_sending_again_says_what_became_of_it(client: TestClient) -> None:
    name = add(client)["article"]["id"]
    assert add(client)["outcome"] == "unchanged"
    assert add(client, NEWER)["outcome"] == "updated"
    client.delete(f"/v1/articles/{name}")
    assert add(client, NEWER)["outcome"] == "restored"
    assert asked(client) == [name]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("markdown", "# Port reopens\n\nThe **port** of Halvern reopened to ships.\n"),
        (
            "html",
            "<html><body><article><h1>Port reopens</h1>"
            "<p>The port of Halvern reopened to ships. It had been closed for repairs since the storm in January, "
            "and the first ferry left the quay before dawn with forty people on board.</p></article></body></html>",
        ),
    ],
)
def test_markdown_and_html_are_read_as_such(client: TestClient, kind: str, text: str) -> None:
    article = add(client, text, format=kind)["article"]
    assert article["title"] == "Port reopens"
    assert article["text"].startswith("The port of Halvern reopened to ships.")


def test_an_uploaded_file_is_taken_in(client: TestClient) -> None:
    reply = upload(client, "reopens.txt", source="port")
    assert reply.status_code == 201
    assert reply.json()["article"]["id"] == article_id("port", "reopens.txt")
    assert upload(client, "reopens.txt", source="port").json()["outcome"] == "unchanged"


@pytest.mark.parametrize(
    "name",
    ["../../etc/a.txt", "/etc/a.txt", "..\\..\\a.txt", "C:\\news\\a.txt", "./a.txt", "x/../a.txt"],
)
def test_an_uploads_folders_are_dropped_from_its_name(client: TestClient, name: str) -> None:
    article = upload(client, name).json()["article"]
    assert (article["source"], article["path"]) == ("upload", "a.txt")


@pytest.mark.parametrize("name", ["..", "a", "a.exe", ".txt", "a.jsonl"])
def test_an_upload_without_a_reader_is_refused(client: TestClient, name: str) -> None:
    assert_problem(upload(client, name), 415, "document-format-unknown")


def test_an_uploads_name_has_a_limit(client: TestClient) -> None:
    assert_problem(upload(client, "x" * 1_001 + ".txt"), 422, "invalid-request", ["path"])


@pytest.mark.parametrize("source", ["a/b", "..\\x", " lead", "a\nb", "a\x00b", "x" * 101])
def test_a_bad_source_is_refused_both_ways(empty: TestClient, source: str) -> None:
    assert_problem(upload(empty, "a.txt", source=source), 422, "invalid-request", ["source"])
    reply = empty.post("/v1/articles", json={"text": TEXT, "source": source})
    assert_problem(reply, 422, "invalid-request", ["source"])


def test_two_places_never_share_an_id(client: TestClient) -> None:
    # `a` + line end + `b/c` and `a/b` + line end + `c` would be hashed alike, were line ends let into sources.
    assert add(client, source="a", path="b\nc")["article"]["id"]
    assert client.post("/v1/articles", json={"text": TEXT, "source": "a\nb", "path": "c"}).status_code == 422


def test_an_upload_needs_a_file(client: TestClient) -> None:
    assert_problem(client.post("/v1/articles", files={"fil": ("a.txt", b"x")}), 422, "invalid-request", ["file"])
    reply = client.post("/v1/articles", data={"source": "x"}, files={"source2": ("a.txt", b"x")})
    assert_problem(reply, 422, "invalid-request", ["file"])


def test_a_file_in_the_place_of_the_source_is_refused(client: TestClient) -> None:
    body = (
        b'--x\r\ncontent-disposition: form-data; name="source"; filename="s.txt"\r\n\r\nport\r\n'
        b'--x\r\ncontent-disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n'
    )
    reply = client.post("/v1/articles", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert_problem(reply, 422, "invalid-request")


def test_half_a_character_in_an_uploads_name_is_refused(client: TestClient) -> None:
    body = (
        b'--x\r\ncontent-disposition: form-data; name="file"; filename="a\\\\ud800.txt"\r\n\r\nTitle\r\n--x--\r\n',
        b'--x\r\ncontent-disposition: form-data; name="source"\r\n\r\n\\ud800\r\n'
        b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nTitle\r\n--x--\r\n',
    )
    headers = {"content-type": "multipart/form-data; boundary=x; charset=unicode_escape"}
    for content in body:
        reply = client.post("/v1/articles", content=content, headers=headers)
        assert_problem(reply, 422, "invalid-request")


@pytest.mark.parametrize(
    ("boundary", "body"), [("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"no parts")]
)
def test_a_broken_upload_is_a_problem(client: TestClient, boundary: str, body: bytes) -> None:
    reply = client.post("/v1/articles", content=body, headers={"content-type": boundary})
    assert (reply.status_code, reply.headers["content-type"]) == (400, PROBLEM)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": None}, "text"),
        ({"text": ""}, "text"),
        ({"text": 5}, "text"),
        ({"format": "pdf"}, "format"),
        ({"path": ""}, "path"),
        ({"path": "x" * 1_001}, "path"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "port.example.org"}, "url"),
        ({"published": "14 March 2024"}, "published"),
        ({"published": "2024-02-30"}, "published"),
        ({"published": 20240314}, "published"),
        ({"language": "English"}, "language"),
        ({"title": ["x"]}, "title"),
        ({"title": "x" * 1_001}, "title"),
        ({"txt": "x"}, "txt"),
    ],
)
def test_a_field_that_does_not_fit_is_named(empty: TestClient, change: dict[str, Any], field: str) -> None:
    reply = empty.post("/v1/articles", json={"text": TEXT, **change})
    assert_problem(reply, 422, "invalid-request", [field])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("  \n ", "document-empty"),
        ("nul \x00 in it", "document-not-text"),
        ("\x01\x02\x03\x04\x05\x06", "document-not-text"),
    ],
)
def test_a_text_that_cannot_be_read_is_a_problem_of_its_own(empty: TestClient, text: str, kind: str) -> None:
    assert_problem(empty.post("/v1/articles", json={"text": text}), 422, kind)
    assert_problem(upload(empty, "a.txt", text.encode()), 422, kind)


def test_a_page_without_a_release_is_said(client: TestClient) -> None:
    reply = client.post("/v1/articles", json={"text": "<ul><li>Menu</li></ul>", "format": "html"})
    assert_problem(reply, 422, "document-without-article")


def test_bytes_that_are_no_text_are_refused(client: TestClient) -> None:
    assert_problem(upload(client, "a.txt", b"\x89PNG\r\n\x1a\n\x00\x00"), 422, "document-not-text")
    assert_problem(upload(client, "a.txt", b""), 422, "document-empty")


def test_a_text_in_an_older_encoding_is_read(client: TestClient) -> None:
    body = "Le conseil a signé l’accord à Genève. La cérémonie était très brève.".encode("cp1252")
    reply = upload(client, "a.txt", body)
    assert reply.status_code == 201, reply.text
    assert "l’accord à Genève" in reply.json()["article"]["text"]


def test_a_document_over_the_limit_is_refused(client: TestClient) -> None:
    assert_problem(client.post("/v1/articles", json={"text": "word " * 25_000}), 413, "document-too-large")
    assert_problem(upload(client, "a.txt", b"word " * 25_000), 413, "document-too-large")


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"text": "\\ud800"}', b"[" * 50_000, b"", b'{"text": "\xff"}', b'{"text": "x"} x']
)
def test_a_body_that_is_no_json_is_malformed(client: TestClient, body: bytes) -> None:
    reply = client.post("/v1/articles", content=body, headers={"content-type": "application/json"})
    assert_problem(reply, 400, "malformed-json")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null"])
def test_a_body_that_is_no_object_is_refused(client: TestClient, body: bytes) -> None:
    reply = client.post("/v1/articles", content=body, headers={"content-type": "application/json"})
    assert_problem(reply, 422, "invalid-request", ["body"])


@pytest.mark.parametrize("sent", ["text/plain", "text/html", ""])
def test_a_body_of_another_type_is_not_read(client: TestClient, sent: str) -> None:
    headers = {"content-type": sent} if sent else {}
    reply = client.post("/v1/articles", content=json.dumps({"text": TEXT}).encode(), headers=headers)
    assert_problem(reply, 415, "body-type-unknown")


def test_nothing_of_a_refused_release_is_kept(client: TestClient) -> None:
    client.post("/v1/articles", json={"text": "nul \x00 in it"})
    upload(client, "a.exe")
    assert client.get("/v1/articles").json()["total"] == 0
