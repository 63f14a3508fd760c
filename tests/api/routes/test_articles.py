"""Articles over HTTP: read, listed, taken out."""

from __future__ import annotations

import datetime as dt

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from corpus.article import Document, article_id
from corpus.store.schema import changes, versions
from qa.desk import Desk
from tests.api.conftest import PROBLEM
from tests.api.routes.sending import NEWER, TEXT, add, asked, assert_problem
from tests.conftest import HashingEmbedder

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
def test_a_bad_query_is_named(empty: TestClient, query: str, fields: list[str]) -> None:
    assert_problem(empty.get(f"/v1/articles?{query}"), 422, "invalid-request", fields)


def test_a_page_after_an_unknown_article_is_a_problem(client: TestClient) -> None:
    assert_problem(client.get("/v1/articles?after=0000"), 404, "article-unknown")


def test_sources_are_counted(client: TestClient) -> None:
    assert client.get("/v1/sources").json() == {"sources": []}
    add(client)
    add(client, NEWER, path="other.txt")
    add(client, source="city")
    held = client.get("/v1/sources").json()["sources"]
    assert [(one["name"], one["articles"]) for one in held] == [("city", 1), ("port", 2)]


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
