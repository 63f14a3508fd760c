from __future__ import annotations

import hashlib

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.conditional import known, tag
from qa.desk import Desk
from tests.api.routes.sending import NEWER, add


@pytest.fixture
def held(client: TestClient) -> str:
    return f"/v1/articles/{add(client)['article']['id']}"


def test_what_a_client_holds_is_not_sent_again(client: TestClient, held: str) -> None:
    first = client.get(held)
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(held, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


def test_another_text_other_facts_and_another_release_of_the_story_have_another_tag(
    client: TestClient, held: str
) -> None:
    def current() -> str:
        return client.get(held).headers["etag"]

    tags = [current()]
    add(client, place="Halvern harbour")
    tags.append(current())
    add(client, NEWER)
    tags.append(current())
    add(client, NEWER, path="elsewhere.txt", source="agency")
    tags.append(current())
    assert len(set(tags)) == 4
    assert client.get(held, headers={"If-None-Match": ", ".join(tags[:-1])}).status_code == 200


def test_what_was_removed_is_gone_for_those_who_hold_it_too(client: TestClient, held: str, desk: Desk) -> None:
    tag = client.get(held).headers["etag"]
    client.delete(held)
    assert client.get(held, headers={"If-None-Match": tag}).status_code == 404
    assert client.get(held, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/v1/articles", "/v1/sources", "/metrics", "/docs"])
def test_head_says_what_get_says_without_the_body(empty: TestClient, path: str) -> None:
    got, head = empty.get(path), empty.head(path)
    assert (head.status_code, head.content) == (200, b"")
    changing = {"x-request-id", "content-length"} if path == "/metrics" else {"x-request-id"}
    assert {name: value for name, value in head.headers.items() if name not in changing} == {
        name: value for name, value in got.headers.items() if name not in changing
    }


def test_head_of_an_article_has_its_tag_and_of_none_is_a_404(client: TestClient, held: str) -> None:
    assert client.head(held).headers["etag"] == client.get(held).headers["etag"]
    assert client.head("/v1/articles/none").status_code == 404
    assert client.head("/v1/ask").status_code == 405


def test_head_is_counted_with_its_route(client: TestClient, held: str) -> None:
    client.head(held)
    counted = 'dateline_requests_total{method="HEAD",route="/v1/articles/{article_id}",status="200"} 1.0'
    assert counted in client.get("/metrics").text


@given(st.binary(max_size=50), st.lists(st.sampled_from(['"x"', 'W/"y"', '"a, b"', "*"]), max_size=3))
def test_a_tag_is_found_among_others_weak_or_strong(body: bytes, others: list[str]) -> None:
    current = tag(body)
    assert current == f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    for form in (current, f"W/{current}"):
        assert known(", ".join([*others, form]), current)
    assert known(" * ", current)
    assert not known(current.strip('"'), current)
    assert not known(f"{current[:-1]}0", current)
