from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import update

from corpus.article import Document, article_id
from corpus.store.schema import changes, versions
from qa.desk import Desk
from tests.api.conftest import PROBLEM
from tests.conftest import HashingEmbedder

TEXT = "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened to ships on Thursday.\n"
NEWER = TEXT.replace("Thursday", "Friday")


def add(client: TestClient, text: str = TEXT, **fields: Any) -> Any:
    reply = client.post("/v1/articles", json={"text": text, "source": "port", "path": "reopens.txt", **fields})
    assert reply.status_code in {200, 201}, reply.text
    return reply.json()


def upload(client: TestClient, name: str, content: bytes = TEXT.encode(), **data: str) -> Response:
    return client.post("/v1/articles", files={"file": (name, content)}, data=data)  # type: ignore[return-value]


def asked(client: TestClient, question: str = "port of Halvern") -> list[str]:
    reply = client.post("/v1/ask", json={"question": question, "k": 100})
    return [passage["citation"]["article_id"] for passage in reply.json()["passages"]]


def assert_problem(reply: Any, status: int, kind: str, fields: list[str] | None = None) -> None:
    assert (reply.status_code, reply.headers["content-type"]) == (status, PROBLEM), reply.text
    problem = reply.json()
    assert (problem["type"], problem["status"]) == (f"urn:dateline:problem:{kind}", status)
    assert problem["detail"]
    if fields is not None:
        assert [error["field"] for error in problem["errors"]] == fields
    assert "Traceback" not in reply.text


# Taking in


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
def test_a_bad_source_is_refused_both_ways(client: TestClient, source: str) -> None:
    assert_problem(upload(client, "a.txt", source=source), 422, "invalid-request", ["source"])
    reply = client.post("/v1/articles", json={"text": TEXT, "source": source})
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
def test_a_field_that_does_not_fit_is_named(client: TestClient, change: dict[str, Any], field: str) -> None:
    reply = client.post("/v1/articles", json={"text": TEXT, **change})
    assert_problem(reply, 422, "invalid-request", [field])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("  \n ", "document-empty"),
        ("nul \x00 in it", "document-not-text"),
        ("\x01\x02\x03\x04\x05\x06", "document-not-text"),
    ],
)
def test_a_text_that_cannot_be_read_is_a_problem_of_its_own(client: TestClient, text: str, kind: str) -> None:
    assert_problem(client.post("/v1/articles", json={"text": text}), 422, kind)
    assert_problem(upload(client, "a.txt", text.encode()), 422, kind)


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


# Reading


def test_an_old_version_is_read_by_its_hash(client: TestClient) -> None:
    old = add(client)["article"]
    new = add(client, NEWER)["article"]
    assert [version["content_hash"] for version in new["versions"]] == [old["content_hash"], new["content_hash"]]
    url = f"/v1/articles/{old['id']}"
    assert client.get(url).json() == new
    read = client.get(url, params={"content_hash": old["content_hash"]}).json()
    assert (read["text"], read["content_hash"]) == (old["text"], old["content_hash"])
    assert_problem(client.get(url, params={"content_hash": "sha256:00"}), 404, "article-unknown")


def test_a_hash_reads_no_other_article(client: TestClient) -> None:
    one = add(client)["article"]
    two = add(client, NEWER, path="other.txt")["article"]
    reply = client.get(f"/v1/articles/{one['id']}", params={"content_hash": two["content_hash"]})
    assert_problem(reply, 404, "article-unknown")


@pytest.mark.parametrize("name", ["0000000000000000", "%00", "%ff", "a%2Fb", "'%20OR%201=1", "%F0%9F%9A%A2"])
def test_an_unknown_article_is_a_problem(client: TestClient, name: str) -> None:
    add(client)
    for reply in (client.get(f"/v1/articles/{name}"), client.delete(f"/v1/articles/{name}")):
        assert (reply.status_code, reply.headers["content-type"]) == (404, PROBLEM)


# Listing


@pytest.fixture
def seven(client: TestClient) -> list[str]:
    """Seven articles, named as they are listed: newest first, two of one day, the undated last."""
    days = ["2024-05-05", "2024-05-04", "2024-05-04", "2024-05-02", "2024-05-01", None, None]
    rows = [
        add(
            client,
            f"Notice {at}\n\nThe harbour office says berth {at} is free.\n",
            path=f"{at}.txt",
            published=day,
        )
        for at, day in enumerate(days)
    ]
    held = [row["article"] for row in rows]
    held.sort(key=lambda article: article["id"])
    held.sort(key=lambda article: article["published"] or "", reverse=True)
    return [article["id"] for article in held]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 500])
def test_the_pages_of_a_list_hold_each_article_once(client: TestClient, seven: list[str], limit: int) -> None:
    listed: list[str] = []
    after: str | None = None
    while True:
        page = client.get("/v1/articles", params={"limit": limit, **({"after": after} if after else {})}).json()
        assert page["total"] == 7
        assert 0 < len(page["articles"]) <= limit
        listed += [article["id"] for article in page["articles"]]
        if (after := page["next"]) is None:
            break
    assert listed == seven


def test_a_list_shows_what_the_articles_say_but_not_their_texts(client: TestClient) -> None:
    full = add(client)["article"]
    (listed,) = client.get("/v1/articles").json()["articles"]
    assert listed == {name: full[name] for name in listed}
    assert "text" not in listed


def test_an_article_removed_between_two_pages_does_not_break_the_list(client: TestClient, seven: list[str]) -> None:
    first = client.get("/v1/articles", params={"limit": 3}).json()
    client.delete(f"/v1/articles/{first['next']}")
    rest = client.get("/v1/articles", params={"limit": 3, "after": first["next"]}).json()
    assert [article["id"] for article in rest["articles"]] == seven[3:6]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"published_from": "2024-05-04"}, 3),
        ({"published_to": "2024-05-02"}, 2),
        ({"published_from": "2024-05-04", "published_to": "2024-05-04"}, 2),
        ({"source": "port"}, 7),
        ({"source": "nowhere"}, 0),
        ({"language": "fr"}, 0),
    ],
)
def test_a_list_is_narrowed_and_counted_alike(
    client: TestClient, seven: list[str], query: dict[str, str], count: int
) -> None:
    page = client.get("/v1/articles", params=query).json()
    assert (page["total"], len(page["articles"])) == (count, count)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("limit=0", ["limit"]),
        ("limit=501", ["limit"]),
        ("limit=many", ["limit"]),
        ("limt=5", ["limt"]),
        ("published_from=2024-02-30", ["published_from"]),
        ("published_from=0", ["published_from"]),
        ("published_from=2024-06-05&published_to=2024-06-04", ["published_to"]),
    ],
)
def test_a_bad_query_is_named(client: TestClient, query: str, fields: list[str]) -> None:
    assert_problem(client.get(f"/v1/articles?{query}"), 422, "invalid-request", fields)


def test_a_page_after_an_unknown_article_is_a_problem(client: TestClient) -> None:
    assert_problem(client.get("/v1/articles?after=0000"), 404, "article-unknown")


def test_sources_are_counted(client: TestClient) -> None:
    assert client.get("/v1/sources").json() == {"sources": []}
    add(client)
    add(client, NEWER, path="other.txt")
    add(client, source="city")
    expected = [{"name": "city", "articles": 1}, {"name": "port", "articles": 2}]
    assert client.get("/v1/sources").json() == {"sources": expected}


# Taking out


@pytest.mark.parametrize("purge", ["false", "true"])
def test_a_removed_article_is_gone_from_every_route_at_once(client: TestClient, purge: str) -> None:
    article = add(client)["article"]
    url = f"/v1/articles/{article['id']}"
    assert asked(client) == [article["id"]]
    reply = client.delete(url, params={"purge": purge})
    assert (reply.status_code, reply.content) == (204, b"")
    assert asked(client) == []
    assert_problem(client.get(url), 404, "article-unknown")
    old = {"content_hash": article["content_hash"]}
    assert_problem(client.get(url, params=old), 404, "article-unknown")
    assert client.get("/v1/articles").json() == {"articles": [], "total": 0, "next": None}
    assert client.get("/v1/sources").json() == {"sources": []}
    assert client.get("/readyz").json()["articles"] == 0


def test_an_article_is_removed_once_and_purged_even_after(client: TestClient) -> None:
    url = f"/v1/articles/{add(client)['article']['id']}"
    assert client.delete(url).status_code == 204
    assert_problem(client.delete(url), 404, "article-unknown")
    assert client.delete(url, params={"purge": "true"}).status_code == 204
    assert_problem(client.delete(url), 404, "article-unknown")


def test_a_purged_articles_words_are_in_no_file(client: TestClient, desk: Desk) -> None:
    word = "quetzalcoatl"
    name = add(client, TEXT.replace("ships", word))["article"]["id"]
    add(client, TEXT.replace("ships", word.upper()))
    client.delete(f"/v1/articles/{name}?purge=true")
    files = [file.read_bytes().lower() for file in desk.config.data.rglob("*") if file.is_file()]
    assert files
    assert not any(word.encode() in content for content in files)


def test_purge_wants_a_yes_or_a_no(client: TestClient) -> None:
    url = f"/v1/articles/{add(client)['article']['id']}"
    assert_problem(client.delete(url, params={"purge": "perhaps"}), 422, "invalid-request", ["purge"])
    assert client.get(url).status_code == 200


def test_an_embargoed_article_is_on_no_route(client: TestClient, desk: Desk) -> None:
    name = add(client)["article"]["id"]
    _embargo(desk, name, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    assert asked(client) == []
    assert_problem(client.get(f"/v1/articles/{name}"), 404, "article-unknown")
    assert client.get("/v1/articles").json()["total"] == 0
    assert client.get("/v1/sources").json() == {"sources": []}


def _embargo(desk: Desk, name: str, until: dt.datetime) -> None:
    """Set an embargo as the later sync of sources will; no door does yet."""
    with desk.store._write() as connection:
        connection.execute(update(versions).where(versions.c.article_id == name).values(visible_from=until))
        connection.execute(changes.insert().values(article_id=name, kind="put", at=dt.datetime.now(dt.UTC)))


def test_a_release_added_by_another_process_is_found(
    client: TestClient, desk: Desk, embedder: HashingEmbedder
) -> None:
    assert asked(client) == []
    other = Desk(desk.config, embedder)
    other.add(Document("port", "reopens.txt", TEXT.encode(), "text"))
    other.close()
    assert asked(client) == [article_id("port", "reopens.txt")]
